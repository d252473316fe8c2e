"""`anban check`."""

from __future__ import annotations

import click

from anban.cli.options import Settings, examples, quick, shared, workshop
from anban.cli.terminal import Watch, print_report, tally
from anban.diagnostics import Report
from anban.dressing import prepare
from anban.errors import DONE, FAULTY
from anban.preflighting import preflight_files
from anban.printers import PROFILES
from anban.project import World
from anban.reading import Text


@click.command(
    "check",
    epilog=examples(
        "anban check",
        "anban check -v --strict",
        "anban check --profile kdp",
    ),
)
@click.option(
    "--profile",
    type=click.Choice(sorted(PROFILES)),
    help="Also hold the printed files in output against what this printer asks for.",
)
@quick
@shared
@click.pass_obj
def command(settings: Settings, profile: str | None, jobs: int, cache: bool) -> int:
    """Report everything found in a book.

    The whole book is read, its theme and its fonts too, but no edition is made. With -v it also
    lists what the rules of the language changed or met, with counts.
    """
    world, watch = World.open(settings.folder), Watch()
    job = prepare(world, strict=settings.strict)
    report = job.report
    if profile:
        tools = workshop(world, jobs=jobs, cache=cache)
        with watch.follow() as tell:
            found = preflight_files(job, profile, tools, tell, strict=settings.strict)
        report = Report.of(report, found)
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
