"""Read numbers in titles, in the words of every language: 4, IV, bốn, thứ tư, four.

In: a word or two. Out: `number_of`, `is_roman`.
"""

from __future__ import annotations

import re

from anban.languages import alternatives_of, every
from anban.languages.importing import alternatives, words_of

_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", re.I)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_WORDS = {
    " ".join(word.split()): number
    for language in every()
    for number, words in enumerate(language.importing.numbers, 1)
    for word in words.split("|")
}
_ORDINAL = alternatives_of(lambda one: one.importing.ordinal)
_PREFIX = re.compile(rf"^{_ORDINAL}\s+")

NUMBER = (
    rf"(?:\d{{1,3}}|[IVXLCivxlc]{{1,7}}|(?:{_ORDINAL}\s+)?"
    rf"{alternatives(map(words_of, sorted(_WORDS, key=len, reverse=True)))})"
)
"""A pattern for a number in any of these forms, without groups."""


def number_of(text: str) -> int:
    """The number that `text` says; 0 if it is not a number."""
    words = _PREFIX.sub("", " ".join(text.casefold().split()), count=1)
    if words.isdecimal():
        return int(words)
    if found := _WORDS.get(words):
        return found
    return _roman(words) if is_roman(words) else 0


def is_roman(text: str) -> bool:
    """True if `text` is a Roman number."""
    return bool(text) and bool(_ROMAN.fullmatch(text))


def _roman(text: str) -> int:
    values = [_VALUES[char] for char in text.casefold()]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < behind else value for value, behind in pairs)
