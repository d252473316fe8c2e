"""The outline, and the passes together."""

from __future__ import annotations

from anban.core.book import Book, Role
from anban.manuscript.config.model import Numerals
from anban.manuscript.resolve.outline import OutlineLine
from anban.manuscript.resolve.resolution import resolve
from anban.manuscript.resolve.typography import Change

from .manuscripts import (
    CONFIG,
    book,
    chapter,
    config,
    heading,
    inlines,
    language,
    note,
    paragraph,
    part,
    signs,
)


def drawn(lines: tuple[OutlineLine, ...]) -> list[str]:
    return [f"{'  ' * line.depth}{line.number}|{signs(line.title)}|{line.id}" for line in lines]


def whole() -> Book:
    return book(
        chapter("intro", title="Dẫn nhập", role=Role.INTRODUCTION),
        part(
            "part-1",
            chapter("one", heading(1, "A[^a]"), heading(2, "B [xa](#two)"), heading(3, "C"),
                    title="Sông *Mã[^b]*", notes=(note("a"), note("b"))),
            chapter("two", heading(2, "D"), heading(1, "E"), heading(2, "F")),
        ),
        front=(
            chapter("title-page", title="", role=Role.TITLE_PAGE),
            chapter("preface", heading(1, "G"), title="Lời đầu", role=Role.PREFACE),
        ),
        back=(chapter("words", title="", role=Role.GLOSSARY),),
    )  # fmt: skip


def test_outline() -> None:
    assert drawn(resolve(whole(), CONFIG, language()).outline) == [
        "|Lời đầu|preface",
        "  |G|preface-h1",
        "|Dẫn nhập|intro",
        "Phần I|Nguồn|part-1",
        "  Chương I|Sông *Mã*|one",
        "    1|A|one-h1",
        "      1.1|B xa|one-h2",
        "  Chương II|Sông|two",
        "    0.1|D|two-h1",
        "    1|E|two-h2",
        "      1.1|F|two-h3",
    ]


def test_headings_of_a_chapter_without_a_line_take_its_depth() -> None:
    written = book(chapter("a", heading(1, "A"), heading(2, "B"), title=""))
    lines = resolve(written, config(chapters=Numerals.NONE), language()).outline
    assert drawn(lines) == ["1|A|a-h1", "  1.1|B|a-h2"]


def test_a_line_knows_its_sheet_and_role() -> None:
    lines = resolve(whole(), CONFIG, language()).outline
    assert [(line.sheet, line.role) for line in lines[:4:2]] == [
        ("preface", Role.PREFACE), ("intro", Role.INTRODUCTION),
    ]  # fmt: skip
    assert lines[3] == OutlineLine(0, "Phần I", inlines("Nguồn"), "part-1", "part-1", None)


def test_the_passes_follow_each_other() -> None:
    written = book(
        chapter("a", heading(1, "Việt - Lào", "sec-a"), paragraph("[](#sec-a) ... [](#zzz)"))
    )
    resolution = resolve(written, config(sections=0), language())
    assert resolution.changes == (Change("dashes", 1), Change("ellipses", 1))
    assert [found.code for found in resolution.diagnostics] == ["R102"]
    assert drawn(resolution.outline)[1] == "  |Việt~– Lào|sec-a"


def test_resolving_gives_the_same_again() -> None:
    assert resolve(whole(), CONFIG, language()) == resolve(whole(), CONFIG, language())
