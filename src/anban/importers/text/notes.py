"""Notes and their marks: `[1]`, `(1)`, `¹`, a figure behind a word, `*`, `[Footnote 1: …]`.

In: blocks and a desk. Out: `mark_notes`: each mark that has its note becomes a call, each note is a
block of its own that knows its call; marks without notes and notes without marks stay and are
reported. Notes may stand behind a section, a chapter or the whole text, and begin again at 1.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from anban.importers.draft import Thing
from anban.importers.text.blocks import (
    CALL_CLOSE,
    CALL_OPEN,
    RAISED_CLOSE,
    RAISED_OPEN,
    UPPER,
    Block,
    Kind,
    starts_small,
)
from anban.importers.text.desk import Desk
from anban.importers.text.headings import begins_piece

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_BODIES = (
    ("footnote", re.compile(r"\[(?:Footnote|Chú thích|Note)\s+(\d{1,3})\s*[:.]\s*(.+)(\])$", re.I)),
    ("bracket", re.compile(r"\[(\d{1,3})\][.:]?\s*(.+)()")),
    ("paren", re.compile(r"\((\d{1,3})\)[.:]?\s*(.+)()")),
    ("raised", re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})\s*(.+)()")),
    ("star", re.compile(r"\(?(\*{1,3}|†)\)?\s*([^\s*].*)()")),
    ("figure", re.compile(rf"(\d{{1,3}})(?:[.)]\s*|\s+|(?=[{UPPER}“\"]))(\S.*)()")),
)
_CALLS = (
    ("bracket", re.compile(r"\[(\d{1,3})\]")),
    ("paren", re.compile(r"\((\d{1,3})\)")),
    ("raised", re.compile(r"(?<=\S)([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})")),
    ("star", re.compile(r"(?<=[^\s*])(\*{1,3}|†)(?![\w*])")),
    ("figure", re.compile(r"(?<=[^\W\d_])(\d{1,3})(?![\w%/]|[.,]\d)")),
    ("figure", re.compile(r"(?<=[^\d\s][.,;:!?”\"’)])(\d{1,3})(?![\w%/]|[.,]\d)")),
    ("figure", re.compile(r"(?<=[”\"’)])(\d{1,3})(?![\w%/]|[.,]\d)")),
)
_CALLED = re.compile(r"\[\d{1,3}\]|(?<=\S)[⁰¹²³⁴⁵⁶⁷⁸⁹]")
_ANSWERS = {
    "footnote": ("bracket",), "bracket": ("bracket", "raised", "figure"), "paren": ("paren",),
    "raised": ("raised", "figure"), "star": ("star",),
    "figure": ("raised", "figure", "bracket", "paren"),
}  # fmt: skip
"""The forms of calls that a form of notes may answer, the likeliest first."""
_UNSURE = ("paren", "star", "figure")
"""Forms that are notes only where something calls them."""
_HEADINGS = re.compile(r"(?:chú thích|ghi chú|chú giải|cước chú|notes|footnotes)\s*[:.]?", re.I)
_UNITS = re.compile(r"(?:^|[^\w])(?:\d[\d.,]*)?(?:[kcdm]?m|tr|t|q|s|[a-z])$", re.I)
_WORD = re.compile(r"[^\W\d_]+$")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+")
_MOST_BETWEEN = 2
"""Paragraphs that one note may go on for before the next."""


@dataclass(frozen=True, slots=True)
class _Call:
    """A mark in a text: its block, where it stands there, its number or stars, its form."""

    block: int
    start: int
    stop: int
    key: str
    form: str


@dataclass(frozen=True, slots=True)
class _Body:
    """A note: the blocks from `block` up to `end`, its words without mark."""

    block: int
    end: int
    key: str
    text: str
    form: str
    mark: str
    close: str


@dataclass(frozen=True, slots=True)
class _Scope:
    """Notes that stand together, the calls they may answer, the blocks that pieces begin with."""

    group: Sequence[_Body]
    calls: Sequence[_Call]
    starts: Sequence[int]


@dataclass(slots=True)
class _Found:
    """What has become of marks and notes so far."""

    calls: dict[_Call, int] = field(default_factory=dict)
    bodies: dict[int, tuple[_Body, int]] = field(default_factory=dict)
    forms: set[str] = field(default_factory=set)
    number: int = 0


def mark_notes(desk: Desk, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` with calls in their texts, and notes as blocks whose form is their call's number."""
    found = _Found()
    calls = _calls(blocks)
    opening = _calls_at_starts(blocks, calls)
    calls = sorted((*calls, *opening), key=lambda call: (call.block, call.start))
    starts = [at for at, block in enumerate(blocks) if begins_piece(block.text)]
    places = [call.block for call in calls]
    start = 0
    for group in _groups(blocks, {call.block for call in opening}):
        scope = calls[start : bisect_left(places, group[0].block)]
        if _accept(group, scope):
            _match(desk, blocks, _Scope(group, scope, starts), found)
            start = bisect_left(places, group[-1].end)
    inside = {at for body, _ in found.bodies.values() for at in range(body.block, body.end)}
    spare = [call for call in calls if call not in found.calls and call.block not in inside]
    return _rewritten(desk, blocks, found, spare)


