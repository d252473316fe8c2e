"""The arithmetic of the ISBN (ISO 2108): hyphens, check digits, the older form of ten digits.

In: an ISBN as somebody typed it. Out: the same with plain hyphens, or its 13 digits.
"""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"[\s\u2010-\u2013-]+")
"""Spaces, hyphens, and the dashes that are typed for them."""


def hyphenated(text: str) -> str:
    """`text` as typed, with a single hyphen wherever digits are parted."""
    return _BETWEEN.sub("-", text).strip("-").upper()


def compact(text: str) -> str:
    """`text` without what parts its digits; the last of ten may be X."""
    return _BETWEEN.sub("", text).upper()


def thirteen(text: str) -> str:
    """The 13 digits of a valid ISBN of 13 or 10; empty for an empty text."""
    digits = compact(text)
    if len(digits) != 10:
        return digits
    twelve = f"978{digits[:9]}"
    return twelve + check_13(twelve)


def check_13(digits: str) -> str:
    """The check digit that the first twelve of `digits` ask for."""
    total = sum(int(digit) * (1, 3)[index % 2] for index, digit in enumerate(digits[:12]))
    return str(-total % 10)


def check_10(digits: str) -> str:
    """The check digit, X for ten, that the first nine of `digits` ask for."""
    total = sum(int(digit) * (10 - index) for index, digit in enumerate(digits[:9]))
    return "0123456789X"[-total % 11]
