"""Every letter of a manuscript is in the tree, or something is said about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import count
from urllib.parse import unquote

from hypothesis import given, settings
from hypothesis import strategies as st

from anban.core.book import Chapter, Matter
from anban.core.diagnostics import Diagnostic, Severity, Span
from anban.manuscript.parse.chapter import parse
from anban.world.sources.source import decode


def read(text: str) -> tuple[Chapter, tuple[Diagnostic, ...]]:
    source, odd = decode("t.md", text.encode())
    assert source is not None
    chapter, found = parse(source, Matter.BODY)
    assert chapter is not None
    return chapter, (*odd, *found)


def strings(value: object) -> Iterator[str]:
    """Every string in a tree, places left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from strings(one)
    elif is_dataclass(value) and not isinstance(value, Span):
        for field in fields(value):
            yield from strings(getattr(value, field.name))


def errors(found: tuple[Diagnostic, ...]) -> list[str]:
    return [one.code for one in found if one.severity is Severity.ERROR]


# --- manuscripts without a fault, made of every form there is ------------------------------------

FORMS = (
    "{0} *{1} **{2}*** `{3}` {4}",
    "[{0}]{{.smallcaps}} [{1}]{{lang=lo}} [{2}](https://e.org/{3}) [{4}](#sec)",
    "{0}^[{1} *{2}*] {3}\\\n{4}",
    "{0}[^{1}] {2}\n\n[^{1}]: {3}\n\n    - {4}",
    "## {0} *{1}*\n\n{2} &amp; \\*{3} {4}",
    "> {0}\n> {1}\n>\n> - {2}\n>\n> -- {3} {4}",
    "- {0}\n\n  {1}\n- {2}\n  1. {3}\n  2. {4}",
    "{0}\n: {1}\n\n  {2}\n: {3} {4}",
    "| {0} | {1} |\n|---|---|\n| {2} | {3} \\| |\n\n: {4}",
    "![{0}](images/{1}.png){{width=50}}\n: {2} {3} {4}",
    "::: verse\n{0}\n  {1} *{2}*\n\n{3}\n-- {4}\n:::",
    "::: epigraph\n{0} {1}\n\n{2}\n\n-- {3} {4}\n:::",
    "```\n{0}\n  {1}\n\n{2} {3}\n```\n\n{4}",
    "{0} ![{1} {2}](x/{3}.svg) <https://e.org/> {4}",
    "***\n\n<!-- gone -->\n{0}<!-- gone -->{1} {2}\n<!-- gone\n\ngone -->\n{3} {4}",
    "> | {0} |\n> |---|\n> | {1}^[{2}] |\n> : {3}\n>\n> {4}",
    "- {0}[^{1}]\n\n  [^{1}]: {2}\n      {3}\n\n  > {4}",
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(FORMS), min_size=1, max_size=12))
def test_every_word_is_in_the_tree_once(forms: list[str]) -> None:
    numbers = count(1)
    made = []
    for form in forms:
        words = [f"w{next(numbers)}ế" for _ in range(5)]
        made.append(form.format(*words))
    text = "# Một\n\n" + "\n\n".join(made)
    chapter, found = read(text)
    assert not errors(found), text
    kept = Counter(word for one in strings(chapter) for word in re.findall(r"w\d+ế", unquote(one)))
    for word in set(re.findall(r"w\d+ế", text)):
        assert kept[word] == text.count(word), (word, text)


# --- anything at all -----------------------------------------------------------------------------

SIGNS = "abcABCàế *_[]()^!<>{}|#:-`\\\n\n .=\"'+1~\u00a0"


@settings(max_examples=400, deadline=None)
@given(st.text(SIGNS, max_size=120))
def test_a_letter_vanishes_only_with_a_word(text: str) -> None:
    chapter, found = read(text)
    quiet = "M127" not in [one.code for one in found] and not errors(found)
    addressed = re.search(r"\[[^^][^\]]*\]:", text) or "<!--" in text
    if quiet and not addressed:
        letters = Counter(char for char in text if char.isalpha())
        kept = Counter(char for one in strings(chapter) for char in one)
        assert not letters - kept


LINES = (
    "# a", "## b {#x}", "### c", "> d", "> > e", "- f", "  - g", "1. h", "[^i]: j", "k[^i]",
    "    l", "::: verse", "::: epigraph", ":::", "-- m", "| n | o |", "|---|---|", "| p |", ": q",
    "![r](s.png)", "```", "***", "---", "===", "t^[u]", "<!-- v", "w -->", "<b>", "[x]: y", "[x]",
    "*z", "z*", "\\", "", "", "  ", "\t", "[a]{.smallcaps}", "![](b)", "~ c", "- ", ">", "[^d]:",
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=14))
def test_lines_in_any_order_never_break_the_parser(lines: list[str]) -> None:
    text = "\n".join(lines)
    chapter, found = read(text)
    for one in found:
        assert one.span is not None
        assert 1 <= one.span.line <= len(lines) + 1
    if not errors(found) and "<!--" not in text and "[x]:" not in text:
        letters = Counter(char for char in text if char.isalpha())
        letters -= Counter("verse" * text.count("::: verse"))
        letters -= Counter("epigraph" * text.count("::: epigraph"))
        letters -= Counter("smallcaps" * text.count(".smallcaps"))
        assert not letters - Counter(char for one in strings(chapter) for char in one), text
