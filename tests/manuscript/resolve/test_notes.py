"""Notes in the order of their calls."""

from __future__ import annotations

from dataclasses import replace

import pytest

from anban.core.book import Book, Chapter
from anban.core.nodes import (
    Align,
    Cell,
    Definition,
    DefinitionList,
    List,
    ListItem,
    NoteCall,
    Quote,
    Table,
    Verse,
    VerseLine,
)
from anban.manuscript.config.model import Scope
from anban.manuscript.resolve.notes import calls, gather
from anban.manuscript.resolve.titles import cited, without_notes

from .manuscripts import (
    book,
    chapter,
    figure,
    heading,
    inlines,
    note,
    paragraph,
    part,
    signs,
    span,
)


def everywhere() -> Chapter:
    """A chapter with a call in every kind of place, a to o in reading order, notes backwards."""
    cells = tuple(Cell(inlines(f"x[^{label}]"), Align.START, span()) for label in "ij")
    verse = Verse(((VerseLine(inlines("x[^k]"), 0, span()),),), inlines("x[^l]"), span())
    return replace(
        chapter(
            "song",
            heading(1, "x[^c]"),
            Quote((paragraph("*x[^d]* x[^e]"),), inlines("x[^f]"), span()),
            List((ListItem((paragraph("x[^g]"),), span()),), 1, True, span()),
            Table((cells[0],), ((cells[1],),), inlines("x[^h]"), "", span()),
            verse,
            DefinitionList(
                (Definition(inlines("x[^m]"), ((paragraph("x[^n]"),),), span()),), span()
            ),
            figure("x[^o]"),
            title="x[^a]",
            notes=tuple(note(label, label) for label in "onmlkjihgfedcba"),
        ),
        subtitle=inlines("x[^b]"),
    )


def numbers(book: Book) -> list[list[tuple[str, str, str]]]:
    return [
        [(note.label, note.id, note.number) for note in chapter.notes]
        for chapter in book.chapters()
    ]


def test_notes_stand_in_the_order_in_which_they_are_read() -> None:
    (found,) = gather(book(everywhere()), Scope.CHAPTER).chapters()
    assert "".join(note.label for note in found.notes) == "abcdefghijklmno"
    assert [note.id for note in found.notes] == [f"song-n{n}" for n in range(1, 16)]
    assert [note.number for note in found.notes] == [str(n) for n in range(1, 16)]


def test_every_call_gets_its_note() -> None:
    (found,) = gather(book(everywhere()), Scope.CHAPTER).chapters()
    expected = [(note.label, note.id, note.number) for note in found.notes]
    assert [(call.label, call.note, call.number) for call in calls(found)] == expected


@pytest.mark.parametrize(
    ("scope", "expected"),
    [(Scope.CHAPTER, ["1", "2", "1", "1"]), (Scope.BOOK, ["1", "2", "3", "4"])],
)
def test_numbers_start_again_or_run_on(scope: Scope, expected: list[str]) -> None:
    one = chapter("one", paragraph("x[^a] x[^b]"), notes=(note("a"), note("b")))
    two = chapter("two", paragraph("x[^a]"), notes=(note("a"),))
    three = chapter("three", paragraph("x[^a]"), notes=(note("a"),))
    gathered = gather(book(part("part-1", two), front=(one,), back=(three,)), scope)
    assert [number for found in numbers(gathered) for _, _, number in found] == expected
    assert numbers(gathered)[1][0][1] == "two-n1"


def test_what_the_parser_found_at_fault_is_kept() -> None:
    written = chapter("song", paragraph("x[^b] x[^missing]"), notes=(note("a"), note("b")))
    gathered = gather(book(written), Scope.CHAPTER)
    assert numbers(gathered) == [[("b", "song-n1", "1"), ("a", "song-n2", "2")]]
    (chapter_,) = gathered.chapters()
    assert [(call.note, call.number) for call in calls(chapter_)] == [("song-n1", "1"), ("", "")]


def test_a_title_without_its_notes() -> None:
    assert signs(without_notes(inlines("Sông *Mã[^a]*[^b] [xa](#x)"))) == "Sông *Mã* [xa](#x)"


def test_a_title_without_its_notes_and_links() -> None:
    assert (
        signs(cited(inlines("Sông *Mã[^a]* [xa *xôi*](#x)[](#y){.page}"))) == "Sông *Mã* xa *xôi*"
    )


def test_a_note_call_is_frozen_in_its_place() -> None:
    (found,) = gather(book(everywhere()), Scope.CHAPTER).chapters()
    first = next(calls(found))
    assert first == NoteCall("a", span(1, 2, 4), "song-n1", "1")
