"""A kind of node declares itself once, and whatever it needs elsewhere is missed by name.

`forgotten` draws every node of the cases in `tests/cases/render`, each alone in a chapter, and
says of its class what the templates, the structure of a PDF, numbering, the style sheet or the
checks do not know of it. The tool's own kinds have nothing missing; two throw-away kinds, which
nothing but this file knows, have all of it missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast, get_args
from xml.etree.ElementTree import Element, fromstring

import pytest

from anban.check.characters import characters, running
from anban.check.manuscript.copy import copy_of
from anban.core import nodes, registry
from anban.core.book import Book, Chapter
from anban.core.diagnostics import Span
from anban.core.nodes import Block, Inline, Inlines, Note, Paragraph, Text
from anban.core.registry import (
    OBJECT,
    BlockFacts,
    HoldsBlocks,
    InlineFacts,
    MemberFacts,
    NodeRole,
    Says,
    block,
    facts,
    inline,
)
from anban.core.walk import inlines_of, map_inlines, pictured, plain, walk_blocks, walk_inlines
from anban.manuscript.config.model import Format
from anban.manuscript.resolve.resolution import Resolution
from anban.render.drawing import FILES
from anban.render.rendering import render
from anban.render.rendition import Rendition
from anban.render.templates import engine
from anban.render.theme import Theme
from anban.typeset.pages.roles import TOP, read
from anban.world.sources.source import Source
from tests.render.proofs import base, chapter, config, edition, language, resolved, sound

CASES = sorted((Path(__file__).parent / "cases" / "render").glob("*.txt"))
TEMPLATES = Path(nodes.__file__).parents[1] / "render" / "themes" / "base" / "templates"
SPAN = Span("manuscript/body/01-song.md", 3, 1)

INSIDE_LINES = {"em", "strong", "sup", "sub", "span", "a", "code", "img", "br"}
"""The elements that stand inside a line."""
Themes = dict[Format, Theme]


@dataclass(frozen=True)
class Drawn:
    """A node alone in a chapter, resolved and drawn."""

    resolution: Resolution
    rendition: Rendition

    @property
    def chapter(self) -> Chapter:
        (found,) = self.resolution.book.chapters()
        return found

    @property
    def section(self) -> Element:
        """The sheet without what stands above its blocks, and without namespaces."""
        (sheet,) = self.rendition.sheets
        inner = sheet.xhtml.partition("</header>")[2].rpartition("</section>")[0]
        bare = re.sub(r' (?:epub|xml):\w+="[^"]*"', "", inner)
        return fromstring(f"<section>{bare}</section>")  # noqa: S314 (made here)


def drawn(node: Block, notes: Sequence[Note], form: Format, theme: Theme) -> Drawn:
    called = tuple(note for note in notes if f"[^{note.label}]" in called_in(node))
    alone = replace(chapter("# Sông\n\nx\n"), blocks=(node,), notes=called)
    found = resolved(Book((), (alone,), ()))
    return Drawn(found, render(found, config(), edition(form), theme, language(), {}))


def called_in(node: Block) -> set[str]:
    runs = [run for one in walk_blocks((node,)) for run in inlines_of(one)]
    every = (one for run in runs for one in walk_inlines(run))
    return {f"[^{one.label}]" for one in every if isinstance(one, nodes.NoteCall)}


def written() -> Iterator[tuple[Block | Inline, tuple[Note, ...]]]:
    """Every node of the cases, and the notes that stand beside it."""
    for case in CASES:
        text = case.read_text(encoding="utf-8").split("=== ")[1].partition("\n")[2]
        made = chapter(f"# Sông\n\n{text}\n")
        for run in (made.blocks, *(note.blocks for note in made.notes)):
            for one in walk_blocks(run):
                yield one, made.notes
                for words in inlines_of(one):
                    yield from ((inner, made.notes) for inner in walk_inlines(words))


def themes(folder: Path) -> Themes:
    return {form: base(form, folder / form.value) for form in Format}


# --- what may be forgotten ------------------------------------------------------------------------


def forgotten(
    kind: type, specimens: Sequence[tuple[Block | Inline, tuple[Note, ...]]], known: Themes
) -> list[str]:
    """What is missing for the nodes of one class, in plain words that begin with its name."""
    found = [*without_macro(kind, known)]
    if not specimens:
        found.append("no case in tests/cases/render has one")
    if not found:
        for node, notes in specimens:
            for form, theme in known.items():
                found += of_specimen(node, notes, form, theme)
    return [f"{kind.__name__}: {one}" for one in dict.fromkeys(found)]


def without_macro(kind: type, known: Themes) -> Iterator[str]:
    declared = facts(kind)
    for form, theme in known.items():
        macros = engine(theme.layers).macros(FILES, {})
        if declared.macro not in macros and not isinstance(declared, MemberFacts):
            file = "block.xhtml" if isinstance(declared, BlockFacts) else "inline.xhtml"
            yield f"no macro {declared.macro} in {file} for {form.value}"


def of_specimen(
    node: Block | Inline, notes: tuple[Note, ...], form: Format, theme: Theme
) -> Iterator[str]:
    inside = isinstance(facts(type(node)), InlineFacts)
    alone = Paragraph((cast(Inline, node),), SPAN) if inside else cast(Block, node)
    made = drawn(alone, notes, form, theme)
    yield from of_words(made)
    yield from of_pictures(made)
    if form is Format.PDF and not inside:
        yield from of_lines(made)
        yield from of_structure(made)
        yield from of_measures(made)
        yield from of_numbering(made)


def of_words(made: Drawn) -> Iterator[str]:
    """What is drawn is what the checks count, but for what the tool itself puts there."""
    shown = characters("".join(spoken(made.section)))
    counted = running(replace(made.chapter, title=())).characters
    if shown != counted:
        yield f"draws “{shown}”, but holds “{counted}” for the checks (says, holds)"


def spoken(element: Element) -> Iterator[str]:
    classes = element.get("class", "").split()
    if not {"generated", "note"} & set(classes) and element.get("role") != "doc-footnote":
        yield element.text or ""
        for child in element:
            yield from spoken(child)
            yield child.tail or ""


def of_pictures(made: Drawn) -> Iterator[str]:
    shown = set(made.rendition.sheets[0].resources)
    blocks = [*made.chapter.blocks, *(one for note in made.chapter.notes for one in note.blocks)]
    known: set[str] = set()
    for one in walk_blocks(blocks):
        every = [one, *(inner for run in inlines_of(one) for inner in walk_inlines(run))]
        known |= {found.source for inner in every if (found := pictured(inner))}
    if shown != known:
        yield f"shows {sorted(shown)}, but declares {sorted(known)} (role PICTURE)"


def line_elements(section: Element) -> dict[str, Element]:
    """The elements in which lines of text stand, by name."""
    found: dict[str, Element] = {}
    for element in section.iter():
        own = [element.text, *(child.tail for child in element)]
        inner = [child for child in element if child.tag in INSIDE_LINES and child.tag != "img"]
        filled = inner or any(text and text.strip() for text in own)
        if filled and element is not section and element.tag not in INSIDE_LINES:
            found.setdefault(element.tag, element)
    return found


def of_lines(made: Drawn) -> Iterator[str]:
    """Each line that is drawn stands in an element of which something is asked."""
    asked: set[str] = set()
    blocks = [*made.chapter.blocks, *(one for note in made.chapter.notes for one in note.blocks)]
    for one in walk_blocks(blocks):
        found = facts(type(one))
        assert isinstance(found, BlockFacts)
        asked |= set(found.lines)
    for tag in line_elements(made.section):
        if tag not in asked:
            yield f"draws lines in <{tag}>, of which nothing is asked of a page (lines)"


def of_structure(made: Drawn) -> Iterator[str]:
    """Each line belongs to an element of the structure of a PDF."""
    section = made.section
    owners = read(section).owners
    for tag, element in line_elements(section).items():
        if owners[element] == TOP:
            yield f"draws <{tag}>, which has no role in a PDF's structure (typeset/pages/roles.py)"


def of_measures(made: Drawn) -> Iterator[str]:
    """Classes that bear a number have a rule made for them."""
    classes = {name for one in made.section.iter() for name in one.get("class", "").split()}
    for name in sorted(classes):
        if re.fullmatch(r"[a-z]+-[1-9]\d*", name) and f".{name} " not in made.rendition.css:
            yield f"draws the class {name}, for which there is no rule (render/stylesheet.py)"


def of_numbering(made: Drawn) -> Iterator[str]:
    """What has an id gets one, and may be referred to."""
    (node,) = made.chapter.blocks
    if hasattr(node, "id"):
        if not node.id:
            yield "gets no id (manuscript/resolve/numbering.py)"
        elif node.id not in made.resolution.targets:
            yield "is nothing that a reference leads to (manuscript/resolve/targets.py)"


# --- the tool's own kinds -------------------------------------------------------------------------


def of_kind(kind: type) -> list[tuple[Block | Inline, tuple[Note, ...]]]:
    return [(node, notes) for node, notes in written() if type(node) is kind]


@pytest.mark.parametrize(
    "kind", [*get_args(Inline), *get_args(Block)], ids=lambda kind: kind.__name__
)
def test_nothing_is_forgotten(kind: type, tmp_path: Path) -> None:
    assert forgotten(kind, of_kind(kind), themes(tmp_path)) == []


def test_every_macro_draws_a_kind_of_node_or_is_called() -> None:
    files = [path for name in ("inline", "block") for path in TEMPLATES.rglob(f"{name}.xhtml")]
    assert len(files) > 2
    written = {name for path in files for name in re.findall(r"macro (\w+)\(", path.read_text())}
    text = "".join(path.read_text() for path in TEMPLATES.rglob("*.xhtml"))
    called = set(re.findall(r'macro\("(\w+)"', text))
    declared = {found.macro for found in registry.KINDS.values()} - {""}
    assert written - called == declared - called
    assert declared <= written


def test_the_unions_are_what_was_declared() -> None:
    assert get_args(Inline) == kinds(InlineFacts)
    assert get_args(Block) == kinds(BlockFacts)


def kinds(sort: type) -> tuple[type, ...]:
    return tuple(kind for kind, found in registry.KINDS.items() if isinstance(found, sort))


# --- two that nobody knows ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stranger:
    """A box with a title, which is drawn, but is no words to anybody else."""

    title: str
    blocks: nodes.Blocks
    span: Span
    id: str = ""


@dataclass(frozen=True, slots=True)
class Whisper:
    """Words with a gloss on them, which is drawn, but is no words to anybody else."""

    gloss: str
    children: Inlines
    span: Span


@pytest.fixture
def strangers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are declared, and that is all."""
    monkeypatch.setattr(registry, "KINDS", dict(registry.KINDS))
    block(
        macro="stranger",
        holds=(HoldsBlocks("blocks"),),
        says=Says.HELD,
        role=NodeRole.OWN,
        lines={},
    )(Stranger)
    inline(macro="whisper", holds=nodes.CHILDREN, says=Says.HELD, role=NodeRole.OWN, sign=OBJECT)(
        Whisper
    )


