"""Find lists: items that begin with dashes or numbers. A dash that begins direct speech is no item.

In: blocks and a `TextState`. Out: `mark_lists`; every item is a block of its own with its mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from anban.importers.text.blocks import Block, BlockKind
from anban.importers.text.state import TextState

_DASH = re.compile(r"([-–—•·+])\s*(?=[^\W_]|[“\"‘(])")
_NUMBER = re.compile(r"(\d{1,3})([.)])\s+(?=\S)")
_SAID = re.compile(r"[?!][”\"]?$|[?!]")
_FEWEST = 2
"""A list has at least so many items; one dash alone begins direct speech more often."""


def mark_lists(state: TextState, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` with the items of lists marked, without their dashes and numbers."""
    marked: list[Block] = []
    at = 0
    while at < len(blocks):
        end = _end(blocks, at)
        run = blocks[at:end]
        if len(run) >= _FEWEST and _is_list(run, marked[-1] if marked else None):
            marked += (_item(state, block) for block in run)
            state.guess("list", run[0].line, run[0].text, f"{len(run)} items")
        else:
            marked += run or blocks[at : at + 1]
            for block in run if not _NUMBER.match(run[0].text if run else "") else ():
                state.guess("dash before a paragraph", block.line, block.text, "kept as it is")
        at = max(end, at + 1)
    return tuple(marked)


def _end(blocks: Sequence[Block], start: int) -> int:
    """The index after the last of the items of one sort that begin at `start`."""
    first = _sort(blocks[start])
    end, number = start, 0
    while first and end < len(blocks) and _sort(blocks[end]) == first:
        found = _NUMBER.match(blocks[end].text)
        if found and end > start and int(found[1]) != number + 1:
            break
        number = int(found[1]) if found else 0
        end += 1
    return end


def _sort(block: Block) -> str:
    if block.kind is not BlockKind.TEXT:
        return ""
    if dash := _DASH.match(block.text):
        return dash[1]
    number = _NUMBER.match(block.text)
    return number[2] if number else ""


def _is_list(run: Sequence[Block], before: Block | None) -> bool:
    """True unless the items may be a dialogue."""
    if _NUMBER.match(run[0].text):
        return True
    if any(_SAID.search(block.text) for block in run):
        return False
    introduced = before is not None and before.text.endswith(":")
    return introduced or all(block.text.endswith(";") for block in run[:-1])


def _item(state: TextState, block: Block) -> Block:
    found = _DASH.match(block.text) or _NUMBER.match(block.text)
    mark = found[0].strip() if found else ""
    state.remove("mark of an item", block.line, mark)
    return replace(
        block, kind=BlockKind.ITEM, text=block.text[len(found[0]) if found else 0 :], form=mark
    )
