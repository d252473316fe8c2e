"""Where text stands on its page. In: a book and its pages. Out: diagnostics."""

from __future__ import annotations

from collections.abc import Iterator

from anban.book import Book
from anban.check.characters import Passage, excerpt
from anban.check.places import Places, places, sheets, shown
from anban.diagnostics import Diagnostic
from anban.keeping import Keeper
from anban.rules import pages as rules
from anban.typeset.layout import Page, Run

SLACK = 1.0
"""Pixels that a run may stand out of its area: rounding, and italics that lean."""


def examine(
    book: Book, pages: tuple[Page, ...], keeper: Keeper | None = None, *, edition: str = ""
) -> tuple[Diagnostic, ...]:
    """Runs outside the page or the text area."""
    keeper = keeper or Keeper()
    return tuple(
        diagnostic
        for piece, own in sheets(book, pages)
        for diagnostic in keeper(_sheet, own, keeper(places, piece, own), edition)
    )


def _sheet(pages: tuple[Page, ...], found: Places, edition: str) -> tuple[Diagnostic, ...]:
    return tuple(
        diagnostic
        for page, passages in zip(pages, found, strict=True)
        for run, passage in zip(page.runs, passages, strict=True)
        for diagnostic in _outside(page, run, passage, edition)
    )


def _outside(page: Page, run: Run, passage: Passage | None, edition: str) -> Iterator[Diagnostic]:
    if _fits(run, 0, page.width, 0, page.height):
        if _fits(run, page.text_left, page.text_right, page.text_top, page.text_bottom):
            return
        rule = rules.OUTSIDE_TEXT_AREA
    else:
        rule = rules.OUTSIDE_PAGE
    span = passage.span if passage else None
    yield rule.at(span, words=excerpt(run.text, 0), label=shown(page.label, edition))


def _fits(run: Run, left: float, right: float, top: float, bottom: float) -> bool:
    return (
        run.left >= left - SLACK
        and run.right <= right + SLACK
        and run.top >= top - SLACK
        and run.bottom <= bottom + SLACK
    )
