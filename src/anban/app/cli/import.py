"""`anban import FILE…`."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click

from anban import languages
from anban.app.cli.colour import paint
from anban.app.cli.options import Settings, examples, shared
from anban.app.cli.terminal import counted
from anban.core.diagnostics import Diagnostic, Report, show
from anban.core.errors import DONE, FAULTY, UsageError
from anban.importers import report
from anban.importers.balance import Balance
from anban.importers.draft import Draft
from anban.importers.files import short_slug
from anban.importers.given import CHANGES, MARK, Wishes
from anban.importers.importing import bring
from anban.importers.title import REPORT, files_of
from anban.importers.writing import conflicts, read_files, record_of, write
from anban.world.sources.decoding import NAMES


@click.command(
    "import",
    epilog=examples(
        "anban import ban-thao.txt --dry-run      say what would become of it",
        'anban import ban-thao.txt --into sach --title "Sông Hồng"',
        "anban import 1.txt 2.txt 3.txt --into tap --encoding tcvn3",
    ),
)
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--into", metavar="DIR", type=click.Path(path_type=Path),
    help="The folder of the book; named after its title if not given.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Print the report, write nothing.")
@click.option("--title", default="", help="The title of the book, and of a text without one.")
@click.option(
    "--language", type=click.Choice(languages.AVAILABLE), default=None,
    help="The language of the texts; told from their letters if not given.",
)  # fmt: skip
@click.option(
    "--encoding", type=click.Choice(NAMES, case_sensitive=False), default=None,
    help="The encoding of plain texts; told from their bytes if not given.",
)  # fmt: skip
@click.option(
    "--changes", type=click.Choice(CHANGES), default=MARK, show_default=True,
    help="What becomes of changes that Word tracked, and of comments.",
)  # fmt: skip
@shared
@click.pass_obj
def command(
    settings: Settings,
    files: Sequence[Path],
    into: Path | None,
    dry_run: bool,
    title: str,
    language: str | None,
    encoding: str | None,
    changes: str,
) -> int:
    """Make a book of the texts that authors send, and a report of what was guessed.

    Several files become one book, in their order. Everything that came in is in the manuscript or
    in the report; a file that an import did not write, or that was edited since, is never
    overwritten. With --strict the exit code is 1 if there is anything to look at first.
    """
    if not title.isprintable():
        raise UsageError("the title holds control characters", "give it as plain text")
    wishes = Wishes(" ".join(title.split()), language or "", (encoding or "").lower(), changes)
    brought = bring(read_files([settings.folder / path for path in files]), wishes)
    draft = brought.draft
    if draft is None or brought.faults:
        return _refuse(brought.faults, draft)
    if dry_run:
        click.echo(report.markdown(draft, brought.balance), nl=False)
    else:
        folder = settings.folder / (into or short_slug(draft.title) or "imported")
        if faults := _write(folder, draft, brought.balance):
            return _refuse(faults, draft)
    return FAULTY if settings.strict and _firsts(draft) else DONE


def _firsts(draft: Draft) -> int:
    return sum(guess.first for guess in draft.guesses)


def _write(folder: Path, draft: Draft, balance: Balance) -> tuple[Diagnostic, ...]:
    """Write the book into `folder` and print what was written; give the faults that forbid it."""
    record = record_of(folder)
    day = date.fromisoformat(record.day) if record else _day()
    files = files_of(draft, balance, day)
    if faults := conflicts(folder, files):
        return faults
    written = write(folder, files, day.isoformat())
    for path in written.changed:
        click.echo(folder / path)
    for path in written.removed:
        click.echo(f"removed {folder / path}", err=True)
    pieces = counted(len(draft.pieces), "piece")
    changed = counted(len(written.changed), "file")
    firsts = counted(_firsts(draft), "thing") if _firsts(draft) else "nothing"
    click.echo(f"{pieces}, {changed} written; {firsts} to look at first: {REPORT}", err=True)
    click.echo(f"next: anban -C {shlex.quote(str(folder))} build", err=True)
    return ()


def _day() -> date:
    """The date of a new book until its editor sets another one.

    It is the day of SOURCE_DATE_EPOCH if that is set, else today.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdecimal() else date.today()


def _refuse(faults: Sequence[Diagnostic], draft: Draft | None) -> int:
    lines = {(one.path, one.number): one.text for one in draft.lines} if draft else {}
    for fault in Report.of(faults):
        drawn = show(fault, lambda span: lines.get((span.path, span.line)))
        head, _, rest = drawn.partition(": ")
        click.echo(f"{paint(head, fault.severity.word)}: {rest}\n", err=True)
    click.echo(f"{counted(len(faults), 'error')}, nothing written", err=True)
    return FAULTY
