"""Walk through the tree of an import.

In: blocks, runs. Out: `runs_of` gives every run in reading order, and `change_runs` the blocks with
every run changed. `plain` gives the words of a run, `beside_words` everything but the words, and
`behind` a run without its first characters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from anban.importers.tree import (
    Block,
    Blocks,
    Break,
    Definitions,
    Figure,
    Heading,
    Inline,
    Inlines,
    Listing,
    Paragraph,
    Quote,
    StyledRun,
    Table,
    Verse,
)

Change = Callable[[Inlines, int], Inlines]
"""A function that changes one run. It also takes the line of the block to which the run belongs."""


def plain(inlines: Inlines) -> str:
    """The words of a run, without notes, pictures and editor's marks. A break becomes a space."""
    words = (one.text if isinstance(one, StyledRun) else " " for one in inlines)
    return " ".join("".join(words).split())


def beside_words(inlines: Inlines) -> Inlines:
    """The notes, pictures and editor's marks of a run, which `plain` leaves out."""
    return tuple(one for one in inlines if not isinstance(one, StyledRun | Break))


def behind(inlines: Inlines, mark: str) -> Inlines:
    """`inlines` without `mark`, with whose characters they begin; spaces do not count."""
    count = len("".join(mark.split()))
    made: list[Inline] = []
    for one in inlines:
        if count <= 0 or not isinstance(one, StyledRun):
            made.append(one)
            continue
        text = one.text
        while count and text:
            count -= not text[0].isspace()
            text = text[1:]
        text = text if count else text.lstrip()
        made += [replace(one, text=text)] if text else []
    return tuple(made)


def runs_of(blocks: Blocks) -> Iterator[Inlines]:
    """Every run of `blocks`, in reading order."""
    found: list[Inlines] = []

    def keep(inlines: Inlines, _line: int) -> Inlines:
        found.append(inlines)
        return inlines

    change_runs(blocks, keep)
    yield from found


def change_runs(blocks: Blocks, change: Change) -> Blocks:
    """`blocks` with every run changed by `change`."""
    return tuple(_changed(block, change) for block in blocks)


def _changed(block: Block, change: Change) -> Block:
    match block:
        case Heading() | Paragraph():
            return replace(block, inlines=change(block.inlines, block.line))
        case Quote():
            inner = change_runs(block.blocks, change)
            return replace(block, blocks=inner, attribution=change(block.attribution, block.line))
        case Verse():
            lines = tuple(
                replace(one, inlines=change(one.inlines, block.line)) for one in block.lines
            )
            return replace(block, lines=lines, attribution=change(block.attribution, block.line))
        case Listing():
            return replace(block, items=tuple(change_runs(item, change) for item in block.items))
        case Definitions():
            return _definitions(block, change)
        case Table():
            head = tuple(change(cell, block.line) for cell in block.head)
            rows = tuple(tuple(change(cell, block.line) for cell in row) for row in block.rows)
            return replace(block, head=head, rows=rows, caption=change(block.caption, block.line))
        case Figure():
            return replace(block, caption=change(block.caption, block.line))
        case _:
            return block


def _definitions(block: Definitions, change: Change) -> Definitions:
    items = tuple(
        replace(
            item,
            term=change(item.term, block.line),
            meanings=tuple(change_runs(meaning, change) for meaning in item.meanings),
        )
        for item in block.items
    )
    return replace(block, items=items)
