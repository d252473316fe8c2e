"""Page numbers. In: the matter of every page, the book's numbering. Out: the number of each page,
whose label its folio shows.
"""

from __future__ import annotations

from collections.abc import Iterable

from anban.core.book import Matter
from anban.core.page_numbers import GO_ON, PageNumber, PageNumbering

ORDER = (Matter.FRONT, Matter.BODY, Matter.BACK)


def page_numbers(
    matters: Iterable[Matter | None], numbering: PageNumbering
) -> tuple[PageNumber, ...]:
    """The number of each page.

    None is a blank page; it belongs to what stands before it, and counts.
    """
    found = []
    current: Matter | None = None
    number = 0
    for matter in matters:
        here = matter or current or Matter.FRONT
        start = GO_ON if here is current else _start(current, here, numbering)
        number = number + 1 if start == GO_ON else start
        current = here
        own = numbering.of(here)
        found.append(PageNumber(number, own.numerals, own.prefix))
    return tuple(found)


def _start(before: Matter | None, here: Matter, numbering: PageNumbering) -> int:
    """With what number `here` begins behind `before`.

    A matter that goes on behind one that the book has not got begins as that one would have.
    """
    first = 0 if before is None else ORDER.index(before) + 1
    passed = ORDER[first : ORDER.index(here) + 1]
    starts = [numbering.of(matter).start for matter in passed]
    return next((start for start in reversed(starts) if start != GO_ON), GO_ON)
