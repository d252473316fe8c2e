"""Captions: `: words` below a figure or a table, directly or after one empty line.

In: states of markdown-it-py. Out: the block rules `caption`, `figure` and `definitions`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from markdown_it.rules_block import StateBlock

from anban.manuscript.parse.engine import begins, column_of, definition_list, paragraph, text_of

_MARK = re.compile(r":[ \t]+(?=\S)")
PICTURE = "!["
_PICTURE_LINE = re.compile(r"[ \t>]*!\[")
_read_definitions = definition_list()


def caption(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule for a caption: a paragraph without its colon. It ends a table or figure above it."""
    mark = _MARK.match(text_of(state, start)) if begins(state, start, ":") else None
    if mark is None:
        return False
    if silent:
        return state.parentType == "table" or begins(state, state.line, PICTURE)
    if not _stands_below(state, start):
        return False
    paragraph(state, start, end, False)
    opening, inline, closing = state.tokens[-3:]
    opening.type, closing.type = "caption_open", "caption_close"
    inline.content = inline.content[mark.end() :]
    inline.meta["column"] = column_of(state, start) + mark.end()
    return True


def _stands_below(state: StateBlock, line: int) -> bool:
    if line >= 2 and state.isEmpty(line - 1) and state.isEmpty(line - 2):
        return False
    match [token.type for token in state.tokens[-1:]]:
        case ["table_close"]:
            return True
        case ["paragraph_close"]:
            return state.tokens[-2].content.startswith(PICTURE)
        case _:
            return False


def figure(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule for a paragraph that begins with a picture, so that it is never a defined term."""
    return not silent and begins(state, start, PICTURE) and paragraph(state, start, end, False)


def definitions(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule for definition lists, stopped before a figure.

    The plugin's rule would take a figure after the list for its next term.
    """
    if silent:
        return _read_definitions(state, start, end, True)
    last = next((line for line in _pictures(state, start) if _stands_alone(state, line)), end)
    outer_end, state.lineMax = state.lineMax, min(last, state.lineMax)
    found = _read_definitions(state, start, min(last, end), False)
    state.lineMax = outer_end
    return found


def _pictures(state: StateBlock, start: int) -> Iterator[int]:
    """The lines after `start` that begin with a picture. They are searched once in each file."""
    if "pictures" not in state.env:
        lines = enumerate(state.src.split("\n"))
        state.env["pictures"] = [at for at, line in lines if _PICTURE_LINE.match(line)]
    pictures: list[int] = state.env["pictures"]
    return islice(pictures, bisect_right(pictures, start), None)


def _stands_alone(state: StateBlock, line: int) -> bool:
    """True for a line after an empty line that is not indented like the text of a definition."""
    return state.isEmpty(line - 1) and state.sCount[line] - state.blkIndent < 2
