"""Books of several sizes made of the first title, and edits to them.

In: the folder of the title. Out: `enlarged`, which writes a book whose body holds as many of the
title's chapters as it takes, again and again under other names; `Editor`, which makes one change
of a kind.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

PER_PAGE = 1450
"""Characters of Markdown on a page of the first title, about."""
MADE = 10
"""Pages that are made without a file: titles, imprint, contents, lists."""
LONG = 150
"""Characters of a paragraph that is worth a change."""
KINDS = ("word", "sentence", "cut", "paragraph", "note", "deletion")

_PARTS = re.compile(
    r"^\[\[manuscript\.parts\]\].*?(?=^\[(?!\[manuscript\.parts\]\])|\Z)", re.M | re.S
)
_LIST = re.compile(r"^(?:chapters|body) = \[(.*?)\]\n", re.MULTILINE | re.DOTALL)
_LABEL = re.compile(r"\{#([\w-]+)")
_REFERENCE = re.compile(r"\[([^\]\[]*)\]\(#([\w-]*)(\^[^)]*)?\)(\{\.page\})?")
_PRESS = re.compile(
    r"^(?:paper|binding|profile|price|marks|slug-line|pages-multiple) =.*\n"
    r'|^variant = "press"\n',
    re.MULTILINE,
)
"""What makes the title's paperback one for the press: here it is one to be read as it is."""
_MARK = re.compile(r"\[([^\[\]]*)\]\{\.index[^}]*\}")
"""A mark for the index: without them there are more paragraphs that are safe to change."""
_NEW = "Người viết xem lại trang bản thảo này lần cuối trước khi gửi đi"


@dataclass(frozen=True)
class Copy:
    """The chapter `name` as it stands in the book for the time `number`."""

    name: str
    text: str
    number: int

    @property
    def file(self) -> str:
        path = Path(self.name)
        return (
            self.name if self.number == 1 else str(path.with_name(f"{path.stem}-{self.number}.md"))
        )

    @property
    def labels(self) -> set[str]:
        """Its id and the labels in it, as the title has them."""
        given = re.search(r"(?m)^id: (\S+)$", self.text)
        own = given[1] if given else Path(self.name).stem.lstrip("0123456789").lstrip("-")
        return {own, *_LABEL.findall(self.text)}


def enlarged(title: Path, folder: Path, pages: int) -> float:
    """Write a book of about `pages` pages into `folder`. How often it holds the title's body."""
    shutil.copytree(title / "manuscript", folder / "manuscript")
    shutil.copytree(title / "styles", folder / "styles")
    toml = folder / "manuscript/book.toml"
    text = toml.read_text("utf-8")
    names = [name for found in _LIST.findall(text) for name in re.findall(r'"([^"]+)"', found)]
    texts = {name: (folder / "manuscript" / name).read_text("utf-8") for name in names}
    whole = sum(map(len, texts.values()))
    around = [
        path
        for path in sorted((folder / "manuscript").glob("*/*.md"))
        if str(path.relative_to(folder / "manuscript")) not in texts
    ]
    besides = sum(len(path.read_text("utf-8")) for path in around)
    copies = list(_copies(texts, (pages - MADE) * PER_PAGE - besides))
    homes = {(label, copy.number) for copy in copies for label in copy.labels}
    for path in around:
        path.write_text(_referring(path.read_text("utf-8"), 1, homes), "utf-8")
    for name in texts:
        (folder / "manuscript" / name).unlink()
    for copy in copies:
        path = folder / "manuscript" / copy.file
        path.write_text(_MARK.sub(r"\1", _relabelled(copy, homes)), "utf-8")
    body = ", ".join(f'"{copy.file}"' for copy in copies)
    text = _LIST.sub("", _PARTS.sub("", text))
    text = _PRESS.sub("", text)
    toml.write_text(text.replace("[manuscript]\n", f"[manuscript]\nbody = [{body}]\n"), "utf-8")
    return sum(len(copy.text) for copy in copies) / whole


def _copies(texts: Mapping[str, str], characters: int) -> Iterator[Copy]:
    """The chapters in their order, again and again, until there are about enough characters."""
    for number in count(1):
        for name, text in texts.items():
            yield Copy(name, text, number)
            characters -= len(text)
            if characters < len(text) / 2:
                return


def _relabelled(copy: Copy, homes: set[tuple[str, int]]) -> str:
    text = _referring(copy.text, copy.number, homes)
    if copy.number == 1:
        return text
    text = _LABEL.sub(rf"{{#\1-{copy.number}", text)
    text = re.sub(r"(described-by=[\w-]+)", rf"\1-{copy.number}", text)
    return re.sub(r"(?m)^(id: \S+)$", rf"\1-{copy.number}", text)


def _referring(text: str, number: int, homes: set[tuple[str, int]]) -> str:
    """`text` with its references leading to the same copy, else to the first, else nowhere."""

    def led(found: re.Match[str]) -> str:
        words, label, note, page = (part or "" for part in found.groups())
        if not label:
            return found[0]
        if (label, number) in homes:
            return f"[{words}](#{label}{f'-{number}' if number > 1 else ''}{note}){page}"
        return found[0] if (label, 1) in homes else words or "chỗ khác"

    return _REFERENCE.sub(led, text)


class Editor:
    """Changes paragraphs of the body here and there; the same seed makes the same changes."""

    def __init__(self, book: Path, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 (a bench's)
        self.files = sorted((book / "manuscript/body").glob("*.md"))
        self.count = 0

    def edit(self, kind: str) -> None:
        """Make one change of `kind` to a long, plain paragraph of some chapter."""
        self.count += 1
        texts = {path: path.read_text("utf-8").split("\n\n") for path in self.files}
        plain = [
            (path, at)
            for path, blocks in texts.items()
            for at, block in enumerate(blocks)
            if block[:1].isalpha() and len(block) > LONG and not set("[]*“”") & set(block)
        ]
        path, at = self.chance.choice(plain)
        blocks = texts[path]
        words, sentences = blocks[at].split(" "), blocks[at].split(". ")
        match kind:
            case "word":
                words[self.chance.randrange(3, len(words))] += f" lần {self.count}"
            case "sentence":
                words[0] = f"{_NEW} lần thứ {self.count}. {words[0]}"
            case "cut":
                words = ". ".join(sentences[:1] + sentences[2:]).split(" ")
            case "paragraph":
                words[0] = f"{_NEW}, lần thứ {self.count}.\n\n{words[0]}"
            case "note":
                words[len(words) // 2] += f"^[{_NEW}, lần {self.count}.]"
            case _:
                words = []
        blocks[at] = " ".join(words)
        path.write_text("\n\n".join(block for block in blocks if block), "utf-8")
