"""Ways through the node tree that every package below the parser needs.

In: nodes, chapters. Out: `plain`, the words of a run of inlines; `inlines_of`, `walk_blocks` and
`walk_inlines`, which visit in reading order; `stretches`, the same with what the words are;
`map_inlines`, `map_blocks` and `map_sequence`, which rebuild with every sequence of inlines
changed. What is not changed stays the same object, at every level. Which fields they enter is what
each class has declared (`registry`).
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
"""What a pass does to one sequence of inlines."""


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
    """What stands in a field of a block: words and what they are, or blocks.

    `row` counts the rows of the block; -1 where there are none.
    """

    run: RunKind
    words: Inlines
    blocks: Blocks
    row: int = -1


# --- to read ------------------------------------------------------------------------------------


def plain(inlines: Inlines) -> str:
    """The words of `inlines`: line ends as one space, notes and pictures left out."""
    return "".join(map(_plain, inlines))


def _plain(inline: Inline) -> str:
    own = said(inline)
    return "".join(map(plain, inlines_of(inline))) if own is None else own


def said(inline: Inline) -> str | None:
    """The characters of `inline` itself; None if what it holds has them."""
    return WAYS[type(inline)].said(inline)


def spoken(node: Block | Inline) -> Spoken | None:
    """`node` if it has characters of its own."""
    return cast(Spoken, node) if WAYS[type(node)].spoken else None


def pictured(node: Block | Inline) -> Pictured | None:
    """`node` if it shows a picture."""
    return cast(Pictured, node) if WAYS[type(node)].pictured else None


def line_character(inline: Inline) -> str:
    """What `inline` is in a line of text: its characters, or the sign that stands for it."""
    return WAYS[type(inline)].sign or cast(Spoken, inline).text


def inlines_of(node: Block | Inline) -> Iterator[Inlines]:
    """The sequences of inlines that `node` itself holds, in reading order, empty ones too.

    Blocks inside a quote, a list or a definition are not entered: see `walk_blocks`. An
    attribution stands behind them all the same.
    """
    for get in WAYS[type(node)].words:
        yield from get(node)


def walk_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, a block before those inside it: into quotes, lists and definitions."""
    for block in blocks:
        yield block
        for get in WAYS[type(block)].blocks:
            for inner in get(block):
                yield from walk_blocks(inner)


def walk_inlines(inlines: Inlines) -> Iterator[Inline]:
    """Every inline, an inline before those inside it."""
    for inline in inlines:
        yield inline
        for get in WAYS[type(inline)].words:
            for inner in get(inline):
                yield from walk_inlines(inner)


def stretches(node: Node) -> Iterator[Stretch]:
    """What `node` holds to be read, in reading order, without what is inside that; empty ones too.

    Unlike `inlines_of` and `walk_blocks`, this tells blocks and words in the order in which they
    are read: an attribution after its blocks, a term before its meanings.
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
    """What `node` is apart from its place and from the nodes in it: its class, the values of its
    other fields, and how many members it has.
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
    """`change` of every sequence, however deep."""

    change: Change

    def words(self, inlines: Inlines) -> Inlines:
        if not inlines:
            return ()
        return self.change(held(inlines, [changed(inline, self) for inline in inlines]))

    def blocks(self, blocks: Blocks) -> Blocks:
        return held(blocks, [changed(block, self) for block in blocks])


def map_inlines(chapter: Chapter, change: Change) -> Chapter:
    """`chapter` with `change` applied to every sequence of inlines in it.

    A sequence is the whole of what stands in one place: a title, a paragraph, a cell, the
    children of one emphasis. `change` gets a sequence after it was applied to the children of
    each inline in that sequence, and what it gives takes the sequence's place; it is not applied
    again to its own result. It is never called with an empty sequence. The order of the calls is
    the reading order: title, subtitle, short title, blocks, notes; in a block as `inlines_of` and
    `walk_blocks` tell, but an attribution after the blocks of its quote, and each term directly
    before its definitions.
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
    """`change` of one sequence, its children changed first."""
    return _Everywhere(change).words(inlines)


def map_blocks(blocks: Blocks, change: Change) -> Blocks:
    """`blocks` with `change` applied as `map_inlines` tells."""
    return _Everywhere(change).blocks(blocks)
