"""The book in manuscript/ holds what a first title promises, and not one finding."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from anban.app.catalogue import CATALOGUE
from anban.check.characters import of_note, running
from anban.check.manuscript.proofreading import proofread
from anban.core.book import Book, Chapter, Matter, Part, Role
from anban.core.diagnostics import Severity
from anban.core.nodes import (
    Block,
    Blocks,
    Figure,
    Foreign,
    Heading,
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
from anban.core.walk import inlines_of, plain, walk_blocks, walk_inlines
from anban.manuscript.reader import Reading, read
from anban.manuscript.resolve.targets import TargetKind
from anban.world.project import World

ROOT = Path(__file__).parent.parent
SOURCES = ROOT.parent / "shared" / "sources"

FRONT = [
    *(Role.HALF_TITLE, Role.TITLE_PAGE, Role.IMPRINT, Role.PUBLISHERS_NOTE, Role.PREFACE),
    *(Role.READERS_NOTE, Role.CONTENTS, Role.FIGURES, Role.TABLES),
]
BACK = [Role.CHRONOLOGY, Role.PEOPLE, Role.GLOSSARY, Role.BIBLIOGRAPHY, Role.COLOPHON]
IMPRINT = {
    *("publisher", "address", "phone", "website", "responsible-publishing", "responsible-content"),
    *("editor", "cover-design", "typesetting", "proofreading", "print-run", "format"),
    *("printed-at", "registration", "decision", "deposit"),
}
CITED = ("Quan hệ đặc biệt", "Phạm Đức Duyên", "báo điện tử Chính phủ", "VTC News")
NAMES = 12
"""Syllables of the longest name of a document that the text shares with a source."""


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(World.open(ROOT), CATALOGUE, strict=True)


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


def chapters(book: Book) -> list[Chapter]:
    return [piece for piece in book.chapters() if piece.role is Role.CHAPTER]


def syllables(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())


def test_nothing_is_found(reading: Reading) -> None:
    assert [(found.code, found.message, found.span) for found in reading.report] == []


def test_front_and_back(book: Book) -> None:
    roles = [piece.role for piece in book.chapters()]
    assert [role for role in roles if role.facts.matter is Matter.FRONT] == FRONT
    assert [role for role in roles if role.facts.matter is Matter.BACK] == BACK


def test_the_imprint_has_what_the_law_asks_for(reading: Reading) -> None:
    assert reading.text is not None
    lines = {line.key: line.value for line in reading.text.config.imprint}
    assert set(lines) >= IMPRINT - {"format"}  # each edition says its own
    assert "bản mẫu" in lines["publisher"]
    assert "mẫu" in lines["notice"]


def test_a_copy_editor_finds_nothing(reading: Reading) -> None:
    text = reading.text
    assert text is not None
    found = proofread(text.written, text.sources, text.resolution, text.language)
    kept = [one for one in found if text.config.weight(one) not in (None, Severity.INFO)]
    assert [(one.code, one.message, one.span) for one in kept] == []


def test_chapters_stand_in_parts(book: Book) -> None:
    parts = [piece for piece in book.body if isinstance(piece, Part)]
    held = [one for part in parts for one in part.chapters if one.role is Role.CHAPTER]
    levels = [
        {block.level for block in chapter.blocks if isinstance(block, Heading)} for chapter in held
    ]
    assert len(parts) >= 2
    assert all(part.chapters for part in parts)
    assert len(held) >= 4
    assert all(found >= {1, 2} for found in levels)


def test_syllables(book: Book) -> None:
    """The chapters of the body alone: neither notes nor what stands in front and back."""
    assert sum(len(running(chapter).text.split()) for chapter in chapters(book)) >= 15_000


def test_notes(book: Book) -> None:
    found = notes(book)
    paragraphs = [sum(isinstance(block, Paragraph) for block in note.blocks) for note in found]
    assert len(found) >= 75
    assert all(len(chapter.notes) >= 10 for chapter in chapters(book))
    assert 240 <= max(len(of_note(note).text.split()) for note in found) <= 280
    assert any(isinstance(block, List) for note in found for block in walk_blocks(note.blocks))
    assert sum(count > 1 for count in paragraphs) >= 3


def test_all_sources_are_cited(book: Book) -> None:
    cited = " ".join(of_note(note).text for note in notes(book)).lower()
    assert [name for name in CITED if name.lower() not in cited] == []


def test_tables_and_figures(book: Book) -> None:
    blocks = list(running_blocks(book))
    shown = [block for block in blocks if isinstance(block, Table | Figure)]
    figures = [block for block in shown if isinstance(block, Figure)]
    assert len(shown) - len(figures) >= 8
    assert len(figures) >= 4
    assert all(one.caption and one.label for one in shown)
    assert all(figure.source.endswith(".svg") and len(figure.alt) > 80 for figure in figures)


def test_every_table_and_figure_is_spoken_of(reading: Reading, book: Book) -> None:
    assert reading.text is not None
    targets = reading.text.resolution.targets
    spoken = {one.target for one in references(book)}
    shown = {
        name for name, one in targets.items() if one.kind in (TargetKind.TABLE, TargetKind.FIGURE)
    }
    assert shown - spoken == set()


def test_references(reading: Reading, book: Book) -> None:
    assert reading.text is not None
    found, targets = references(book), reading.text.resolution.targets
    kinds = [targets[one.target].kind for one in found]
    assert len(found) >= 50
    assert sum(one.shown is Shown.PAGE for one in found) >= 3
    assert all(
        kinds.count(kind) >= 5 for kind in (TargetKind.NOTE, TargetKind.CHAPTER, TargetKind.SECTION)
    )


def test_verse_epigraphs_and_quotes(book: Book) -> None:
    blocks = list(running_blocks(book))
    verses = [block for block in blocks if isinstance(block, Verse)]
    quotes = [block for block in blocks if isinstance(block, Quote)]
    assert "Người biên soạn" in [plain(verse.attribution) for verse in verses]
    assert sum(quote.epigraph for quote in quotes) >= 2
    assert sum(not quote.epigraph for quote in quotes) >= 2
    assert all(quote.attribution for quote in quotes)
    assert all(len(words_of(quote.blocks)) <= 45 for quote in quotes)


def words_of(blocks: Blocks) -> list[str]:
    """The words of `blocks` outside quotation marks, block quotations and verse."""
    found = []
    for block in walk_blocks(blocks):
        for sequence in inlines_of(block):
            found += syllables(re.sub("“[^”]*”", " § ", plain(sequence)))
    return found


def test_runs_in_lao(book: Book) -> None:
    runs = [one for one in inlines(book) if isinstance(one, Foreign) and one.language == "lo"]
    written = [plain(one.children) for one in runs]
    assert len(runs) >= 30
    assert all(re.fullmatch("[\u0e80-\u0eff ]+", words) for words in written)


def test_marks_of_an_index() -> None:
    marks = [
        re.findall(r"\{\.index[^}]*\}", path.read_text("utf-8"))
        for path in sorted(ROOT.glob("manuscript/body/*.md"))
    ]
    assert all(len(found) >= 10 for found in marks)
    assert sum(map(len, marks)) >= 100


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the texts it was written from are not here")
def test_no_sentence_is_taken_over(book: Book) -> None:
    """Names of documents and institutions may coincide; nothing longer may."""
    size = NAMES + 1
    taken = set()
    for path in SOURCES.glob("*.txt"):
        taken |= set(runs_of(syllables(path.read_text("utf-8")), size))
    own = [
        run
        for chapter in chapters(book)
        for block in chapter.blocks
        if not isinstance(block, Quote | Verse)
        for run in runs_of(words_of((block,)), size)
    ]
    assert [" ".join(run) for run in own if run in taken] == []


def runs_of(words: list[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(words[start : start + size]) for start in range(len(words) - size + 1)]
