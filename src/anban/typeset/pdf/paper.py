"""The paper around a page of the book: how far it reaches beyond the trim.

In: the measures of a page. Out: the sides of the paper, and what is drawn beside the page. Lengths
are points; the origin of a page is the lower left corner of its trim.
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
    """How far something reaches beyond the trim on each side, in points."""

    left: float
    bottom: float
    right: float
    top: float


class PagePaper(Protocol):
    """A kind of paper. `bled` is true if it shows the bleed."""

    @property
    def bled(self) -> bool: ...

    def sides(self, geometry: Geometry, *, recto: bool) -> Sides:
        """How far the paper reaches beyond the trim of a page."""

    def layers(
        self, lettering: Lettering, page: Page, geometry: Geometry, total: int
    ) -> tuple[Ink, ...]:
        """What is drawn on the paper of a page besides the book; the PDF has `total` pages."""


def bleed_of(geometry: Geometry) -> Sides:
    """The bleed of a page."""
    top, right, bottom, left = (side * POINTS for side in geometry.bleed)
    return Sides(left, bottom, right, top)


@dataclass(frozen=True, slots=True)
class Bled:
    """Paper of the trim and its bleed."""

    bled = True

    def sides(self, geometry: Geometry, *, recto: bool) -> Sides:  # noqa: ARG002 (alike)
        return bleed_of(geometry)

    def layers(self, *_: object) -> tuple[Ink, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Trimmed:
    """Paper of just the trim."""

    bled = False

    def sides(self, geometry: Geometry, *, recto: bool) -> Sides:  # noqa: ARG002 (alike)
        return Sides(0.0, 0.0, 0.0, 0.0)

    def layers(self, *_: object) -> tuple[Ink, ...]:
        return ()
