"""How the pages of a book are numbered: the one value that all page numbers come from.

In: what `book.toml` and the theme ask for. Out: `PageNumbering`, and `PageNumber`s, whose `label`
is what the folio shows and what contents, references, lists, the PDF and the EPUB say.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from anban.core.book import Matter
from anban.core.numerals import letters, roman

GO_ON = 0
"""The start of a matter whose pages go on counting where the matter in front of it stopped."""


class PageNumerals(Enum):
    """How the number of a page is written: iv, IV, 4, d, D, or not at all."""

    SMALL_ROMAN = "roman"
    ROMAN = "Roman"
    ARABIC = "arabic"
    SMALL_LETTERS = "letters"
    LETTERS = "Letters"
    NONE = "none"

    def write(self, number: int) -> str:
        match self:
            case PageNumerals.SMALL_ROMAN:
                return roman(number).lower()
            case PageNumerals.ROMAN:
                return roman(number)
            case PageNumerals.ARABIC:
                return str(number)
            case PageNumerals.SMALL_LETTERS:
                return letters(number).lower()
            case PageNumerals.LETTERS:
                return letters(number)
            case PageNumerals.NONE:
                return ""
            case _:
                assert_never(self)


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The number of a page, from 1, and how it is written behind its prefix."""

    number: int
    numerals: PageNumerals
    prefix: str = ""

    @property
    def label(self) -> str:
        """What the folio of the page shows; empty if its pages bear no number."""
        shown = self.numerals is not PageNumerals.NONE
        return self.prefix + self.numerals.write(self.number) if shown else ""


@dataclass(frozen=True, slots=True)
class MatterNumbering:
    """How the pages of one matter are numbered. `start` is the number of the first, or GO_ON."""

    numerals: PageNumerals
    prefix: str
    start: int


@dataclass(frozen=True, slots=True)
class MatterWish:
    """What somebody asks for in one matter; what is None is left to others."""

    numerals: PageNumerals | None = None
    prefix: str | None = None
    start: int | None = None

    def over(self, below: MatterNumbering) -> MatterNumbering:
        """`below` with everything that is asked for in its place."""
        return MatterNumbering(
            below.numerals if self.numerals is None else self.numerals,
            below.prefix if self.prefix is None else self.prefix,
            below.start if self.start is None else self.start,
        )


@dataclass(frozen=True, slots=True)
class PagesWish:
    """What `book.toml` or a theme asks for in each matter."""

    front: MatterWish = MatterWish()
    body: MatterWish = MatterWish()
    back: MatterWish = MatterWish()


NO_WISH = PagesWish()


@dataclass(frozen=True, slots=True)
class PageNumbering:
    """How the pages of each matter are numbered."""

    front: MatterNumbering
    body: MatterNumbering
    back: MatterNumbering

    def of(self, matter: Matter) -> MatterNumbering:
        return {Matter.FRONT: self.front, Matter.BODY: self.body, Matter.BACK: self.back}[matter]


USUAL = PageNumbering(
    front=MatterNumbering(PageNumerals.SMALL_ROMAN, "", 1),
    body=MatterNumbering(PageNumerals.ARABIC, "", 1),
    back=MatterNumbering(PageNumerals.ARABIC, "", GO_ON),
)
"""What holds where nothing is asked for: the front matter i, ii, iii …, the rest 1, 2, 3 …."""


def settled(*wishes: PagesWish) -> PageNumbering:
    """The numbering that comes of `wishes`, of which the first goes before the others."""
    found = USUAL
    for wish in reversed(wishes):
        found = PageNumbering(
            wish.front.over(found.front), wish.body.over(found.body), wish.back.over(found.back)
        )
    return found
