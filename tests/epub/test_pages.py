"""Where print pages begin in the text. `|24|` in an expected text is the marker of page 24."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anban.epub.documents import read, write
from anban.epub.pages import Marker, mark, of_sheet, running_text
from anban.typeset.layout import PageStart

from .conftest import DOCUMENT

SECTION = '<section class="sheet chapter" id="c">{}</section>'


def marked(body: str, *starts: tuple[str, int]) -> str:
    root = read(DOCUMENT.format(title="T", body=SECTION.format(body)))
    mark(root, "c", tuple(PageStart(label, "c", offset) for label, offset in starts))
    text = re.sub(
        r'<span epub:type="pagebreak" role="doc-pagebreak" id="[^"]*" aria-label="([^"]*)"></span>',
        r"|\1|",
        write(root).decode(),
    )
    return text.partition('id="c">')[2].partition("</section>\n</body>")[0]


@pytest.mark.parametrize(
    ("body", "starts", "expected"),
    [
        ("<p>ab cd</p>", [("1", 0)], "|1|<p>ab cd</p>"),
        ("<p>ab cd</p>", [("1", 0), ("2", 1)], "|1|<p>a|2|b cd</p>"),
        ("<p>ab cd</p>", [("2", 2)], "<p>ab |2|cd</p>"),
        ("<p>ab cd</p>", [("2", 1), ("3", 3)], "<p>a|2|b c|3|d</p>"),
        ("<p>ab</p><p>cd</p>", [("2", 2)], "<p>ab</p><p>|2|cd</p>"),
        ("<p>a<em>b</em>c</p>", [("2", 1)], "<p>a<em>|2|b</em>c</p>"),
        ("<p>a<em>b</em> c</p>", [("2", 2)], "<p>a<em>b</em> |2|c</p>"),
        ("<p>ab<br/>cd</p>", [("2", 2), ("3", 3)], "<p>ab<br/>|2|c|3|d</p>"),
        ("<p>ab</p>", [("2", 1), ("3", 1)], "<p>a|2||3|b</p>"),
        ("<p>ab</p>", [("2", 2), ("3", 9)], "<p>ab|2||3|</p>"),
        ("<p>a\u00a0b\u00ad\u200bc</p>", [("2", 2)], "<p>a\u00a0b\u00ad\u200b|2|c</p>"),
        ("<p>a<!-- xx -->b</p>", [("2", 1)], "<p>a<!-- xx -->|2|b</p>"),
        (
            '<p>a<a class="call generated" href="#n">12</a>b</p>',
            [("2", 1)],
            '<p>a<a class="call generated" href="#n">12</a>|2|b</p>',
        ),
        (
            '<h1><span class="label generated">Chương I</span> <span class="title">Mở</span></h1>',
            [("2", 1)],
            '<h1><span class="label generated">Chương I</span>'
            ' <span class="title">M|2|ở</span></h1>',
        ),
        (
            '<p>a</p><aside epub:type="footnote">note</aside><p>b</p>',
            [("2", 1)],
            '<p>a</p><aside epub:type="footnote">note</aside><p>|2|b</p>',
        ),
        (
            '<svg xmlns="http://www.w3.org/2000/svg"><text>xx</text></svg><p>ab</p>',
            [("2", 1)],
            '<svg xmlns="http://www.w3.org/2000/svg"><text>xx</text></svg><p>a|2|b</p>',
        ),
        (
            '<p>a</p><figure><img src="i" alt=""/><figcaption><span class="generated">1.</span>'
            " bc</figcaption></figure>",
            [("2", 1), ("3", 2)],
            '<p>a</p><figure>|2|<img src="i" alt=""/><figcaption><span class="generated">1.</span>'
            " b|3|c</figcaption></figure>",
        ),
        (
            '<p>a</p><figure><figcaption><span class="generated">1.</span> bc</figcaption>'
            "<table><tr><td>d</td></tr></table></figure>",
            [("2", 1), ("3", 3)],
            '<p>a</p><figure><figcaption>|2|<span class="generated">1.</span> bc</figcaption>'
            "<table><tr><td>|3|d</td></tr></table></figure>",
        ),
        (
            '<p class="generated">abc</p>',
            [("2", 0), ("3", 2)],
            '|2||3|<p class="generated">abc</p>',
        ),
    ],
)
def test_a_page_begins_at_its_character(
    body: str, starts: list[tuple[str, int]], expected: str
) -> None:
    assert marked(body, *starts) == expected


def test_a_sheet_that_is_generated_is_marked_at_its_beginning() -> None:
    body = '<section class="sheet contents generated" id="c"><p>abc</p></section>'
    root = read(DOCUMENT.format(title="T", body=body))
    mark(root, "c", (PageStart("i", "c", 0), PageStart("ii", "c", 7)))
    assert re.search(r'id="page-i".*id="page-ii".*<p>abc', write(root).decode())


def test_ids_are_ascii_and_taken_by_nobody() -> None:
    root = read(DOCUMENT.format(title="T", body=SECTION.format('<p id="page-2">abcd</p>')))
    starts = (PageStart("2", "c", 0), PageStart("Ⅳ 1", "c", 1), PageStart("2", "c", 2))
    assert mark(root, "c", starts) == (
        Marker("2", "c", "page-2-2"),
        Marker("Ⅳ 1", "c", "page---1"),
        Marker("2", "c", "page-2-3"),
    )


def test_each_sheet_gets_its_own_pages() -> None:
    pages = (PageStart("1", "a", 0), PageStart("2", "b", 0), PageStart("3", "b", 5))
    assert of_sheet(pages, "b") == pages[1:]


TEXTS = st.lists(st.text(alphabet="ab ễ\u00a0\n", max_size=8), min_size=1, max_size=6)


@settings(deadline=None)  # a busy machine is slow, not wrong
@given(TEXTS, st.lists(st.integers(0, 50), max_size=6))
def test_marking_changes_no_text_and_stands_where_it_should(
    texts: list[str], offsets: list[int]
) -> None:
    body = SECTION.format("".join(f"<p>{text}<em>{text}</em>{text}</p>" for text in texts))
    document = DOCUMENT.format(title="T", body=body)
    root = read(document)
    before, words = "".join(root.itertext()), running_text(root)
    starts = [PageStart(str(count), "c", offset) for count, offset in enumerate(sorted(offsets))]
    mark(root, "c", tuple(starts))
    assert ("".join(root.itertext()), running_text(root)) == (before, words)
    for start in starts:
        (marker,) = root.xpath(f"//*[@aria-label='{start.label}']")
        ahead = marker.xpath("preceding::text()[ancestor::*[@id='c']]")
        assert len(re.sub(r"\s", "", "".join(ahead))) == min(start.offset, len(words))
