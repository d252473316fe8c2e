from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from anban.check.pages.geometry import examine
from anban.core.book import Book, Chapter, Role
from anban.core.diagnostics import Severity, Span
from anban.core.nodes import Heading, Note, Paragraph, Text
from anban.typeset.layout import Page, Run


def at(line: int) -> Span:
    return Span("body/c.md", line)


NOTE = Note("1", (Paragraph((Text("a note", at(9)),), at(9)),), at(9), "c-n1", "1")
BLOCKS = (
    Paragraph((Text("one two", at(3)),), at(3)),
    Heading(1, (Text("Ebb", at(5)),), "", at(5)),
    Paragraph((Text("three", at(7)),), at(7)),
)
BOOK = Book((), (Chapter("c", Role.CHAPTER, (), (), (), BLOCKS, (NOTE,), at(1)),), ())


def run(text: str, left: float = 20, right: float = 80, top: float = 20, **more: object) -> Run:
    note, generated = str(more.get("note", "")), bool(more.get("generated"))
    return Run(text, note, generated, top, top + 10, left, right)


def page(index: int, *runs: Run, sheet: str = "c") -> Page:
    """A page of 100 × 100 with margins of 20."""
    return Page(
        index, str(index + 1), sheet, True, False, 100, 100, 20, 80, 20, 80, None, runs, (), (), (),
    )  # fmt: skip


GOOD = (page(0, run("one two"), run("Ebb"), run("thr")), page(1, run("ee")))


def test_text_in_its_area_is_well() -> None:
    assert examine(BOOK, GOOD) == ()
    assert examine(BOOK, (page(0, run("one two", left=19.2, right=80.9)),)) == ()


@pytest.mark.parametrize("place", [{"left": 15}, {"right": 85}, {"top": 12}, {"top": 75}])
def test_text_in_the_margin_is_a_warning(place: dict[str, float]) -> None:
    (found,) = examine(BOOK, (page(0, run("one"), run("two", **place)),))
    assert (found.code, found.severity, found.span) == ("L112", Severity.WARNING, at(3))
    assert found.message == "“two” stands outside the text area of page 1"


@pytest.mark.parametrize("place", [{"left": -5}, {"right": 105}, {"top": -9}, {"top": 95}])
def test_text_beyond_the_trim_is_an_error(place: dict[str, float]) -> None:
    (found,) = examine(BOOK, (page(0, run("one two"), run("Ebb"), run("three", **place)),))
    assert (found.code, found.severity, found.span) == ("L111", Severity.ERROR, at(7))
    assert found.message == "“three” stands outside page 1"


@pytest.mark.parametrize("bounds", [{"width": 70}, {"height": 25}])
def test_a_text_area_that_is_larger_than_its_page_is_no_excuse(bounds: dict[str, Any]) -> None:
    whole = page(0, run("one two", right=75))
    assert examine(BOOK, (whole,)) == ()
    (found,) = examine(BOOK, (replace(whole, **bounds),))
    assert found.code == "L111"


def test_a_note_is_found_where_it_was_written() -> None:
    (found,) = examine(BOOK, (page(0, run("one"), run("a note", right=85, note="c-n1")),))
    assert found.span == at(9)


def test_what_is_generated_does_not_move_the_count() -> None:
    (found,) = examine(
        BOOK, (page(0, run("one two"), run("1. 1. 1. ", generated=True), run("Ebb", right=85)),)
    )
    assert found.span == at(5)


def test_text_of_a_sheet_the_book_does_not_hold_has_no_place() -> None:
    (found,) = examine(BOOK, (page(0, run("x", right=85), sheet="other"),))
    assert found.span is None
