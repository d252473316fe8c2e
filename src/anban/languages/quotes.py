"""Straight quotation marks made into those of the language.

In: the text of a line. Out: edits, or the place of the mark that has no other half.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from anban.core.registry import HARD
from anban.languages.edits import GAP, QUOTES, Edit, Place

STRAIGHT = '"'
APOSTROPHE = "’"
"""Also a closing mark: where a letter follows, it is none."""


@dataclass(frozen=True, slots=True)
class QuotationMarks:
    """The marks around a quotation, and those around one inside it."""

    outer: tuple[str, str]
    inner: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Paired:
    """The edits of a line; where the marks do not pair, `odd`, the place of the first that fails.

    `untold` are marks that may be one thing or another, and are left as they are typed.
    """

    edits: tuple[Edit, ...] = ()
    odd: Place | None = None
    untold: tuple[Place, ...] = ()


NOTHING = Paired()


def pair(line: str, marks: QuotationMarks, fixed: Iterable[Place]) -> Paired:
    """Pair the straight double marks of `line`, those inside `fixed` places apart.

    All of a line's marks are changed or none: one that is missing turns every later one round.
    """
    if STRAIGHT not in line:
        return NOTHING
    pairs, odd = double_pairs(line, fixed)
    if odd is not None:
        return Paired(odd=odd)
    nested = typed_around(line, marks, [start for start, _ in pairs])
    return Paired(
        tuple(marked(one, marks, int(inside)) for one, inside in zip(pairs, nested, strict=True))
    )


def double_pairs(line: str, fixed: Iterable[Place]) -> tuple[tuple[Place, ...], Place | None]:
    """Where the marks of each pair stand; or nothing, and the place of a mark that fits no pair."""
    places = [at for at in _straight(line) if not any(start <= at < end for start, end in fixed)]
    for index, at in enumerate(places):
        plausible = _may_open(line, at) if index % 2 == 0 else _may_close(line, at)
        if not plausible:
            return (), (at, at + 1)
    if len(places) % 2:
        return (), (places[-1], places[-1] + 1)
    return tuple(zip(places[::2], places[1::2], strict=True)), None


def marked(one: Place, marks: QuotationMarks, depth: int) -> Edit:
    """The edit that makes the straight marks at the two places of `one` those of `depth`."""
    opening, closing = marks.inner if depth % 2 else marks.outer
    start, end = one
    return Edit(QUOTES, ((start, start + 1, opening), (end, end + 1, closing)))


def _straight(line: str) -> Iterator[int]:
    at = line.find(STRAIGHT)
    while at >= 0:
        yield at
        at = line.find(STRAIGHT, at + 1)


def _may_open(line: str, at: int) -> bool:
    before, after = line[at - 1 : at] if at else "", line[at + 1 : at + 2]
    return after != "" and after not in GAP + HARD and not before.isalnum()


def _may_close(line: str, at: int) -> bool:
    before, after = line[at - 1 : at], line[at + 1 : at + 2]
    return before not in GAP + HARD and not after.isalnum()


def typed_around(line: str, marks: QuotationMarks, places: Iterable[int]) -> Iterator[bool]:
    """For each place, whether it stands inside quotation marks that are the language's already."""
    opening, closing = marks.outer
    ends = re.compile(f"{closing}(?!\\w)" if closing == APOSTROPHE else re.escape(closing))
    depth = at = 0
    for place in places:
        closed = len(ends.findall(line, at, place))
        depth = max(0, depth + line.count(opening, at, place) - closed)
        at = place
        yield depth > 0


def inward(text: str, marks: QuotationMarks) -> str:
    """`text` with its outer quotation marks made inner ones, as it stands in outer ones itself."""
    opening, closing = marks.outer
    if closing != APOSTROPHE:
        for outer, inner in zip(marks.outer, marks.inner, strict=True):
            text = text.replace(outer, inner)
        return text
    # The closing mark may be an apostrophe: the first that is not behind an s is none, as in the
    # boys’ books; else the last one in front of the next quotation.
    ends = f"{closing}(?!\\w)"
    return re.sub(
        f"{opening}(?:([^{opening}]*?[^sxz{opening}]){ends}|([^{opening}]*){ends})",
        lambda found: f"{marks.inner[0]}{found[1] or found[2]}{marks.inner[1]}",
        text,
    )
