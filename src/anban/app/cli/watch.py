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
"""Milliseconds of quiet after which what was saved together counts as one change."""
LONGEST = 1000
"""Milliseconds for which quiet is waited at most."""
PAUSE = 1000
"""Milliseconds after which the files are looked at even if no change was told: some network file
systems tell none."""
NAMED = 3
"""Files that a line names before it counts the rest."""


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
    """Whether Ctrl-C was pressed. Python drops the exception that says so if it is raised while an
    object is being cleared away, as thousands are after a build.
    """

    end: bool = False

    def interrupted(self, number: int, frame: FrameType | None) -> None:
        """Take the signal as Python does, and remember it."""
        self.end = True
        signal.default_int_handler(number, frame)

    def heed(self) -> None:
        if self.end:
            raise KeyboardInterrupt


def _stirs(project: Project, asked: Asked) -> Iterator[None]:
    """Stir at once, and from then on whenever something happens in the project's folders.

    KeyboardInterrupt once the end is `asked` for.
    """
    yield
    while True:
        folders = project.folders()
        paths = [project.root / folder for folder in folders]
        for _ in watchfiles.watch(
            *paths, watch_filter=None, step=BURST, debounce=LONGEST, rust_timeout=PAUSE,
            yield_on_timeout=True, ignore_permission_denied=True,
        ):  # fmt: skip
            asked.heed()
            yield
            if project.folders() != folders:
                break


@dataclass(frozen=True, slots=True)
class Terminal:
    """Tells of each build: faults as ever, and a line on stdout."""

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
    """The changed files as a line names them; for none, the whole book."""
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
