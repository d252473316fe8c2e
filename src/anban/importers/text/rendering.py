"""Write blocks as Markdown.

In: the blocks of one piece, the notes of the text. Out: from `markdown`, the text of the piece's
file without its title; from `line`, the words of one block as Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from anban.importers.markdown import escape, escape_inside, fill
from anban.importers.text.blocks import (
    CALL_CLOSE,
    CALL_OPEN,
    RAISED_CLOSE,
    RAISED_OPEN,
    Block,
    BlockKind,
)
from anban.languages import Language

_CALL = re.compile(f"{CALL_OPEN}(\\d+){CALL_CLOSE}")
_RAISED = re.compile(f"{RAISED_OPEN}(\\d+){RAISED_CLOSE}")

Labels = Mapping[str, str]
"""Maps the number of a call in the whole text to the label of its note in the file."""


def labels_of(title: str, blocks: Sequence[Block]) -> Labels:
    """The labels of the calls of one piece, numbered from 1 in their order."""
    texts = (title, *(block.text for block in blocks if block.kind is not BlockKind.NOTE))
    numbers = [number for text in texts for number in calls_in(text)]
    return {number: str(at) for at, number in enumerate(numbers, 1)}


def calls_in(text: str) -> list[str]:
    """The numbers of the notes that `text` calls."""
    return [found[1] for found in _CALL.finditer(text)]


def heading(text: str, labels: Labels) -> str:
    """`text` as Markdown, as it follows the marks of a heading."""
    return _with_marks(escape_inside(text), labels)


def line(text: str, labels: Labels) -> str:
    """`text` as Markdown on its own line."""
    return _with_marks(escape(text), labels)


def _with_marks(text: str, labels: Labels) -> str:
    words = _RAISED.sub(r"[\1]{.superscript}", text)
    return _CALL.sub(lambda found: f"[^{labels[found[1]]}]", words)


def without_calls(text: str) -> str:
    """`text` without calls of notes, since titles in `book.toml` cannot have them."""
    return _RAISED.sub(r"\1", _CALL.sub("", text))


def markdown(
    blocks: Sequence[Block], labels: Labels, notes: Mapping[str, Block], language: Language
) -> str:
    """The Markdown of a piece: its blocks, and then the notes that it calls."""
    shown: list[str] = []
    for kind, run in groupby(_trimmed(blocks), key=lambda block: block.kind):
        if kind is BlockKind.ITEM:
            shown += _lists(list(run), labels)
        else:
            shown += (_block(block, labels, language) for block in run)
    shown += (_note(notes[number].text, label) for number, label in labels.items())
    return "\n\n".join(shown)


def _trimmed(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without breaks at the start, at the end and before headings."""
    kept: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.BREAK and not kept:
            continue
        if block.kind is BlockKind.HEADING and kept and kept[-1].kind is BlockKind.BREAK:
            kept.pop()
        kept.append(block)
    while kept and kept[-1].kind is BlockKind.BREAK:
        kept.pop()
    return kept


def _block(block: Block, labels: Labels, language: Language) -> str:
    match block.kind:
        case BlockKind.HEADING:
            return f"{'#' * (block.level + 1)} {heading(block.text, labels)}"
        case BlockKind.BREAK:
            return "***"
        case BlockKind.VERSE:
            lines = (line(words, labels) for words in block.text.split("\n"))
            return "\n".join(("::: verse", *lines, ":::"))
        case BlockKind.CAPTION:
            words = without_calls(block.text).replace("--", "–").replace("--", "–")
            missing = language.say("import-picture-missing", words=words.replace(">", "›"))
            return f"<!-- {missing} -->"
        case _:
            return fill(line(block.text, labels))


def _lists(items: Sequence[Block], labels: Labels) -> list[str]:
    """Lists that follow each other. A comment is put between two lists of the same sort."""
    shown: list[str] = []
    for run in _runs(items):
        loose = any(item.gap for item in run[1:])
        lines = [
            fill(line(item.text, labels), first=f"{mark} ", rest=" " * (len(mark) + 1))
            for item in run
            for mark in ("-" if not item.form[:1].isdigit() else item.form,)
        ]
        shown += ["<!-- -->"] if shown else []
        shown.append(("\n\n" if loose else "\n").join(lines))
    return shown


def _runs(items: Sequence[Block]) -> list[list[Block]]:
    runs: list[list[Block]] = []
    for item in items:
        before = runs[-1][-1].form if runs else ""
        if not runs or not _follows(before, item.form):
            runs.append([])
        runs[-1].append(item)
    return runs


def _follows(before: str, form: str) -> bool:
    if before[:1].isdigit() and form[:1].isdigit():
        return int(form[:-1]) == int(before[:-1]) + 1 and form[-1] == before[-1]
    return before == form


def _note(text: str, label: str) -> str:
    paragraphs = text.split("\n")
    mark = f"[^{label}]: "
    shown = [fill(line(paragraphs[0], {}), first=mark, rest="    ")]
    shown += (fill(line(words, {}), first="    ", rest="    ") for words in paragraphs[1:])
    return "\n\n".join(shown)
