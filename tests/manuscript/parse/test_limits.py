"""What would keep a parser busy ends in a few seconds, with an answer."""

from __future__ import annotations

import time

import pytest

from anban.core.book import Chapter, Matter
from anban.core.diagnostics import Diagnostic
from anban.core.walk import plain
from anban.manuscript.parse.chapter import parse
from anban.world.sources.source import decode

SECONDS = 20
MANY = 50_000
LONG = 99_000

HEAVY = {
    "brackets that open": "[" * MANY,
    "brackets that close": "]" * MANY,
    "brackets in pairs": "[" * MANY + "]" * MANY,
    "notes in place": "^[x]" * (LONG // 4),
    "stars": "*" * LONG,
    "stars around letters": "*a **a " * (LONG // 7),
    "backticks": "".join("`" * count + " " for count in range(400)),
    "signs of tags": "<a " * (LONG // 3),
    "comments on lines": "a\n" + "<!--\n" * 4_000 + "-->",
    "comments that stay open": "<!--\n" * 4_000,
    "ampersands": "&#1" * (LONG // 3),
    "quotes": ">" * LONG + "a",
    "lists": "- " * (LONG // 2) + "a",
    "no-break spaces": "\u00a0" * LONG,
    "cells": "|a|\n|-|\n" + "|b" * (LONG // 4),
    "containers": "::: verse\n" * 4_000,
    "definitions": "a\n" + ": " * (LONG // 2) + "x",
    "note definitions": "\n".join(f"[^{number}]: x" for number in range(4_000)),
}


def read(text: str) -> tuple[Chapter | None, tuple[Diagnostic, ...]]:
    source, _ = decode("t.md", text.encode())
    assert source is not None
    return parse(source, Matter.BODY)


@pytest.mark.parametrize("text", HEAVY.values(), ids=HEAVY.keys())
def test_heavy_text_ends_soon(text: str) -> None:
    start = time.process_time()
    chapter, _ = read(f"# t\n\n{text}")
    assert chapter is not None
    assert time.process_time() - start < SECONDS


def test_fifty_thousand_brackets_are_kept() -> None:
    chapter, found = read("# t\n\n" + "[" * MANY)
    assert chapter is not None
    assert not found
    (paragraph,) = chapter.blocks
    assert plain(paragraph.children) == "[" * MANY  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["a " * 500_000, "ắ" * 1_000_000], ids=["line", "word"])
def test_a_line_of_a_megabyte_is_refused(text: str) -> None:
    chapter, (found,) = read(f"# t\n\n{text}")
    assert chapter is None
    assert found.code == "M160"
    assert str(found.span) == "t.md:3:100001"
    assert str(len(text)) in found.message


def test_a_long_paragraph_is_kept_as_text() -> None:
    text = "\n".join(["*a* " * 20_000] * 3)
    chapter, (found,) = read(f"# t\n\n{text}")
    assert chapter is not None
    assert (found.code, str(found.span)) == ("M161", "t.md:3:1")
    (paragraph,) = chapter.blocks
    assert plain(paragraph.children).count("*a*") == 60_000  # type: ignore[union-attr]


def test_front_matter_nested_without_end() -> None:
    _, found = read("---\ntitle: " + "[" * LONG + "\n---\n# t\n\na")
    assert [one.code for one in found] == ["M105"]


def test_front_matter_that_unfolds() -> None:
    lines = "\n".join(f"a{number}: &a{number} [*a{number - 1}]" for number in range(1, 1_000))
    _, found = read(f"---\n{lines}\n---\n# t\n\na")
    assert [one.code for one in found] == ["M105"]
