"""`anban clean`."""

from __future__ import annotations

import click

from anban.app.cli.options import Settings, examples, shared
from anban.app.cli.terminal import counted, print_report
from anban.core.diagnostics import Report
from anban.core.errors import DONE, FAULTY
from anban.world import publishing
from anban.world.cache import FolderCache
from anban.world.project import World


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
    with publishing.hold(world.root) as faults:
        if faults:
            print_report(Report.of(faults), world, verbose=settings.verbose)
            return FAULTY
        removed = publishing.clean(world.root)
        FolderCache(world.root / publishing.CACHE).clear()
    for path in removed:
        click.echo(path)
    click.echo(f"{counted(len(removed), 'file')} removed", err=True)
    return DONE
