"""Cross-references: their targets and the words they show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from anban.core.book import Book, Role
from anban.core.nodes import Paragraph, Reference, Shown
from anban.core.walk import plain
from anban.manuscript.config.model import Config, Numerals
from anban.manuscript.resolve.resolution import Resolution, resolve
from anban.manuscript.resolve.targets import Target, TargetKind

from .manuscripts import (
    CONFIG,
    blocks,
    book,
    chapter,
    config,
    figure,
    heading,
    language,
    note,
    paragraph,
    part,
    span,
    table,
)


def referring(text: str) -> Book:
    """A book with one target of each kind, and a chapter `here` that says `text`."""
    here = chapter(
        "here",
        heading(1, "Đường *mòn*[^t]", "sec-road"),
        heading(2, "Xe", "sec-cart"),
        heading(3, "Bánh “xe”", "sec-wheel"),
        figure("Lúa", "fig-rice"),
        table(label="tab-salt"),
        paragraph(text + " x[^ship]"),
        title="Ở đây",
        notes=(note("ship"), note("t"), note("^1")),
    )
    there = chapter("there", heading(1, "Biển", "sec-sea"), paragraph("x[^ship]"),
                    title="Ở *kia*", notes=(note("ship"),))  # fmt: skip
    return book(
        part("part-1", here, there),
        front=(
            chapter("preface", paragraph("x[^p]"), title="Lời “đầu”", role=Role.PREFACE,
                    notes=(note("p"),)),
            chapter("dedication", title="", role=Role.DEDICATION),
        ),
        back=(chapter("end", heading(1, "Sau *cùng*", "sec-end"), role=Role.AFTERWORD),),
    )  # fmt: skip


def resolved(text: str, settings: Config = CONFIG, tag: str = "vi") -> Resolution:
    return resolve(referring(text), settings, language(tag))


def reference(resolution: Resolution) -> Reference:
    block = blocks(resolution.book, "here")[-1]
    assert isinstance(block, Paragraph)
    (found,) = (inline for inline in block.children if isinstance(inline, Reference))
    return found


@pytest.mark.parametrize(
    ("label", "target", "words"),
    [
        ("here", "here", "Chương\u00a0I"),
        ("there", "there", "Chương\u00a0II"),
        ("part-1", "part-1", "Phần\u00a0I"),
        ("preface", "preface", "“Lời ‘đầu’”"),
        ("end", "end", "“Sông”"),
        ("sec-road", "sec-road", "mục\u00a01"),
        ("sec-cart", "sec-cart", "mục\u00a01.1"),
        ("sec-wheel", "sec-wheel", "mục “Bánh ‘xe’”"),
        ("sec-sea", "sec-sea", "mục\u00a01, Chương\u00a0II"),
        ("sec-end", "sec-end", "mục “Sau cùng”"),
        ("fig-rice", "fig-rice", "Hình\u00a01"),
        ("tab-salt", "tab-salt", "Bảng\u00a01"),
        ("^ship", "here-n2", "chú thích\u00a02"),
        ("here^ship", "here-n2", "chú thích\u00a02"),
        ("#^t", "here-n1", "chú thích\u00a01"),
        ("there^ship", "there-n1", "chú thích\u00a01, Chương\u00a0II"),
        ("preface^p", "preface-n1", "chú thích\u00a01, “Lời ‘đầu’”"),
    ],
)
def test_a_name(label: str, target: str, words: str) -> None:
    resolution = resolved(f"xem [](#{label})")
    found = reference(resolution)
    assert resolution.diagnostics == ()
    assert (found.target, plain(found.children)) == (target, words)
    assert found.target in resolution.targets


def test_a_name_in_english() -> None:
    found = reference(resolved("see [](#sec-sea)", tag="en"))
    assert plain(found.children) == "section\u00a01 in Chapter\u00a0II"


def test_names_without_numerals_are_titles() -> None:
    settings = config(parts=Numerals.NONE, chapters=Numerals.NONE, sections=0)
    names = [plain(reference(resolved(f"[](#{label})", settings)).children)
             for label in ("part-1", "there", "sec-road", "there^ship")]  # fmt: skip
    assert names == ["“Nguồn”", "“Ở kia”", "mục “Đường mòn”", "chú thích\u00a01, “Ở kia”"]


def test_a_title_keeps_its_emphasis_but_not_its_note() -> None:
    found = reference(resolved("[](#sec-road)", config(sections=0)))
    assert [type(node).__name__ for node in found.children] == ["Text", "Text", "Emphasis", "Text"]


@pytest.mark.parametrize("label", ["fig-rice", "sec-road", "sec-sea", "there^ship", "preface"])
def test_a_page_has_the_name_for_editions_without_pages(label: str) -> None:
    found = reference(resolved(f"[](#{label}){{.page}}"))
    assert found.shown is Shown.PAGE
    assert found.children
    assert plain(found.children) == plain(reference(resolved(f"[](#{label})")).children)


def test_words_stay_as_they_are_written() -> None:
    found = reference(resolved("[bức hình](#fig-rice)"))
    assert (found.target, plain(found.children)) == ("fig-rice", "bức hình")


def test_a_reference_inside_a_title_is_named_in_it() -> None:
    written = book(
        chapter("one", heading(1, "Về [](#two)", "sec-a"), paragraph("[](#sec-a)")), chapter("two")
    )
    resolution = resolve(written, config(sections=0), language())
    _, text = blocks(resolution.book, "one")
    assert isinstance(text, Paragraph)
    assert plain(text.children) == "mục “Về Chương\u00a0II”"


@pytest.mark.parametrize(
    ("label", "code", "hint"),
    [
        ("fig-rise", "R102", "did you mean `#fig-rice`?"),
        ("Part-1", "R102", "did you mean `#part-1`?"),
        ("zzz", "R102", "add `{#zzz}` to what is meant, or correct the reference"),
        ("here-h1", "R102", "did you mean `#here`?"),
        ("^shop", "R103", "did you mean `#^ship`?"),
        ("there^shop", "R103", "did you mean `#there^ship`?"),
        ("^^1", "R103", "write `#^label` for a note of this chapter"),
        ("dedication", "R104", "write words into the reference"),
    ],
)
def test_a_reference_that_leads_nowhere(label: str, code: str, hint: str) -> None:
    resolution = resolved(f"[](#{label})")
    (found,) = resolution.diagnostics
    assert found.code == code
    assert hint in found.hint or found.hint.startswith(hint[:20])
    assert found.span == span(1, 1, len(f"[](#{label})"))


def test_page_and_words_may_lead_to_what_has_no_name() -> None:
    assert resolved("[](#dedication){.page}").diagnostics == ()
    assert resolved("[đề tặng](#dedication)").diagnostics == ()


def test_clashing_labels_name_both_places() -> None:
    written = book(
        chapter("one", heading(1, "A", "x", line=3), figure("B", "x", line=9)),
        chapter(
            "two", table("C", "one", line=4), figure("D", "two-f2", line=5), figure("E", line=6)
        ),
    )
    found = resolve(written, CONFIG, language()).diagnostics
    assert [(one.code, one.message, one.span, [r.span for r in one.related]) for one in found] == [
        ("R101", "the label `x` is given twice", span(9), [span(3)]),
        ("R101", "the label `one` is given twice", span(4), [span()]),
        ("R101", "the label `two-f2` is given twice", span(5), [span(6)]),
    ]


def test_chapters_of_one_id_are_left_to_the_book() -> None:
    assert resolve(book(chapter("a"), chapter("a")), CONFIG, language()).diagnostics == ()


@pytest.mark.parametrize(("label", "codes"), [("sec-road", []), ("sec-sea", ["R105"])])
def test_a_description_stands_in_the_chapter_of_its_figure(label: str, codes: list[str]) -> None:
    details = (Reference(f"#{label}", Shown.WORDS, (), span(4)),)
    drawn = replace(figure("Lúa"), details=details)
    written = book(
        chapter("here", heading(1, "Đường", "sec-road"), drawn),
        chapter("there", heading(1, "Biển", "sec-sea")),
    )
    found = resolve(written, CONFIG, language()).diagnostics
    assert [(one.code, one.span) for one in found] == [(code, span(4)) for code in codes]
    assert all(f"`{label}`" in one.message for one in found)


def test_targets_hold_every_place() -> None:
    targets = resolved("").targets
    assert targets["sec-road"] == Target(
        "sec-road", "here", TargetKind.SECTION, "mục 1", "Đường mòn", span()
    )
    assert targets["here-n1"].kind is TargetKind.NOTE
    assert targets["part-1"].name == "Phần I"
    assert targets["dedication"].name == ""


def test_references_in_notes_are_resolved() -> None:
    written = chapter("a", paragraph("x[^n]"), figure("B", "fig-b"),
                      notes=(note("n", "xem [](#fig-b)"),))  # fmt: skip
    (found,) = resolve(book(written), CONFIG, language()).book.chapters()
    (block,) = found.notes[0].blocks
    assert isinstance(block, Paragraph)
    assert plain(block.children) == "xem Hình\u00a01"


def test_names_are_not_tied_where_spaces_are_left_alone() -> None:
    settings = replace(CONFIG, typography=replace(CONFIG.typography, spaces=False))
    assert plain(reference(resolved("[](#fig-rice)", settings)).children) == "Hình 1"
