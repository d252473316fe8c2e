"""Where text stands on its page. In: a book and its pages. Out: diagnostics.

The place in the manuscript is found by counting characters, as parity does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from anban.book import Book
from anban.check.characters import Passage, Strand, characters, excerpt, of_note, running
from anban.diagnostics import Diagnostic
from anban.rules import pages as rules
from anban.typeset.layout import Page, Run

SLACK = 1.0
"""Pixels that a run may stand out of its area: rounding, and italics that lean."""


def examine(book: Book, pages: tuple[Page, ...]) -> tuple[Diagnostic, ...]:
    """Runs outside the page or the text area, headings alone at the foot of a page."""
    strands = _strands(book)
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
        if last is not None and after is not None and after.sheet == page.sheet:
            found += _stranded(page, *last)
    return tuple(found)


def _strands(book: Book) -> Mapping[str, Strand]:
    """The text of every piece and of every note, by id."""
    strands = {piece.id: running(piece) for piece in book.pieces()}
    notes = (note for chapter in book.chapters() for note in chapter.notes)
    return strands | {note.id: of_note(note) for note in notes}


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
