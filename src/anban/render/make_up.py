"""The make-up of pages: how many lines or rows must stand together at least.

In: `[make-up]` of `theme.toml`. Out: a `MakeUp`, and the CSS that asks the engine for it. The check
of the pages reads the same value, so that it always agrees with the style sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

LISTED = (
    ".sheet > ul:last-child > li", ".sheet > ol:last-child > li", ".sheet > dl:last-child > dt",
    ".sheet > dl:last-child > dd", ".entries > li",
)  # fmt: skip
"""Selectors of short blocks at the end of a sheet: items of a list, lines of the contents. Each is
about one line, so they are counted as lines of the last page."""
HEADED = ("header + p", "h2 + p", "h3 + p", "h4 + p")
"""Selectors of the paragraphs that follow a heading."""


@dataclass(frozen=True, slots=True)
class MakeUp:
    """The smallest numbers that are allowed.

    `orphans` are the lines of a paragraph at the foot of a page, `widows` those at the head of the
    next page. `under_heading` are the lines below a heading on its page, `at_end` the lines on the
    last page of a chapter, `rows` the rows of a table on each of its pages.
    """

    orphans: int = 2
    widows: int = 2
    under_heading: int = 2
    at_end: int = 4
    rows: int = 2


USUAL = MakeUp()
"""The values that hold if no theme sets any."""


def rules(least: MakeUp) -> Iterator[str]:
    """The CSS for print: custom properties, which the theme's own rules use, and rules whose
    selectors contain one of the numbers. `--at-end` is for the widows of the last paragraph, so it
    is never less than the usual widows.
    """
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
