"""`anban check`."""

from __future__ import annotations

import click

from anban.build import Look, Order, look
from anban.check.evenness import WIDE, Spread, spread
from anban.cli.options import Settings, examples, quick, shared, workshop
from anban.cli.terminal import Watch, counted, print_report, tally
from anban.diagnostics import printable
from anban.dressing import prepare
from anban.errors import DONE, FAULTY
from anban.project import World
from anban.reading import Text


@click.command(
    "check",
    epilog=examples(
        "anban check",
        "anban check --pages",
        "anban check -v --strict",
    ),
)
@click.option("--pages", is_flag=True, help="Also lay out the print editions and look at them.")
@quick
@shared
@click.pass_obj
def command(settings: Settings, pages: bool, jobs: int, cache: bool) -> int:
    """Report everything found in a book.

    The whole book is read, its theme and its fonts too, but no edition is made. With --pages
    the print editions are laid out: what stands badly on a page is reported, and how evenly
    lines are spaced. With -v it also lists what the rules of the language changed or met, with
    counts.
    """
    world = World.open(settings.folder)
    if pages:
        with Watch().follow() as tell:
            order = Order(strict=settings.strict, tell=tell)
            found = look(world, order, workshop(world, jobs=jobs, cache=cache))
    else:
        job = prepare(world, strict=settings.strict)
        found = Look(job.text, job.report, job.missing, {})
    print_report(found.report, world, verbose=settings.verbose)
    if settings.verbose and found.text:
        click.echo(_changes(found.text))
    for name, proof in found.proofs.items():
        click.echo(f"{printable(name)}: {_spaces(spread(proof.layout.pages))}")
    click.echo(tally(found.report), err=True)
    if found.missing:
        raise found.missing
    return FAULTY if found.report.faulty else DONE


def _spaces(found: Spread) -> str:
    share = 100 * found.wide / max(found.lines, 1)
    return (
        f"word spaces of {counted(found.lines, 'line')}: {found.median:.2f} em in the middle,"
        f" {share:.1f} % over {WIDE:g} em, {found.widest:.2f} em at most"
    )


def _changes(text: Text) -> str:
    changes = text.resolution.changes
    width = max((len(f"{change.count}") for change in changes), default=0)
    lines = [f"{change.count:>{width}} {change.kind}" for change in changes if change.count]
    return "\n".join(["typography:", *lines] if lines else ["typography: nothing to change"])
