"""Check the distance of words from spine and trim.

In: `PdfFacts`, a `PrintFile`. Out: diagnostics.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from anban.check.preflight import rules
from anban.check.preflight.boxes import SLACK, bleed_of
from anban.check.preflight.case import PrintFile, grouped
from anban.check.preflight.facts import PageFacts, PdfFacts, PrintedWords
from anban.core.diagnostics import Diagnostic, Rule

EXCERPT = 24
"""The most characters of the words that a message shows."""

_Distance = Callable[[PrintedWords, float, float, bool], float]
"""Gives the distance of words from an edge; takes the words, the width and height of the page, and
whether it is a recto."""


@dataclass(frozen=True, slots=True)
class _Near:
    """The words of a page that are nearest to an edge, and their distance in millimetres."""

    page: int
    words: PrintedWords
    distance: float


def check(facts: PdfFacts, case: PrintFile) -> Iterator[Diagnostic]:
    """Report words that are nearer to the spine or to another edge than the printer allows."""
    profile, count = case.profile, len(facts.pages)
    bleeds = any(bleed_of(page) > SLACK for page in facts.pages)
    outside = profile.outside_with_bleed if bleeds else profile.outside
    gutter = profile.gutter_for(count)
    spine = [_nearest(at, page, _from_spine) for at, page in enumerate(facts.pages)]
    yield from _report(case, rules.GUTTER_NARROW, spine, gutter, count=count)
    edges = [_nearest(at, page, _from_edges) for at, page in enumerate(facts.pages)]
    yield from _report(case, rules.MARGIN_NARROW, edges, outside)


def _report(
    case: PrintFile, rule: Rule, found: list[_Near | None], wanted: float, **values: Any
) -> Iterator[Diagnostic]:
    """One finding for all pages with the same distance: it is one margin that is too narrow."""
    near = {one.page: one for one in found if one and one.distance < wanted - SLACK}
    for _, pages in grouped((round(one.distance), page) for page, one in near.items()):
        first = near[min(pages, key=lambda page: near[page].distance)]
        spans = [
            case.places.of_words(page, near[page].words.top, near[page].words.bottom)
            for page in dict.fromkeys((first.page, *pages))
        ]
        yield case.on(
            rule, pages, spans, words=first.words.text[:EXCERPT].strip(),
            found=f"{first.distance:.1f}", wanted=f"{wanted:g}", **values,
        )  # fmt: skip


def _nearest(at: int, page: PageFacts, distance: _Distance) -> _Near | None:
    if page.trim is None:
        return None
    width, height = page.trim[2] - page.trim[0], page.trim[3] - page.trim[1]
    recto = at % 2 == 0  # `at` counts from 0, and page 1 is a recto
    inside = [one for one in page.words if _on_paper(one, width, height)]
    if not inside:
        return None
    words = min(inside, key=lambda one: distance(one, width, height, recto))
    return _Near(at, words, distance(words, width, height, recto))


def _on_paper(words: PrintedWords, width: float, height: float) -> bool:
    """False for words that lie outside the trim as a whole, such as the slug line."""
    return words.right > 0 and words.left < width and words.bottom > 0 and words.top < height


def _from_spine(words: PrintedWords, width: float, _height: float, recto: bool) -> float:
    return words.left if recto else width - words.right


def _from_edges(words: PrintedWords, width: float, height: float, recto: bool) -> float:
    side = width - words.right if recto else words.left
    return min(side, words.top, height - words.bottom)
