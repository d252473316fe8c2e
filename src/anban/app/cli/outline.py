"""`anban outline`."""

from __future__ import annotations

import click

from anban.app.catalogue import CATALOGUE
from anban.app.cli.options import Settings, examples, shared
from anban.app.cli.terminal import print_report, tally
from anban.core.errors import DONE, FAULTY
from anban.core.walk import plain
from anban.manuscript.reader import read
from anban.manuscript.resolve.outline import OutlineLine
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

    Parts, chapters and sections, with their numbers. With --strict, what is wrong with the book is
    told, too, and the exit code is 1 if anything is.
    """
    world = World.open(settings.folder)
    reading = read(world, CATALOGUE, strict=settings.strict)
    faulty = reading.text is None or (settings.strict and reading.report.faulty)
    if faulty:
        print_report(reading.report, world, verbose=settings.verbose)
        click.echo(tally(reading.report), err=True)
    for line in reading.text.resolution.outline if reading.text else ():
        click.echo(_drawn(line))
    return FAULTY if faulty else DONE


def _drawn(line: OutlineLine) -> str:
    number = f"{line.number}  " if line.number else ""
    return f"{'  ' * line.depth}{number}{plain(line.title)}"
