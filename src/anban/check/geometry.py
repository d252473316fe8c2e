"""Where text stands on its page. In: a book and its pages. Out: diagnostics.

The place in the manuscript is found by counting characters, as parity does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from anban.book import Book, Chapter, Part
from anban.check.characters import Passage, Strand, characters, excerpt, of_note, running
from anban.diagnostics import Diagnostic
from anban.keeping import Keeper
from anban.rules import pages as rules
from anban.typeset.layout import Page, Run

SLACK = 1.0
"""Pixels that a run may stand out of its area: rounding, and italics that lean."""


def examine(
    book: Book, pages: tuple[Page, ...], keeper: Keeper | None = None
) -> tuple[Diagnostic, ...]:
    """Runs outside the page or the text area, headings alone at the foot of a page."""
    keeper = keeper or Keeper()
    pieces = {piece.id: piece for piece in book.pieces()}
    sheets: dict[str, list[Page]] = {}
    for page in pages:
        sheets.setdefault(page.sheet, []).append(page)
    return tuple(
        diagnostic
        for sheet, own in sheets.items()
        for diagnostic in keeper(_sheet, pieces.get(sheet), tuple(own))
    )


def _sheet(piece: Part | Chapter | None, pages: tuple[Page, ...]) -> tuple[Diagnostic, ...]:
    """What is found on the pages of `piece`, its notes included."""
    strands = _strands(piece)
    counted = dict.fromkeys(strands, 0)
    found: list[Diagnostic] = []
    for page, after in zip_longest(pages, pages[1:]):
        last: tuple[Run, Passage | None] | None = None
        for run in page.runs:
            owner = run.note or page.sheet
            passage = strands[owner].at(counted[owner]) if owner in strands else None
            found += _outside(page, run, passage)
            if owner in counted and not run.generated:
                counted[owner] += len(characters(run.text))
                last = last if run.note else (run, passage)
        if last is not None and after is not None and after.index == page.index + 1:
            found += _stranded(page, *last)
    return tuple(found)


def _strands(piece: Part | Chapter | None) -> Mapping[str, Strand]:
    """The text of `piece` and of each of its notes, by id."""
    if piece is None:
        return {}
    notes = piece.notes if isinstance(piece, Chapter) else ()
    return {piece.id: running(piece)} | {note.id: of_note(note) for note in notes}


def _outside(page: Page, run: Run, passage: Passage | None) -> Iterator[Diagnostic]:
    if _fits(run, 0, page.width, 0, page.height):
        if _fits(run, page.text_left, page.text_right, page.text_top, page.text_bottom):
            return
        rule = rules.OUTSIDE_TEXT_AREA
    else:
        rule = rules.OUTSIDE_PAGE
    span = passage.span if passage else None
    yield rule.at(span, words=excerpt(run.text, 0), label=page.label)


def _fits(run: Run, left: float, right: float, top: float, bottom: float) -> bool:
    return (
        run.left >= left - SLACK
        and run.right <= right + SLACK
        and run.top >= top - SLACK
        and run.bottom <= bottom + SLACK
    )


def _stranded(page: Page, run: Run, passage: Passage | None) -> Iterator[Diagnostic]:
    if passage is not None and passage.heading:
        words = excerpt(run.text, 0)
        yield rules.HEADING_STRANDED.at(passage.span, words=words, label=page.label)
