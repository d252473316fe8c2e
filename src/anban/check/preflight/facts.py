"""What a finished PDF holds, as far as a printer asks. Lengths are millimetres, places from the
top left corner of the trim.
"""

from __future__ import annotations

from dataclasses import dataclass


class Unreadable(Exception):  # noqa: N818 (an answer about a file, not an error of the tool)
    """A file that is no PDF, is damaged, or is locked: `locked` says so."""

    def __init__(self, reason: str, *, locked: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.locked = locked


Box = tuple[float, float, float, float]
"""Left, bottom, right and top edge, as PDF counts."""


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A raster picture as placed: its pixels, bits of a component, and pixels per inch."""

    width: int
    height: int
    bits: int
    ppi: float


@dataclass(frozen=True, slots=True)
class PrintedWords:
    """A stretch of text on one line of a page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page. A box that it has not is None.

    `spaces` are the colour spaces that something is painted in, `ink` is the most of all inks
    together, per cent. `effects` are kinds of transparency, `overprints` what is printed over what
    lies below it. `extras` counts links and other annotations.
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
    """A document. `fonts` are the names of those that are not embedded, `standard` is the one it
    claims, empty without; `extras` names what is no page: bookmarks, forms, files, programs.
    """

    pages: tuple[PageFacts, ...]
    fonts: tuple[str, ...]
    standard: str
    extras: tuple[str, ...]
