"""A book on disk, and changes to it such as a day of editing makes, some of them faulty.

In: a folder and a seed. Out: `Revisions`, whose `revise` makes one change and says which.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

WORDS = (
    "sông", "núi", "đường", "làng", "người", "thuyền", "chợ", "mưa", "nắng", "đèo", "suối",
    "rừng", "biển", "lúa", "năm", "tháng", "xa", "gần",
)  # fmt: skip
STYLES = ("p { text-indent: 1em }", "p { text-indent: 2em }", "h1 { margin-block-end: 3em }")

WRONG = ("[^nowhere]", " [](#nowhere)", "<b>x</b>", " “lệch")
REFERENCE = re.compile(r"\[\]\(#([^)]*)\)(?:\{\.page\})?")

HEAD = """\
[book]
title = "{title}"
language = "vi"
publisher = "Nhà in Mẫu"
place = "Hà Nội"
date = 2026-03-01

[[book.contributors]]
name = "An Nguyễn"
role = "author"

[manuscript]
front = ["title-page", "contents", "list-of-figures"]
{body}

[numbering]
chapters = "{numerals}"
sections = {sections}

[notes]
numbering = "{notes}"

[edition.paperback]
format = "pdf"
theme = "styles"
trim = "105x148mm"
margins = {{ top = "15mm", bottom = "15mm", inner = "15mm", outer = "12mm" }}

