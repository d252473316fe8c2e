"""How evenly lines are spaced. In: a book and its pages. Out: the spread of the word spaces of
each edition, and diagnostics for its worst lines.
"""

from __future__ import annotations

from dataclasses import dataclass

from anban.check.pages import rules
from anban.check.pages.places import Told, placed, sheets, shown
from anban.core.book import Book
from anban.core.diagnostics import Diagnostic
from anban.core.memo import Memo
from anban.core.registry import Asks, elements
from anban.typeset.layout import Line, Page

LOOSE, TIGHT = 0.5, 0.15
"""Word spaces in ems: from where a line is reported as loose, as tight."""
WORST = 10
"""Lines that are reported of one edition."""
BLOCKS = elements(Asks.PROSE)


@dataclass(frozen=True, slots=True)
class Spread:
    """The word spaces of an edition, without those of the last lines of blocks: how many lines have
    any, those of the line in the middle, how many lines are wider than is asked for, the widest.
    """

    lines: int
    median: float
    wide: int
    widest: float


def spread(pages: tuple[Page, ...], most: float) -> Spread:
    """How wide the word spaces of `pages` are; lines are counted where they are over `most` em."""
    spaces = sorted(line.space for page in pages for line in page.lines if _counts(line))
    if not spaces:
        return Spread(0, 0.0, 0, 0.0)
    wide = sum(space > most for space in spaces)
    return Spread(len(spaces), spaces[len(spaces) // 2], wide, spaces[-1])


def examine(
    book: Book, pages: tuple[Page, ...], memo: Memo | None = None, *, edition: str = ""
) -> tuple[Diagnostic, ...]:
    """The worst lines of `pages`."""
    memo = memo or Memo()
    found = [
        (bad, piece, own, told)
        for piece, own in sheets(book, pages)
        for bad, told in (memo(_sheet, own, edition) if piece else ())
    ]
    worst = sorted(found, key=lambda one: -one[0])[:WORST]
    return tuple(
        diagnostic
        for _, piece, own, told in worst
        for diagnostic in placed(piece, own, (told,), memo)
    )


def _sheet(pages: tuple[Page, ...], edition: str) -> tuple[tuple[float, Told], ...]:
    """The uneven lines of a sheet, each with how bad it is."""
    return tuple(
        (_badness(line), (index, line.start, _told(page, line, edition)))
        for index, page in enumerate(pages)
        for line in page.lines
        if _badness(line)
    )


def _counts(line: Line) -> bool:
    return line.space > 0 and not line.last and line.kind in BLOCKS


def _badness(line: Line) -> float:
    """How far the word spaces of `line` are beyond what is right, in ems."""
    if not _counts(line):
        return 0.0
    return max(line.space - LOOSE, TIGHT - line.space, 0.0)


def _told(page: Page, line: Line, edition: str) -> Diagnostic:
    words = "".join(run.text for run in page.runs[line.start : line.end])
    rule = rules.LOOSE_LINE if line.space > LOOSE else rules.TIGHT_LINE
    return rule.at(None, words=words, label=shown(page.label, edition), space=f"{line.space:.2f}")
