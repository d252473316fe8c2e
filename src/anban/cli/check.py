"""`anban check`."""

from __future__ import annotations

import click

from anban.cli.options import Settings, examples, shared
from anban.cli.terminal import print_report, tally
from anban.dressing import prepare
from anban.errors import DONE, FAULTY
from anban.project import World
from anban.reading import Text


@click.command(
    "check",
    epilog=examples(
        "anban check",
        "anban check -v --strict",
    ),
)
@shared
@click.pass_obj
def command(settings: Settings) -> int:
    """Report everything found in a book.

    The whole book is read, its theme and its fonts too, but no edition is made. With -v it also
    lists what the rules of the language changed or met, with counts.
    """
    world = World.open(settings.folder)
    job = prepare(world, strict=settings.strict, closely=True)
    print_report(job.report, world, verbose=settings.verbose)
    if settings.verbose and job.text:
        click.echo(_changes(job.text))
    click.echo(tally(job.report), err=True)
    if job.missing:
        raise job.missing
    return FAULTY if job.report.faulty else DONE


def _changes(text: Text) -> str:
    changes = text.resolution.changes
    width = max((len(f"{change.count}") for change in changes), default=0)
    lines = [f"{change.count:>{width}} {change.kind}" for change in changes if change.count]
    return "\n".join(["typography:", *lines] if lines else ["typography: nothing to change"])
