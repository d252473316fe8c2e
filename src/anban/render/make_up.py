"""The least that pages hold: one value, for the style sheet and for the check of the pages.

In: `[make-up]` of `theme.toml`. Out: `MakeUp`, and the CSS that asks the engine for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

LISTED = (
    ".sheet > ul:last-child > li", ".sheet > ol:last-child > li", ".sheet > dl:last-child > dt",
    ".sheet > dl:last-child > dd", ".entries > li",
)  # fmt: skip
"""What ends a sheet, a line or so each: the items of a list, the lines of the contents."""
HEADED = ("header + p", "h2 + p", "h3 + p", "h4 + p")


@dataclass(frozen=True, slots=True)
class MakeUp:
    """Lines of a paragraph at the foot of a page (`orphans`) and at the head of one (`widows`),
    lines under a heading, lines on the last page of a chapter, rows of a broken table on each of
    its pages: at least so many.
    """

    orphans: int = 2
    widows: int = 2
    under_heading: int = 2
    at_end: int = 4
    rows: int = 2


USUAL = MakeUp()
"""What holds where no theme says anything."""


def rules(least: MakeUp) -> Iterator[str]:
    """The CSS for print: properties for the theme's own rules, and selectors that have to count."""
    yield (
        f":root {{ --orphans: {least.orphans}; --widows: {least.widows};"
        f" --at-end: {max(least.at_end, least.widows)} }}"
    )
    if least.under_heading > least.orphans:
        yield f"{', '.join(HEADED)} {{ orphans: {least.under_heading} }}"
    if least.at_end > 1:
        last = f":nth-last-child(-n+{least.at_end - 1})"
        yield f"{', '.join(item + last for item in LISTED)} {{ break-before: avoid }}"
    for row in range(1, least.rows):
        head, foot = f"tbody tr:nth-child({row})", f"tbody tr:nth-last-child({row + 1})"
        yield f"{head}, {foot} {{ break-after: avoid }}"
