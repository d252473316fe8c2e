"""Numbers and ids of parts, chapters, sections, figures and tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from anban.core.book import Book, Chapter, Role
from anban.core.nodes import (
    Blocks,
    Definition,
    DefinitionList,
    Figure,
    List,
    ListItem,
    Quote,
    Table,
)
from anban.core.walk import walk_blocks
from anban.manuscript.config.model import Numerals, Scope
from anban.manuscript.resolve.numbering import label, number

from .manuscripts import (
    NUMBERING,
    blocks,
    book,
    chapter,
    config,
    figure,
    heading,
    inlines,
    language,
    note,
    paragraph,
    part,
    span,
    table,
)


def shown(blocks: Blocks) -> Iterator[tuple[str, str]]:
    for block in walk_blocks(blocks):
        number, id_ = getattr(block, "number", None), getattr(block, "id", None)
        if number is not None and id_ is not None:
            yield id_, number


def two_parts() -> Book:
    preface = chapter("preface", role=Role.PREFACE)
    return book(
        part("part-1", chapter("one"), chapter("two")),
        part("part-2", chapter("three")),
        front=(preface,),
        back=(chapter("words", role=Role.GLOSSARY),),
    )


def test_chapters_are_counted_through_the_parts() -> None:
    numbered = number(two_parts(), NUMBERING)
    assert [(piece.id, piece.number) for piece in numbered.pieces()] == [
        ("preface", 0), ("part-1", 1), ("one", 1), ("two", 2), ("part-2", 2), ("three", 3),
        ("words", 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("numerals", "tag", "expected"),
    [
        (Numerals.ROMAN, "vi", ["", "Phần II", "Chương III"]),
        (Numerals.ARABIC, "vi", ["", "Phần 2", "Chương 3"]),
        (Numerals.WORDS, "vi", ["", "Phần thứ hai", "Chương thứ ba"]),
        (Numerals.WORDS, "en", ["", "Part Two", "Chapter Three"]),
        (Numerals.NONE, "vi", ["", "", ""]),
    ],
)
def test_label(numerals: Numerals, tag: str, expected: list[str]) -> None:
    pieces = {piece.id: piece for piece in number(two_parts(), NUMBERING).pieces()}
    settings = config(parts=numerals, chapters=numerals)
    labels = [label(pieces[id_], settings, language(tag)) for id_ in ("preface", "part-2", "three")]
    assert labels == expected


SECTIONS = (
    heading(1, "A"), heading(2, "B"), heading(2, "C", "sec-c"), heading(3, "D"), heading(1, "E"),
    heading(2, "F"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("depth", "numbers"),
    [
        (0, ["", "", "", "", "", ""]),
        (1, ["1", "", "", "", "2", ""]),
        (2, ["1", "1.1", "1.2", "", "2", "2.1"]),
        (3, ["1", "1.1", "1.2", "1.2.1", "2", "2.1"]),
    ],
)
def test_sections_to_each_depth(depth: int, numbers: list[str]) -> None:
    numbered = number(book(chapter("song", *SECTIONS)), config(sections=depth).numbering)
    ids = ["song-h1", "song-h2", "sec-c", "song-h4", "song-h5", "song-h6"]
    assert list(shown(blocks(numbered, "song"))) == list(zip(ids, numbers, strict=True))


def test_sections_start_again_in_each_chapter_and_stay_bare_outside_of_them() -> None:
    numbered = number(
        book(chapter("one", heading(1, "A")), chapter("two", heading(1, "A"))), NUMBERING
    )
    assert list(shown(blocks(numbered, "two"))) == [("two-h1", "1")]
    front = book(front=(chapter("preface", heading(1, "A"), role=Role.PREFACE),))
    assert list(shown(blocks(number(front, NUMBERING), "preface"))) == [("preface-h1", "")]


def pictures(id_: str, role: Role = Role.CHAPTER) -> Chapter:
    return chapter(
        id_, figure("Sông"), figure(), figure(label=f"fig-{id_}"), table("Lúa"), table(), role=role
    )


def test_a_section_above_which_others_are_left_out() -> None:
    written = chapter("song", heading(3, "Sâu"), heading(3, "Sâu hơn"))
    numbered = number(book(written), config(sections=3).numbering)
    assert [n for _, n in shown(blocks(numbered, "song"))] == ["0.0.1", "0.0.2"]


def test_figures_and_tables_over_the_book() -> None:
    numbered = number(book(pictures("one"), pictures("two")), NUMBERING)
    assert list(shown(blocks(numbered, "one"))) == [
        ("one-f1", "1"), ("one-f2", ""), ("fig-one", "2"), ("one-t1", "1"), ("one-t2", ""),
    ]  # fmt: skip
    assert list(shown(blocks(numbered, "two"))) == [
        ("two-f1", "3"), ("two-f2", ""), ("fig-two", "4"), ("two-t1", "2"), ("two-t2", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("numerals", "expected"),
    [
        (Numerals.ROMAN, ["II.1", "II.2", "II.1"]),
        (Numerals.ARABIC, ["2.1", "2.2", "2.1"]),
        (Numerals.WORDS, ["2.1", "2.2", "2.1"]),
        (Numerals.NONE, ["3", "4", "2"]),
    ],
)
def test_figures_and_tables_by_chapter(numerals: Numerals, expected: list[str]) -> None:
    settings = config(chapters=numerals, figures=Scope.CHAPTER, tables=Scope.CHAPTER)
    numbered = number(book(pictures("one"), pictures("two")), settings.numbering)
    assert [n for _, n in shown(blocks(numbered, "two")) if n] == expected


def test_figures_of_chapters_without_number_never_share_one() -> None:
    settings = config(figures=Scope.CHAPTER, tables=Scope.CHAPTER)
    front = tuple(pictures(id_, Role.PREFACE) for id_ in ("one", "two"))
    numbered = number(book(front=front), settings.numbering)
    found = [n for id_ in ("one", "two") for i, n in shown(blocks(numbered, id_)) if n and "f" in i]
    assert found == ["1", "2", "3", "4"]


def test_what_stands_inside_other_blocks_is_numbered_in_reading_order() -> None:
    quote = Quote((heading(1, "Trong"), figure("A")), (), span())
    bullets = List((ListItem((figure("B"),), span()),), None, True, span())
    entry = Definition(inlines("Từ"), ((table("C"), paragraph("x")),), span())
    terms = DefinitionList((entry,), span())
    noted = note("a")
    inside = Figure("images/a.png", "a", inlines("D"), "", 100, span())
    with_figure = type(noted)(noted.label, (inside,), noted.span)
    written = chapter("song", heading(1, "Một"), quote, bullets, terms, heading(1, "Hai"),
                      notes=(with_figure,))  # fmt: skip
    numbered = number(book(written), NUMBERING)
    assert list(shown(blocks(numbered, "song"))) == [
        ("song-h1", "1"), ("song-h2", ""), ("song-f1", "1"), ("song-f2", "2"), ("song-t1", "1"),
        ("song-h3", "2"),
    ]  # fmt: skip
    (found,) = next(numbered.chapters()).notes
    assert list(shown(found.blocks)) == [("song-f3", "3")]


def test_a_table_keeps_its_cells() -> None:
    (block,) = blocks(number(book(chapter("song", table("Lúa"))), NUMBERING), "song")
    assert isinstance(block, Table)
    assert (block.caption, block.id, block.number) == (inlines("Lúa"), "song-t1", "1")
