"""Numbers written in letters: Roman numerals, and the letters of the alphabet.

In: a whole number from 1. Out: a text. What a language's own words are, its package says; how
numerals are read, the importers know.
"""

from __future__ import annotations

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def roman(number: int) -> str:
    """`number`, from 1, in capital Roman numerals."""
    numeral = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        numeral += sign * count
    return numeral


def letters(number: int) -> str:
    """`number`, from 1, in capital letters: A to Z, then AA to ZZ, AAA to ZZZ.

    So ISO 32000-1, 12.4.2, counts the pages of a PDF. It is not how a spreadsheet counts.
    """
    rounds, place = divmod(number - 1, len(_ALPHABET))
    return _ALPHABET[place] * (rounds + 1)
