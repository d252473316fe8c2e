"""The book in manuscript/ holds what a first title promises, and not one finding."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from anban.book import Book, Part, Role
from anban.check.characters import of_note, running
from anban.nodes import (
    Block,
    Figure,
    Foreign,
    Inline,
    List,
    Note,
    Paragraph,
    Quote,
    Reference,
    Shown,
    Table,
    Verse,
)
from anban.project import World
from anban.reading import Reading, read
from anban.resolve import Kind
from anban.walk import inlines_of, walk_blocks, walk_inlines

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(World.open(ROOT), strict=True)


@pytest.fixture(scope="module")
def book(reading: Reading) -> Book:
    assert reading.text is not None
    return reading.text.resolution.book


def notes(book: Book) -> list[Note]:
    return [note for chapter in book.chapters() for note in chapter.notes]


def running_blocks(book: Book) -> Iterator[Block]:
    for chapter in book.chapters():
        yield from walk_blocks(chapter.blocks)


def inlines(book: Book) -> Iterator[Inline]:
    """Every inline of the running text and of the notes."""
    in_notes = (walk_blocks(note.blocks) for note in notes(book))
    for block in chain(running_blocks(book), *in_notes):
        for sequence in inlines_of(block):
            yield from walk_inlines(sequence)


def references(book: Book) -> list[Reference]:
    return [inline for inline in inlines(book) if isinstance(inline, Reference)]


def test_nothing_is_found(reading: Reading) -> None:
    assert [(found.code, found.message, found.span) for found in reading.report] == []


def test_chapters_stand_in_parts(book: Book) -> None:
    parts = [piece for piece in book.body if isinstance(piece, Part)]
    chapters = [one for part in parts for one in part.chapters if one.role is Role.CHAPTER]
    assert len(parts) >= 2
    assert all(part.chapters for part in parts)
    assert len(chapters) >= 4


def test_syllables(book: Book) -> None:
    """The chapters of the body alone: neither notes nor what stands in front and back."""
    chapters = [piece for piece in book.chapters() if piece.role is Role.CHAPTER]
    assert sum(len(running(chapter).text.split()) for chapter in chapters) >= 15_000


def test_notes(book: Book) -> None:
    found = notes(book)
    paragraphs = [sum(isinstance(block, Paragraph) for block in note.blocks) for note in found]
    assert len(found) >= 70
    assert max(len(of_note(note).text.split()) for note in found) >= 200
    assert any(isinstance(block, List) for note in found for block in walk_blocks(note.blocks))
    assert sum(count > 1 for count in paragraphs) >= 2


def test_tables_and_figures(book: Book) -> None:
    blocks = list(running_blocks(book))
    assert sum(isinstance(block, Table) for block in blocks) >= 8
    assert sum(isinstance(block, Figure) for block in blocks) >= 4


def test_references(reading: Reading, book: Book) -> None:
    assert reading.text is not None
    found, targets = references(book), reading.text.resolution.targets
    assert len(found) >= 40
    assert sum(one.shown is Shown.PAGE for one in found) >= 2
    assert sum(targets[one.target].kind is Kind.NOTE for one in found) >= 2


def test_verse_epigraphs_and_quotes(book: Book) -> None:
    blocks = list(running_blocks(book))
    quotes = [block for block in blocks if isinstance(block, Quote)]
    assert any(isinstance(block, Verse) for block in blocks)
    assert sum(quote.epigraph for quote in quotes) >= 2
    assert sum(bool(quote.attribution) for quote in quotes if not quote.epigraph) >= 2


def test_runs_in_lao(book: Book) -> None:
    runs = [one for one in inlines(book) if isinstance(one, Foreign) and one.language == "lo"]
    assert len(runs) >= 30
