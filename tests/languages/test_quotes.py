"""A title in quotation marks has inner ones where it had outer ones."""

from __future__ import annotations

import pytest

from anban.languages import load
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
