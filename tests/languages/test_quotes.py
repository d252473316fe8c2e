"""A title in quotation marks has inner ones where it had outer ones."""

from __future__ import annotations

import pytest

from anban.languages import load
from anban.languages.en.quotes import pair
from anban.languages.quotes import inward


@pytest.mark.parametrize(
    ("tag", "title", "inner"),
    [
        ("vi", "Bài “Sông Mã” cũ", "Bài ‘Sông Mã’ cũ"),
        ("en", "The “Ma” and its boys’ songs", "The ‘Ma’ and its boys’ songs"),
        ("en-GB", "The ‘Ma’ and its boys’ songs", "The “Ma” and its boys’ songs"),
        ("en-GB", "‘The boys’ songs’ don’t end", "“The boys’ songs” don’t end"),
        ("en-GB", "‘Ma’ or ‘Red’", "“Ma” or “Red”"),
    ],
)
def test_inward(tag: str, title: str, inner: str) -> None:
    language = load(tag)
    assert language is not None
    assert inward(title, language.typography.marks) == inner


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("he said 'no", [8]),
        ("x ' y", [2]),
        ("the 'boys' books' x", [4, 9, 16]),
        ("a 'b c' d", []),
    ],
)
def test_single_marks_that_nothing_tells_are_named(line: str, places: list[int]) -> None:
    language = load("en")
    assert language is not None
    found = pair(line, language.typography.marks, ())
    assert found.untold == tuple((at, at + 1) for at in places)
