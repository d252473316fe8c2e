"""Find captions whose pictures are not in the text.

In: blocks and a `TextState`. Out: `mark_captions`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from anban.importers.text.blocks import Block, BlockKind
from anban.importers.text.state import TextState
from anban.languages import alternatives_of

_LONGEST = 300
"""The most characters of a caption; a longer block is a paragraph that names a picture."""
_CREDIT = re.compile(
    rf"(?:^|[.,;!?”\")]\s+|\(){alternatives_of(lambda one: one.importing.credit)}\s*:\s*\S",
)
_NUMBERED = re.compile(
    rf"{alternatives_of(lambda one: one.importing.figure)}\s+\d+(?:\.\d+)?\s*[.:]\s+\S"
)


def mark_captions(state: TextState, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` with captions marked: a caption ends with the source of its picture, or begins with
    a number.
    """
    return tuple(_marked(state, block) for block in blocks)


def _marked(state: TextState, block: Block) -> Block:
    if block.kind is not BlockKind.TEXT or len(block.text) > _LONGEST:
        return block
    if not (_CREDIT.search(block.text) or _NUMBERED.match(block.text)):
        return block
    after = "set apart; put the picture in its place"
    state.guess("caption without a picture", block.line, block.text, after, first=True)
    return replace(block, kind=BlockKind.CAPTION)
