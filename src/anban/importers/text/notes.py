"""Match notes with their marks: `[1]`, `(1)`, `¹`, a digit after a word, `*`, `[Footnote 1: …]`.

In: blocks and a `TextState`. Out: from `mark_notes`, blocks in which each mark with a note is a
call, and each note is a block of its own that knows its call. Marks without notes and notes without
marks stay in the text and are reported. Notes may come after a section, a chapter or the whole
text, and their numbers may begin again at 1.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from anban.importers.draft import Thing
from anban.importers.text.blocks import (
    CALL_CLOSE,
    CALL_OPEN,
    RAISED_CLOSE,
    RAISED_OPEN,
    Block,
    BlockKind,
)
from anban.importers.text.labels import begins_piece
from anban.importers.text.marks import CallMark, NoteBody, calls_at_starts, calls_of, groups_of
from anban.importers.text.pairing import NoteScope, Waiting, accept, pairs_of
from anban.importers.text.state import TextState
from anban.languages import alternatives_of

_HEADINGS = re.compile(rf"{alternatives_of(lambda one: one.importing.notes)}\s*[:.]?", re.I)


@dataclass(slots=True)
class _Found:
    """The marks and notes that were matched so far."""

    calls: dict[CallMark, int] = field(default_factory=dict)
    bodies: dict[int, tuple[NoteBody, int]] = field(default_factory=dict)
    forms: set[str] = field(default_factory=set)
    number: int = 0


def mark_notes(state: TextState, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` with calls in their texts. The `form` of a note's block is its call's number."""
    found = _Found()
    calls = calls_of(blocks)
    opening = calls_at_starts(blocks, calls)
    calls = sorted((*calls, *opening), key=lambda call: (call.block, call.start))
    starts = [at for at, block in enumerate(blocks) if begins_piece(block.text)]
    waiting = Waiting.of(calls)
    for group in groups_of(blocks, {call.block for call in opening}):
        scope = NoteScope(group, waiting.before(group), starts)
        if not _is_list_of_sources(blocks, group) and accept(scope):
            waiting.answered(_match(state, blocks, scope, found), group)
    inside = {at for body, _ in found.bodies.values() for at in range(body.block, body.end)}
    spare = [call for call in calls if call not in found.calls and call.block not in inside]
    return _rewritten(state, blocks, found, spare)


def _is_list_of_sources(blocks: Sequence[Block], group: Sequence[NoteBody]) -> bool:
    """True if the group is a bibliography, whose items are not called."""
    before = blocks[group[0].block - 1].text if group[0].block else ""
    return group[0].form == "figure" and begins_piece(before)


def _match(state: TextState, blocks: Sequence[Block], within: NoteScope, found: _Found) -> str:
    """Give the notes their calls, and give the form of these calls."""
    pairs = pairs_of(within)
    found.forms.add(pairs.form)
    if pairs.rows:
        first = blocks[within.group[0].block]
        after = "{} rows of marks, {} of notes: see what belongs together".format(*pairs.rows)
        state.guess("numbering of notes", first.line, first.text, after, first=True)
    for body in within.group:
        call = pairs.calls.get(body.block)
        if call is not None:
            found.number += 1
            found.calls[call] = found.number
        found.bodies[body.block] = (body, found.number if call is not None else 0)
    return pairs.form


def _rewritten(
    state: TextState, blocks: Sequence[Block], found: _Found, spare: Sequence[CallMark]
) -> tuple[Block, ...]:
    changes: dict[int, list[tuple[CallMark, str]]] = defaultdict(list)
    for call, number in found.calls.items():
        mark = blocks[call.block].text[call.start : call.stop]
        state.remove("mark of a note", blocks[call.block].line, mark)
        changes[call.block].append((call, f"{CALL_OPEN}{number}{CALL_CLOSE}"))
    for call in spare:
        if _is_mark(call, blocks, found):
            changes[call.block].append((call, _kept(state, blocks[call.block], call)))
    shown: list[Block] = []
    at = 0
    while at < len(blocks):
        block = replace(blocks[at], text=_changed(blocks[at].text, changes[at]))
        if at in found.bodies:
            body, number = found.bodies[at]
            if shown and _HEADINGS.fullmatch(shown[-1].text) and shown[-1].kind is BlockKind.TEXT:
                heading = shown.pop()
                state.remove("heading of the notes", heading.line, heading.text)
            shown.append(_note(state, blocks, body, number))
            at = body.end
            continue
        shown.append(block)
        at += 1
    return tuple(shown)


def _is_mark(call: CallMark, blocks: Sequence[Block], found: _Found) -> bool:
    """True for a mark without a note that was certainly meant as a mark."""
    text = blocks[call.block].text
    if call.form in ("bracket", "raised"):
        return True
    if call.form in found.forms:
        return call.form != "paren" or (call.start > 0 and not text[call.start - 1].isspace())
    behind = text[call.stop : call.stop + 1]
    before = text[call.start - 1]
    if call.form == "star":
        return before.isalpha() or before in '”"’).'
    return call.form == "figure" and (
        before in "”’)" or (before.isalpha() and before.islower() and behind in " .,;:")
    )


def _kept(state: TextState, block: Block, call: CallMark) -> str:
    mark = block.text[call.start : call.stop]
    around = block.text[max(0, call.start - 40) : call.stop + 20].strip()
    state.guess("mark without a note", block.line, around, f"kept: {mark}", first=True)
    return f"{RAISED_OPEN}{mark}{RAISED_CLOSE}" if call.form == "figure" else mark


def _changed(text: str, changes: Sequence[tuple[CallMark, str]]) -> str:
    for call, new in sorted(changes, key=lambda change: -change[0].start):
        before = text[: call.start]
        if new.startswith(CALL_OPEN):
            before = before.rstrip() or before
        text = f"{before}{new}{text[call.stop :]}"
    return text


def _note(state: TextState, blocks: Sequence[Block], body: NoteBody, number: int) -> Block:
    block = blocks[body.block]
    rows = tuple(row for one in blocks[body.block : body.end] for row in one.rows)
    more = [one.text for one in blocks[body.block + 1 : body.end]]
    for one in blocks[body.block + 1 : body.end]:
        after = f"goes on with note {body.key}"
        state.guess("paragraph of a note", one.line, one.text, after, first=True)
    if number:
        state.remove("mark of a note", block.line, body.mark)
        if body.close:
            state.remove("mark of a note", block.rows[-1].number, body.close)
        text = "\n".join((body.text, *more))
        return Block(BlockKind.NOTE, text, rows, block.gap, str(number))
    state.guess("note without a mark", block.line, block.text, "set apart", first=True)
    state.remove("note without a mark, set apart", block.line, "", Thing.NOTE)
    return Block(BlockKind.NOTE, "\n".join((block.text, *more)), rows, block.gap, "")
