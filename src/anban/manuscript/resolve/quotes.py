"""Straight quotation marks made into those of the language.

In: the text of a `Line`. Out: edits, or the place of the mark that has no other half.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from anban.core.registry import HARD
from anban.languages import Language
from anban.manuscript.resolve.line import Edit
from anban.manuscript.resolve.punctuation import GAP, QUOTES, Place

_STRAIGHT = '"'


@dataclass(frozen=True, slots=True)
class QuotationMarks:
    """A language's quotation marks."""

    outer: tuple[str, str]
    inner: tuple[str, str]

    @classmethod
    def of(cls, language: Language) -> QuotationMarks:
        say = language.say
        return cls(
            (say("quote-open"), say("quote-close")),
            (say("quote-inner-open"), say("quote-inner-close")),
        )


@dataclass(frozen=True, slots=True)
class Paired:
    """The edits of a line, or, where the marks do not pair, the place of the first that fails."""

    edits: tuple[Edit, ...] = ()
    odd: Place | None = None


_NOTHING = Paired()


def pair(line: str, marks: QuotationMarks, fixed: Iterable[Place]) -> Paired:
    """Pair the straight marks of `line`, those inside `fixed` places apart.

    All of a line's marks are changed or none: one that is missing turns every later one round.
    """
    if _STRAIGHT not in line:
        return _NOTHING
    places = [at for at in _straight(line) if not any(start <= at < end for start, end in fixed)]
    for index, at in enumerate(places):
        plausible = _may_open(line, at) if index % 2 == 0 else _may_close(line, at)
        if not plausible:
            return Paired(odd=(at, at + 1))
    if len(places) % 2:
        return Paired(odd=(places[-1], places[-1] + 1))
    pairs = zip(places[::2], places[1::2], strict=True)
    nested = _nested(line, marks, places[::2])
    edits = []
    for (start, end), inside in zip(pairs, nested, strict=True):
        opening, closing = marks.inner if inside else marks.outer
        edits.append(Edit(QUOTES, ((start, start + 1, opening), (end, end + 1, closing))))
    return Paired(tuple(edits))


def _straight(line: str) -> Iterator[int]:
    at = line.find(_STRAIGHT)
    while at >= 0:
        yield at
        at = line.find(_STRAIGHT, at + 1)


def _may_open(line: str, at: int) -> bool:
    before, after = line[at - 1 : at] if at else "", line[at + 1 : at + 2]
    return after != "" and after not in GAP + HARD and not before.isalnum()


def _may_close(line: str, at: int) -> bool:
    before, after = line[at - 1 : at], line[at + 1 : at + 2]
    return before not in GAP + HARD and not after.isalnum()


def _nested(line: str, marks: QuotationMarks, places: Iterable[int]) -> Iterator[bool]:
    """For each place, whether it stands inside quotation marks that are the language's already."""
    opening, closing = marks.outer
    depth = at = 0
    for place in places:
        depth = max(0, depth + line.count(opening, at, place) - line.count(closing, at, place))
        at = place
        yield depth > 0
