"""Characters that no font of the theme has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest

from anban.check.glyphs import coverage
from anban.core.book import Book, Chapter, Part, Role
from anban.core.diagnostics import Span
from anban.core.nodes import Code, CodeBlock, Emphasis, Note, Paragraph, Quote, Text
from anban.manuscript.config.model import (
    Checks,
    Config,
    Contributor,
    ContributorRole,
    ImprintLine,
    Manuscript,
    Metadata,
    Numbering,
    Numerals,
    Scope,
    Typography,
)
from anban.world import fonts
from anban.world.fonts import Face

HERE = Span("manuscript/body/01-a.md")
METADATA = Metadata(
    title="T", subtitle="", short_title="", slug="t", language="vi", contributors=(), publisher="",
    place="", rights="", date=date(2026, 1, 1), description="", subjects=(), series="",
)  # fmt: skip
CONFIG = Config(
    metadata=METADATA,
    imprint=(),
    manuscript=Manuscript((), (), ()),
    numbering=Numbering(Numerals.NONE, Numerals.NONE, 0, Scope.BOOK, Scope.BOOK),
    notes=Scope.CHAPTER,
    typography=Typography(dashes=True, spaces=True, ellipses=True),
    editions=(),
    checks=Checks((), ()),
    where=MappingProxyType(
        {
            "imprint.publisher": Span("manuscript/book.toml", 9),
            "book.contributors": Span("manuscript/book.toml", 5),
        }
    ),
)


@pytest.fixture(scope="module")
def faces() -> tuple[Face, ...]:
    return fonts.find(("Gentium Book Plus",))


def at(line: int, column: int, length: int) -> Span:
    return Span(HERE.path, line, column, length)


def chapter(*texts: tuple[str, Span]) -> Chapter:
    blocks = tuple(Paragraph((Text(text, span),), span) for text, span in texts)
    title = (Text("Title", HERE),)
    return Chapter("a", Role.CHAPTER, title, (), (), blocks, (), HERE)


def book(*texts: tuple[str, Span]) -> Book:
    return Book((), (chapter(*texts),), ())


def test_a_book_whose_letters_are_all_there(faces: tuple[Face, ...]) -> None:
    assert coverage(book(("Quan hệ đặc biệt “Ễ” – 1930", at(3, 1, 27))), CONFIG, faces) == ()


def test_a_missing_character_is_shown_with_its_places(faces: tuple[Face, ...]) -> None:
    text = book(("ab ສ", at(3, 1, 4)), ("ສສ", at(5, 1, 2)), ("ສ", at(7, 1, 1)))
    (found,) = coverage(text, CONFIG, faces)
    assert found.code == "F104"
    assert found.message == (
        "no font of the theme has “ສ” (U+0EAA LAO LETTER SO SUNG), used 4 times"
    )
    assert str(found.span) == "manuscript/body/01-a.md:3:4"
    assert [str(related.span) for related in found.related] == [
        "manuscript/body/01-a.md:5:1",
        "manuscript/body/01-a.md:5:2",
        "manuscript/body/01-a.md:7:1",
    ]


def test_of_a_script_that_nothing_sets_the_rest_is_counted(faces: tuple[Face, ...]) -> None:
    (found,) = coverage(book(("ສ" * 120, at(3, 1, 120))), CONFIG, faces)
    assert "used 120 times" in found.message
    assert len(found.related) == 99


def test_each_character_is_reported_in_order(faces: tuple[Face, ...]) -> None:
    found = coverage(book(("語ສ", at(1, 1, 2))), CONFIG, faces)
    assert [one.message[25:28] for one in found] == ["“ສ”", "“語”"]
    assert all("used once" in one.message for one in found)


def test_a_fallback_family_has_what_the_text_family_has_not(faces: tuple[Face, ...]) -> None:
    both = (*faces, *fonts.find(("Noto Serif Lao",)))
    assert coverage(book(("ສະບາຍດີ", at(1, 1, 7))), CONFIG, both) == ()


def test_spaces_and_what_is_never_drawn_need_no_glyph(faces: tuple[Face, ...]) -> None:
    text = "a\u00a0b\u202fc\u2060d\u200be\u00adf\ufeff\t\u3000"
    assert coverage(book((text, at(1, 1, len(text)))), CONFIG, faces) == ()


def test_the_place_never_lies_behind_the_text(faces: tuple[Face, ...]) -> None:
    (found,) = coverage(book(("aaaaaaaສ", at(2, 5, 3))), CONFIG, faces)
    assert str(found.span) == "manuscript/body/01-a.md:2:7"


def test_notes_code_quotes_parts_and_titles_are_read(faces: tuple[Face, ...]) -> None:
    emphasis = Emphasis((Code("ກ", at(2, 1, 1)),), HERE)
    quote = Quote((CodeBlock("ຂ", at(4, 1, 1)),), (Text("ຄ", at(6, 1, 1)),), HERE)
    note = Note("n", (Paragraph((Text("ງ", at(8, 1, 1)),), HERE),), HERE)
    inner = replace(chapter(), blocks=(Paragraph((emphasis,), HERE), quote), notes=(note,))
    part = Part("p", (Text("ຈ", at(1, 1, 1)),), (Text("ສ", at(1, 2, 1)),), (inner,), HERE)
    found = coverage(Book((), (part,), ()), CONFIG, faces)
    assert [one.message[26] for one in found] == list("ກຂຄງຈສ")
    assert [one.span and one.span.line for one in found] == [2, 4, 6, 8, 1, 1]


def test_what_book_toml_says_is_read(faces: tuple[Face, ...]) -> None:
    metadata = replace(METADATA, contributors=(Contributor("ກ", ContributorRole.AUTHOR, "ກ"),))
    imprint = (ImprintLine("publisher", "ຂ"),)
    found = coverage(book(), replace(CONFIG, metadata=metadata, imprint=imprint), faces)
    assert [(one.message[26], one.span and one.span.line) for one in found] == [("ກ", 5), ("ຂ", 9)]


def test_a_damaged_font_counts_as_empty(faces: tuple[Face, ...], tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"broken")
    broken = replace(faces[0], path=str(tmp_path / "broken.ttf"), digest="broken")
    assert coverage(book(("a", at(1, 1, 1))), CONFIG, (broken, *faces[1:])) == ()
    assert coverage(book(("a", at(1, 1, 1))), CONFIG, (broken,)) != ()
