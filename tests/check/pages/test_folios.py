"""The number that a page shows is the one that it goes by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from anban.check.pages import folios
from anban.core.book import Book, Chapter, Role
from anban.core.diagnostics import Severity, Span
from anban.core.nodes import Paragraph, Text
from anban.typeset.layout import Page, Run

HERE = Span("body/c.md", 1)


def page(index: int, label: str, *drawn: str, sheet: str = "c") -> Page:
    return Page(
        index, label, sheet, True, False, 100, 140, 20, 120, 20, 80, None,
        (Run("x", "", False, 20, 30, 20, 80),), (), (), (), (), drawn,
    )  # fmt: skip


def book(*names: str) -> Book:
    blocks = (Paragraph((Text("xxx", HERE),), HERE),)
    return Book(
        (), tuple(Chapter(one, Role.CHAPTER, (), (), (), blocks, (), HERE) for one in names), ()
    )


@pytest.mark.parametrize(
    ("drawn", "label"),
    [
        ("7", "7"), ("vii", "vii"), ("A-7", "A-7"), ("[7]", "7"), ("–7–", "7"), ("5/", "5"),
        ("7.", "7"), ("—", ""),
    ],
)  # fmt: skip
def test_a_folio_that_is_the_label(drawn: str, label: str) -> None:
    assert folios.examine(book("c"), (page(0, label, drawn),)) == ()


@pytest.mark.parametrize(
    ("drawn", "label"),
    [
        ("A-7", "7"), ("7", "A-7"), ("VII", "vii"), ("vii", "7"), ("77", "7"), ("17", "7"),
        ("8", "7"), ("7", ""), ("7", "#7"),
    ],
)  # fmt: skip
def test_a_folio_that_is_not(drawn: str, label: str) -> None:
    (found,) = folios.examine(book("c"), (page(6, label, drawn),))
    assert (found.code, found.severity, found.span) == ("L122", Severity.ERROR, HERE)
    assert found.message == (
        f"page 7 of the PDF has the label “{label}”, and its folio is drawn as “{drawn}”"
    )


def test_every_page_is_looked_at_and_each_text_told_of_once() -> None:
    pages = (
        page(0, "1"), page(1, "2", "2"), page(2, "3", "III"), page(3, "4", "4", "IV"),
        page(4, "5", "V", sheet="d"),
    )  # fmt: skip
    found = folios.examine(book("c", "d"), pages, edition="hardback")
    assert [one.message for one in found] == [
        "page 3 of `hardback` has the label “3”, and its folio is drawn as “III”;"
        " 1 more page of this text is like it",
        "page 5 of `hardback` has the label “5”, and its folio is drawn as “V”",
    ]
    assert folios.examine(book("c"), (replace(pages[0], blank=True),)) == ()