# --- finding --------------------------------------------------------------------------------------


def _calls(blocks: Sequence[Block]) -> list[_Call]:
    calls: list[_Call] = []
    for at, block in enumerate(blocks):
        taken: set[int] = {
            place for url in _ADDRESS.finditer(block.text) for place in range(*url.span())
        }
        for form, pattern in _CALLS:
            for found in pattern.finditer(block.text):
                places = set(range(*found.span()))
                if found.start() == 0 or taken & places or not _may_call(block, found, form):
                    continue
                taken |= places
                key = found[1].translate(_RAISED).lstrip("0") or "0"
                calls.append(_Call(at, found.start(), found.end(), key, form))
    return sorted(calls, key=lambda call: (call.block, call.start))


def _may_call(block: Block, found: re.Match[str], form: str) -> bool:
    before = block.text[: found.start()]
    if form == "raised":
        return not re.search(r"(?:^|[\d\s])[kcdm]?m$", before)
    if form != "figure":
        return True
    if _UNITS.search(before):
        return False
    word = _WORD.search(before)
    return word is None or (word[0].islower() and len(word[0]) > 1) or word[0].istitle()


def _calls_at_starts(blocks: Sequence[Block], calls: Sequence[_Call]) -> list[_Call]:
    """Marks at the start of a paragraph that are no notes: nothing calls them before, the words
    behind go on in small letters, or nothing else calls the note of that number that follows.
    """
    called: dict[tuple[str, str], list[int]] = defaultdict(list)
    for call in calls:
        called[call.key, call.form].append(call.block)
    bodies: dict[tuple[str, str], list[_Body]] = defaultdict(list)
    for at in range(len(blocks)):
        if (body := _body(blocks, at)) is not None and body.form in ("bracket", "raised"):
            bodies[body.key, body.form].append(body)
    return [
        _Call(body.block, 0, len(body.mark), body.key, body.form)
        for sort, some in bodies.items()
        for body, later in pairwise(some)
        if _is_call(body, later, called[sort])
    ]


def _is_call(body: _Body, later: _Body, called: Sequence[int]) -> bool:
    """True for a mark at the start of `body`, if `called` are the blocks that have its number."""
    if called and called[0] < body.block:
        return False
    between = bisect_left(called, later.block) > bisect_right(called, body.block)
    return starts_small(body.text) or not between


def _groups(blocks: Sequence[Block], texts: set[int]) -> Iterator[list[_Body]]:
    """Notes that stand one below the other, all of one form; blocks in `texts` are none."""
    at = 0
    while at < len(blocks):
        body = _body(blocks, at) if at not in texts else None
        if body is None:
            at += 1
            continue
        group = [body]
        while (more := _next_body(blocks, group[-1])) is not None:
            group[-1] = replace(group[-1], end=more.block)
            group.append(more)
        at = group[-1].end
        yield group


