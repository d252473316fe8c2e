"""`anban info`."""

from __future__ import annotations

import click

from anban.app.cli.options import Settings, examples, shared
from anban.app.cli.terminal import print_report
from anban.app.editions import PreparedEdition, prepare
from anban.core.errors import DONE, FAULTY, UsageError
from anban.world.project import World
from anban.world.versions import parts


@click.command(
    "info",
    epilog=examples(
        "anban info",
    ),
)
@shared
@click.pass_obj
def command(settings: Settings) -> int:
    """Print versions, fonts and themes.

    Everything that an edition of this book is made with. Worth adding to the report of a fault.
    With --strict the exit code is 1 if anything is wrong with the book.
    """
    for name, version in parts().items():
        click.echo(f"{name:<16} {version}")
    try:
        world = World.open(settings.folder)
    except UsageError:
        click.echo("no book here")
        return DONE
    job = prepare(world, strict=settings.strict)
    print_report(job.report, world, verbose=settings.verbose)
    for prepared in job.editions:
        click.echo(_described(prepared))
    if job.missing:
        raise job.missing
    return FAULTY if settings.strict and job.report.faulty else DONE


def _described(prepared: PreparedEdition) -> str:
    edition = prepared.edition
    faces = [
        f"    {face.family}{' bold' * face.bold}{' italic' * face.italic}  {face.path}"
        for face in prepared.faces
    ]
    theme = edition.theme or "built in"
    head = f"\n{edition.name}  {edition.format.value}, theme {prepared.theme.name} ({theme})"
    if prepared.profile:
        faces.append(f"    {prepared.profile.identifier}  {prepared.profile.file}")
    return "\n".join([head, *faces])
