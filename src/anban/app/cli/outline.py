"""`anban outline`."""

from __future__ import annotations

import click

from anban.app.catalogue import CATALOGUE
from anban.app.cli.options import Settings, examples, shared
from anban.app.cli.terminal import print_report, tally
from anban.core.errors import DONE, FAULTY
from anban.core.walk import plain
from anban.manuscript.reader import read
from anban.manuscript.resolve import OutlineLine
from anban.world.project import World


@click.command(
    "outline",
    epilog=examples(
        "anban outline",
    ),
)
@shared
@click.pass_obj
def command(settings: Settings) -> int:
    """Print the outline of the book.

    Parts, chapters and sections, with their numbers.
    """
    world = World.open(settings.folder)
    reading = read(world, CATALOGUE, strict=settings.strict)
    if reading.text is None:
        print_report(reading.report, world, verbose=settings.verbose)
        click.echo(tally(reading.report), err=True)
        return FAULTY
    for line in reading.text.resolution.outline:
        click.echo(_drawn(line))
    return DONE


def _drawn(line: OutlineLine) -> str:
    number = f"{line.number}  " if line.number else ""
    return f"{'  ' * line.depth}{number}{plain(line.title)}"
