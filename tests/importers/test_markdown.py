"""Escaped words come back as they went in, whatever they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anban.core.book import Matter
from anban.core.nodes import Paragraph
from anban.importers.balance import words
from anban.importers.markdown import compact, escape, fill
from anban.manuscript.parse.chapter import parse
from anban.world.sources.source import Source

MARKS = "\\`*_[]<>{}|~^#&!-+:=.()1;$'\"/ abđò"


def read(text: str) -> str:
    """The one paragraph that `text` is, as plain text."""
    document = f"# T\n\n{text}\n"
    chapter, found = parse(Source("a.md", document, tuple(document.split("\n")), ""), Matter.BODY)
    assert chapter is not None
    assert [one.code for one in found] == []
    assert all(isinstance(block, Paragraph) for block in chapter.blocks)
    assert len(chapter.blocks) == 1
    return "".join(words(chapter)).removeprefix("T")


@pytest.mark.parametrize(
    "text",
    [
        "# không phải tiêu đề", "- gạch đầu dòng", "+ cộng", "* sao", "1. một", "12) mười hai",
        "> lớn hơn", ": hai chấm", "::: verse", "=====", "---", "***", "| a | b |", "[^1]: chú",
        "[a](b)", "![a](b)", "a[^1] b^[c]", "<b>đậm</b>", "<!-- lời", "&amp; &#65; & co",
        "a_b_c **d**",
        "```", "~~~", "    thụt", "{#nhan}", "Câu {.red} đây", "a\\b", "https://a.vn/x_y*z?a=1&b=2",
        "xem https://a.vn/b_c.html.", "a ~ b", "giá 5$ 'a' \"b\"", "x[1]{.index}", "mail a@b.vn",
    ],
)  # fmt: skip
def test_marks_are_words(text: str) -> None:
    assert compact(read(escape(text.strip()))) == compact(text)


@given(st.lists(st.text(MARKS, min_size=1).filter(str.strip), min_size=1, max_size=40))
def test_filled_paragraphs_come_back(parts: list[str]) -> None:
    text = " ".join(" ".join(parts).split())
    assert compact(read(fill(escape(text)))) == compact(text)


def test_lines_are_of_a_width_that_editors_can_read() -> None:
    text = fill(escape("Một câu dài - rất dài. " * 20))
    assert max(map(len, text.split("\n"))) <= 100
    assert len(text.split("\n")) > 3
    assert read(text).split()


def test_marks_of_lines_are_set_before_them() -> None:
    assert fill("một " * 40, first="> ", rest="  ").split("\n")[1].startswith("  một")