def _body(blocks: Sequence[Block], at: int) -> _Body | None:
    block = blocks[at]
    if block.kind is not Kind.TEXT:
        return None
    for form, pattern in _BODIES:
        if found := pattern.fullmatch(block.text):
            key = found[1].translate(_RAISED).lstrip("0") or "0"
            mark = block.text[: found.start(2)].strip()
            return _Body(at, at + 1, key, found[2], form, mark, found[3])
    return None


def _next_body(blocks: Sequence[Block], before: _Body) -> _Body | None:
    """The note behind `before`: directly, or with paragraphs between that go on with it."""
    if before.end >= len(blocks):
        return None
    direct = _body(blocks, before.end)
    if direct is not None and direct.form == before.form:
        return direct
    if before.form in ("star", "footnote", "figure") or not before.key.isdecimal():
        return None
    for at in range(before.end + 1, min(before.end + _MOST_BETWEEN + 1, len(blocks))):
        between = blocks[before.end : at]
        if any(one.kind is not Kind.TEXT or _CALLED.search(one.text) for one in between):
            return None
        later = _body(blocks, at)
        if later is not None and later.form == before.form:
            return later if later.key == str(int(before.key) + 1) else None
    return None


def _accept(group: Sequence[_Body], scope: Sequence[_Call]) -> bool:
    form = group[0].form
    if form not in _UNSURE:
        return True
    keys = {call.key for call in scope if call.form in _ANSWERS[form]}
    called = sum(body.key in keys for body in group)
    return called > 0 and 2 * called >= len(group)


# --- matching -------------------------------------------------------------------------------------


def _match(desk: Desk, blocks: Sequence[Block], within: _Scope, found: _Found) -> None:
    group, scope = within.group, within.calls
    form = _call_form(group, scope)
    found.forms.add(form)
    open_calls = [call for call in scope if call.form == form and call not in found.calls]
    notes = _by_runs(group, range(len(blocks)))
    calls = _by_runs(open_calls, within.starts)
    pairs: dict[int, _Call] = {}
    if len(notes) == len(calls):
        for some, others in zip(notes, calls, strict=True):
            pairs |= _pairs(some, others)
    else:
        pairs = _in_order(notes, calls)
        if calls:
            first = blocks[group[0].block]
            after = (
                f"{len(calls)} rows of marks for {len(notes)} of notes: see what belongs together"
            )
            desk.guess("numbering of notes", first.line, first.text, after, first=True)
    for body in group:
        call = pairs.get(body.block)
        if call is not None:
            found.number += 1
            found.calls[call] = found.number
        found.bodies[body.block] = (body, found.number if call is not None else 0)


def _call_form(group: Sequence[_Body], scope: Sequence[_Call]) -> str:
    keys = {body.key for body in group}
    forms = _ANSWERS[group[0].form]
    return max(forms, key=lambda form: len({c.key for c in scope if c.form == form} & keys))


def _by_runs(
    items: Sequence[_Body] | Sequence[_Call], starts: Sequence[int]
) -> list[list[_Body | _Call]]:
    """Items in runs; each begins where the numbering begins again. The same number once more is a
    beginning where one of the blocks `starts` lies between.
    """
    runs: list[list[_Body | _Call]] = []
    for item in items:
        if not runs or _again(runs[-1][-1], item, starts):
            runs.append([])
        runs[-1].append(item)
    return runs


def _again(before: _Body | _Call, item: _Body | _Call, starts: Sequence[int]) -> bool:
    step = _rank(item.key) - _rank(before.key)
    between = bisect_right(starts, item.block) > bisect_right(starts, before.block)
    return step < 0 or (step == 0 and between)


def _rank(key: str) -> int:
    return int(key) if key.isdecimal() else len(key)


def _pairs(notes: Sequence[_Body | _Call], calls: Sequence[_Body | _Call]) -> dict[int, _Call]:
    by_key: dict[str, list[_Call]] = defaultdict(list)
    for call in calls:
        if isinstance(call, _Call):
            by_key[call.key].append(call)
    return {body.block: by_key[body.key].pop(0) for body in notes if by_key[body.key]}


