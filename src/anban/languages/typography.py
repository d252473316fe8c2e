"""How a language is set: its quotation marks, its dashes, and the rules of its typesetters.

In: what a folder says. Out: `TypographicRules`; `Rules`, which `typography.py` of a folder gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum

from anban.languages.edits import Finder, Place
from anban.languages.punctuation import DashWords, apostrophes
from anban.languages.quotes import Paired, QuotationMarks, pair

Pairing = Callable[[str, QuotationMarks, tuple[Place, ...]], Paired]
"""Pairs the straight marks of a line, those inside the given places apart."""


class Outer(Enum):
    """Which marks stand around a quotation that is in no other."""

    DOUBLE = "double"
    SINGLE = "single"


class Dashes(Enum):
    """What a spaced hyphen becomes: a spaced en dash, or an em dash without spaces."""

    SPACED = "spaced"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Rules:
    """The finders that a language's typesetters add to those that all share.

    `ranges` find hyphens between numbers, `ties` spaces at which no line may end. `apostrophes`
    are those that surely are some; `pair` may take what it finds beside marks for more of them.
    `spellings` names each spelling that is only counted.
    """

    ranges: tuple[Finder, ...]
    ties: tuple[Finder, ...]
    dash_words: DashWords
    apostrophes: Finder = apostrophes
    pair: Pairing = pair
    spellings: Callable[[str], Iterable[str]] = field(default=lambda _: ())


@dataclass(frozen=True, slots=True)
class TypographicRules:
    """`double` and `single` are marks, opening and closing; `outer` says which stand outside.

    `rules` are None where a language has none yet: such a book is printed as it is typed.
    """

    double: tuple[str, str]
    single: tuple[str, str]
    outer: Outer
    dashes: Dashes
    rules: Rules | None

    @property
    def marks(self) -> QuotationMarks:
        if self.outer is Outer.DOUBLE:
            return QuotationMarks(self.double, self.single)
        return QuotationMarks(self.single, self.double)
