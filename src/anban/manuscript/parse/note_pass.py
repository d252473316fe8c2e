"""Check the notes of one file: each is called once, each call has a note, none is inside another.

In: the `ParseState` after a whole file was read. Out: from `check_notes`, the notes to keep.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from anban.core.diagnostics import Related
from anban.core.nearest import nearest
from anban.core.nodes import Note
from anban.manuscript.parse import note_rules as rules
from anban.manuscript.parse.state import FoundCall, ParseState

_LABEL = re.compile(r"\^?[^\s^]+\Z")


def check_notes(parse_state: ParseState) -> tuple[Note, ...]:
    """The notes in the order of their places. Of two with the same label, the second is dropped."""
    notes: dict[str, Note] = {}
    for note in parse_state.notes:
        first = notes.setdefault(note.label, note)
        if first is not note:
            related = [Related(first.span, "the first one")]
            parse_state.report(rules.DOUBLED_NOTE, note.span, label=note.label, related=related)
        _check_words(parse_state, note)
    calls = _first_calls(parse_state)
    for label, call in calls.items():
        if label not in notes:
            _report_undefined(parse_state, call, notes, calls)
    for label, note in notes.items():
        if label not in calls:
            _report_unused(parse_state, note, notes, calls)
    return tuple(sorted(notes.values(), key=lambda note: note.span))


def _check_words(parse_state: ParseState, note: Note) -> None:
    if not _LABEL.match(note.label):
        parse_state.report(rules.BAD_NOTE_LABEL, note.span, label=note.label)
    if not note.blocks:
        parse_state.report(rules.EMPTY_NOTE, note.span)


def _first_calls(parse_state: ParseState) -> Mapping[str, FoundCall]:
    calls: dict[str, FoundCall] = {}
    for call in parse_state.calls:
        label, span = call.node.label, call.node.span
        if call.inside:
            parse_state.report(rules.NOTE_IN_NOTE, span)
        first = calls.setdefault(label, call)
        if first is not call:
            related = [Related(first.node.span, "the first call")]
            parse_state.report(rules.NOTE_CALLED_TWICE, span, label=label, related=related)
    return calls


def _report_undefined(
    parse_state: ParseState,
    call: FoundCall,
    notes: Mapping[str, Note],
    calls: Mapping[str, FoundCall],
) -> None:
    label, span = call.node.label, call.node.span
    if not _LABEL.match(label):
        parse_state.report(rules.BAD_NOTE_LABEL, span, label=label)
        return
    near = nearest(label, (other for other in notes if other not in calls))
    line = notes[near].span.line if near else 0
    parse_state.report(rules.UNDEFINED_NOTE, span, near=near, label=label, line=line)


def _report_unused(
    parse_state: ParseState, note: Note, notes: Mapping[str, Note], calls: Mapping[str, FoundCall]
) -> None:
    near = nearest(note.label, (other for other in calls if other not in notes))
    line = calls[near].node.span.line if near else 0
    parse_state.report(rules.UNUSED_NOTE, note.span, near=near, label=note.label, line=line)
