"""`anban check`."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path

import click

from anban.app.build import Inspection, Order, look
from anban.app.cli.formats import as_annotations, as_json
from anban.app.cli.options import Settings, examples, quick, shared
from anban.app.cli.terminal import Watch, counted, print_report, tally
from anban.app.editions import Job, prepare
from anban.app.fixes import Mended, rewrite
from anban.app.preflight import Preflighted, preflight_files
from anban.app.session import Session
from anban.app.validation import ask, unasked
from anban.check.pages.evenness import spread
from anban.core.diagnostics import Report, Severity, printable
from anban.core.errors import DONE, FAULTY, MissingError
from anban.manuscript.reader import ManuscriptText, quiet
from anban.typeset.settle import Layout
from anban.world import publishing
from anban.world.fault_log import log_of_report
from anban.world.printers import PROFILES
from anban.world.project import World

FORMATS = ("text", "json", "github")


@click.command(
    "check",
    epilog=examples(
        "anban check",
        "anban check --pages",
        "anban check -v --strict",
        "anban check --fix                  mend what is safe to mend",
        "anban check --format json          for a program to read",
        "anban check --profile kdp          what a printer asks of the printed files",
        "anban check --external             ask EPUBCheck, Ace, vnu and stylelint, too",
    ),
)
@click.option("--fix", is_flag=True, help="Write what is safe to mend into the manuscript.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="Report for people, as JSON, or as annotations of a GitHub workflow.",
)
@click.option("--pages", is_flag=True, help="Also lay out the print editions and look at them.")
@click.option(
    "--profile",
    type=click.Choice(sorted(PROFILES)),
    help="Also hold the printed files in output against what this printer asks for.",
)
@click.option(
    "--external",
    is_flag=True,
    help="Also make the ebooks, unpublished, and ask the checkers that others wrote.",
)
@quick
@shared
@click.pass_obj
def command(
    settings: Settings,
    fix: bool,
    form: str,
    pages: bool,
    profile: str | None,
    external: bool,
    jobs: int,
    cache: bool,
) -> int:
    """Report everything found in a book.

    The whole book is read, its theme and its fonts too, but no edition is made. With -v it also
    tells what typography prints otherwise than it is typed. With --fix it mends what an editor
    need not read again: dashes, spaces, quotation marks, look-alike letters. With --pages the
    print editions are laid out: what stands badly on a page is reported, and how evenly lines are
    spaced. With --external each checker that is installed judges the ebooks; of those that are not
    it says "not checked", and if none is installed the exit code is 3.
    """
    world = World.open(settings.folder)
    job, mended = _read(world, settings, fix=fix)
    inspection, printed, judged = Inspection(Report(), {}), Preflighted(), Report()
    tools, strict = Session.of(world, jobs=jobs, cache=cache), settings.strict
    with Watch().follow() if pages or profile or external else nullcontext(quiet) as tell:
        if pages:
            inspection = look(job, Order(strict=strict, tell=tell), tools)
        if profile:
            printed = preflight_files(job, profile, tools, tell, strict=strict)
        if external:
            judged = ask(job, strict=strict, tell=tell)
    report = Report.of(job.report, inspection.report, printed.report, judged)
    if traces := log_of_report(report):
        publishing.log(world.root, traces)
    match form:
        case "json":
            click.echo(as_json(report, mended))
        case "github":
            annotations = as_annotations(report, _folder(world), verbose=settings.verbose)
            click.echo(annotations, nl=bool(annotations))
        case _:
            _print(report, job, mended, world, settings)
            for name, proof in inspection.proofs.items():
                click.echo(f"{printable(name)}: {_spaces(proof.layout)}")
    click.echo(_closing(report, settings, fixed=fix), err=True)
    return _code(job, report, printed.missing or (unasked() if external else None))


def _code(job: Job, report: Report, unchecked: MissingError | None) -> int:
    """The exit code; raises what is missing, last what only the checks asked for would need."""
    if job.missing:
        raise job.missing
    if report.faulty:
        return FAULTY
    if unchecked:
        raise unchecked
    return DONE


def _read(world: World, settings: Settings, *, fix: bool) -> tuple[Job, tuple[Mended, ...]]:
    if fix:
        return rewrite(world, strict=settings.strict)
    return prepare(world, strict=settings.strict, closely=True), ()


def _folder(world: World) -> str:
    """The path of the book below the current folder, which is the repository's in a workflow."""
    here = Path.cwd().resolve()
    inside = world.root.is_relative_to(here) and world.root != here
    return f"{world.root.relative_to(here).as_posix()}/" if inside else ""


def _print(
    report: Report, job: Job, mended: Iterable[Mended], world: World, settings: Settings
) -> None:
    print_report(report, world, verbose=settings.verbose)
    if settings.verbose and job.text:
        click.echo(_changes(job.text))
    for file in mended:
        fixes = ", ".join(f"{count} {name}" for name, count in file.fixes.items())
        click.echo(f"{printable(file.path)}: {fixes}")


def _spaces(layout: Layout) -> str:
    found = spread(layout.pages, layout.loose)
    share = 100 * found.wide / max(found.lines, 1)
    return (
        f"word spaces of {counted(found.lines, 'line')}: {found.median:.2f} em in the middle,"
        f" {share:.1f} % over {layout.loose:g} em, {found.widest:.2f} em at most"
    )


def _changes(text: ManuscriptText) -> str:
    changes = text.resolution.changes
    width = max((len(f"{change.count}") for change in changes), default=0)
    lines = [f"{change.count:>{width}} {change.kind}" for change in changes if change.count]
    return "\n".join(["typography:", *lines] if lines else ["typography: nothing to change"])


def _closing(report: Report, settings: Settings, *, fixed: bool) -> str:
    """The last line: the errors and warnings, and how many of the shown places --fix would mend."""
    shown = [found for found in report if settings.verbose or found.severity > Severity.INFO]
    places = 0 if fixed else sum(len(found.fixes) for found in shown)
    more = f"; --fix mends {counted(places, 'place')}" if places else ""
    return tally(report) + more
