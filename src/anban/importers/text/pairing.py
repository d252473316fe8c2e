"""Decide which mark belongs to which note.

In: notes that are together, and the marks before them. Out: `Waiting` has the marks without a note
so far. `accept` decides if a group is notes at all. `pairs_of` maps the block of a note to its
mark.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from anban.importers.text.marks import CallMark, NoteBody

_ANSWERS = {
    "footnote": ("bracket",), "bracket": ("bracket", "raised", "figure"), "paren": ("paren",),
    "raised": ("raised", "figure"), "star": ("star",),
    "figure": ("raised", "figure", "bracket", "paren"),
}  # fmt: skip
"""For each form of notes, the forms of marks that may call it; the likeliest is first."""
_UNSURE = ("paren", "star", "figure")
"""Forms that count as notes only if there are calls for them."""


@dataclass(frozen=True, slots=True)
class NoteScope:
    """A group of notes, the calls that may belong to them, and the blocks that begin pieces."""

    group: Sequence[NoteBody]
    calls: Sequence[CallMark]
    starts: Sequence[int]


@dataclass(frozen=True, slots=True)
class Pairs:
    """The calls of a group of notes.

    `form` is the form of these calls. `rows` has the number of sequences of calls and of notes, if
    these numbers differ; then an editor should check the notes.
    """

    calls: dict[int, CallMark]
    form: str
    rows: tuple[int, int] | None


@dataclass(slots=True)
class Waiting:
    """The calls by their form.

    It also knows how many calls of each form are before notes that were matched already, and the
    blocks of notes, in which a mark is not a call.
    """

    calls: dict[str, list[CallMark]]
    done: dict[str, int]
    notes: set[int]

    @classmethod
    def of(cls, calls: Sequence[CallMark]) -> Waiting:
        by_form: dict[str, list[CallMark]] = defaultdict(list)
        for call in calls:
            by_form[call.form].append(call)
        return cls(by_form, defaultdict(int), set())

    def before(self, group: Sequence[NoteBody]) -> list[CallMark]:
        """The calls before `group` that may belong to its notes."""
        return [
            call
            for form in _ANSWERS[group[0].form]
            for call in self.calls[form][self.done[form] : self._before(form, group[0].block)]
            if call.block not in self.notes
        ]

    def answered(self, form: str, group: Sequence[NoteBody]) -> None:
        """Drop the calls of `form` that are before the end of `group`."""
        self.notes.update(range(group[0].block, group[-1].end))
        self.done[form] = self._before(form, group[-1].end)

    def _before(self, form: str, block: int) -> int:
        return bisect_left(self.calls[form], block, key=lambda call: call.block)


def accept(within: NoteScope) -> bool:
    """True if the group really is notes: of an unsure form, at least half must have calls."""
    form = within.group[0].form
    if form not in _UNSURE:
        return True
    keys = {call.key for call in within.calls}
    called = sum(body.key in keys for body in within.group)
    return called > 0 and 2 * called >= len(within.group)


def pairs_of(within: NoteScope) -> Pairs:
    """The call of each note that has one, by the index of the note's block."""
    form = _call_form(within.group, within.calls)
    notes = _by_runs(within.group, [body.block for body in within.group])
    calls = _by_runs([call for call in within.calls if call.form == form], within.starts)
    if len(notes) != len(calls):
        rows = (len(calls), len(notes)) if calls else None
        return Pairs(_in_order(notes, calls), form, rows)
    pairs: dict[int, CallMark] = {}
    for some, others in zip(notes, calls, strict=True):
        pairs |= _pairs(some, others)
    return Pairs(pairs, form, None)


def _call_form(group: Sequence[NoteBody], scope: Sequence[CallMark]) -> str:
    keys = {body.key for body in group}
    forms = _ANSWERS[group[0].form]
    return max(forms, key=lambda form: len({c.key for c in scope if c.form == form} & keys))


def _by_runs(
    items: Sequence[NoteBody] | Sequence[CallMark], starts: Sequence[int]
) -> list[list[NoteBody | CallMark]]:
    """Divide items into sequences; a new one begins where the numbers begin again.

    The same number twice is also a new beginning if one of the blocks `starts` is in between.
    """
    runs: list[list[NoteBody | CallMark]] = []
    for item in items:
        if not runs or _again(runs[-1][-1], item, starts):
            runs.append([])
        runs[-1].append(item)
    return runs


def _again(before: NoteBody | CallMark, item: NoteBody | CallMark, starts: Sequence[int]) -> bool:
    step = _rank(item.key) - _rank(before.key)
    between = bisect_right(starts, item.block) > bisect_right(starts, before.block)
    return step < 0 or (step == 0 and between)


def _rank(key: str) -> int:
    return int(key) if key.isdecimal() else len(key)


def _pairs(
    notes: Sequence[NoteBody | CallMark], calls: Sequence[NoteBody | CallMark]
) -> dict[int, CallMark]:
    by_key: dict[str, list[CallMark]] = defaultdict(list)
    for call in calls:
        if isinstance(call, CallMark):
            by_key[call.key].append(call)
    return {body.block: by_key[body.key].pop(0) for body in notes if by_key[body.key]}


def _in_order(
    notes: Sequence[Sequence[NoteBody | CallMark]], calls: Sequence[Sequence[NoteBody | CallMark]]
) -> dict[int, CallMark]:
    """The pairs if the numbers of sequences differ.

    A sequence of notes takes the sequence of calls with the most of its numbers. Of equal ones it
    takes the nearest before it. No sequence is taken twice.
    """
    pairs: dict[int, CallMark] = {}
    free = list(range(len(calls)))
    for run in reversed(notes):
        keys = {body.key for body in run}
        if not free:
            break
        best = max(free, key=lambda at: (len({call.key for call in calls[at]} & keys), at))
        pairs |= _pairs(run, calls[best])
        free = [at for at in free if at < best]
    return pairs
