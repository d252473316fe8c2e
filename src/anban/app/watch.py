"""Build a book again whenever one of its files is saved.

In: a `Project`, which remembers what was read from it; an `Order`; and an iterable that gives an
item each time a file may have changed. Out: for each build a `Turn`, which a `Listener` gets. All
builds share one session.
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
"""A function that gives the time in seconds; only differences between two calls are used."""

_PASSING = re.compile(r".*~|#.*#|4913|.*\.(?:sw[a-z]|tmp|part|bak|crswap)|.*___jb_\w+___")
"""Names of files that editors and browsers keep only for a moment: backups (`~`), Emacs's `#…#`,
Vim's swap files and its `4913` (it makes that file to see whether the folder can be written),
unfinished downloads, Chromium's `.crswap`, and the files that JetBrains' editors save first."""


@dataclass(frozen=True, slots=True)
class Project(World):
    """A world that remembers from which of its top folders something was asked for."""

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
        """The folders that the build used and that exist, sorted."""
        return tuple(sorted(folder for folder in self.asked if self.exists(folder)))

    def _note(self, path: str) -> None:
        self.asked.add(PurePosixPath(path).parts[0] if path else path)


@dataclass(frozen=True, slots=True)
class Turn:
    """One build and what caused it.

    `changed` are the paths that were written, added or removed since the build before; it is empty
    for the first build. `pages` is the number of pages of all print editions. `laid` of them were
    laid out in this build and came out different, and `moved` of them only have another number.
    `outcome` is None if a `fault` stopped the build. `seconds` is how long the build took.
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
    """What is told of each build, for example a terminal."""

    def finished(self, turn: Turn) -> None:
        """Is called at the end of each build."""


def watch(
    project: Project,
    order: Order,
    stirs: Iterable[object],
    listener: Listener,
    clock: Clock,
    session: Session | None = None,
) -> None:
    """Build once; for each further item of `stirs`, build again if a file has changed.

    `listener` is told of every build, also of one that failed. Editions that were published before
    stay when a later build fails. Only an error of the first build is raised.
    """
    session, places = session or Session(), PagePlaces()
    seen: Mapping[str, object] = {}
    first = busy = True
    for _ in stirs:
        known = project.folders()
        now = _lasting(project.marks(known))
        changed = tuple(sorted({path for path, _ in {*seen.items()} ^ {*now.items()}}))
        if not (changed or first):
            # nothing has changed for one item of `stirs`, so there is time to free memory
            if busy:
                session.collect_garbage()
            busy = False
            continue
        began = clock()
        outcome, fault = _build(project, order, session, first=first)
        laid, moved, pages = places.follow(outcome.layouts if outcome else ())
        # folders that this build was the first to use are known only now
        new = [folder for folder in project.folders() if folder not in known]
        seen = {**now, **_lasting(project.marks(new))}
        causes = () if first else changed
        first, busy = False, True
        listener.finished(Turn(causes, outcome, fault, pages, laid, moved, clock() - began))


def _lasting(marks: Mapping[str, object]) -> dict[str, object]:
    """`marks` without the files that an editor keeps only for a moment."""
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
    """The place of each page after the last build that laid out pages.

    `known` has the page record by its `id`; it holds the record too, so that no other object can
    get the same `id`.
    """

    known: dict[int, tuple[PageRecord, Page]] = field(default_factory=dict)

    def follow(self, layouts: Iterable[Layout]) -> tuple[int, int, int]:
        """Count the pages that are new, those that have moved, and all pages.

        A page that was laid out again with the same result does not count as new.
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
