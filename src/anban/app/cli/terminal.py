"""What a user sees on stderr: findings, progress and the last line.

In: reports, and a `World` from whose files they quote lines. Out: text. Only a terminal gets
colours and progress.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import click

from anban.app.cli.colour import paint
from anban.core.diagnostics import Diagnostic, Report, Severity, Span, printable, show
from anban.manuscript.reader import Tell, quiet
from anban.world.project import Refused, World
from anban.world.sources.source import LINE_END


@dataclass(slots=True)
class QuotedLines:
    """The lines of the project's files, for quoting. Each file is read once."""

    world: World
    files: dict[str, list[str]] = field(default_factory=dict)

    def __call__(self, span: Span) -> str | None:
        if span.path not in self.files:
            self.files[span.path] = self._read(span.path)
        lines = self.files[span.path]
        return lines[span.line - 1] if 0 < span.line <= len(lines) else None

    def _read(self, path: str) -> list[str]:
        try:
            return LINE_END.split(self.world.read(path).decode("utf-8-sig", "replace"))
        except Refused:
            return []


def print_report(report: Report, world: World, *, verbose: bool) -> None:
    """Print every diagnostic with its source line; mere information, and where in a library a fault
    was raised, only if `verbose`.
    """
    lines = QuotedLines(world)
    for diagnostic in report:
        if verbose or diagnostic.severity is not Severity.INFO:
            click.echo(_painted(diagnostic, show(diagnostic, lines)) + "\n", err=True)
        if verbose and diagnostic.trace:
            lines_of = (f"  | {printable(line)}" for line in diagnostic.trace.splitlines())
            click.echo("\n".join(lines_of) + "\n", err=True)


def _painted(diagnostic: Diagnostic, drawn: str) -> str:
    head, _, rest = drawn.partition(": ")
    return f"{paint(head, diagnostic.severity.word)}: {rest}"


def tally(report: Report) -> str:
    """`2 errors, 1 warning`, or `no errors, no warnings`."""
    return ", ".join(
        counted(report.count(severity), severity.word)
        for severity in (Severity.ERROR, Severity.WARNING)
    )


def counted(number: int, thing: str) -> str:
    """`no pages`, `1 page`, `2 pages`."""
    return f"{number or 'no'} {thing}{'' if number == 1 else 's'}"


def size(count: int) -> str:
    """`count` bytes as text: `12 kB`, `3.4 MB` (kilo and mega are powers of ten)."""
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{count / 1000:.0f} kB"


@dataclass(slots=True)
class Watch:
    """Shows on a terminal which step is running, and measures how long the command takes."""

    started: float = field(default_factory=time.perf_counter)

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self.started

    @contextmanager
    def follow(self) -> Iterator[Tell]:
        """Give a function to call when a step begins. On a terminal, it shows the step."""
        if not sys.stderr.isatty():
            yield quiet
            return
        # imported here because the import is slow and only a terminal needs it
        from rich.console import Console

        with Console(stderr=True).status("") as status:
            yield status.update
