"""Hyphens between two numbers: a range, whose sign is the en dash, or a date, a score, a name.

In: the text of a line and the words of a language. Out: edits. What is not surely a range is
left alone: 18-7-1977, tháng 1-1949, 30-4, Covid-19, 34-NQ/TW.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from anban.languages.edits import RANGES, Edit, Finder
from anban.languages.punctuation import where

_NUMBER = r"\d{1,9}(?:[.,]\d{1,9})*"
_PAIR = re.compile(
    rf"(?<![\w/:+–-])(?<!\d[.,])(?P<first>{_NUMBER})-(?P<last>{_NUMBER})"
    r"(?:(?![\w/:–-]|[.,]\d)|(?=(?:[kcm]?m[²³23]?|k?g|ha|k[VW]|MW|h)(?!\w)))"
)
_NO_DIGIT = re.compile(r"\D")
_YEAR = re.compile(r"1\d{3}|20\d{2}")
_STANDARD = re.compile(r"(?:ISO|IEC|TCVN|QCVN|TCXDVN|DIN|EN|ASTM|ISSN)[ \u00a0:]\Z")
_REACH = 48
"""How many characters before and behind a pair are looked at."""
_MONTHS, _DAYS = 12, 31


@dataclass(frozen=True, slots=True)
class RangeWords:
    """What a language writes around a range.

    Before a pair: `places` are counted by their number (pages, articles), `months` by months,
    `dates` make a day and a month of it, `about` estimates. Behind it: `measures` follow a
    quantity only, `counted` a quantity or a date, `era` two years before ours, `day_of` a month's
    name. `decimal` is the sign before decimals.
    """

    places: re.Pattern[str]
    months: re.Pattern[str]
    dates: re.Pattern[str]
    about: re.Pattern[str]
    measures: re.Pattern[str]
    counted: re.Pattern[str]
    era: re.Pattern[str]
    day_of: re.Pattern[str]
    decimal: str


def ranges(words: RangeWords, *open_ended: re.Pattern[str]) -> Finder:
    """The finder of ranges. The group `hyphen` of an `open_ended` pattern is one as well."""

    @where("-")
    def find(line: str) -> Iterator[Edit]:
        for match in _PAIR.finditer(line):
            first, last = match["first"], match["last"]
            before = line[max(0, match.start() - _REACH) : match.start()]
            after = line[match.end() : match.end() + _REACH]
            if _is_range(first, last, before, after, words):
                yield Edit(RANGES, ((match.end("first"), match.start("last"), "–"),))
        for pattern in open_ended:
            for match in pattern.finditer(line):
                yield Edit(RANGES, ((*match.span("hyphen"), "–"),))

    return find


def _is_range(first: str, last: str, before: str, after: str, words: RangeWords) -> bool:
    if words.era.match(after) or words.places.search(before):
        return True
    if _YEAR.fullmatch(first) and last.isdigit():
        return _STANDARD.search(before) is None and _years(first, last)
    low, high = _value(first, words.decimal), _value(last, words.decimal)
    if low >= high:
        return False
    if words.months.search(before):
        return high <= _MONTHS
    if words.day_of.match(after):
        return high <= _DAYS
    if words.dates.search(before):
        return False
    if words.measures.match(after):
        return True
    may_be_date = low <= _DAYS and high <= _MONTHS
    sure = words.about.search(before) is not None or not may_be_date
    return sure and words.counted.match(after) is not None


def _years(first: str, last: str) -> bool:
    """1930-1945, or 1953-54; not 2001-10, which may be a month."""
    if _YEAR.fullmatch(last):
        return first < last
    return len(last) == 2 and int(last) > max(_MONTHS, int(first) % 100)


def _value(number: str, decimal: str) -> float:
    whole, _, fraction = number.partition(decimal)
    return float(f"{_NO_DIGIT.sub('', whole)}.{_NO_DIGIT.sub('', fraction) or '0'}")
