"""The paper that a page of the book stands on: how much of it there is around the trim.

In: a page's measures. Out: the sides of the paper, and what is drawn beside the page. Lengths are
points; a page's origin is the lower left corner of its trim.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from anban.typeset.layout import Page
from anban.typeset.pages.furniture import Geometry
from anban.typeset.pages.ink import POINTS, Ink
from anban.typeset.pdf.lettering import Lettering

MILLIMETRE = 72 / 25.4


class Sides(NamedTuple):
    """Points beyond the trim."""

    left: float
    bottom: float
    right: float
    top: float


class PagePaper(Protocol):
    """`bled` says that the paper holds the bleed."""

    @property
    def bled(self) -> bool: ...

    def sides(self, geometry: Geometry, *, recto: bool) -> Sides:
        """How much paper there is beyond the trim of a page."""

    def layers(
        self, hand: Lettering, page: Page, geometry: Geometry, total: int
    ) -> tuple[Ink, ...]:
        """What stands on the paper of a page, one of `total`, and is no part of the book."""


def bleed_of(geometry: Geometry) -> Sides:
    """The bleed of a page."""
    top, right, bottom, left = (side * POINTS for side in geometry.bleed)
    return Sides(left, bottom, right, top)


@dataclass(frozen=True, slots=True)
class Bled:
    """The trim and its bleed."""

    bled = True

    def sides(self, geometry: Geometry, *, recto: bool) -> Sides:  # noqa: ARG002 (alike)
        return bleed_of(geometry)

    def layers(self, *_: object) -> tuple[Ink, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Trimmed:
    """The trim and no more."""

    bled = False

    def sides(self, geometry: Geometry, *, recto: bool) -> Sides:  # noqa: ARG002 (alike)
        return Sides(0.0, 0.0, 0.0, 0.0)

    def layers(self, *_: object) -> tuple[Ink, ...]:
        return ()
