"""Folios. In: the matter of every page. Out: the label that its folio shows."""

from __future__ import annotations

from collections.abc import Iterable

from anban.core.book import Matter

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def labels(matters: Iterable[Matter | None]) -> tuple[str, ...]:
    """The label of each page: the front matter i, ii, iii …, the rest 1, 2, 3 ….

    None is a blank page; it belongs to what stands before it, and counts.
    """
    found = []
    current, roman_count, arabic_count = Matter.FRONT, 0, 0
    for matter in matters:
        current = matter or current
        if current is Matter.FRONT:
            roman_count += 1
            found.append(roman(roman_count))
        else:
            arabic_count += 1
            found.append(str(arabic_count))
    return tuple(found)


def roman(number: int) -> str:
    """`number`, at least 1, in small roman numerals."""
    letters = ""
    for value, letter in _ROMAN:
        count, number = divmod(number, value)
        letters += letter * count
    return letters
