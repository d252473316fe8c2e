"""Containers: `::: verse` and `::: epigraph`, each up to a line of `:::`.

In: states of markdown-it-py. Out: the block rule `container`.
"""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

from anban.core.nearest import nearest
from anban.manuscript.parse import note_rules, rules
from anban.manuscript.parse.engine import begins, column_of, parse_state_of, span_of, text_of
from anban.manuscript.parse.syntax.notes import DEFINITION

VERSE, EPIGRAPH = "verse", "epigraph"
_NAMES = (VERSE, EPIGRAPH)


def container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule for containers. An unknown name and a missing end are reported."""
    if not begins(state, start, ":::"):
        return False
    if silent:
        return True
    marks, name, words = _parts(text_of(state, start))
    if not name:
        parse_state_of(state).report(rules.STRAY_CLOSE, span_of(state, start, len(marks)))
        state.line = start + 1
        return True
    _check_name(state, start, name, words)
    length = text_of(state, start).index(name) + len(name)
    last, closed = _last_line(state, start, end, nested=name != VERSE)
    if not closed:
        parse_state_of(state).report(rules.OPEN_CONTAINER, span_of(state, start, length), name=name)
    if all(state.isEmpty(line) for line in range(start + 1, last)):
        span = span_of(state, start, length)
        parse_state_of(state).report(rules.EMPTY_CONTAINER, span, name=name)
    (_read_verse if name == VERSE else _read_blocks)(state, start, last, name)
    state.line = last + 1 if closed else last
    return True


def _parts(text: str) -> tuple[str, str, str]:
    """The colons of a line, the name after them, and the text after the name."""
    rest = text.lstrip(":")
    name, *words = rest.split(maxsplit=1) or [""]
    return text[: len(text) - len(rest)], name, words[0].rstrip(" \t") if words else ""


def _check_name(state: StateBlock, line: int, name: str, words: str) -> None:
    parse_state, text, column = parse_state_of(state), text_of(state, line), column_of(state, line)
    if name not in _NAMES:
        span = parse_state.span(line, column + text.index(name), len(name))
        parse_state.report(rules.UNKNOWN_CONTAINER, span, near=nearest(name, _NAMES), name=name)
    if words:
        span = parse_state.span(line, column + text.rindex(words), len(words))
        parse_state.report(rules.CONTAINER_WORDS, span, name=name, words=words)


def _last_line(state: StateBlock, start: int, end: int, *, nested: bool) -> tuple[int, bool]:
    """The line after the last line of the container, and if that is a line of `:::`.

    An epigraph may contain another container. A verse must not, so it ends where one begins; it
    then counts as not closed.
    """
    depth = 1
    for line in range(start + 1, end):
        if state.isEmpty(line):
            continue
        if state.sCount[line] < state.blkIndent:
            return line, False
        if not begins(state, line, ":::"):
            continue
        _, name, _ = _parts(text_of(state, line))
        if name and not nested:
            return line, False
        depth += 1 if name else -1
        if depth == 0:
            return line, True
    return end, False


def _read_blocks(state: StateBlock, start: int, last: int, name: str) -> None:
    token = state.push("container_open", "", 1)
    token.map, token.info = [start, last], name
    outer = state.parentType, state.lineMax, state.tight
    state.parentType, state.lineMax = "container", last
    state.md.block.tokenize(state, start + 1, last)
    state.parentType, state.lineMax, state.tight = outer
    state.push("container_close", "", -1)


def _read_verse(state: StateBlock, start: int, last: int, name: str) -> None:
    token = state.push("verse_open", "", 1)
    token.map, token.info = [start, last], name
    for line in range(start + 1, last):
        if state.isEmpty(line):
            state.push("stanza_end", "", 0)
            continue
        text = text_of(state, line)
        definition = DEFINITION.match(text)
        if definition is not None:
            span = span_of(state, line, definition.end())
            parse_state_of(state).report(note_rules.NOTE_IN_VERSE, span, label=definition[1])
        token = state.push("inline", "", 0)
        token.map = [line, line + 1]
        token.content = text.rstrip(" \t")
        token.meta["indent"] = max(0, state.sCount[line] - state.sCount[start]) // 2
    state.push("verse_close", "", -1)
