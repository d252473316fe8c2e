"""Where text stands on its page. In: a book and its pages. Out: diagnostics."""

from __future__ import annotations

from collections.abc import Iterator

from anban.check.characters import excerpt
from anban.check.pages import rules
from anban.check.pages.places import Told, placed, sheets, shown
from anban.core.book import Book
from anban.core.diagnostics import Diagnostic
from anban.core.memo import Memo
from anban.typeset.layout import Page, Run

SLACK = 1.0
"""Pixels that a run may stand out of its area: rounding, and italics that lean."""


def examine(
    book: Book, pages: tuple[Page, ...], memo: Memo | None = None, *, edition: str = ""
) -> tuple[Diagnostic, ...]:
    """Runs outside the page or the text area."""
    memo = memo or Memo()
    return tuple(
        diagnostic
        for piece, own in sheets(book, pages)
        for diagnostic in placed(piece, own, memo(_sheet, own, edition), memo)
    )


def _sheet(pages: tuple[Page, ...], edition: str) -> tuple[Told, ...]:
    return tuple(
        (index, at, _outside(page, page.runs[at], edition))
        for index, page in enumerate(pages)
        for at in _stray(page)
    )


def _stray(page: Page) -> Iterator[int]:
    """The runs that are not inside both the page and its text area, by their places."""
    left, right = max(0, page.text_left) - SLACK, min(page.width, page.text_right) + SLACK
    top, bottom = max(0, page.text_top) - SLACK, min(page.height, page.text_bottom) + SLACK
    for at, (_, _, _, above, below, start, end) in enumerate(page.runs):
        if start < left or end > right or above < top or below > bottom:
            yield at


def _outside(page: Page, run: Run, edition: str) -> Diagnostic:
    on_page = (
        run.left >= -SLACK
        and run.right <= page.width + SLACK
        and run.top >= -SLACK
        and run.bottom <= page.height + SLACK
    )
    rule = rules.OUTSIDE_TEXT_AREA if on_page else rules.OUTSIDE_PAGE
    return rule.at(None, words=excerpt(run.text, 0), label=shown(page.label, edition))
