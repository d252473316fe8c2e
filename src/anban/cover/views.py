"""What the cover's template is given to show. In: configuration, a wrap. Out: `CoverView`."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from anban.cover import barcode
from anban.cover.geometry import Wrap
from anban.manuscript.config.model import Config, Edition

SHORT, MEDIUM = 24, 48
"""Characters of a title up to which it is set large, or in the middle size."""


@dataclass(frozen=True, slots=True)
class Back:
    """The back: paragraphs, the ISBN with its hyphens, the barcode, the price in words."""

    blurb: tuple[str, ...]
    isbn: str
    barcode: Markup
    price: str


@dataclass(frozen=True, slots=True)
class Spine:
    """The spine; without words on it if it is not `lettered`."""

    lettered: bool


@dataclass(frozen=True, slots=True)
class CoverView:
    """A cover; the front alone has neither back nor spine. `size` is short, medium or long, by the
    length of the title.
    """

    back: Back | None
    spine: Spine | None
    size: str


def cover_view(config: Config, edition: Edition, wrap: Wrap | None, family: str) -> CoverView:
    """The whole cover on `wrap`, or the front alone; `family` sets the barcode's digits."""
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
