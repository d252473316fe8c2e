"""Tiny books for the layout engine: 60 × 80 mm, lines of 5 mm, margins of 10 mm.

Twelve lines of text fit a page without notes; a note's line is 4 mm high.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NoReturn

from anban.core.book import Book, Chapter, Role
from anban.core.diagnostics import Diagnostic, Span
from anban.core.nodes import Inline, Note, NoteCall, Paragraph, Text
from anban.manuscript.config.model import Edition, Format, Variant
from anban.render.rendition import OutlineEntry, Rendition, Sheet
from anban.typeset.compositor import Composition, Compositor
from anban.typeset.layout import Page
from anban.typeset.write import PdfInfo

MM = 96 / 25.4
HERE = Span("body/01.md")

INFO = PdfInfo(
    title="Bến đò",
    authors=("Nguyễn An", "Trần Bình"),
    language="vi",
    description="Một cuốn sách mẫu",
    moment=datetime(2026, 3, 1, tzinfo=UTC),
)

CSS = """
@page { size: 60mm 80mm; margin: 10mm; @bottom-center { content: counter(page) } }
@page front { @bottom-center { content: counter(page, lower-roman) } }
@page start:nth(1 of start) { counter-reset: page 1 }
.front { page: front } .body { page: body } .body.start { page: start } .back { page: back }
html { font: 10px/5mm serif }
body, p, h1, h2, figure, blockquote, table, td, th { margin: 0; padding: 0; border-spacing: 0 }
h1, h2, th { font: inherit }
p { orphans: 2; widows: 2 }
.note { float: footnote; footnote-display: block; font-size: 8px; line-height: 4mm }
.note::footnote-call { content: attr(data-number); vertical-align: super; line-height: 0 }
.note::footnote-marker { content: attr(data-number) ". " }
.note p:first-of-type { display: inline }
"""


def text_of_pages(data: bytes) -> list[str]:
    """The text of each page of a PDF, read by another program."""
    read = ["pdftotext", "-layout", "-", "-"]
    found = subprocess.run(read, input=data, capture_output=True, check=True)
    return found.stdout.decode().split("\f")[:-1]


def no_files(path: str) -> NoReturn:
    raise FileNotFoundError(f"no {path}")


@dataclass(frozen=True)
class Specimen:
    """Builds renditions and lays them out."""

    css: str = CSS
    read: Callable[[str], bytes] = no_files
    multiple: int = 1

    def having(self, css: str = "", read: Callable[[str], bytes] = no_files) -> Specimen:
        return replace(self, css=self.css + css, read=read)

    def sheet(self, name: str, markup: str, matter: str = "body", role: str = "chapter") -> Sheet:
        section = f'<section class="sheet {role} {matter}" id="{name}">{markup}</section>'
        return Sheet(name, name, section, ())

    def rendition(self, *sheets: Sheet, outline: Sequence[OutlineEntry] = ()) -> Rendition:
        edition = Edition(
            "paperback", Format.PDF, "", "", (60, 80), 0, None, Variant.SCREEN, "", "",
            pages_multiple=self.multiple,
        )  # fmt: skip
        return Rendition(edition, sheets, self.css, tuple(outline))

    def compose(self, *sheets: Sheet, language: str = "en") -> Composition:
        return Compositor(self.css, language, self.read).compose(self.rendition(*sheets))

    def lay(self, *sheets: Sheet) -> tuple[tuple[Page, ...], tuple[Diagnostic, ...]]:
        composition = self.compose(*sheets)
        return tuple(placed.page for placed in composition.pages), composition.diagnostics

    def pages(self, *sheets: Sheet) -> tuple[Page, ...]:
        pages, found = self.lay(*sheets)
        assert found == ()
        return pages

    def noted(self, name: str, text: Sequence[Mapping[int, int]]) -> tuple[Chapter, Sheet]:
        """A chapter without a title, as a tree and as a sheet.

        Each item of `text` is a paragraph of ten lines; the note called on its n-th line has as
        many lines as the item says.
        """
        blocks: list[Paragraph] = []
        notes: list[Note] = []
        markup: list[str] = []
        for lines in text:
            inlines: list[Inline] = []
            markup.append("<p>")
            for line in range(10):
                inlines.append(Text(f"line {line} ", HERE))
                markup.append(f"line {line} ")
                if line in lines:
                    number = len(notes) + 1
                    words = ["word"] * lines[line]
                    note = Note(
                        str(number),
                        (Paragraph((Text(" ".join(words), HERE),), HERE),),
                        Span("body/01.md", number),
                        f"{name}-n{number}",
                        str(number),
                    )
                    notes.append(note)
                    inlines.append(NoteCall(note.label, HERE, note.id, note.number))
                    markup.append(
                        f'<span class="note" id="{note.id}" data-number="{number}">'
                        f"<p>{'<br/>'.join(words)}</p></span>"
                    )
                markup.append("<br/>")
            markup.append("</p>")
            blocks.append(Paragraph(tuple(inlines), HERE))
        chapter = Chapter(name, Role.CHAPTER, (), (), (), tuple(blocks), tuple(notes), HERE)
        return chapter, self.sheet(name, "".join(markup))

    def book(self, *chapters: Chapter) -> Book:
        return Book((), chapters, ())
