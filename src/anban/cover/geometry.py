"""The sheet of a cover. In: trim, spine, bleed. Out: its panels. All lengths are in millimetres."""

from __future__ import annotations

from dataclasses import dataclass

from anban.manuscript.config.model import Edition
from anban.world.printers import BINDINGS, PAPERS, PROFILES, spine_width

BLEED = 3.0
"""The bleed of a cover if no printer's profile asks for another."""
SAFE = 5.0
"""The distance of words from the trim and the folds if no printer asks for more."""
CLEAR = 1.0
"""The distance of the words on the spine from its folds if no printer asks for more."""
NARROWEST_LETTERED = 5.0
"""The narrowest spine that gets words if no printer says so. With `CLEAR` at both folds, it has
room for type of 6 pt; smaller type could hardly be read."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the sheet; `left` is measured from the trim's left edge.

    Words keep the distance `safe` from its edges.
    """

    name: str
    left: float
    width: float
    height: float
    safe: float


@dataclass(frozen=True, slots=True)
class Wrap:
    """The sizes of a cover. `trim` is the book's; `lettered` says if words are on the spine.

    Words keep the distance `safe` from the trim and the folds; those on the spine keep `clear`.
    """

    trim: tuple[float, float]
    spine: float
    bleed: float
    safe: float
    clear: float
    lettered: bool

    @property
    def width(self) -> float:
        return round(2 * self.trim[0] + self.spine, 4)

    @property
    def height(self) -> float:
        return self.trim[1]

    @property
    def panels(self) -> tuple[Panel, ...]:
        width, height = self.trim
        return (
            Panel("back", 0.0, width, height, self.safe),
            Panel("spine", width, self.spine, height, self.clear),
            Panel("front", width + self.spine, width, height, self.safe),
        )


def spine_of(edition: Edition, pages: int) -> float:
    """The width of the spine: the edition's own `spine`, or what follows from pages and paper."""
    if edition.spine is not None:
        return edition.spine
    return spine_width(pages, PAPERS[edition.paper], BINDINGS[edition.binding])


def wrap_of(edition: Edition, pages: int) -> Wrap:
    """The sizes of the cover of `edition`, which has `pages` pages and names its paper."""
    spine, profile = spine_of(edition, pages), PROFILES.get(edition.profile)
    if profile is None:
        return Wrap(edition.trim, spine, BLEED, SAFE, CLEAR, spine >= NARROWEST_LETTERED)
    lettered = profile.letters_spine(pages, spine)
    bleed, safe, clear = profile.cover_bleed, profile.cover_safe, profile.spine_clear
    return Wrap(edition.trim, spine, bleed, safe, clear, lettered)
