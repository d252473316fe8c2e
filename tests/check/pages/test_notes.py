"""Pages made by hand, each with one fault; every fault is counted once and in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from anban.check.pages.notes import NoteAudit, audit
from anban.core.book import Book, Chapter, Role
from anban.core.diagnostics import Severity, Span
from anban.core.nodes import Note, NoteCall, Paragraph, Text
from anban.typeset.layout import NotePiece, Page, Run

TOP, BOTTOM = 10.0, 90.0


def book(*notes: str) -> Book:
    """A chapter `c` with notes that say `words 1`, `words 2` …, on lines 1, 2 …"""
    made = []
    calls = []
    for number in range(1, len(notes) + 1):
        span = Span("body/c.md", number, 5)
        paragraph = Paragraph((Text(notes[number - 1], span),), span)
        made.append(Note(str(number), (paragraph,), span, f"c-n{number}", str(number)))
        calls.append(NoteCall(str(number), span, f"c-n{number}", str(number)))
    place = Span("body/c.md")
    blocks = (Paragraph((Text("text", place), *calls), place),)
    chapter = Chapter("c", Role.CHAPTER, (), (), (), blocks, tuple(made), place)
    return Book((), (chapter,), ())


TWO = book("first note", "second note")


def run(text: str, top: float, bottom: float, note: str = "", *, generated: bool = False) -> Run:
    return Run(text, note, generated, top, bottom, 10, 50)


def page(
    index: int,
    calls: Sequence[str] = (),
    notes: Sequence[tuple[str, str, float, float]] = (),
    text_to: float = 40,
    sheet: str = "c",
) -> Page:
    """`notes` are (id, words, top, bottom)."""
    runs = [run("text", TOP, text_to)] if sheet else []
    for note, words, top, bottom in notes:
        runs.append(run("9. ", top, bottom, note, generated=True))
        runs.append(run(words, top, bottom, note))
    return Page(
        index=index,
        label=str(index + 1),
        sheet=sheet,
        recto=index % 2 == 0,
        blank=not sheet,
        width=60,
        height=100,
        text_top=TOP,
        text_bottom=BOTTOM,
        text_left=10,
        text_right=50,
        note_top=notes[0][2] if notes else None,
        runs=tuple(runs),
        calls=tuple(calls),
        notes=tuple(NotePiece(note, top, bottom) for note, _, top, bottom in notes),
        anchors=(),
    )


FIRST = ("c-n1", "first note", 70.0, 80.0)
SECOND = ("c-n2", "second note", 80.0, 90.0)


def only(found: NoteAudit, **expected: int) -> None:
    """Nothing but `expected` is counted, and each count has its diagnostics."""
    kinds = ("lost", "late", "early", "out_of_order", "off_page", "overlapping", "incomplete")
    assert {kind: getattr(found, kind) for kind in kinds if getattr(found, kind)} == expected
    assert len(found.diagnostics) == sum(expected.values())
    assert sum(found.chapters.values()) == sum(expected.values())
    assert found.clean == (not expected)
    assert all(one.severity is Severity.ERROR for one in found.diagnostics)


def test_notes_under_their_calls_are_clean() -> None:
    found = audit(TWO, (page(0, ["c-n1", "c-n2"], [FIRST, SECOND]),))
    only(found)
    assert (found.notes, found.split) == (2, 0)


def test_a_book_without_notes_is_clean() -> None:
    only(audit(book(), (page(0),)))


def test_a_lost_note() -> None:
    found = audit(TWO, (page(0, ["c-n1", "c-n2"], [FIRST]),))
    only(found, lost=1)
    (lost,) = found.diagnostics
    assert lost.code == "N201"
    assert lost.span == Span("body/c.md", 2, 5)
    assert lost.message == "note 2 is called on page 1, but stands on no page"
    assert found.chapters == {"c": 1}


def test_a_note_whose_call_is_lost() -> None:
    found = audit(TWO, (page(0, ["c-n1"], [FIRST, SECOND]),))
    only(found, lost=1)
    assert found.diagnostics[0].code == "N202"


def test_a_note_of_which_nothing_is_drawn() -> None:
    found = audit(TWO, ())
    only(found, lost=2)


def test_a_late_note() -> None:
    found = audit(TWO, (page(0, ["c-n1", "c-n2"], [FIRST]), page(1, [], [SECOND])))
    only(found, late=1)
    assert found.diagnostics[0].message == "note 2 is called on page 1, but stands on page 2"


def test_an_early_note() -> None:
    found = audit(TWO, (page(0, ["c-n1"], [FIRST, SECOND]), page(1, ["c-n2"])))
    only(found, early=1)
    assert found.diagnostics[0].message == "note 2 stands on page 1, before its call on page 2"


def test_notes_out_of_order() -> None:
    second, first = ("c-n2", "second note", 70.0, 80.0), ("c-n1", "first note", 80.0, 90.0)
    found = audit(TWO, (page(0, ["c-n1", "c-n2"], [second, first]),))
    only(found, out_of_order=1)
    assert found.diagnostics[0].span == Span("body/c.md", 1, 5)


def test_a_note_that_goes_on_is_split_and_clean() -> None:
    pages = (
        page(0, ["c-n1"], [("c-n1", "first", 80, 90)]),
        page(1, ["c-n2"], [("c-n1", "note", 70, 80), SECOND]),
    )
    found = audit(TWO, pages)
    only(found)
    assert found.split == 1


def test_a_note_that_goes_on_behind_a_newer_one_is_out_of_order() -> None:
    pages = (
        page(0, ["c-n1"], [("c-n1", "first", 80, 90)]),
        page(1, ["c-n2"], [("c-n2", "second note", 70, 80), ("c-n1", "note", 80, 90)]),
    )
    only(audit(TWO, pages), out_of_order=1)


def test_a_note_that_skips_a_page_is_late() -> None:
    pieces = [("c-n1", "first", 80.0, 90.0)], [("c-n1", "note", 80.0, 90.0)]
    pages = (page(0, ["c-n1"], pieces[0]), page(1), page(2, [], pieces[1]))
    found = audit(book("first note"), pages)
    only(found, late=1)
    assert "stands on page 3" in found.diagnostics[0].message


def test_a_note_may_skip_a_blank_page() -> None:
    pieces = [("c-n1", "first", 80.0, 90.0)], [("c-n1", "note", 80.0, 90.0)]
    pages = (page(0, ["c-n1"], pieces[0]), page(1, sheet=""), page(2, [], pieces[1]))
    only(audit(book("first note"), pages))


@pytest.mark.parametrize(("top", "bottom"), [(70, 99), (2, 80)])
def test_a_note_off_the_page(top: float, bottom: float) -> None:
    note = ("c-n1", "first note", top, bottom)
    found = audit(book("first note"), (page(0, ["c-n1"], [note], text_to=TOP),))
    assert found.off_page == 1


def test_a_pixel_is_no_fault() -> None:
    note = ("c-n1", "first note", 70.0, 90.9)
    only(audit(book("first note"), (page(0, ["c-n1"], [note], text_to=70.9),)))


def test_lines_of_a_note_may_leave_the_page_though_its_box_does_not() -> None:
    made = page(0, ["c-n1"], [("c-n1", "first", 70, 80)])
    made = replace(made, runs=(*made.runs, run("note", 110, 120, "c-n1")))
    only(audit(book("first note"), (made,)), off_page=1)


def test_text_that_runs_into_the_notes() -> None:
    found = audit(TWO, (page(0, ["c-n1", "c-n2"], [FIRST, SECOND], text_to=75),))
    only(found, overlapping=1)
    assert found.diagnostics[0].message == "note 1 is printed over other text on page 1"


def test_a_note_that_runs_into_the_next() -> None:
    found = audit(TWO, (page(0, ["c-n1", "c-n2"], [("c-n1", "first note", 70, 85), SECOND]),))
    only(found, overlapping=1)
    assert found.diagnostics[0].message == "note 2 is printed over other text on page 1"


@pytest.mark.parametrize("drawn", ["first", "first note first note", "frist note", "note first"])
def test_an_incomplete_note(drawn: str) -> None:
    found = audit(book("first note"), (page(0, ["c-n1"], [("c-n1", drawn, 70, 80)]),))
    only(found, incomplete=1)


def test_an_incomplete_note_is_quoted() -> None:
    found = audit(book("first note"), (page(0, ["c-n1"], [("c-n1", "first boat", 70, 80)]),))
    assert found.diagnostics[0].message == (
        "note 1 is not complete on page 1: “boat” instead of “note”"
    )


def test_an_empty_note_that_is_drawn_with_words() -> None:
    empty = Book(
        (), (replace(next(TWO.chapters()), notes=(Note("1", (), Span("a"), "c-n1", "1"),)),), ()
    )
    found = audit(empty, (page(0, ["c-n1"], [FIRST]),))
    only(found, incomplete=1)
    assert found.diagnostics[0].span == Span("a")


def test_a_call_repeated_with_a_table_head_counts_once() -> None:
    pages = (page(0, ["c-n1", "c-n1"], [FIRST]), page(1, ["c-n1"]))
    only(audit(book("first note"), pages))


def test_a_note_the_book_does_not_know_is_passed_over() -> None:
    only(audit(book(), (page(0, ["x"], [("x", "x", 70, 80)]),)))


def test_a_note_goes_over_in_the_midst_of_the_book() -> None:
    pages = (
        page(3, ["c-n1"], [("c-n1", "first", 80.0, 90.0)]),
        page(4, (), [("c-n1", "note", 80.0, 90.0)]),
    )
    found = audit(book("first note"), pages)
    assert (found.late, found.split, found.clean) == (0, 1, True)