STRANGER: Any = Stranger("Lời bàn", (Paragraph((Text("Sông.", SPAN),), SPAN),), SPAN)
WHISPER: Any = Whisper("river", (Text("sông", SPAN),), SPAN)


@pytest.mark.usefixtures("strangers")
def test_a_kind_without_macro_and_case_is_named(tmp_path: Path) -> None:
    known = themes(tmp_path)
    assert forgotten(Stranger, [], known) == [
        "Stranger: no macro stranger in block.xhtml for pdf",
        "Stranger: no macro stranger in block.xhtml for epub",
        "Stranger: no case in tests/cases/render has one",
    ]
    assert forgotten(Whisper, [], known) == [
        "Whisper: no macro whisper in inline.xhtml for pdf",
        "Whisper: no macro whisper in inline.xhtml for epub",
        "Whisper: no case in tests/cases/render has one",
    ]


@pytest.mark.usefixtures("strangers")
def test_what_is_drawn_and_not_declared_is_named(tmp_path: Path) -> None:
    text = """{% macro stranger(node) %}<aside class="indent-99">{{ node.title }}
<img src="{{ picture("box.png") }}" alt=""/>{{ draw(node.blocks) }}</aside>{% endmacro %}"""
    words = (
        "{% macro whisper(node) %}<em>{{ draw(node.children) }} {{ node.gloss }}</em>{% endmacro %}"
    )
    files = {"templates/block.xhtml": text, "templates/inline.xhtml": words}
    known = {form: sound(tmp_path / form.value, files, form) for form in Format}
    assert forgotten(Stranger, [(STRANGER, ())], known) == [
        "Stranger: draws “LờibànSông.”, but holds “Sông.” for the checks (says, holds)",
        "Stranger: shows ['box.png'], but declares [] (role PICTURE)",
        "Stranger: draws lines in <aside>, of which nothing is asked of a page (lines)",
        "Stranger: draws <aside>, which has no role in a PDF's structure (typeset/pages/roles.py)",
        "Stranger: draws the class indent-99, for which there is no rule (render/stylesheet.py)",
        "Stranger: gets no id (manuscript/resolve/numbering.py)",
    ]
    named = forgotten(Stranger, [(replace(STRANGER, id="box"), ())], known)
    assert named[-1] == (
        "Stranger: is nothing that a reference leads to (manuscript/resolve/targets.py)"
    )
    assert forgotten(Whisper, [(WHISPER, ())], known) == [
        "Whisper: draws “sôngriver”, but holds “sông” for the checks (says, holds)",
    ]


