"""A book that is built again whenever one of its files is saved.

In: a `Project` that remembers what was read of it, an order, a stream that stirs when something may
have changed. Out: a `Turn` for each build, told to a `Listener`. All builds share one workshop.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Protocol

from anban.app.build import Order, Outcome, build
from anban.app.session import Session
from anban.core.diagnostics import Report
from anban.core.errors import AnbanError, BugError
from anban.typeset.layout import Page
from anban.typeset.pages.record import PageRecord
from anban.typeset.settle import Layout
from anban.world.project import FILE_LIMIT, MANUSCRIPT, Refused, World

Clock = Callable[[], float]
"""Tells the time in seconds, from any beginning."""

_PASSING = re.compile(r".*~|#.*#|4913|.*\.(?:sw[a-z]|tmp|part|bak|crswap)|.*___jb_\w+___")
"""Names under which editors keep a file for a moment."""


@dataclass(frozen=True, slots=True)
class Project(World):
    """A world that remembers which of its folders were asked for anything."""

    asked: set[str] = field(default_factory=lambda: {MANUSCRIPT}, compare=False)

    def read(self, path: str, limit: int = FILE_LIMIT) -> bytes:
        self._note(path)
        return World.read(self, path, limit)

    def fault(self, path: str, *, guess: bool = True) -> Refused | None:
        self._note(path)
        return World.fault(self, path, guess=guess)

    def listing(self, folder: str) -> tuple[str, ...]:
        self._note(folder)
        return World.listing(self, folder)

    def folders(self) -> tuple[str, ...]:
        """The folders that the book is made of, those that are there, sorted."""
        return tuple(sorted(folder for folder in self.asked if self.exists(folder)))

    def _note(self, path: str) -> None:
        self.asked.add(PurePosixPath(path).parts[0] if path else path)


@dataclass(frozen=True, slots=True)
class Turn:
    """A build and what led to it.

    `changed` are the files that were written, added or removed since the build before; empty for
    the first. Of `pages`, `laid` were laid out for this build, and `moved` only stand in another
    place. `outcome` is None if a `fault` kept the build from its end.
    """

    changed: tuple[str, ...]
    outcome: Outcome | None
    fault: AnbanError | None
    pages: int
    laid: int
    moved: int
    seconds: float

    @property
    def report(self) -> Report:
        return self.outcome.report if self.outcome else Report()


class Listener(Protocol):
    """Whoever wants to know of each build: a terminal, a preview."""

    def finished(self, turn: Turn) -> None:
        """A build has come to its end."""


def watch(
    project: Project,
    order: Order,
    stirs: Iterable[object],
    listener: Listener,
    clock: Clock,
    session: Session | None = None,
) -> None:
    """Build once, and again each time that something has changed when `stirs` gives anything.

    Faults are told, and the last good editions stay. Raises what the first build raises.
    """
    session, places = session or Session(), PagePlaces()
    seen: Mapping[str, object] = {}
    first = busy = True
    for _ in stirs:
        known = project.folders()
        now = _lasting(project.marks(known))
        changed = tuple(sorted({path for path, _ in {*seen.items()} ^ {*now.items()}}))
        if not (changed or first):
            if busy:
                session.rest()
            busy = False
            continue
        began = clock()
        outcome, fault = _build(project, order, session, first=first)
        laid, moved, pages = places.follow(outcome.layouts if outcome else ())
        # a folder that the build was the first to ask for
        new = [folder for folder in project.folders() if folder not in known]
        seen = {**now, **_lasting(project.marks(new))}
        told = () if first else changed
        first, busy = False, True
        listener.finished(Turn(told, outcome, fault, pages, laid, moved, clock() - began))


def _lasting(marks: Mapping[str, object]) -> dict[str, object]:
    """`marks` without those of files that an editor has only for a moment."""
    return {
        path: mark
        for path, mark in marks.items()
        if not _PASSING.fullmatch(PurePosixPath(path).name)
    }


def _build(
    world: World, order: Order, session: Session, *, first: bool
) -> tuple[Outcome | None, AnbanError | None]:
    try:
        return build(world, order, session), None
    except AnbanError as fault:
        if first or isinstance(fault, BugError):
            raise
        return None, fault


@dataclass(slots=True)
class PagePlaces:
    """Where each page stood after the last build that laid out any."""

    known: dict[int, tuple[PageRecord, Page]] = field(default_factory=dict)

    def follow(self, layouts: Iterable[Layout]) -> tuple[int, int, int]:
        """How many pages are new, how many have moved, how many there are.

        A page that was laid out again and came out the same is not new.
        """
        now = {
            id(placed.leaf.record): (placed.leaf.record, placed.page)
            for layout in layouts
            for placed in (layout.composition.pages if layout.composition else ())
            if placed.leaf
        }
        old = {(page.sheet, page.index): record for record, page in self.known.values()}
        laid = moved = 0
        for name, (record, page) in now.items():
            if name in self.known:
                moved += self.known[name][1].index != page.index
            else:
                laid += old.get((page.sheet, page.index)) != record
        if now:
            self.known = now
        return laid, moved, sum(len(layout.pages) for layout in layouts)
