"""The book in `manuscript/` as its readers meet it: they open it, turn pages, look into the
contents, call a note, go to a page of the print edition.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from .conftest import READERS, Browser, Ebook, eventually, solid

SCREEN = {"width": 420, "height": 640, "size": 100, "dark": False}
CHAPTER = "Chương II. Đánh và đàm"
NOTE = "danh-va-dam-n1"

READER = pytest.mark.parametrize("reader", READERS)


def opened(browser: Browser, reader: str, book: Ebook, **changes: object) -> dict[str, list[str]]:
    """What the reader knows of `book` once it is open."""
    told: dict[str, list[str]] = browser("open", reader, str(book.path), {**SCREEN, **changes})
    return told


def text(browser: Browser) -> str:
    """The text on the page that is shown, without spaces and without the dash of an attribution,
    which the theme hides.
    """
    return solid(browser("ask", "where")["text"]).replace("—", "")


@READER
def test_it_opens_with_its_contents_landmarks_pages_and_fonts(
    browser: Browser, title: Ebook, reader: str
) -> None:
    told = opened(browser, reader, title)
    assert CHAPTER in told["contents"]
    assert told["landmarks"] == ["Bìa", "Mục lục", "Bắt đầu nội dung"]
    labels = [page.label for page in title.pages if not page.blank]
    if reader == "epubjs":  # it keeps page numbers as numbers, and shows none for Roman ones
        assert told["pages"][-1] == labels[-1]
        assert len(told["pages"]) == len(labels)
    else:
        assert told["pages"] == labels
    browser("ask", "follow", CHAPTER)
    assert "Gentium Book Plus" in browser("fonts")
    assert browser("complaints") == []


@READER
def test_pages_turn_and_no_word_is_left_out(browser: Browser, title: Ebook, reader: str) -> None:
    opened(browser, reader, title)
    browser("ask", "follow", CHAPTER)
    shown = [text(browser)]
    for _ in range(3):
        browser("ask", "turn")
        assert eventually(lambda: text(browser) != shown[-1])
        shown.append(text(browser))
    assert shown[0].startswith(solid("Chương II Đánh và đàm Từ năm 1954 đến năm 1975"))
    assert len(set(shown)) == len(shown)
    whole = solid(browser("content")).replace("—", "")
    assert all(page in whole for page in shown)
    ends = [(whole.index(page), whole.index(page) + len(page)) for page in shown]
    assert all(there <= end for (_, end), (there, _) in pairwise(ends))


@READER
def test_the_contents_lead_to_a_section(browser: Browser, title: Ebook, reader: str) -> None:
    opened(browser, reader, title)
    browser("ask", "follow", "Hai đại sứ")
    assert eventually(lambda: solid("Hai đại sứ") in text(browser))


@READER
@pytest.mark.parametrize("label", ["1", "24", "50", "83"])
def test_a_print_page_is_found_by_its_label(
    browser: Browser, title: Ebook, reader: str, label: str
) -> None:
    opened(browser, reader, title)
    browser("ask", "page", label)
    begins = title.begins(label).replace("—", "")
    assert eventually(lambda: begins in text(browser))
    assert browser("ask", "where")["page"] in (label, "")


def test_front_matter_has_pages_too(browser: Browser, title: Ebook) -> None:
    opened(browser, "foliate", title)
    browser("ask", "page", "vi")
    assert eventually(lambda: title.begins("vi") in text(browser))
    assert browser("ask", "where")["page"] == "vi"


def test_a_note_pops_up_where_it_is_called(browser: Browser, title: Ebook, pictures: Path) -> None:
    opened(browser, "foliate", title)
    browser("ask", "go", f"text/danh-va-dam.xhtml#call-{NOTE}")
    before = text(browser)
    browser("click", f"#call-{NOTE}")
    shown = browser("ask", "note")
    assert shown["type"] == "footnote"
    assert solid(shown["text"]) == "1" + title.note(NOTE)
    assert text(browser) == before
    browser("shot", str(pictures / "foliate-note.png"))


def test_a_note_is_a_link_and_leads_back(browser: Browser, title: Ebook, pictures: Path) -> None:
    opened(browser, "epubjs", title)
    browser("ask", "go", f"text/danh-va-dam.xhtml#call-{NOTE}")
    before = text(browser)
    browser("click", f"#call-{NOTE}")
    assert eventually(lambda: title.note(NOTE)[:40] in text(browser))
    browser("shot", str(pictures / "epubjs-note.png"))
    browser("click", f"#{NOTE} .backlink")
    assert eventually(lambda: text(browser) == before)


PAGES = {
    "title-page": ("text/title-page.xhtml", "section"),
    "imprint": ("text/imprint.xhtml", "section"),
    "contents": ("text/contents.xhtml", "section"),
    "opening": ("text/danh-va-dam.xhtml", "section"),
    "figure": ("text/danh-va-dam.xhtml", "figure.figure"),
    "table": ("text/lang-gieng-co-hiep-uoc.xhtml", "figure.table"),
    "verse": ("text/lang-gieng-co-hiep-uoc.xhtml", ".verse"),
}
"""Pages that are kept as pictures: where they are."""


def brightness(colour: str) -> float:
    """How bright a colour is, from 0 to 255: `rgb(…)` as a browser gives it."""
    parts = re.findall(r"[\d.]+", colour)[:3]
    return sum(map(float, parts)) / 3


@READER
@pytest.mark.parametrize(("dark", "size"), [(False, 100), (True, 100), (False, 180)])
def test_pages_are_as_the_reader_wants_them(
    browser: Browser, title: Ebook, pictures: Path, reader: str, dark: bool, size: int
) -> None:
    """Her size of type, her ground; and nothing runs out of its column."""
    opened(browser, reader, title, dark=dark, size=size)
    for name, (path, selector) in PAGES.items():
        browser("ask", "show", path, selector)
        look = f"{'dark' if dark else 'light'}-{size}"
        browser("shot", str(pictures / f"{reader}-{name}-{look}.png"))
        root, text = browser("style", "html", "fontSize"), browser("style", "body", "fontSize")
        assert max(float(root[:-2]), float(text[:-2])) == pytest.approx(16 * size / 100)
        ink = brightness(browser("style", "section", "color"))
        assert ink > 180 if dark else ink < 60
        for box in browser("widths", "table, img, pre"):
            assert box["width"] <= box["column"] + 1
    assert browser("complaints") == []
