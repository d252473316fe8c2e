from __future__ import annotations

import re
from html import escape

import pytest

from anban.check.characters import Strand, characters, excerpt, of_note, parting, running
from anban.core.book import Chapter, Part, Role
from anban.core.diagnostics import Span
from anban.core.nodes import (
    Align,
    Block,
    Cell,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Emphasis,
    Figure,
    Foreign,
    HardBreak,
    Heading,
    Inline,
    InlineImage,
    Link,
    List,
    ListItem,
    Mark,
    Marked,
    Note,
    NoteCall,
    Paragraph,
    Quote,
    Reference,
    SceneBreak,
    Shown,
    SoftBreak,
    Strong,
    Table,
    Text,
    Verse,
    VerseLine,
)
from anban.epub.documents import XHTML, read
from anban.epub.pages import running_text
from anban.typeset.layout import Page, Run
from anban.typeset.pages.pagination import paginate

S = Span("body/a.md")


def t(text: str, line: int = 1) -> Text:
    return Text(text, Span("body/a.md", line))


def p(*inlines: Inline) -> Paragraph:
    return Paragraph(inlines, S)


def chapter(*blocks: Block, title: str = "") -> Chapter:
    heading = (t(title),) if title else ()
    return Chapter("a", Role.CHAPTER, heading, (), (t("short"),), blocks, (), S)


def counted(*blocks: Block) -> str:
    return running(chapter(*blocks)).characters


@pytest.mark.parametrize(
    ("inline", "expected"),
    [
        (t("a b"), "ab"),
        (SoftBreak(S), ""),
        (HardBreak(S), ""),
        (Emphasis((t("a"),), S), "a"),
        (Strong((t("a"), Emphasis((t("b"),), S)), S), "ab"),
        (Marked(Mark.SMALL_CAPS, (t("Mỹ"),), S), "Mỹ"),
        (Foreign("lo", (t("ສ"),), S), "ສ"),
        (Code("x = 1", S), "x=1"),
        (Link("https://example.org", (t("site"),), S), "site"),
        (Reference("f", Shown.NAME, (t("Figure 3"),), S), ""),
        (Reference("f", Shown.PAGE, (), S), ""),
        (Reference("f", Shown.WORDS, (t("the map"),), S), "themap"),
        (NoteCall("1", S, "a-n1", "1"), ""),
        (InlineImage("a.png", "quay", S), ""),
    ],
)
def test_the_characters_of_an_inline(inline: Inline, expected: str) -> None:
    assert counted(p(inline)) == expected


CELL = Cell((t("c"),), Align.START, S)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Heading(1, (t("Ebb"),), "", S, "id", "1"), "Ebb"),
        (Quote((p(t("a")), p(t("b"))), (t("An"),), S), "abAn"),
        (
            Verse(((VerseLine((t("a"),), 0, S),), (VerseLine((t("b"),), 1, S),)), (t("c"),), S),
            "abc",
        ),
        (List((ListItem((p(t("a")),), S), ListItem((p(t("b")),), S)), 1, True, S), "ab"),
        (DefinitionList((Definition((t("a"),), ((p(t("b")),), (p(t("c")),)), S),), S), "abc"),
        (Table((CELL,), ((CELL,), (CELL,)), (t("cap"),), "", S, "id", "1"), "capccc"),
        (Figure("a.png", "alt", (t("cap"),), "", 80, S), "cap"),
        (CodeBlock("x\n y", S), "xy"),
        (SceneBreak(S), ""),
    ],
)
def test_the_characters_of_a_block(block: Block, expected: str) -> None:
    assert counted(block) == expected


def test_a_piece_is_title_subtitle_blocks() -> None:
    part = Part("part-1", (t("One"),), (t("Of two"),), (), S, 1)
    assert running(part).characters == "OneOftwo"
    assert running(chapter(p(t("b")), title="A")).characters == "Ab"


def test_a_note_stands_on_its_own() -> None:
    assert of_note(Note("1", (p(t("a")), p(t("b"))), S)).characters == "ab"


def test_spaces_and_soft_hyphens_do_not_count() -> None:
    assert characters("A\u00a0b\u202fC\u00add\u200be\n\tẮß") == "AbCdeẮß"


def test_of_all_characters_only_these_do_not_count() -> None:
    every = "".join(map(chr, range(0x11_0000)))
    assert characters(every) == re.sub("[\\s\u00ad\u200b]", "", every)


def test_pages_ebook_and_check_count_the_same_characters() -> None:
    every = "".join(chr(code) for code in range(0x20, 0x30000) if not 0xD7FF < code < 0xE000)
    text = every.replace("\ufffe", "").replace("\uffff", "")
    run = Run(text, "", False, 0, 10, 0, 10)
    first = Page(0, "1", "c", True, False, 9, 9, 0, 9, 0, 9, None, (run,), (), (), ())
    body = f'<section class="sheet" id="c"><p>{escape(text)}</p></section>'
    root = read(f'<html xmlns="{XHTML}"><body>{body}</body></html>')
    counted = len(characters(text))
    assert [start.offset for start in paginate((first, first))] == [0, counted]
    assert len(running_text(root)) == counted


def test_a_strand_knows_the_passage_of_a_character() -> None:
    strand = Strand(running(chapter(p(t("ab", 3), t(" ", 4), t("cd", 5)))).passages)
    places = [passage.span.line for passage in map(strand.at, (0, 1, 2, 3)) if passage]
    assert places == [3, 3, 5, 5]
    assert Strand(()).at(0) is None


def test_headings_are_known() -> None:
    strand = running(chapter(Heading(1, (t("ab"),), "", S), p(t("cd")), title="T"))
    kinds = [passage.heading for passage in map(strand.at, range(5)) if passage]
    assert kinds == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("Một hai ba", 0, "Một hai ba"),
        ("Một hai ba", 3, "hai ba"),
        ("ab", 2, ""),
        ("a" * 50, 0, "a" * 24),
        ("ßab", 1, "ab"),
    ],
)
def test_an_excerpt_keeps_its_spaces(text: str, offset: int, expected: str) -> None:
    assert excerpt(text, offset) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("abc", "abd", (2, 2)),
        ("ab", "abc", (2, 2)),
        ("", "a", (0, 0)),
        ("a", "a", None),
        ("ĐÈO", "đèo", None),
        ("STRASSE", "Straße", None),
        ("STRASSE", "Straßen", (7, 6)),
        ("STRASE", "Straße", (5, 4)),
        ("ﬁN", "FINE", (2, 3)),
    ],
)
def test_where_two_texts_part(left: str, right: str, expected: tuple[int, int] | None) -> None:
    assert parting(left, right) == expected


def test_a_place_reaches_to_the_end_of_its_words() -> None:
    strand = running(chapter(p(Text("a bcd", Span("body/a.md", 3, 7, 5)))))
    places = [strand.place(offset) for offset in (0, 1, 3)]
    assert places == [
        Span("body/a.md", 3, 7, 5), Span("body/a.md", 3, 9, 3), Span("body/a.md", 3, 11, 1),
    ]  # fmt: skip


def test_a_reference_to_a_page_is_a_sign_that_knows_its_target() -> None:
    words = Reference("g", Shown.WORDS, (t("the map"),), S)
    strand = running(chapter(p(Reference("f", Shown.PAGE, (), S), words)))
    assert [sign.page for sign in strand.signs if not sign.call][:1] == ["f"]
    assert "g" not in [sign.page for sign in strand.signs]
