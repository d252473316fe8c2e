"""Ways through the node tree that every room below the parser needs.

In: nodes of `anban.nodes`, chapters of `anban.book`. Out: `plain`, the words of a run of inlines;
`inlines_of`, `walk_blocks` and `walk_inlines`, which visit in reading order; `map_inlines`,
`map_blocks` and `map_sequence`, which rebuild with every sequence of inlines changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from anban.book import Chapter
from anban.nodes import (
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

Change = Callable[[Inlines], Inlines]
"""What a pass does to one sequence of inlines."""


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
    return replace(
        chapter,
        title=map_sequence(chapter.title, change),
        subtitle=map_sequence(chapter.subtitle, change),
        short_title=map_sequence(chapter.short_title, change),
        blocks=map_blocks(chapter.blocks, change),
        notes=tuple(
            replace(note, blocks=map_blocks(note.blocks, change)) for note in chapter.notes
        ),
    )


def map_sequence(inlines: Inlines, change: Change) -> Inlines:
    """`change` of one sequence, its children changed first."""
    return change(tuple(_inside(inline, change) for inline in inlines)) if inlines else ()


def map_blocks(blocks: Blocks, change: Change) -> Blocks:
    """`blocks` with `change` applied as `map_inlines` tells."""
    return tuple(_block(block, change) for block in blocks)


def _inside(inline: Inline, change: Change) -> Inline:
    match inline:
        case Emphasis() | Strong() | Marked() | Foreign() | Link() | Reference():
            return replace(inline, children=map_sequence(inline.children, change))
        case Text() | SoftBreak() | HardBreak() | Code() | NoteCall() | InlineImage():
            return inline
        case _:
            assert_never(inline)


def _block(block: Block, change: Change) -> Block:
    match block:
        case Heading() | Paragraph():
            return replace(block, children=map_sequence(block.children, change))
        case Quote():
            blocks = map_blocks(block.blocks, change)
            return replace(
                block, blocks=blocks, attribution=map_sequence(block.attribution, change)
            )
        case Verse():
            stanzas = tuple(
                tuple(_verse_line(line, change) for line in stanza) for stanza in block.stanzas
            )
            return replace(
                block, stanzas=stanzas, attribution=map_sequence(block.attribution, change)
            )
        case List():
            items = tuple(
                replace(item, blocks=map_blocks(item.blocks, change)) for item in block.items
            )
            return replace(block, items=items)
        case DefinitionList():
            return _definitions(block, change)
        case Table():
            caption = map_sequence(block.caption, change)
            head, *rows = (_row(row, change) for row in (block.head, *block.rows))
            return replace(block, head=head, rows=tuple(rows), caption=caption)
        case Figure():
            return replace(
                block,
                caption=map_sequence(block.caption, change),
                details=map_sequence(block.details, change),
            )
        case CodeBlock() | SceneBreak():
            return block
        case _:
            assert_never(block)


def _verse_line(line: VerseLine, change: Change) -> VerseLine:
    return replace(line, children=map_sequence(line.children, change))


def _row(row: tuple[Cell, ...], change: Change) -> tuple[Cell, ...]:
    return tuple(replace(cell, children=map_sequence(cell.children, change)) for cell in row)


def _definitions(block: DefinitionList, change: Change) -> DefinitionList:
    items = tuple(
        replace(
            item,
            term=map_sequence(item.term, change),
            blocks=tuple(map_blocks(blocks, change) for blocks in item.blocks),
        )
        for item in block.items
    )
    return replace(block, items=items)
