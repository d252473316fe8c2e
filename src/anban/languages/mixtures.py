"""What a book may write in two styles: figures, dates, spans of years, per cent.

In: what a language writes beside them. Out: `Mixture`, and finders of the styles in a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

GAP = r"[ \u00a0\n]"
_FOUR = r"\d{4}"

Styles = Callable[[str], Iterable[tuple[str, int, int]]]
"""The styles in a text: what stands for each, and from where to where."""


class MixtureKind(Enum):
    """What is written in two styles; a rule of the copy editor for each."""

    TONES = auto()
    I_AND_Y = auto()
    THOUSANDS = auto()
    DATES = auto()
    CENTURIES = auto()
    DECADES = auto()
    RANGES = auto()
    PERCENT = auto()


@dataclass(frozen=True, slots=True)
class Mixture:
    """One thing that has several styles."""

    kind: MixtureKind
    styles: Styles


def by_patterns(style: str, pattern: str, *more: tuple[str, str], needle: str = "") -> Styles:
    """Finders of several styles, each what stands for it and a pattern without groups.

    `needle` is a quick pattern that every text with any of them has.
    """
    asked = re.compile(needle)
    compiled = [(name, re.compile(one)) for name, one in ((style, pattern), *more)]

    def styles(text: str) -> Iterator[tuple[str, int, int]]:
        for name, one in compiled if asked.search(text) else ():
            for match in one.finditer(text):
                yield name, *match.span()

    return styles


_PLAIN = re.compile(r"\d{4,}(?![\d/–-]|[.,:]\d|\w)")
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+(?![\d/–-]|[.,]\d{1,2}(?!\d)\.|\w)")
_COMMAS = re.compile(r"\d{1,3}(?:(?:,\d{3}){2,}|,000)(?![\d/–-]|\w)")
_YEARS = range(1000, 2200)
_TEN_THOUSAND = 10_000


def thousands(behind: str, *, comma: bool) -> Mixture:
    """1.000, 1,000 and 1000. `behind` are words, as alternatives of a pattern, behind which a
    number counts nothing: that of a law, of a page. With `comma`, 1000 to 9999 may stand plain.
    """
    numbered = re.compile(rf"(?:(?i:{behind}){GAP}|[A-ZĐ]\w*{GAP}|[\w/.,:–-])\Z")

    def counts(text: str, match: re.Match[str]) -> bool:
        return numbered.search(text, max(0, match.start() - 12), match.start()) is None

    def styles(text: str) -> Iterator[tuple[str, int, int]]:
        for style, pattern in (("1.000", _POINTS), ("1,000", _COMMAS)):
            for match in pattern.finditer(text):
                if counts(text, match):
                    yield style, *match.span()
        for match in _PLAIN.finditer(text):
            value = int(match[0][:9])
            quantity = value not in _YEARS and (not comma or value >= _TEN_THOUSAND)
            if quantity and counts(text, match):
                yield "1000", *match.span()

    return Mixture(MixtureKind.THOUSANDS, styles)


_BEFORE = r"(?<![\d/.,-])"
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:1\d{3}|20\d\d)"


def dates(behind: str) -> Mixture:
    """18-7-1977, 18/7/1977 and 18.7.1977. What stands behind `behind` is the number of a law."""

    def date(mark: str) -> str:
        # A day or a month of a year with `mark` between its figures; 7.1977 is none.
        day = rf"{_DAY}{mark}" if mark == r"\." else rf"(?:{_DAY}{mark})?"
        return rf"(?i:(?<!{behind})){_BEFORE}{day}{_MONTH}{mark}{_YEAR}(?![\d/-])"

    styles = by_patterns(
        "18-7-1977",
        date("-"),
        ("18/7/1977", date("/")),
        ("18.7.1977", date(r"\.")),
        needle=_FOUR,
    )
    return Mixture(MixtureKind.DATES, styles)


SPANS_OF_YEARS = Mixture(
    MixtureKind.RANGES,
    by_patterns(
        "1930 - 1945",
        rf"(?<![\d/.,–-]){_YEAR}{GAP}[-–]{GAP}{_YEAR}(?![\d/.,–-]\d)",
        ("1930-1945", rf"(?<![\d/.,–-]){_YEAR}[-–]{_YEAR}(?![\d/–-])"),
        needle=_FOUR,
    ),
)
PER_CENT = Mixture(
    MixtureKind.PERCENT, by_patterns("5%", r"\d%", ("5 %", rf"\d{GAP}%"), needle="%")
)
