"""Notes: `[^label]` calls one, `[^label]: text` defines one, `^[text]` does both in one place.

In: states of markdown-it-py. Out: the inline rules `call` and `in_place`, and the block rule
`definition`.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from anban.manuscript.parse import note_rules as rules
from anban.manuscript.parse.engine import begins, link_label, parse_state_of, span_inline, text_of

_CALL = re.compile(r"\[\^([^\[\]\n]*)\]")
DEFINITION = re.compile(r"\[\^([^\[\]\n]*)\]:")
_INDENT = 4
"""The spaces before the further lines of a note, as before those of code in CommonMark."""


def call(state: StateInline, silent: bool) -> bool:
    """The rule for `[^label]`. It is a definition only at the start of a block, so
    `similar[^cat]:` is a call.
    """
    found = _CALL.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("note_call", "", 0)
        token.content = found[1]
    state.pos = found.end()
    return True


def in_place(state: StateInline, silent: bool) -> bool:
    """The rule for `^[text]`."""
    start = state.pos
    if not state.src.startswith("^[", start, state.posMax):
        return False
    end = link_label(state, start + 1)
    if end < 0:
        if not silent:
            parse_state_of(state).report(rules.OPEN_NOTE, span_inline(state, start, start + 2))
        return False
    if not silent:
        outer_end = state.posMax
        state.push("note_open", "", 1)
        state.pos, state.posMax = start + 2, end
        state.md.inline.tokenize(state)
        state.push("note_close", "", -1)
        state.posMax = outer_end
    state.pos = end + 1
    return True


def definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule for `[^label]: text` and everything after it that is indented by four spaces.

    It may end a paragraph, so definitions need no empty line between them. It may be in a list.
    """
    if not begins(state, start, "[^"):
        return False
    found = DEFINITION.match(text_of(state, start))
    if found is None:
        return False
    if silent:
        return True
    token = state.push("note_open", "", 1)
    token.map = [start, start + 1]
    token.content = found[1]
    _read_inside(state, start, end, found.end())
    token.map[1] = state.line
    state.push("note_close", "", -1)
    return True


def _read_inside(state: StateBlock, start: int, end: int, mark: int) -> None:
    """Read the blocks of a note. `mark` is the length of `[^label]:` at the start of a line."""
    text = text_of(state, start)[mark:]
    spaces = len(text) - len(text.lstrip(" \t"))
    saved = state.bMarks[start], state.tShift[start], state.sCount[start]
    outer = state.blkIndent, state.parentType, state.tight
    state.blkIndent += _INDENT
    state.bMarks[start] += state.tShift[start] + mark
    state.tShift[start] = spaces
    state.sCount[start] = state.blkIndent
    state.parentType = "note"
    state.md.block.tokenize(state, start, end)
    state.bMarks[start], state.tShift[start], state.sCount[start] = saved
    state.blkIndent, state.parentType, state.tight = outer