def _in_order(
    notes: Sequence[Sequence[_Body | _Call]], calls: Sequence[Sequence[_Body | _Call]]
) -> dict[int, _Call]:
    """Pairs where there are more runs of one than of the other: a run of notes takes the run of
    calls that has most of its numbers, of equal ones the nearest before it, none twice.
    """
    pairs: dict[int, _Call] = {}
    free = list(range(len(calls)))
    for run in reversed(notes):
        keys = {body.key for body in run}
        if not free:
            break
        best = max(free, key=lambda at: (len({call.key for call in calls[at]} & keys), at))
        pairs |= _pairs(run, calls[best])
        free = [at for at in free if at < best]
    return pairs


# --- writing --------------------------------------------------------------------------------------


def _rewritten(
    desk: Desk, blocks: Sequence[Block], found: _Found, spare: Sequence[_Call]
) -> tuple[Block, ...]:
    changes: dict[int, list[tuple[_Call, str]]] = defaultdict(list)
    for call, number in found.calls.items():
        mark = blocks[call.block].text[call.start : call.stop]
        desk.remove("mark of a note", blocks[call.block].line, mark)
        changes[call.block].append((call, f"{CALL_OPEN}{number}{CALL_CLOSE}"))
    for call in spare:
        if _is_mark(call, blocks, found):
            changes[call.block].append((call, _kept(desk, blocks[call.block], call)))
    shown: list[Block] = []
    at = 0
    while at < len(blocks):
        block = replace(blocks[at], text=_changed(blocks[at].text, changes[at]))
        if at in found.bodies:
            body, number = found.bodies[at]
            if shown and _HEADINGS.fullmatch(shown[-1].text) and shown[-1].kind is Kind.TEXT:
                heading = shown.pop()
                desk.remove("heading of the notes", heading.line, heading.text)
            shown.append(_note(desk, blocks, body, number))
            at = body.end
            continue
        shown.append(block)
        at += 1
    return tuple(shown)


def _is_mark(call: _Call, blocks: Sequence[Block], found: _Found) -> bool:
    """True for what must have been a mark, though no note answers it."""
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


def _kept(desk: Desk, block: Block, call: _Call) -> str:
    mark = block.text[call.start : call.stop]
    around = block.text[max(0, call.start - 40) : call.stop + 20].strip()
    desk.guess("mark without a note", block.line, around, f"kept: {mark}", first=True)
    return f"{RAISED_OPEN}{mark}{RAISED_CLOSE}" if call.form == "figure" else mark


def _changed(text: str, changes: Sequence[tuple[_Call, str]]) -> str:
    for call, new in sorted(changes, key=lambda change: -change[0].start):
        before = text[: call.start]
        if new.startswith(CALL_OPEN):
            before = before.rstrip() or before
        text = f"{before}{new}{text[call.stop :]}"
    return text


def _note(desk: Desk, blocks: Sequence[Block], body: _Body, number: int) -> Block:
    block = blocks[body.block]
    rows = tuple(row for one in blocks[body.block : body.end] for row in one.rows)
    more = [one.text for one in blocks[body.block + 1 : body.end]]
    for one in blocks[body.block + 1 : body.end]:
        after = f"goes on with note {body.key}"
        desk.guess("paragraph of a note", one.line, one.text, after, first=True)
    if number:
        desk.remove("mark of a note", block.line, body.mark)
        if body.close:
            desk.remove("mark of a note", block.rows[-1].number, body.close)
        text = "\n".join((body.text, *more))
        return Block(Kind.NOTE, text, rows, block.gap, str(number))
    desk.guess("note without a mark", block.line, block.text, "set apart", first=True)
    desk.remove("note without a mark, set apart", block.line, "", Thing.NOTE)
    return Block(Kind.NOTE, "\n".join((block.text, *more)), rows, block.gap, "")
