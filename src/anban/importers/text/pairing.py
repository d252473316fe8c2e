"""Which mark belongs to which note.

In: notes that stand together, the marks before them. Out: `Waiting`, the marks that no note has
answered yet; `accept`, whether they are notes; `pairs_of`, from the block of a note to its mark.
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
"""The forms of calls that a form of notes may answer, the likeliest first."""
_UNSURE = ("paren", "star", "figure")
"""Forms that are notes only where something calls them."""


@dataclass(frozen=True, slots=True)
class NoteScope:
    """Notes that stand together, the calls they may answer, the blocks that pieces begin with."""

    group: Sequence[NoteBody]
    calls: Sequence[CallMark]
    starts: Sequence[int]


@dataclass(frozen=True, slots=True)
class Pairs:
    """`form` is that of the calls that were answered; `rows` counts the rows of calls and of notes
    where they differ, so that somebody should look.
    """

    calls: dict[int, CallMark]
    form: str
    rows: tuple[int, int] | None


@dataclass(slots=True)
class Waiting:
    """Calls by their form, how many of each form stand before the notes that answered some, and
    the blocks of notes, which call nothing.
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
        """The calls that `group` may answer."""
        return [
            call
            for form in _ANSWERS[group[0].form]
            for call in self.calls[form][self.done[form] : self._before(form, group[0].block)]
            if call.block not in self.notes
        ]

    def answered(self, form: str, group: Sequence[NoteBody]) -> None:
        """Calls of `form` in front of the end of `group` wait no more."""
        self.notes.update(range(group[0].block, group[-1].end))
        self.done[form] = self._before(form, group[-1].end)

    def _before(self, form: str, block: int) -> int:
        return bisect_left(self.calls[form], block, key=lambda call: call.block)


def accept(within: NoteScope) -> bool:
    """True if what looks like notes is notes: of unsure forms, half must be called."""
    form = within.group[0].form
    if form not in _UNSURE:
        return True
    keys = {call.key for call in within.calls}
    called = sum(body.key in keys for body in within.group)
    return called > 0 and 2 * called >= len(within.group)


def pairs_of(within: NoteScope) -> Pairs:
    """The call of each note that has one, by the note's block."""
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
    """Items in runs; each begins where the numbering begins again. The same number once more is a
    beginning where one of the blocks `starts` lies between.
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
    """Pairs where there are more runs of one than of the other: a run of notes takes the run of
    calls that has most of its numbers, of equal ones the nearest before it, none twice.
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
