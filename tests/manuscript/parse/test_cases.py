"""What the parser makes of Markdown: tests/cases/parse/*.txt, which anyone can add to.

A case is its title, the manuscript, the tree and the findings, each ended by a line with a dot:

    a call before a colon
    .
    so does a similar[^cat]: this one
    .
    p 1:1 "so does a similar" note(cat)@1:18 ": this one"
    .
    1:18 N102
    .

A case whose title begins with `front:`, `body:` or `back:` is a whole file, with its title and
role; in the others it does not matter that there is no title. `pytest --accept` writes tree and
findings anew.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from anban.core.book import Chapter, Matter
from anban.core.diagnostics import Diagnostic, Span
from anban.core.nodes import (
    Block,
    Blocks,
    Cell,
    Code,
    CodeBlock,
    DefinitionList,
    Emphasis,
    Figure,
    Foreign,
    HardBreak,
    Heading,
    Inline,
    InlineImage,
    Inlines,
    Link,
    List,
    Marked,
    NoteCall,
    Paragraph,
    Quote,
    Reference,
    SceneBreak,
    SoftBreak,
    Strong,
    Table,
    Text,
    Verse,
    VerseLine,
)
from anban.core.walk import inlines_of, walk_blocks, walk_inlines
from anban.manuscript.parse.chapter import parse
from anban.world.sources.source import decode

FOLDER = Path(__file__).parents[2] / "cases/parse"
WHOLE = {f"{matter.value}:": matter for matter in Matter}
TITLE_FINDINGS = {"M110", "M117", "M118"}


@dataclass(frozen=True)
class Case:
    file: Path
    number: int
    title: str
    text: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file.stem}: {self.title}"

    @property
    def matter(self) -> Matter | None:
        return WHOLE.get(self.title.split(" ")[0])


def read(file: Path) -> list[Case]:
    pieces = file.read_text(encoding="utf-8").split("\n.\n")
    assert len(pieces) % 4 == 1, f"{file.name}: a case has four parts"
    assert not pieces[-1].strip(), f"{file.name}: words behind the last case"
    cases = []
    for number in range(len(pieces) // 4):
        title, text, tree, found = pieces[4 * number : 4 * number + 4]
        cases.append(Case(file, number, title.strip("\n"), text, f"{tree}\n.\n{found}"))
    return cases


def result(case: Case) -> str:
    source, odd = decode("t.md", case.text.encode())
    assert source is not None
    chapter, found = parse(source, case.matter or Matter.BODY)
    assert chapter is not None
    tree = list(whole(chapter)) if case.matter else list(inside(chapter))
    told = list(findings((*odd, *found), whole=case.matter is not None))
    return "\n".join(tree) + "\n.\n" + "\n".join(told)


def findings(found: Iterable[Diagnostic], *, whole: bool) -> Iterator[str]:
    for one in found:
        if not whole and one.code in TITLE_FINDINGS:
            continue
        near = f" ({one.hint})" if one.hint.startswith("did you mean") else ""
        also = "".join(f" also {at(related.span)}" for related in one.related)
        yield f"{at(one.span)} {one.code}{also}{near}"


def at(span: Span | None) -> str:
    return f"{span.line}:{span.column}" if span else "-"


def whole(chapter: Chapter) -> Iterator[str]:
    yield f"{chapter.role.value} {chapter.id} {at(chapter.span)}"
    for name in ("title", "subtitle", "short_title"):
        if getattr(chapter, name):
            yield f"  {name} {line(getattr(chapter, name))}"
    yield from inside(chapter, "  ")


def inside(chapter: Chapter, indent: str = "") -> Iterator[str]:
    yield from tree(chapter.blocks, indent)
    for note in chapter.notes:
        yield f"{indent}note {note.label} {at(note.span)}"
        yield from tree(note.blocks, indent + "  ")


def tree(blocks: Blocks, indent: str = "") -> Iterator[str]:
    for block in blocks:
        head, *rest = drawn(block)
        yield f"{indent}{head}"
        yield from (f"{indent}  {below}" for below in rest)


def drawn(block: Block) -> Iterator[str]:  # noqa: C901 (one arm for each kind of block)
    place = at(block.span)
    match block:
        case Heading():
            yield f"h{block.level} {place}{label(block.label)} {line(block.children)}".rstrip()
        case Paragraph():
            yield f"p {place} {line(block.children)}"
        case Quote():
            yield f"{'epigraph' if block.epigraph else 'quote'} {place}"
            yield from tree(block.blocks)
            yield from attribution(block.attribution)
        case Verse():
            yield f"verse {place}"
            for stanza in block.stanzas:
                yield "stanza"
                yield from (f"  {verse_line(one)}" for one in stanza)
            yield from attribution(block.attribution)
        case List():
            start = "bullets" if block.start is None else f"numbers from {block.start}"
            yield f"{start} {place}{'' if block.tight else ' loose'}"
            for item in block.items:
                yield f"item {at(item.span)}"
                yield from tree(item.blocks, "  ")
        case DefinitionList():
            yield f"definitions {place}"
            for entry in block.items:
                yield f"term {at(entry.span)} {line(entry.term)}"
                for blocks in entry.blocks:
                    yield "  definition"
                    yield from tree(blocks, "    ")
        case Table():
            yield f"table {place}{label(block.label)}"
            for row in (block.head, *block.rows):
                yield "row " + " | ".join(cell(one) for one in row)
            yield from caption(block.caption)
        case Figure():
            yield f'figure {place}{label(block.label)} {block.width}% {block.source} "{block.alt}"'
            yield from caption(block.caption)
        case CodeBlock():
            yield f"code {place} {quoted(block.text)}"
        case SceneBreak():
            yield f"break {place}"


def label(text: str) -> str:
    return f" #{text}" if text else ""


def caption(inlines: Inlines) -> Iterator[str]:
    if inlines:
        yield f"caption {line(inlines)}"


def attribution(inlines: Inlines) -> Iterator[str]:
    if inlines:
        yield f"-- {line(inlines)}"


def verse_line(one: VerseLine) -> str:
    return f"{one.indent} {at(one.span)} {line(one.children)}"


def cell(one: Cell) -> str:
    return f"{one.align.value} {at(one.span)} {line(one.children)}".rstrip()


def line(inlines: Inlines) -> str:
    return " ".join(word(inline) for inline in inlines)


def quoted(text: str) -> str:
    return '"' + text.replace("\n", "⏎") + '"'


def word(inline: Inline) -> str:  # noqa: C901 (one arm for each kind of inline)
    place = at(inline.span)
    match inline:
        case Text():
            return quoted(inline.text)
        case SoftBreak():
            return "/"
        case HardBreak():
            return "//"
        case Emphasis():
            return f"em@{place}({line(inline.children)})"
        case Strong():
            return f"strong@{place}({line(inline.children)})"
        case Marked():
            return f"{inline.mark.value}@{place}({line(inline.children)})"
        case Foreign():
            return f"{inline.language}@{place}({line(inline.children)})"
        case Code():
            return f"code@{place}({quoted(inline.text)})"
        case Link():
            return f"link@{place}({line(inline.children)} → {inline.href})"
        case Reference():
            words = f"{line(inline.children)} " if inline.children else ""
            return f"ref@{place}({words}→ {inline.shown.value} {inline.target})"
        case NoteCall():
            return f"note({inline.label})@{place}"
        case InlineImage():
            return f'image@{place}("{inline.alt}" {inline.source})'


CASES = [case for file in sorted(FOLDER.glob("*.txt")) for case in read(file)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case(case: Case, request: pytest.FixtureRequest) -> None:
    found = result(case)
    if request.config.getoption("--accept") and found != case.expected:
        accept(case, found)
        return
    assert found == case.expected


def accept(case: Case, found: str) -> None:
    pieces = case.file.read_text(encoding="utf-8").split("\n.\n")
    pieces[4 * case.number + 2 : 4 * case.number + 4] = found.split("\n.\n")
    case.file.write_text("\n.\n".join(pieces), encoding="utf-8")


def test_every_golden_is_used() -> None:
    assert {file for file in FOLDER.iterdir() if file.suffix != ".txt"} == set()
    titles = [str(case) for case in CASES]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_text_stands_where_its_span_says(case: Case) -> None:
    source, _ = decode("t.md", case.text.encode())
    assert source is not None
    chapter, _ = parse(source, case.matter or Matter.BODY)
    assert chapter is not None
    for text, span in texts(chapter):
        here = source.lines[span.line - 1][span.column - 1 :]
        if span.length == len(text):
            assert here.startswith(text)
        assert here[: span.length] == here[: span.length].strip("\n")
        assert here or not text


def texts(chapter: Chapter) -> Iterator[tuple[str, Span]]:
    """Every text of a chapter that stands in the file as it is, with its place."""
    runs = [chapter.title, chapter.subtitle, chapter.short_title]
    for blocks in (chapter.blocks, *(note.blocks for note in chapter.notes)):
        for block in walk_blocks(blocks):
            runs += inlines_of(block)
    for run in runs:
        for inline in walk_inlines(run):
            if isinstance(inline, Text) and unicodedata.is_normalized("NFC", inline.text):
                yield inline.text, inline.span
