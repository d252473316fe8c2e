"""Find the title with which a text begins, if it has one.

In: blocks and a `TextState`. Out: `mark_title` marks the first lines as a piece of the form
`TITLE`. It is the title of the book if chapters follow, or else of its only chapter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from anban.importers.text.blocks import Block, BlockKind, ends_clause, is_title_like, starts_small
from anban.importers.text.labels import begins_piece
from anban.importers.text.state import TextState
from anban.importers.text.trailing import is_name

TITLE = "title"
_LONGEST = 200
"""The most characters of a line of a title."""
_SHORT = 120
"""The most characters of a title that is not in capitals."""
_MOST_LINES = 6
"""The most lines of a title."""
_NO_TITLE = re.compile(r"[-–—•·+*\[(\d]|.*https?://")


def mark_title(state: TextState, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks`; those that are the title of the text are joined and marked."""
    if len(blocks) > 1 and _is_author(blocks[0].text) and is_title_like(blocks[1].text):
        titled = mark_title(state, blocks[1:])
        return (titled[0], replace(blocks[0], gap=True), *titled[1:])
    count = _lines(blocks)
    if count == 0:
        return tuple(blocks)
    taken = blocks[:count]
    text = " ".join(block.text for block in taken)
    rows = tuple(row for block in taken for row in block.rows)
    state.guess("title", rows[0].number, "⏎".join(block.text for block in taken), text)
    return (
        replace(taken[0], kind=BlockKind.PIECE, text=text, rows=rows, form=TITLE),
        *blocks[count:],
    )


def _is_author(text: str) -> bool:
    return is_name(text) and not begins_piece(text)


def _lines(blocks: Sequence[Block]) -> int:
    """The number of blocks of the title; 0 if there is none."""
    if not blocks or not _is_title(blocks[0]) or len(blocks) == 1:
        return 0
    count = 1
    capitals = is_title_like(blocks[0].text)
    while count < min(_MOST_LINES, len(blocks) - 1):
        block = blocks[count]
        if block.gap or not _is_title(block) or is_title_like(block.text) != capitals:
            break
        if not capitals and not starts_small(block.text):
            break
        count += 1
    behind = blocks[count]
    if (
        not capitals
        and not behind.gap
        and behind.kind is BlockKind.TEXT
        and len(behind.text) < _SHORT
    ):
        return 0
    return count


def _is_title(block: Block) -> bool:
    text = block.text
    return (
        block.kind is BlockKind.TEXT and len(text) <= _LONGEST and not begins_piece(text)
        and not _NO_TITLE.match(text)
        and (is_title_like(text) or (len(text) <= _SHORT and not ends_clause(text)))
    )  # fmt: skip
