from __future__ import annotations

from dataclasses import replace

import pytest

from anban.core.book import Matter
from anban.core.page_numbers import GO_ON, USUAL, PageNumbering, PageNumerals
from anban.typeset.pages.folios import page_numbers

FRONT, BODY, BACK = Matter.FRONT, Matter.BODY, Matter.BACK
ALL = [FRONT, FRONT, BODY, BODY, BACK, BACK]


def labels(matters: list[Matter | None], numbering: PageNumbering = USUAL) -> list[str]:
    return [number.label for number in page_numbers(matters, numbering)]


def having(matter: Matter, **changes: object) -> PageNumbering:
    own = replace(USUAL.of(matter), **changes)  # type: ignore[arg-type]
    return replace(USUAL, **{matter.value: own})


def test_body_starts_again_and_back_goes_on() -> None:
    assert labels([FRONT, FRONT, BODY, BODY, BACK]) == ["i", "ii", "1", "2", "3"]


def test_blank_pages_count_with_what_stands_before_them() -> None:
    assert labels([FRONT, None, BODY, None, BACK]) == ["i", "ii", "1", "2", "3"]


def test_a_book_without_front_matter() -> None:
    assert labels([BODY, BODY]) == ["1", "2"]


@pytest.mark.parametrize(
    ("matter", "start", "found"),
    [
        (FRONT, 5, ["v", "vi", "1", "2", "3", "4"]),
        (FRONT, GO_ON, ["i", "ii", "1", "2", "3", "4"]),
        (BODY, 11, ["i", "ii", "11", "12", "13", "14"]),
        (BODY, GO_ON, ["i", "ii", "3", "4", "5", "6"]),
        (BACK, 1, ["i", "ii", "1", "2", "1", "2"]),
    ],
)
def test_where_a_matter_starts(matter: Matter, start: int, found: list[str]) -> None:
    assert labels(list(ALL), having(matter, start=start)) == found


def test_each_matter_has_its_numerals_and_its_prefix() -> None:
    numbering = having(BACK, numerals=PageNumerals.LETTERS, prefix="Z", start=1)
    assert labels(list(ALL), numbering) == ["i", "ii", "1", "2", "ZA", "ZB"]


def test_pages_without_a_number_are_counted() -> None:
    numbering = having(FRONT, numerals=PageNumerals.NONE)
    numbering = replace(numbering, body=replace(numbering.body, start=GO_ON))
    assert labels(list(ALL), numbering) == ["", "", "3", "4", "5", "6"]


def test_what_goes_on_behind_a_missing_matter_begins_as_that_would() -> None:
    assert labels([FRONT, FRONT, BACK]) == ["i", "ii", "1"]
    assert labels([BACK], having(BODY, start=7)) == ["7"]
    assert labels([FRONT, FRONT, BACK], having(BODY, start=GO_ON)) == ["i", "ii", "3"]