[edition.ebook]
format = "epub"
theme = "styles"
pages-from = "paperback"
"""
THEME = 'extends = "base"\n\n[css]\nshared = ["own.css"]\n'
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="{0}" viewBox="0 0 40 {0}">'
    '<path d="M0 0h40v{0}z"/></svg>\n'
)


class Revisions:
    """The book of `folder`; the same seed makes the same changes."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.chance = random.Random(seed)  # noqa: S311 (a test's)
        self.chapters = {f"c{number}": self.chapter(number) for number in range(1, 5)}
        self.settings = {"numerals": "roman", "sections": "1", "notes": "chapter", "title": "Sông"}
        self.parted = True
        self.style, self.height, self.made = STYLES[0], 20, 4
        self.write()

    def chapter(self, number: int) -> list[str]:
        """Paragraphs of a new chapter: headings, notes, references, verse, a figure."""
        blocks = [f"# Chương về {self.words(2)}", *(self.paragraph() for _ in range(4))]
        blocks += [f"## Mục {self.words(2)} {{#sec-{number}}}", self.paragraph()]
        blocks += [f"Xem thêm [](#c1){{.page}} và [](#c1).[^n{number}]"]
        blocks += [f"[^n{number}]: Ghi chú {self.words(9)}.", f"::: verse\n{self.words(4)}\n:::"]
        if number % 2:
            blocks += [f"![Hình vẽ](images/a.svg){{#fig-{number} width=30}}\n\n: {self.words(3)}"]
        return blocks

    def words(self, count: int) -> str:
        return " ".join(self.chance.choices(WORDS, k=count))

    def paragraph(self) -> str:
        sentences = (self.words(self.chance.randint(6, 20)) for _ in range(4))
        return ". ".join(sentence.capitalize() for sentence in sentences) + "."

    def write(self) -> None:
        for path in (self.folder / "manuscript/body").glob("*.md"):
            path.unlink()
        for name, text in self.files().items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def files(self) -> dict[str, str]:
        listed = [f'"body/{name}.md"' for name in self.chapters]
        body = f"body = [{', '.join(listed)}]"
        if self.parted:
            half = len(listed) // 2
            body = "".join(
                f'\n[[manuscript.parts]]\ntitle = "{title}"\nchapters = [{", ".join(chapters)}]\n'
                for title, chapters in (("Đi - về", listed[:half]), ("Ở", listed[half:]))
            )
        texts = {
            f"manuscript/body/{name}.md": "\n\n".join(blocks) + "\n"
            for name, blocks in self.chapters.items()
        }
        return texts | {
            "manuscript/book.toml": HEAD.format(body=body, **self.settings),
            "manuscript/images/a.svg": DRAWING.format(self.height),
            "styles/theme.toml": THEME,
            "styles/own.css": self.style,
        }

    # --- changes -----------------------------------------------------------------------------

    def revise(self) -> str:
        """Make one change and write it. What it was, for a message."""
        usual: tuple[Callable[[], str], ...] = (
            self.word, self.word, self.sentence, self.cut, self.longer, self.note, self.refer,
        )  # fmt: skip
        rare: tuple[Callable[[], str], ...] = (
            self.title, self.heading, self.add, self.remove, self.move, self.setting, self.restyle,
            self.draw, self.part, self.fault,
        )  # fmt: skip
        done = self.chance.choice(usual if self.chance.random() < 0.7 else rare)()
        self.write()
        return done

    def place(self) -> tuple[list[str], int]:
        """Some chapter and where a plain paragraph stands in it, a new one if it has none."""
        blocks = self.chance.choice(list(self.chapters.values()))
        plain = [at for at, block in enumerate(blocks) if block[:1].isalpha() and "]" not in block]
        if not plain:
            blocks.insert(1, self.paragraph())
            plain = [1]
        return blocks, self.chance.choice(plain)

    def word(self) -> str:
        blocks, at = self.place()
        words = blocks[at].split(" ")
        words[self.chance.randrange(len(words))] = self.chance.choice((*WORDS, "đi - về", "…", "ຂ"))
        blocks[at] = " ".join(words)
        return "a word"

    def sentence(self) -> str:
        blocks, at = self.place()
        blocks[at] += f" {self.words(12).capitalize()}."
        return "a sentence"

    def cut(self) -> str:
        blocks, at = self.place()
        if len(blocks) > 4:
            del blocks[at]
        return "a block cut"

    def longer(self) -> str:
        blocks, at = self.place()
        blocks.insert(at + 1, self.paragraph())
        return "a paragraph"

    def note(self) -> str:
        blocks, at = self.place()
        blocks[at] += f"^[{self.words(self.chance.randint(3, 40))}.]"
        return "a note"

    def refer(self) -> str:
        blocks, at = self.place()
        target = self.chance.choice([*self.chapters, "sec-1", "sec-2", "fig-1", "c2^n2"])
        blocks[at] += f" Xem [](#{target}) ở [](#{target}){{.page}}."
        return f"a reference to {target}"

    def title(self) -> str:
        self.chance.choice(list(self.chapters.values()))[0] = f"# {self.words(3).capitalize()}"
        return "a title"

    def heading(self) -> str:
        blocks, at = self.place()
        self.made += 1
        blocks.insert(at, f"## {self.words(3).capitalize()} {{#sec-{self.made}}}")
        return "a heading"

    def add(self) -> str:
        self.made += 1
        self.chapters[f"c{self.made}"] = self.chapter(self.made)
        return "a chapter"

    def remove(self) -> str:
        if len(self.chapters) > 2:
            del self.chapters[self.chance.choice(list(self.chapters))]
        return "a chapter taken out"

    def move(self) -> str:
        names = self.chance.sample(list(self.chapters), len(self.chapters))
        self.chapters = {name: self.chapters[name] for name in names}
        return "another order"

    def setting(self) -> str:
        choices = {
            "numerals": ("roman", "arabic", "words", "none"),
            "sections": ("0", "1", "2"),
            "notes": ("chapter", "book"),
            "title": ("Sông", "Núi - rừng"),
        }
        key = self.chance.choice(list(choices))
        self.settings[key] = self.chance.choice(choices[key])
        return f"the setting {key}"

    def restyle(self) -> str:
        self.style = self.chance.choice(STYLES)
        return "the style sheet"

    def draw(self) -> str:
        self.height = self.chance.randint(10, 60)
        return "the drawing"

    def part(self) -> str:
        self.parted = not self.parted
        return "parts"

    def fault(self) -> str:
        blocks, at = self.place()
        blocks[at] += self.chance.choice(WRONG)
        return "a fault"

    def mend(self) -> None:
        """Take back every fault and every reference that leads nowhere any more."""
        known = set(re.findall(r"\{#([\w-]+)", str(self.chapters))) | {*self.chapters}
        known |= {f"c{number}^n{number}" for number in range(9) if f"c{number}" in self.chapters}
        for blocks in self.chapters.values():
            for wrong in WRONG:
                blocks[:] = [block.replace(wrong, "") for block in blocks]
            blocks[:] = [
                REFERENCE.sub(lambda found: found[0] if found[1] in known else "đâu đó", block)
                for block in blocks
            ]
        self.write()
