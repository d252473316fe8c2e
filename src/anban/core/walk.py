"""Walking through the node tree, to read it or to change it.

In: nodes, chapters. Out, to read: `plain` gives the words of some inlines; `inlines_of`,
`walk_blocks` and `walk_inlines` visit nodes in reading order; `stretches` also says what kind of
text the words are. To change: `map_inlines` and `map_sequence` apply a function to
every sequence of inlines, and build new nodes where something has changed. All other nodes stay the
same objects, at every level. The walks enter the fields that each class has declared (`registry`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import NamedTuple, Protocol, assert_never, cast

from anban.core.book import Chapter
from anban.core.diagnostics import Span
from anban.core.nodes import Block, Blocks, Inline, Inlines
from anban.core.registry import (
    HoldsBlockRuns,
    HoldsBlocks,
    HoldsMembers,
    HoldsRows,
    HoldsWords,
    RunKind,
    facts,
)
from anban.core.ways import WAYS, Node, changed, held

Change = Callable[[Inlines], Inlines]
"""A function that changes one sequence of inlines."""


class Spoken(Protocol):
    """A node with characters of its own."""

    @property
    def text(self) -> str: ...
    @property
    def span(self) -> Span: ...


class Pictured(Protocol):
    """A node that shows a picture."""

    @property
    def source(self) -> str: ...
    @property
    def alt(self) -> str: ...
    @property
    def span(self) -> Span: ...


class Stretch(NamedTuple):
    """The content of one field of a node: either words and the kind of their text, or blocks.

    `row` is the index of the row in which it stands, -1 if the node has no rows.
    """

    run: RunKind
    words: Inlines
    blocks: Blocks
    row: int = -1


# --- to read ------------------------------------------------------------------------------------


def plain(inlines: Inlines) -> str:
    """The words of `inlines`, with a space for each line end, and without notes and pictures."""
    return "".join(map(_plain, inlines))


def _plain(inline: Inline) -> str:
    own = said(inline)
    return "".join(map(plain, inlines_of(inline))) if own is None else own


def said(inline: Inline) -> str | None:
    """The characters of `inline` itself; None if they are those of the inlines that it holds."""
    return WAYS[type(inline)].said(inline)


def spoken(node: Block | Inline) -> Spoken | None:
    """`node` if it has characters of its own, or else None."""
    return cast(Spoken, node) if WAYS[type(node)].spoken else None


def pictured(node: Block | Inline) -> Pictured | None:
    """`node` if it shows a picture, or else None."""
    return cast(Pictured, node) if WAYS[type(node)].pictured else None


def line_character(inline: Inline) -> str:
    """How `inline` is written in a line of text: by its characters, or by the sign that stands for
    it.
    """
    return WAYS[type(inline)].sign or cast(Spoken, inline).text


def inlines_of(node: Block | Inline) -> Iterator[Inlines]:
    """The sequences of inlines that `node` itself holds, in reading order, also the empty ones.

    Blocks inside `node`, as in a quote, a list or a definition, are not entered: that is what
    `walk_blocks` does. So an attribution is given at once, though it is read after the blocks.
    """
    for get in WAYS[type(node)].words:
        yield from get(node)


def walk_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, and after it the blocks inside it: those of quotes, lists and definitions."""
    for block in blocks:
        yield block
        for get in WAYS[type(block)].blocks:
            for inner in get(block):
                yield from walk_blocks(inner)


def walk_inlines(inlines: Inlines) -> Iterator[Inline]:
    """Every inline, and after it the inlines inside it."""
    for inline in inlines:
        yield inline
        for get in WAYS[type(inline)].words:
            for inner in get(inline):
                yield from walk_inlines(inner)


def stretches(node: Node) -> Iterator[Stretch]:
    """The words and blocks that `node` itself holds, in reading order, also the empty ones.

    In contrast to `inlines_of` and `walk_blocks`, words and blocks come in the order in which they
    are read: an attribution after its blocks, a term before its definitions. What is inside them is
    not entered.
    """
    row = -1
    for part in facts(type(node)).holds:
        value = getattr(node, part.field)
        match part:
            case HoldsWords(run=run):
                if run is not RunKind.UNREAD:
                    yield Stretch(run, value, ())
            case HoldsBlocks():
                yield Stretch(RunKind.TEXT, (), value)
            case HoldsBlockRuns():
                yield from (Stretch(RunKind.TEXT, (), blocks) for blocks in value)
            case HoldsMembers() | HoldsRows():
                for members in value if isinstance(part, HoldsRows) else (value,):
                    row += 1
                    for member in members:
                        yield from (Stretch(*one[:3], row) for one in stretches(member))
            case _:
                assert_never(part)


def unheld(node: Block | Inline) -> tuple[object, ...]:
    """A node without its place and the nodes inside it: its class, the values of its other fields,
    and the number of its members. Two nodes for which these are equal differ only inside.
    """
    holds = {part.field: part for part in facts(type(node)).holds}
    found: list[object] = [type(node)]
    for field in fields(node):
        value, part = getattr(node, field.name), holds.get(field.name)
        if isinstance(part, HoldsMembers | HoldsRows):
            found.append(len(value))
        elif part is None and field.name != "span":
            found.append(value)
    return tuple(found)


# --- to change ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Everywhere:
    """Applies `change` to every sequence of inlines, at any depth."""

    change: Change

    def words(self, inlines: Inlines) -> Inlines:
        if not inlines:
            return ()
        return self.change(held(inlines, [changed(inline, self) for inline in inlines]))

    def blocks(self, blocks: Blocks) -> Blocks:
        return held(blocks, [changed(block, self) for block in blocks])


def map_inlines(chapter: Chapter, change: Change) -> Chapter:
    """`chapter` with `change` applied to every sequence of inlines in it.

    A sequence is all that stands in one place: a title, a paragraph, a cell, the children of one
    emphasis. `change` is applied to the inner sequences first, and its result takes the place of
    the sequence. It is not applied to its own result, and it is never called with an empty
    sequence. The calls come in reading order: title, subtitle, short title, blocks, notes; an
    attribution after the blocks of its quote, and each term directly before its definitions.
    """
    changes = _Everywhere(change)
    made = {
        "title": changes.words(chapter.title),
        "subtitle": changes.words(chapter.subtitle),
        "short_title": changes.words(chapter.short_title),
        "blocks": changes.blocks(chapter.blocks),
        "notes": held(chapter.notes, [changed(note, changes) for note in chapter.notes]),
    }
    if all(getattr(chapter, name) is value for name, value in made.items()):
        return chapter
    return replace(chapter, **made)  # type: ignore[arg-type]


def map_sequence(inlines: Inlines, change: Change) -> Inlines:
    """`change` applied to one sequence, and before that to the sequences inside it."""
    return _Everywhere(change).words(inlines)
