from __future__ import annotations

import pytest

from anban.core.nearest import nearest


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("titel", ["title", "subtitle"], "title"),
        ("TITLE", ["title"], "title"),
        ("short_title", ["title", "short-title"], "short-title"),
        ("qzqz", ["title"], None),
        ("title", [], None),
        ("e\u0302\u0301", ["ế"], "ế"),
    ],
)
def test_the_word_that_was_meant(word: str, known: list[str], meant: str | None) -> None:
    assert nearest(word, known) == meant


def test_the_order_of_what_is_known_is_nothing() -> None:
    assert nearest("ab", ["a", "b"]) == nearest("ab", ["b", "a"])
