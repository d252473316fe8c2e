"""`anban clean`."""

from __future__ import annotations

import click

from anban import publish
from anban.cache import FolderCache
from anban.cli.options import Settings, examples, shared
from anban.cli.terminal import counted, print_report
from anban.diagnostics import Report
from anban.errors import DONE, FAULTY
from anban.project import World


@click.command(
    "clean",
    epilog=examples(
        "anban clean",
    ),
)
@shared
@click.pass_obj
def command(settings: Settings) -> int:
    """Remove the editions that were built, and what was kept for the next build.

    A file that anban did not write stays.
    """
    world = World.open(settings.folder)
    with publish.hold(world.root) as faults:
        if faults:
            print_report(Report.of(faults), world, verbose=settings.verbose)
            return FAULTY
        removed = publish.clean(world.root)
        FolderCache(world.root / publish.CACHE).clear()
    for path in removed:
        click.echo(path)
    click.echo(f"{counted(len(removed), 'file')} removed", err=True)
    return DONE
