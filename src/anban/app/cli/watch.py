"""`anban watch [EDITION]...`."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType

import click
import watchfiles

from anban.app.build import Order, Outcome
from anban.app.cli.options import Settings, examples, quick, shared
from anban.app.cli.terminal import counted, print_report, tally
from anban.app.session import Session
from anban.app.watch import Project, Turn, watch
from anban.core.diagnostics import printable
from anban.core.errors import DONE
from anban.world.project import World

BURST = 50
"""Milliseconds without a change after which a group of saves counts as one change."""
LONGEST = 1000
"""Milliseconds after which a build begins even if files are still being saved."""
PAUSE = 1000
"""Milliseconds after which the files are compared even if no change was reported, since some
network file systems report none."""
NAMED = 3
"""The number of changed files that a line names; further ones are only counted."""


@click.command(
    "watch",
    epilog=examples(
        "anban watch                        all editions",
        "anban watch paperback              only the edition of that name",
    ),
)
@click.argument("editions", nargs=-1, metavar="[EDITION]...")
@quick
@shared
@click.pass_obj
def command(settings: Settings, editions: tuple[str, ...], jobs: int, cache: bool) -> int:
    """Build again whenever a file is saved.

    A line for each build says what changed, how many pages were laid out for it, how many moved.
    While a fault is in the book, good editions of a build before stay. Ctrl-C ends it, with exit
    code 130.
    """
    found = World.open(settings.folder)
    project = Project(found.root, found.environment)
    order = Order(editions, strict=settings.strict)
    terminal = Terminal(project, settings.verbose)
    tools = Session.of(found, jobs=jobs, cache=cache)
    asked = Asked()
    signal.signal(signal.SIGINT, asked.interrupted)
    watch(project, order, _stirs(project, asked), terminal, time.perf_counter, tools)
    return DONE


@dataclass(slots=True)
class Asked:
    """Remembers whether Ctrl-C was pressed.

    Python ignores a KeyboardInterrupt that is raised while it frees an object, and after a build
    it frees thousands. So the signal is also noted here and checked later.
    """

    end: bool = False

    def interrupted(self, number: int, frame: FrameType | None) -> None:
        """Handle the signal as Python does, and remember it."""
        self.end = True
        signal.default_int_handler(number, frame)

    def check(self) -> None:
        """Raise KeyboardInterrupt if Ctrl-C was pressed."""
        if self.end:
            raise KeyboardInterrupt


def _stirs(project: Project, asked: Asked) -> Iterator[None]:
    """Give an item at once, and then one whenever something happens in the project's folders.

    Raises KeyboardInterrupt once Ctrl-C was pressed.
    """
    yield
    while True:
        folders = project.folders()
        paths = [project.root / folder for folder in folders]
        for _ in watchfiles.watch(
            *paths, watch_filter=None, step=BURST, debounce=LONGEST, rust_timeout=PAUSE,
            yield_on_timeout=True, ignore_permission_denied=True,
        ):  # fmt: skip
            asked.check()
            yield
            if project.folders() != folders:
                break


@dataclass(frozen=True, slots=True)
class Terminal:
    """Reports each build: its findings on stderr, and one line on stdout."""

    project: Project
    verbose: bool

    def finished(self, turn: Turn) -> None:
        print_report(turn.report, self.project, verbose=self.verbose)
        fault = turn.fault or (turn.outcome.missing if turn.outcome else None)
        if fault:
            hint = f" ({printable(fault.hint)})" if fault.hint else ""
            click.echo(f"error: {printable(fault.message)}{hint}", err=True)
        click.echo(f"{named(turn.changed)}: {_result(turn)} ({turn.seconds:.2f} s)")


def named(files: tuple[str, ...]) -> str:
    """The changed files as a line names them; `the book` if there are none."""
    names = [printable(file.removeprefix("manuscript/")) for file in files]
    rest = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
    return ", ".join([*names[:NAMED], *rest]) or "the book"


def _result(turn: Turn) -> str:
    outcome = turn.outcome
    good = outcome is not None and not outcome.withheld
    faults = "" if good and not turn.report else tally(turn.report)
    pages = f"{counted(turn.laid, 'page')} of {turn.pages} laid, {turn.moved or 'none'} moved"
    stays = "" if good or outcome is None else _staying(outcome)
    return "; ".join(words for words in (pages if turn.pages else "", faults, stays) if words)


def _staying(outcome: Outcome) -> str:
    """Which of the editions that are not published have a last good one."""
    if outcome.kept == outcome.withheld:
        return "the last good edition stays"
    names = ", ".join(map(printable, outcome.kept))
    return f"not published; the last good one of {names} stays" if names else "not published"
