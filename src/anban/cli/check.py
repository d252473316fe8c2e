"""`anban check`."""

from __future__ import annotations

import click

from anban.asking import ask
from anban.cli.options import Settings, examples, shared
from anban.cli.terminal import Watch, print_report, tally
from anban.diagnostics import Report
from anban.dressing import prepare
from anban.errors import DONE, FAULTY
from anban.project import World
from anban.reading import Text


@click.command(
    "check",
    epilog=examples(
        "anban check",
        "anban check -v --strict",
        "anban check --external             ask EPUBCheck, Ace, vnu and stylelint, too",
    ),
)
@click.option(
    "--external",
    is_flag=True,
    help="Also make the ebooks, unpublished, and ask the checkers that others wrote.",
)
@shared
@click.pass_obj
def command(settings: Settings, external: bool) -> int:
    """Report everything found in a book.

    The whole book is read, its theme and its fonts too, but no edition is made. With -v it also
    lists what the rules of the language changed or met, with counts. With --external each checker
    that is installed judges the ebooks; of those that are not it says "not checked".
    """
    world = World.open(settings.folder)
    job = prepare(world, strict=settings.strict)
    report = job.report
    if external:
        with Watch().follow() as tell:
            report = Report.of(report, ask(job, strict=settings.strict, tell=tell))
    print_report(report, world, verbose=settings.verbose)
    if settings.verbose and job.text:
        click.echo(_changes(job.text))
    click.echo(tally(report), err=True)
    if job.missing:
        raise job.missing
    return FAULTY if report.faulty else DONE


def _changes(text: Text) -> str:
    changes = text.resolution.changes
    width = max((len(f"{change.count}") for change in changes), default=0)
    lines = [f"{change.count:>{width}} {change.kind}" for change in changes if change.count]
    return "\n".join(["typography:", *lines] if lines else ["typography: nothing to change"])
