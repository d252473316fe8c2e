"""The facts about a finished PDF that printers ask for.

In: nothing. Out: `PdfFacts` and `PageFacts`. Lengths are in millimetres; positions are measured
from the top left corner of the trim.
"""

from __future__ import annotations

from dataclasses import dataclass


class Unreadable(Exception):  # noqa: N818 (an answer about a file, not an error of the tool)
    """Raised for a file that is not a PDF or is damaged; `locked` is true if it is encrypted."""

    def __init__(self, reason: str, *, locked: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.locked = locked


Box = tuple[float, float, float, float]
"""The left, bottom, right and top edge; as in PDF, heights are measured upwards."""


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A raster picture on a page: its pixels, the bits of a component, its pixels per inch."""

    width: int
    height: int
    bits: int
    ppi: float


@dataclass(frozen=True, slots=True)
class PrintedWords:
    """A piece of text on one line of a page, and its edges."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page. A box that the page does not have is None.

    `spaces` are the colour spaces in which something is painted. `ink` is the most of all inks
    together, in per cent. `effects` are kinds of transparency. `overprints` says what is printed
    over the colours below it, "ink" or "white". `extras` is the number of links and annotations.
    """

    media: Box
    bleed: Box | None
    trim: Box | None
    spaces: frozenset[str]
    ink: float
    pictures: tuple[PlacedPicture, ...]
    effects: frozenset[str]
    overprints: frozenset[str]
    extras: int
    words: tuple[PrintedWords, ...]
    blank: bool


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """A document. `fonts` are the names of the fonts that are not embedded.

    `standard` is the PDF/X standard that the file claims, or empty. `extras` names parts of the
    file that are not pages: bookmarks, forms, attached files, scripts.
    """

    pages: tuple[PageFacts, ...]
    fonts: tuple[str, ...]
    standard: str
    extras: tuple[str, ...]
