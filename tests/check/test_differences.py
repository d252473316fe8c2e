"""A difference is found at its letter, and the text behind it is compared all the same."""

from __future__ import annotations

import pytest

from anban.check.characters import running
from anban.check.differences import differences
from anban.core.book import Chapter, Role
from anban.core.diagnostics import Span
from anban.core.nodes import Paragraph, Text

HERE = Span("body/a.md")
BLOCKS = ("abcdefgh", "ijklmnop", "qrstuvwx")


@pytest.mark.parametrize(
    ("drawn", "found"),
    [
        ("abcdefghijklmnopqrstuvwx", []),
        ("ABCDEFGHijklmnopqrstuvwx", []),
        ("abXdefghijklmnopqrstuvwx", [(2, 2)]),
        ("abcdefghqrstuvwx", [(8, 8)]),
        ("abcdefghijklmnopqrstuvwxyz", [(24, 24)]),
        ("abcdefghijklmnop", [(16, 16)]),
        ("abXdefghYYYYYYYYqrstuvwx", [(2, 2), (8, 8)]),
        ("abXXXdefghijklmnopqrstuvXX", [(2, 2), (24, 22)]),
    ],
)
def test_each_block_that_differs(drawn: str, found: list[tuple[int, int]]) -> None:
    paragraphs = tuple(Paragraph((Text(block, HERE),), HERE) for block in BLOCKS)
    strand = running(Chapter("a", Role.CHAPTER, (), (), (), paragraphs, (), HERE))
    assert list(differences(drawn, strand)) == found
