from __future__ import annotations

import pytest

from anban.core.book import Matter
from anban.core.page_numbers import (
    GO_ON,
    USUAL,
    MatterNumbering,
    MatterWish,
    PageNumber,
    PageNumerals,
    PagesWish,
    settled,
)


@pytest.mark.parametrize(
    ("numerals", "prefix", "label"),
    [
        (PageNumerals.SMALL_ROMAN, "", "xxviii"),
        (PageNumerals.ROMAN, "F.", "F.XXVIII"),
        (PageNumerals.ARABIC, "A-", "A-28"),
        (PageNumerals.SMALL_LETTERS, "", "bb"),
        (PageNumerals.LETTERS, "§", "§BB"),
        (PageNumerals.NONE, "", ""),
        (PageNumerals.NONE, "A-", ""),
    ],
)
def test_a_label_is_prefix_and_number(numerals: PageNumerals, prefix: str, label: str) -> None:
    assert PageNumber(28, numerals, prefix).label == label


def test_the_first_who_asks_goes_before_the_others_key_by_key() -> None:
    book = PagesWish(front=MatterWish(prefix=""), back=MatterWish(PageNumerals.LETTERS))
    theme = PagesWish(
        front=MatterWish(PageNumerals.ROMAN, "F-", 5), back=MatterWish(prefix="Z-", start=1)
    )
    found = settled(book, theme)
    assert found.of(Matter.FRONT) == MatterNumbering(PageNumerals.ROMAN, "", 5)
    assert found.of(Matter.BODY) == USUAL.body
    assert found.of(Matter.BACK) == MatterNumbering(PageNumerals.LETTERS, "Z-", 1)


def test_going_on_can_be_asked_for() -> None:
    assert settled(PagesWish(body=MatterWish(start=GO_ON))).body.start == GO_ON
    assert settled() == USUAL
