"""Comments, `<!-- … -->`, on their own lines or inside a line. They are left out of the book.

In: states of markdown-it-py. Out: the block rule `comment_lines` and the inline rule `comment`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from anban.manuscript.parse import rules
from anban.manuscript.parse.engine import begins, parse_state_of, span_inline, span_of, text_of

_OPEN, _CLOSE = "<!--", "-->"


def comment_lines(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule for a comment of whole lines. It ends a paragraph only if it has an empty line."""
    if not begins(state, start, _OPEN):
        return False
    offset = state.bMarks[start] + state.tShift[start]
    ends = _ends(state)
    index = bisect_left(ends.closes, offset + len("<!"))
    if index == len(ends.closes):
        return False
    close = ends.closes[index]
    last = bisect_right(state.bMarks, close) - 1
    free = bisect_left(ends.free, start) < bisect_left(ends.free, last)
    behind = state.src[close + len(_CLOSE) : state.eMarks[last]].strip(" \t")
    if last >= end or (silent and not free) or (behind and not free):
        return False
    if not silent:
        if behind:
            span = span_of(state, last, len(text_of(state, last)))
            parse_state_of(state).report(rules.TEXT_BEHIND_COMMENT, span)
        state.line = last + 1
    return True


@dataclass(frozen=True, slots=True)
class _Ends:
    """The offsets in a file at which comments may close, and the file's empty lines."""

    closes: list[int]
    free: list[int]


def _ends(state: StateBlock) -> _Ends:
    """The ends of comments in the file. They are searched once in each file.

    Otherwise each `<!--` that is not closed would cause a search to the end of the file.
    """
    if "comment_ends" not in state.env:
        closes = [found.start() for found in re.finditer(_CLOSE, state.src)]
        lines = enumerate(state.src.split("\n"))
        free = [number for number, line in lines if not line.strip(" \t>")]
        state.env["comment_ends"] = _Ends(closes, free)
    ends: _Ends = state.env["comment_ends"]
    return ends


def comment(state: StateInline, silent: bool) -> bool:
    """The rule for a comment inside a line. It also removes spaces that would be left twice."""
    start = state.pos
    if not state.src.startswith(_OPEN, start, state.posMax):
        return False
    end = state.src.find(_CLOSE, start + 2, state.posMax)
    if end < 0:
        if not silent:
            parse_state_of(state).report(rules.OPEN_COMMENT, span_inline(state, start, start + 4))
        return False
    end += len(_CLOSE)
    if not silent and state.pending:
        if state.src[end : end + 1] in ("", "\n"):
            state.pending = state.pending.rstrip(" ")
        state.pushPending()
    if start == 0 or state.src[start - 1] in " \n":
        while end < state.posMax and state.src[end] == " ":
            end += 1
    if end < state.posMax and state.src[end] == "\n" and _begins_line(state.src, start):
        end += 1
    state.pos = end
    return True


def _begins_line(text: str, offset: int) -> bool:
    return not text[text.rfind("\n", 0, offset) + 1 : offset].strip(" \t")
