"""ISBNs (ISO 2108): their hyphens, their check digits, and the older form with ten digits.

In: an ISBN as somebody typed it. Out: the same ISBN with plain hyphens, or its 13 digits.
"""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"[\s\u2010-\u2013-]+")
"""Spaces, hyphens, and the dashes that people type instead."""


def hyphenated(text: str) -> str:
    """`text` with a single hyphen wherever spaces or hyphens separate digits."""
    return _BETWEEN.sub("-", text).strip("-").upper()


def compact(text: str) -> str:
    """`text` without spaces and hyphens. The last of ten digits may be X."""
    return _BETWEEN.sub("", text).upper()


def thirteen(text: str) -> str:
    """The 13 digits of a valid ISBN with 13 or 10 digits; empty for an empty text."""
    digits = compact(text)
    if len(digits) != 10:
        return digits
    twelve = f"978{digits[:9]}"
    return twelve + check_13(twelve)


def check_13(digits: str) -> str:
    """The check digit for the first twelve of `digits`: the weights are 1 and 3, modulo 10."""
    total = sum(int(digit) * (1, 3)[index % 2] for index, digit in enumerate(digits[:12]))
    return str(-total % 10)


def check_10(digits: str) -> str:
    """The check digit (X is ten) for the first nine of `digits`: weights 10 to 2, modulo 11."""
    total = sum(int(digit) * (10 - index) for index, digit in enumerate(digits[:9]))
    return "0123456789X"[-total % 11]
