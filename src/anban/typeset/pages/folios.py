"""Page numbers.

In: the matter of every page (front, body, back), the book's numbering. Out: the number of each
page, from which its label and its folio are made.
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

    A matter of None stands for a blank page. It belongs to the matter of the page before it, and
    it is counted.
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
    """The number with which the matter `here` begins when it follows the matter `before`.

    If `here` goes on with the numbers of a matter that the book does not have, it begins with the
    number that the missing matter would have begun with. GO_ON if no start is set for any of them.
    """
    first = 0 if before is None else ORDER.index(before) + 1
    passed = ORDER[first : ORDER.index(here) + 1]
    starts = [numbering.of(matter).start for matter in passed]
    return next((start for start in reversed(starts) if start != GO_ON), GO_ON)
