"""Put what is not part of the text into a piece of its own, so that an editor can decide about it.

In: blocks by their sort, a `TextState`. Out: `apart_piece`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from anban.core.book import Matter, Role
from anban.importers.draft import APART_TITLE, Piece, Thing
from anban.importers.text.blocks import Block, BlockKind
from anban.importers.text.rendering import labels_of, markdown
from anban.importers.text.state import TextState

APART_NAME = "ngoai-bai"
_SORTS = ("caption", "source", "stray", "note", "front")
"""What is set apart, in the order in which it stands there."""


def apart_piece(
    state: TextState, apart: Mapping[str, Sequence[Block]], notes: Mapping[str, Block]
) -> tuple[Piece, ...]:
    """A piece of the back matter with a heading for each sort; empty if nothing was set apart."""
    if not apart:
        return ()
    say = state.language.say
    first = min(block.line for blocks in apart.values() for block in blocks)
    blocks: list[Block] = []
    for sort in _SORTS:
        if found := apart.get(sort):
            heading = say(f"import-apart-{sort}")
            state.add("heading of what was set apart", first, heading, Thing.HEADING)
            blocks.append(Block(BlockKind.HEADING, heading, (), level=1))
            blocks += (
                replace(one, kind=BlockKind.TEXT, text=text)
                for one in found
                for text in one.text.split("\n")
            )
    title = say("import-apart")
    state.add(APART_TITLE, first, title, Thing.HEADING)
    text = markdown(blocks, labels_of("", blocks), notes, state.language)
    return (
        Piece(Matter.BACK, Role.APPENDIX, title, text, state.path, first, name=APART_NAME),
    )  # fmt: skip
