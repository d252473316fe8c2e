from __future__ import annotations

import pytest

from anban.core.book import Matter
from anban.typeset.pages.folios import labels, roman

FRONT, BODY, BACK = Matter.FRONT, Matter.BODY, Matter.BACK


@pytest.mark.parametrize(
    ("number", "letters"),
    [
        (1, "i"),
        (4, "iv"),
        (9, "ix"),
        (14, "xiv"),
        (40, "xl"),
        (99, "xcix"),
        (1994, "mcmxciv"),
        (400, "cd"),
        (5, "v"),
        (3888, "mmmdccclxxxviii"),
    ],
)
def test_roman_numerals(number: int, letters: str) -> None:
    assert roman(number) == letters


def test_body_starts_again_and_back_goes_on() -> None:
    assert labels([FRONT, FRONT, BODY, BODY, BACK]) == ("i", "ii", "1", "2", "3")


def test_blank_pages_count_with_what_stands_before_them() -> None:
    assert labels([FRONT, None, BODY, None, BACK]) == ("i", "ii", "1", "2", "3")


def test_a_book_without_front_matter() -> None:
    assert labels([BODY, BODY]) == ("1", "2")
