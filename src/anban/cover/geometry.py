"""The sheet of a cover. In: trim, spine, bleed. Out: where its panels are. Lengths are mm."""

from __future__ import annotations

from dataclasses import dataclass

from anban.manuscript.config.model import Edition
from anban.world.printers import BINDINGS, PAPERS, PROFILES, spine_width

BLEED = 3.0
"""Where no printer asks for another."""
SAFE = 5.0
"""How far words stay from the trim where no printer asks for more."""
CLEAR = 1.0
"""How far the words of the spine stay from its folds where no printer asks for more."""
NARROWEST_LETTERED = 5.0
"""The narrowest spine that bears words where no printer says so."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the sheet, from the trim's left edge; `safe` is where words stay inside of it."""

    name: str
    left: float
    width: float
    height: float
    safe: float


@dataclass(frozen=True, slots=True)
class Wrap:
    """A cover to be made: `trim` is the book's; `lettered` is true if words stand on the spine.

    Words stay `safe` inside the trim and the folds, on the spine `clear`.
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
    """The width of the spine: what the printer has told, or what follows from pages and paper."""
    if edition.spine is not None:
        return edition.spine
    return spine_width(pages, PAPERS[edition.paper], BINDINGS[edition.binding])


def wrap_of(edition: Edition, pages: int) -> Wrap:
    """The sheet of the cover of `edition`, which has so many pages and names its paper."""
    spine, profile = spine_of(edition, pages), PROFILES.get(edition.profile)
    if profile is None:
        return Wrap(edition.trim, spine, BLEED, SAFE, CLEAR, spine >= NARROWEST_LETTERED)
    lettered = profile.letters_spine(pages, spine)
    bleed, safe, clear = profile.cover_bleed, profile.cover_safe, profile.spine_clear
    return Wrap(edition.trim, spine, bleed, safe, clear, lettered)
