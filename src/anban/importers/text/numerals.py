"""Read numbers in titles: 4, IV, bốn, thứ tư, four.

In: a word or two. Out: `number_of`, `is_roman`.
"""

from __future__ import annotations

import re

_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", re.I)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "một nhất one first", "hai nhì two second", "ba three third", "bốn tư four fourth",
            "năm five fifth", "sáu six sixth", "bảy bẩy seven seventh", "tám eight eighth",
            "chín nine ninth", "mười ten tenth", "mười_một eleven eleventh",
            "mười_hai twelve twelfth", "mười_ba thirteen", "mười_bốn fourteen", "mười_lăm fifteen",
            "mười_sáu sixteen", "mười_bảy seventeen", "mười_tám eighteen", "mười_chín nineteen",
            "hai_mươi twenty",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip

NUMBER = (
    r"(?:\d{1,3}|[IVXLCivxlc]{1,7}|(?:thứ\s+)?(?:mười(?:\s+(?:một|hai|ba|bốn|lăm|sáu|bảy|tám|chín))?"
    r"|hai\s+mươi|một|nhất|hai|nhì|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín)"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty)"
)
"""A pattern for a number in any of these forms, without groups."""


def number_of(text: str) -> int:
    """The number that `text` says; 0 if it is not a number."""
    words = re.sub(r"^thứ\s+", "", " ".join(text.casefold().split()))
    if words.isdecimal():
        return int(words)
    if found := _WORDS.get(words.replace(" ", "_")):
        return found
    return _roman(words) if is_roman(words) else 0


def is_roman(text: str) -> bool:
    """True if `text` is a Roman number."""
    return bool(text) and bool(_ROMAN.fullmatch(text))


def _roman(text: str) -> int:
    values = [_VALUES[char] for char in text.casefold()]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < behind else value for value, behind in pairs)
