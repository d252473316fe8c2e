"""The second pass: numbers and ids of parts, chapters, sections, figures and tables.

In: a book, `[numbering]`. Out: the book with every number as it is shown. `label` joins a number
with its word, "Chương II"; the renderer asks for it, too.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import assert_never

from anban.core.book import Book, Chapter, Part
from anban.core.memo import Memo
from anban.core.nodes import (
    Block,
    Blocks,
    Figure,
    Heading,
    Inlines,
    Table,
)
from anban.core.numerals import roman
from anban.core.ways import changed
from anban.languages import Language
from anban.manuscript.config.model import Config, Numbering, Numerals, Scope


def label(piece: Part | Chapter, config: Config, language: Language) -> str:
    """What stands over the title: "Chương II", "Phần thứ nhất"; empty without a number."""
    if piece.number == 0:
        return ""
    if isinstance(piece, Part):
        key, numerals = "part", config.numbering.parts
    else:
        key, numerals = "chapter", config.numbering.chapters
    match numerals:
        case Numerals.ROMAN:
            return language.say(key, number=roman(piece.number))
        case Numerals.ARABIC:
            return language.say(key, number=piece.number)
        case Numerals.WORDS:
            return language.say(key, number=language.words.ordinal(piece.number))
        case Numerals.NONE:
            return ""
        case _:
            assert_never(numerals)


@dataclass(slots=True)
class _Counts:
    """How far the numberings that run through the whole book have come."""

    chapters: int
    figures: int
    tables: int


def number(book: Book, numbering: Numbering, memo: Memo | None = None) -> Book:
    """`book` with numbers and ids. Chapters are numbered over the whole book, through its parts.

    A section bears a number in a numbered chapter only, and that without the chapter's. A figure
    or a table bears one if it has a caption or a label. Where they are counted by chapter, those
    of chapters that show no number are counted together, so that no two have the same name.
    """
    numberer = _Numberer(numbering, memo or Memo())
    return Book(
        tuple(numberer.chapter(chapter) for chapter in book.front),
        tuple(numberer.piece(piece) for piece in book.body),
        tuple(numberer.chapter(chapter) for chapter in book.back),
    )


@dataclass(slots=True)
class _Numberer:
    """Goes through the book; a chapter goes on from where the one before it came to."""

    numbering: Numbering
    memo: Memo
    parts: int = 0
    reached: tuple[int, int, int] = (0, 0, 0)

    def piece(self, piece: Part | Chapter) -> Part | Chapter:
        if isinstance(piece, Chapter):
            return self.chapter(piece)
        self.parts += 1
        number = self.parts
        chapters = tuple(self.chapter(chapter) for chapter in piece.chapters)
        return replace(piece, number=number, chapters=chapters)

    def chapter(self, chapter: Chapter) -> Chapter:
        made, self.reached = self.memo(_chapter, chapter, self.numbering, self.reached)
        return made


def _chapter(
    chapter: Chapter, numbering: Numbering, before: tuple[int, int, int]
) -> tuple[Chapter, tuple[int, int, int]]:
    """`chapter` numbered from where the chapters, figures and tables `before` it came to."""
    counts = _Counts(*before)
    number = 0
    if chapter.role.facts.numbered:
        counts.chapters += 1
        number = counts.chapters
    inside = _Inside(chapter.id, number, numbering, counts)
    blocks = inside.blocks(chapter.blocks)
    notes = tuple(replace(note, blocks=inside.nested(note.blocks)) for note in chapter.notes)
    numbered = replace(chapter, number=number, blocks=blocks, notes=notes)
    return numbered, (counts.chapters, counts.figures, counts.tables)


@dataclass(slots=True)
class _Inside:
    """Numbers what stands in one chapter."""

    chapter: str
    number: int
    numbering: Numbering
    book: _Counts
    sections: list[int] = field(default_factory=lambda: [0, 0, 0])
    headings: int = 0
    figures: int = 0
    tables: int = 0
    numbered_figures: int = 0
    numbered_tables: int = 0

    def blocks(self, blocks: Blocks) -> Blocks:
        return tuple(self.block(block, self.section(block)) for block in blocks)

    def nested(self, blocks: Blocks) -> Blocks:
        """Blocks inside another one, where a heading is none of the book's sections."""
        return tuple(self.block(block, "") for block in blocks)

    def section(self, block: Block) -> str:
        """The number of the section that begins at `block`: "1", "1.2"."""
        if not isinstance(block, Heading):
            return ""
        at = block.level - 1
        self.sections[at] += 1
        self.sections[at + 1 :] = [0] * (len(self.sections) - block.level)
        if self.number == 0 or block.level > self.numbering.sections:
            return ""
        return ".".join(map(str, self.sections[: block.level]))

    def block(self, block: Block, section: str) -> Block:
        match block:
            case Heading():
                self.headings += 1
                id_ = block.label or f"{self.chapter}-h{self.headings}"
                return replace(block, id=id_, number=section)
            case Figure():
                return self.figure(block)
            case Table():
                return self.table(block)
            case _:
                return changed(block, _Nested(self))

    def figure(self, figure: Figure) -> Figure:
        self.figures += 1
        shown = ""
        if figure.caption or figure.label:
            if self.by_chapter(self.numbering.figures):
                self.numbered_figures += 1
                shown = self.prefixed(self.numbered_figures)
            else:
                self.book.figures += 1
                shown = str(self.book.figures)
        return replace(figure, id=figure.label or f"{self.chapter}-f{self.figures}", number=shown)

    def table(self, table: Table) -> Table:
        self.tables += 1
        shown = ""
        if table.caption or table.label:
            if self.by_chapter(self.numbering.tables):
                self.numbered_tables += 1
                shown = self.prefixed(self.numbered_tables)
            else:
                self.book.tables += 1
                shown = str(self.book.tables)
        return replace(table, id=table.label or f"{self.chapter}-t{self.tables}", number=shown)

    def by_chapter(self, scope: Scope) -> bool:
        shows_number = self.number and self.numbering.chapters is not Numerals.NONE
        return scope is Scope.CHAPTER and bool(shows_number)

    def prefixed(self, number: int) -> str:
        """`number` behind the chapter's: "II.3"; a chapter numbered in words lends its figure."""
        as_roman = self.numbering.chapters is Numerals.ROMAN
        return f"{roman(self.number) if as_roman else self.number}.{number}"


@dataclass(frozen=True, slots=True)
class _Nested:
    """Numbers what stands in the blocks inside a block; words bear no number."""

    inside: _Inside

    def words(self, inlines: Inlines) -> Inlines:
        return inlines

    def blocks(self, blocks: Blocks) -> Blocks:
        return self.inside.nested(blocks)
