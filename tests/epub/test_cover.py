"""The plain cover, and the page that shows one."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from anban.epub import cover
from anban.epub.lettering import lettering
from anban.world.fonts import Face

from .conftest import BOOK, config, vietnamese

SVG = "{http://www.w3.org/2000/svg}"


def lines(title: str, faces: tuple[Face, ...]) -> int:
    book = replace(BOOK, title=title, subtitle="", publisher="", contributors=())
    root = etree.fromstring(cover.draw(config(book), vietnamese(), faces))
    return len(root.findall(f"{SVG}g/{SVG}path"))


def test_the_cover_is_drawn_without_text_or_fonts(faces: tuple[Face, ...]) -> None:
    drawn = cover.draw(config(), vietnamese(), faces)
    root = etree.fromstring(drawn)
    assert root.findtext(f"{SVG}title") == f"Bìa cuốn sách “{BOOK.title}”"
    assert not list(root.iter(f"{SVG}text"))
    assert drawn == cover.draw(config(), vietnamese(), faces)


def test_a_long_title_takes_more_lines(faces: tuple[Face, ...]) -> None:
    assert lines("Lào", faces) == 1
    assert 2 <= lines("Quan hệ đặc biệt Việt Nam – Lào", faces) <= 5


def test_every_line_fits_even_of_the_longest_title(faces: tuple[Face, ...]) -> None:
    title = "Nghiêng ngả trường chinh " * 12 + "x" * 18
    with lettering(faces) as letters:
        wrapped = letters.wrap(title.strip(), cover.TITLE_SIZES[-1], cover.MEASURE)
        assert " ".join(wrapped) == title.strip()
        assert all(letters.width(line, cover.TITLE_SIZES[-1]) <= cover.MEASURE for line in wrapped)


def test_a_fixed_space_does_not_break(faces: tuple[Face, ...]) -> None:
    with lettering(faces) as letters:
        wide = letters.width("một\u00a0hai", 10)
        assert letters.wrap("một\u00a0hai ba", 10, wide) == ("một\u00a0hai", "ba")


def test_another_script_is_drawn_with_the_font_that_has_it(faces: tuple[Face, ...]) -> None:
    with lettering(faces) as letters:
        assert letters.path("ລາວ", 10, 0, 0)
        assert letters.width("ລາວ", 10) > 0


def test_a_character_that_no_font_has_takes_no_room(faces: tuple[Face, ...]) -> None:
    with lettering(faces) as letters:
        assert (letters.width("\U0001f600", 10), letters.path("\U0001f600", 10, 0, 0)) == (0, "")


def test_the_page_describes_the_cover() -> None:
    book = replace(BOOK, title='A "B" <C> & D')
    root = etree.fromstring(cover.document(config(book), vietnamese(), "cover.png"))
    image = root.find(".//{*}img")
    assert image is not None
    assert image.get("alt") == 'Bìa cuốn sách “A "B" <C> & D”'
