"""What the tree says is what the parser reads from the Markdown that is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anban.core import nodes
from anban.core.book import Chapter, Matter
from anban.core.diagnostics import Severity
from anban.core.walk import inlines_of, walk_blocks
from anban.importers.blocks import WIDTH, write
from anban.importers.spelling import spell
from anban.importers.tree import (
    PLAIN,
    Block,
    Blocks,
    Break,
    Call,
    CodeBlock,
    Comment,
    Definition,
    Definitions,
    Figure,
    Heading,
    Image,
    Inline,
    Inlines,
    Listing,
    Look,
    Note,
    Paragraph,
    Quote,
    Reference,
    Remark,
    SceneBreak,
    StyledRun,
    Table,
    Verse,
    VerseLine,
)
from anban.manuscript.parse.chapter import parse
from anban.world.sources.source import decode

ITALIC, BOLD = Look(italic=True), Look(bold=True)
BOTH = Look(italic=True, bold=True)


def read(text: str) -> Chapter:
    """The chapter that `text` makes; it must hold no fault."""
    source, odd = decode("t.md", f"# T\n\n{text}".encode())
    assert source is not None
    chapter, found = parse(source, Matter.BODY)
    errors = [one for one in (*odd, *found) if one.severity is Severity.ERROR]
    assert not errors, (errors, text)
    assert chapter is not None
    return chapter


def letters(inlines: nodes.Inlines, look: Look = PLAIN) -> Iterator[tuple[str, Look]]:
    """Each character that is no space, with its look."""
    for one in inlines:
        match one:
            case nodes.Text(text=text):
                yield from ((char, look) for char in text if not char.isspace())
            case nodes.Code(text=text):
                coded = replace(look, code=True, italic=False, bold=False)
                yield from ((char, coded) for char in text if not char.isspace())
            case nodes.NoteCall(label=label):
                yield f"call {label}", PLAIN
            case nodes.SoftBreak() | nodes.HardBreak() | nodes.InlineImage():
                pass
            case _:
                yield from letters(one.children, replace(look, **_said(one)))


def _said(one: nodes.Inline) -> dict[str, Any]:
    match one:
        case nodes.Emphasis():
            return {"italic": True}
        case nodes.Strong():
            return {"bold": True}
        case nodes.Foreign(language=language):
            return {"language": language}
        case nodes.Marked(mark=nodes.Mark.SMALL_CAPS):
            return {"small_caps": True}
        case nodes.Marked(mark=mark):
            return {"raised": mark.value}
        case nodes.Link(href=href):
            return {"link": href}
        case nodes.Reference(target=target):
            return {"link": f"#{target}"}
        case _:
            raise AssertionError(one)


def meant(inlines: Inlines) -> Iterator[tuple[str, Look]]:
    for one in inlines:
        match one:
            case StyledRun(text=text, look=look):
                shown = replace(look, italic=False, bold=False) if look.code else look
                yield from ((char, shown) for char in text if not char.isspace())
            case Call(label=label):
                yield f"call {label}", PLAIN
            case _:
                pass


WORDS = st.text(
    st.sampled_from("abcế12 *_[](){}^!<>#|:-`\\.=+~&;\u00a0“”—…/@"), min_size=1, max_size=8
)
LOOKS = st.builds(
    Look,
    italic=st.booleans(),
    bold=st.booleans(),
    small_caps=st.sampled_from((False, False, True)),
    raised=st.sampled_from(("", "", "superscript", "subscript")),
    code=st.sampled_from((False, False, False, True)),
    language=st.sampled_from(("", "", "lo")),
    link=st.sampled_from(("", "", "https://example.org/a_b", "#sec")),
)
RUNS = st.builds(StyledRun, text=WORDS, look=LOOKS | st.sampled_from((PLAIN, ITALIC, BOLD, BOTH)))
INLINES: st.SearchStrategy[Inline] = (
    RUNS
    | RUNS
    | RUNS
    | st.sampled_from((Break(), Remark("a -- b | c"), Image("images/a.png", "b")))
)
LINES: st.SearchStrategy[list[Inline]] = st.lists(INLINES, min_size=1, max_size=7)


@settings(max_examples=250, deadline=None)
@given(LINES)
def test_a_paragraph_is_read_as_it_was_meant(inlines: list[Inline]) -> None:
    text = write((Paragraph((StyledRun("x"), *inlines, StyledRun("y"))),))
    (block,) = read(text).blocks
    assert isinstance(block, nodes.Paragraph), text
    expected = list(meant((StyledRun("x"), *inlines, StyledRun("y"))))
    assert list(letters(block.children)) == expected, text


@settings(max_examples=150, deadline=None)
@given(LINES, st.sampled_from(("heading", "item", "cell", "note", "verse", "quote", "term")))
def test_every_place_takes_every_run(inlines: list[Inline], place: str) -> None:
    line = (StyledRun("x"), *inlines, StyledRun("y"))
    block, notes = placed(line, place)
    chapter = read(
        write((Paragraph((StyledRun("z"), Call("1"))) if notes else block, block), notes)
    )
    found = [char for run in runs(chapter) for char in letters(run)]
    expected = list(meant(line))
    assert found[-len(expected) :] == expected


def placed(line: Inlines, place: str) -> tuple[Block, tuple[Note, ...]]:
    inner = (Paragraph(line),)
    match place:
        case "heading":
            return Heading(1, line), ()
        case "item":
            return Listing((inner, inner), 1), ()
        case "cell":
            return Table(((),), ((line,),), ("start",)), ()
        case "verse":
            return Verse((VerseLine(line), VerseLine(line, 2))), ()
        case "quote":
            return Quote(inner), ()
        case "term":
            return Definitions((Definition((StyledRun("t"),), (inner,)),)), ()
        case _:
            return SceneBreak(), (Note("1", inner),)


def runs(chapter: Chapter) -> Iterator[nodes.Inlines]:
    for blocks in (chapter.blocks, *(note.blocks for note in chapter.notes)):
        for block in walk_blocks(blocks):
            yield from inlines_of(block)


@settings(max_examples=150, deadline=None)
@given(WORDS, WORDS)
def test_a_paragraph_begins_nothing_else(first: str, second: str) -> None:
    if not first.strip() or not second.strip():
        return
    line = (StyledRun(first), Break(), StyledRun(second))
    blocks = read(write((Paragraph(line), Paragraph(line)))).blocks
    assert [type(block) for block in blocks] == [nodes.Paragraph] * 2
    for block in blocks:
        assert isinstance(block, nodes.Paragraph)
        assert list(letters(block.children)) == list(meant(line))


@pytest.mark.parametrize(
    ("inlines", "text"),
    [
        ((StyledRun("a "), StyledRun("b ", ITALIC), StyledRun("c")), "a *b* c"),
        ((StyledRun("a", BOLD), StyledRun(" b ", BOTH), StyledRun("c", BOLD)), "**a *b* c**"),
        ((StyledRun("(a)", ITALIC), StyledRun("b")), "*(a)*<!-- -->b"),
        ((StyledRun("a", ITALIC), StyledRun("b", BOLD)), "*a*<!-- -->**b**"),
        ((StyledRun("2020 [sic] [x](y)"),), "2020 [sic] \\[x\\](y)"),
        ((StyledRun("snake_case _x_"),), "snake_case \\_x\\_"),
        ((StyledRun("Q&A &amp; a<b <i>"),), "Q&A \\&amp; a\\<b \\<i>"),
        ((StyledRun("1. a"),), "1\\. a"),
        ((StyledRun("1954 a"),), "1954 a"),
        ((StyledRun("– a"),), "– a"),
        ((StyledRun("- a"),), "\\- a"),
        ((StyledRun("a!"), StyledRun("b", Look(small_caps=True))), "a\\![b]{.smallcaps}"),
        ((StyledRun("xem ", Look(link="https://e.org/a b")),), "[xem](<https://e.org/a b>)"),
        ((Reference("^2"), Call("3")), "[](#^2)[^3]"),
        ((StyledRun("a"), Remark("x\n--> y"), StyledRun(" b")), "a<!-- x -- > y --> b"),
        ((StyledRun("`a", Look(code=True)),), "`` `a ``"),
    ],
)
def test_it_is_written_as_a_writer_would(inlines: Inlines, text: str) -> None:
    assert spell(inlines) == text


BLOCKS: tuple[tuple[Blocks, str], ...] = (
    ((Heading(1, (StyledRun("Mục #"),), "muc"),), "## Mục \\# {#muc}\n"),
    ((Listing(((Paragraph((StyledRun("a"),)),), (Paragraph((StyledRun("b"),)),))),), "- a\n- b\n"),
    (
        (
            Listing(((Paragraph((StyledRun("a"),)),),), 3),
            Listing(((Paragraph((StyledRun("b"),)), Paragraph((StyledRun("c"),))),), 1),
        ),
        "3. a\n\n1) b\n\n   c\n",
    ),
    (
        (
            Quote((Paragraph((StyledRun("a"),)),), (StyledRun("B"),)),
            Quote((Paragraph((StyledRun("c"),)),), (), True),
        ),
        "> a\n>\n> -- B\n\n::: epigraph\nc\n:::\n",
    ),
    (
        (Figure(Image("images/a.png", "B [c]", 50), (StyledRun("D"),), "fig-a"),),
        "![B \\[c\\]](images/a.png){width=50}\n\n: D {#fig-a}\n",
    ),
    ((Figure(Image("images/a.png")),), "![](images/a.png){.decorative}\n"),
    ((CodeBlock("a\n```\n"),), "````\na\n```\n````\n"),
    ((Comment("a\nb"), SceneBreak()), "<!-- a b -->\n\n***\n"),
    (
        (
            Verse(
                (VerseLine((StyledRun("a"),)), VerseLine(()), VerseLine((StyledRun("b"),), 1)),
                (StyledRun("C"),),
            ),
        ),
        "::: verse\na\n\n  b\n-- C\n:::\n",
    ),
)


@pytest.mark.parametrize(("blocks", "text"), BLOCKS)
def test_blocks_are_written_as_a_writer_would(blocks: Blocks, text: str) -> None:
    assert write(blocks) == text
    read(text)


def test_long_paragraphs_are_broken_before_letters_only() -> None:
    words = " ".join(("một", "- hai", "1. ba", "# bốn", "<x") * 30)
    text = write((Paragraph((StyledRun(words), Remark("một hai ba " * 20))),))
    lines = text.rstrip("\n").split("\n")
    assert max(map(len, lines[:-1])) <= WIDTH
    assert all(line[0].isalpha() for line in lines)
    (block,) = read(text).blocks
    assert isinstance(block, nodes.Paragraph)


def test_notes_stand_at_the_end_and_may_hold_anything() -> None:
    notes = (
        Note("1", (Paragraph((StyledRun("a"),)), Paragraph((StyledRun("b"),)))),
        Note("2", (Listing(((Paragraph((StyledRun("c"),)),),)), CodeBlock("d"))),
    )
    text = write((Paragraph((StyledRun("x"), Call("1"), Call("2"))),), notes)
    assert text == "x[^1][^2]\n\n[^1]: a\n\n    b\n\n[^2]:\n    - c\n\n    ```\n    d\n    ```\n"
    assert [len(note.blocks) for note in read(text).notes] == [2, 2]
