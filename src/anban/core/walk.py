"""Ways through the node tree that every room below the parser needs.

In: nodes, chapters. Out: `plain`, the words of a run of inlines;
`inlines_of`, `walk_blocks` and `walk_inlines`, which visit in reading order; `map_inlines`,
`map_blocks` and `map_sequence`, which rebuild with every sequence of inlines changed. What is not
changed stays the same object, at every level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from operator import is_
from typing import Any, TypeVar, assert_never

from anban.core.book import Chapter
from anban.core.nodes import (
    Block,
    Blocks,
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
    Inlines,
    Link,
    List,
    ListItem,
    Marked,
    Note,
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

Change = Callable[[Inlines], Inlines]
"""What a pass does to one sequence of inlines."""

Thing = TypeVar("Thing")
Holder = TypeVar(
    "Holder", bound=Chapter | Note | Block | Inline | ListItem | Definition | VerseLine | Cell
)


def plain(inlines: Inlines) -> str:
    """The words of `inlines`: line ends as one space, notes and pictures left out."""
    return "".join(_plain(inline) for inline in inlines)


def _plain(inline: Inline) -> str:
    match inline:
        case Text(text=text) | Code(text=text):
            return text
        case SoftBreak() | HardBreak():
            return " "
        case (
            Emphasis(children=children)
            | Strong(children=children)
            | Marked(children=children)
            | Foreign(children=children)
            | Link(children=children)
            | Reference(children=children)
        ):
            return plain(children)
        case NoteCall() | InlineImage():
            return ""
        case _:
            assert_never(inline)


def inlines_of(block: Block) -> Iterator[Inlines]:
    """The sequences of inlines that `block` itself holds, in reading order, empty ones too.

    Blocks inside a quote, a list or a definition are not entered: see `walk_blocks`. An
    attribution stands behind them all the same.
    """
    match block:
        case Heading() | Paragraph():
            yield block.children
        case Quote():
            yield block.attribution
        case Verse():
            for stanza in block.stanzas:
                yield from (line.children for line in stanza)
            yield block.attribution
        case DefinitionList():
            yield from (item.term for item in block.items)
        case Table():
            yield block.caption
            for row in (block.head, *block.rows):
                yield from (cell.children for cell in row)
        case Figure():
            yield block.caption
        case List() | CodeBlock() | SceneBreak():
            return
        case _:
            assert_never(block)


def walk_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, a block before those inside it: into quotes, lists and definitions."""
    for block in blocks:
        yield block
        match block:
            case Quote():
                yield from walk_blocks(block.blocks)
            case List():
                for item in block.items:
                    yield from walk_blocks(item.blocks)
            case DefinitionList():
                for entry in block.items:
                    for definition in entry.blocks:
                        yield from walk_blocks(definition)
            case _:
                pass


def walk_inlines(inlines: Inlines) -> Iterator[Inline]:
    """Every inline, an inline before those inside it."""
    for inline in inlines:
        yield inline
        match inline:
            case Emphasis() | Strong() | Marked() | Foreign() | Link() | Reference():
                yield from walk_inlines(inline.children)
            case _:
                pass


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
    return _with(
        chapter,
        title=map_sequence(chapter.title, change),
        subtitle=map_sequence(chapter.subtitle, change),
        short_title=map_sequence(chapter.short_title, change),
        blocks=map_blocks(chapter.blocks, change),
        notes=held(
            chapter.notes,
            (_with(note, blocks=map_blocks(note.blocks, change)) for note in chapter.notes),
        ),
    )


def map_sequence(inlines: Inlines, change: Change) -> Inlines:
    """`change` of one sequence, its children changed first."""
    return change(held(inlines, [_inside(inline, change) for inline in inlines])) if inlines else ()


def map_blocks(blocks: Blocks, change: Change) -> Blocks:
    """`blocks` with `change` applied as `map_inlines` tells."""
    return held(blocks, [_block(block, change) for block in blocks])


def held(before: tuple[Thing, ...], after: Iterable[Thing]) -> tuple[Thing, ...]:
    """`after` as a tuple: `before` itself if it holds the very same things."""
    made = tuple(after)
    return before if len(made) == len(before) and all(map(is_, made, before)) else made


def _with(holder: Holder, **made: Any) -> Holder:  # noqa: ANN401 (any part of any node)
    """`holder` with what was `made` of its parts: itself if it holds the very same."""
    same = all(getattr(holder, name) is value for name, value in made.items())
    return holder if same else replace(holder, **made)


def _inside(inline: Inline, change: Change) -> Inline:
    match inline:
        case Text() | SoftBreak() | HardBreak() | Code() | NoteCall() | InlineImage():
            return inline
        case Emphasis() | Strong() | Marked() | Foreign() | Link() | Reference():
            return _with(inline, children=map_sequence(inline.children, change))
        case _:
            assert_never(inline)


def _block(block: Block, change: Change) -> Block:
    match block:
        case Heading() | Paragraph():
            return _with(block, children=map_sequence(block.children, change))
        case Quote():
            blocks = map_blocks(block.blocks, change)
            return _with(block, blocks=blocks, attribution=map_sequence(block.attribution, change))
        case Verse():
            stanzas = held(block.stanzas, (_stanza(stanza, change) for stanza in block.stanzas))
            attribution = map_sequence(block.attribution, change)
            return _with(block, stanzas=stanzas, attribution=attribution)
        case List():
            items = (_with(item, blocks=map_blocks(item.blocks, change)) for item in block.items)
            return _with(block, items=held(block.items, items))
        case DefinitionList():
            entries = (_definition(entry, change) for entry in block.items)
            return _with(block, items=held(block.items, entries))
        case Table():
            caption = map_sequence(block.caption, change)
            head = _row(block.head, change)
            rows = held(block.rows, (_row(row, change) for row in block.rows))
            return _with(block, head=head, rows=rows, caption=caption)
        case Figure():
            caption = map_sequence(block.caption, change)
            return _with(block, caption=caption, details=map_sequence(block.details, change))
        case CodeBlock() | SceneBreak():
            return block
        case _:
            assert_never(block)


def _stanza(stanza: tuple[VerseLine, ...], change: Change) -> tuple[VerseLine, ...]:
    lines = (_with(line, children=map_sequence(line.children, change)) for line in stanza)
    return held(stanza, lines)


def _row(row: tuple[Cell, ...], change: Change) -> tuple[Cell, ...]:
    return held(row, (_with(cell, children=map_sequence(cell.children, change)) for cell in row))


def _definition(item: Definition, change: Change) -> Definition:
    term = map_sequence(item.term, change)
    blocks = held(item.blocks, (map_blocks(blocks, change) for blocks in item.blocks))
    return _with(item, term=term, blocks=blocks)