@pytest.mark.usefixtures("strangers")
def test_what_is_declared_but_in_no_union_is_named() -> None:
    with pytest.raises(TypeError, match=r"not both: Stranger$"):
        registry.close(get_args(Block), BlockFacts)
    with pytest.raises(TypeError, match=r"not both: Whisper$"):
        registry.close(get_args(Inline), InlineFacts)


@pytest.mark.usefixtures("strangers")
def test_walks_and_checks_know_a_kind_from_its_declaration() -> None:
    """What is declared needs no line of code elsewhere to be walked, changed, counted and read."""
    outer: Any = replace(STRANGER, blocks=(Paragraph((WHISPER,), SPAN),))
    made = replace(chapter("# Sông\n\nx\n"), title=(), blocks=(outer,))
    assert [type(one) for one in walk_blocks(made.blocks)] == [Stranger, Paragraph]
    assert running(made).characters == "sông"
    loud = map_inlines(made, shout)
    assert running(loud).characters == "SÔNG"
    assert map_inlines(made, lambda run: run) is made
    assert plain((WHISPER,)) == "sông"
    source = Source(SPAN.path, "", ("sông",) * 3, "")
    assert [run.text for run in copy_of(made, source).runs] == ["sông"]
    assert resolved(Book((), (made,), ())).book.body


def shout(run: Inlines) -> Inlines:
    return tuple(
        replace(one, text=one.text.upper()) if isinstance(one, Text) else one for one in run
    )
