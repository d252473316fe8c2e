"""Notes that do not end with a full stop, in a book whose notes do.

In: galleys. Out: `ends`, what one chapter's notes end with; `find`, W141.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from anban.check.manuscript.copy import Copy, CopyRun
from anban.check.manuscript.rules import NOTE_WITHOUT_STOP
from anban.check.manuscript.spots import Spot, spot
from anban.core.diagnostics import Diagnostic
from anban.core.registry import RunKind

_STOPPED = re.compile(r"[.!?…:][”’»)\]]*\s*\Z")
_WORD = re.compile(r"\w\s*\Z")
_USUAL = 0.5
"""From which share of all notes on a full stop is what the book does."""


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """How many notes of a chapter end with words, and the ends of those without a full stop."""

    notes: int
    bare: tuple[Spot, ...]


def ends(copy: Copy) -> Ends:
    last = {run.note: run for run in copy.runs if run.note >= 0}
    words = [run for run in last.values() if _asks_for_a_stop(run)]
    return Ends(len(words), tuple(_end(run) for run in words if not _STOPPED.search(run.text)))


def _asks_for_a_stop(run: CopyRun) -> bool:
    """True unless the note ends with a table, with verse or with an address."""
    end = len(run.text.rstrip())
    return run.kind is RunKind.TEXT and end > 0 and not run.untouchable(end - 1, end)


def _end(run: CopyRun) -> Spot:
    end = len(run.text.rstrip())
    place = spot(run, end - 1, end, f"{run.text[end - 1]}.")
    return place if _WORD.search(run.text) else Spot(place.span, ())


def find(chapters: Sequence[Ends]) -> Iterator[Diagnostic]:
    every = sum(one.notes for one in chapters)
    bare = [place for one in chapters for place in one.bare]
    stopped = every - len(bare)
    if stopped > _USUAL * every:
        for place in bare:
            found = NOTE_WITHOUT_STOP.at(place.span, most=stopped, all=every)
            yield replace(found, fixes=place.fixes)
