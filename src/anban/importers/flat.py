"""Put blocks on one line, for example those in a table cell.

In: blocks. Out: from `flat`, their inlines with a space between two blocks; nothing is lost. From
`coded`, a run as lines of code.
"""

from __future__ import annotations

from collections.abc import Iterator

from anban.importers.draft import Thing
from anban.importers.ledger import Ledger
from anban.importers.tree import (
    Block,
    Blocks,
    Break,
    CodeBlock,
    Comment,
    Definitions,
    Figure,
    Heading,
    Inline,
    Inlines,
    Listing,
    Look,
    Paragraph,
    Quote,
    Remark,
    StyledRun,
    Table,
    Verse,
)


def flat(blocks: Blocks, ledger: Ledger) -> Inlines:
    """The inlines of `blocks` on one line."""
    made: list[Inline] = []
    for block in blocks:
        for inlines in (*_own(block, ledger), *_inner(block, ledger)):
            made += [StyledRun(" "), *inlines] if made and inlines else inlines
    return tuple(made)


def coded(inlines: Inlines) -> tuple[str, Inlines]:
    """A run as lines of code, and the inlines that code cannot have: pictures and notes."""
    text = "".join(
        one.text if isinstance(one, StyledRun) else "\n" if isinstance(one, Break) else ""
        for one in inlines
    )
    return text, tuple(one for one in inlines if not isinstance(one, StyledRun | Break))


def _own(block: Block, ledger: Ledger) -> Iterator[Inlines]:
    """The runs of a block that has no blocks inside."""
    match block:
        case Paragraph(inlines=inlines):
            yield inlines
        case Heading(inlines=inlines, line=line):
            ledger.remove("heading in a line, kept as text", line, "", Thing.HEADING)
            yield inlines
        case CodeBlock(text=text):
            yield (StyledRun(text, Look(code=True)),)
        case Comment(text=text):
            yield (Remark(text),)
        case Verse(lines=lines, attribution=attribution):
            yield from (*(line.inlines for line in lines), attribution)
        case Figure(image=image, caption=caption):
            yield from ((image,), caption)
        case _:
            pass


def _inner(block: Block, ledger: Ledger) -> Iterator[Inlines]:
    match block:
        case Table(head=head, rows=rows, caption=caption):
            yield from (caption, *head, *(cell for row in rows for cell in row))
        case Quote(blocks=blocks, attribution=attribution):
            yield from (flat(blocks, ledger), attribution)
        case Listing(items=items):
            yield from (flat(item, ledger) for item in items)
        case Definitions(items=definitions):
            for one in definitions:
                yield one.term
                yield from (flat(meaning, ledger) for meaning in one.meanings)
        case _:
            pass
