"""What is said of front matter that cannot be read, and how much of it is marked."""

from __future__ import annotations

import pytest

from anban.core.book import Matter
from anban.manuscript.parse.chapter import parse
from anban.world.sources.source import decode


@pytest.mark.parametrize(
    ("lines", "place", "length", "message"),
    [
        ("title: a: b", "t.md:2:9", 1, "mapping values are not allowed here"),
        ("tilte: a", "t.md:2:1", 5, "tilte"),
        ("title: *a", "t.md:2:8", 2, "a reference"),
    ],
)
def test_what_is_odd_is_marked_and_named(lines: str, place: str, length: int, message: str) -> None:
    source, _ = decode("t.md", f"---\n{lines}\n---\n\n# t\n\na".encode())
    assert source is not None
    _, (found, *_) = parse(source, Matter.BODY)
    assert found.span is not None
    assert (str(found.span), found.span.length) == (place, length)
    assert message in found.message
