"""The values for the cover's template. In: the configuration, a wrap. Out: a `CoverView`."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from anban.cover import barcode
from anban.cover.geometry import Wrap
from anban.manuscript.config.model import Config, Edition

SHORT, MEDIUM = 24, 48
"""A title of at most `SHORT` characters is set large, one of at most `MEDIUM` in the middle size.
The sizes themselves are in the theme."""


@dataclass(frozen=True, slots=True)
class Back:
    """The back: paragraphs, the ISBN with hyphens, the barcode as SVG, the price in words."""

    blurb: tuple[str, ...]
    isbn: str
    barcode: Markup
    price: str


@dataclass(frozen=True, slots=True)
class Spine:
    """The spine. It has words only if it is `lettered`."""

    lettered: bool


@dataclass(frozen=True, slots=True)
class CoverView:
    """A cover. If there is only a front, `back` and `spine` are None.

    `size` is short, medium or long, by the length of the title.
    """

    back: Back | None
    spine: Spine | None
    size: str


def cover_view(config: Config, edition: Edition, wrap: Wrap | None, family: str) -> CoverView:
    """The cover on `wrap`, or the front alone if that is None.

    `family` is the font family of the barcode's digits.
    """
    length = len(config.metadata.title)
    size = "short" if length <= SHORT else "medium" if length <= MEDIUM else "long"
    if wrap is None:
        return CoverView(None, None, size)
    spine = Spine(wrap.lettered) if wrap.spine else None
    return CoverView(_back(config, edition, family), spine, size)


def _back(config: Config, edition: Edition, family: str) -> Back:
    words = f"ISBN {edition.isbn}" if edition.isbn else ""
    drawn = Markup()
    if edition.isbn:
        made = barcode.symbol(edition.isbn_13, edition.price_code)
        drawn = Markup(barcode.svg(made, words, family))  # noqa: S704 (digits and escaped words)
    blurb = config.cover.blurb if config.cover else ""
    paragraphs = tuple(" ".join(part.split("\n")) for part in blurb.split("\n\n") if part.strip())
    return Back(paragraphs, words, drawn, edition.price)
