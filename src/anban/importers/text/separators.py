"""Find separators: a line of stars or dashes is a break. The lines `*` and `*  *` are one break.

In: blocks and a `TextState`. Out: `mark_breaks`, `is_separator`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from anban.importers.text.blocks import Block, BlockKind
from anban.importers.text.state import TextState

_SEPARATOR = re.compile(
    r"[*＊⁂❖◆●o]?(?:\s*[*＊⁂❖◆●])*|[-–—_=~•·#]{3,}|[-–—_=~•·#](?:\s+[-–—_=~•·#])+"
)


def is_separator(text: str) -> bool:
    """True for a line that is only a separator."""
    return bool(text) and bool(_SEPARATOR.fullmatch(text))


def mark_breaks(state: TextState, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` with separators as breaks, without a break at the start or at the end."""
    marked: list[Block] = []
    for block in blocks:
        if block.kind is not BlockKind.TEXT or not is_separator(block.text):
            marked.append(block)
            continue
        state.remove("separator", block.line, block.text)
        if marked and marked[-1].kind is BlockKind.BREAK:
            marked[-1] = replace(marked[-1], rows=(*marked[-1].rows, *block.rows))
        else:
            marked.append(replace(block, kind=BlockKind.BREAK, text=""))
    return tuple(marked)
