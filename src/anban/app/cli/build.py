"""`anban build [EDITION]...`."""

from __future__ import annotations

from datetime import datetime

import click

from anban.app.build import Order, Outcome, build
from anban.app.cli.options import Settings, examples, quick, shared
from anban.app.cli.terminal import Watch, counted, print_report, size, tally
from anban.app.edition import DraftLabel, Made
from anban.app.session import Session
from anban.core.diagnostics import printable
from anban.world.project import World
from anban.world.publishing import Product


@click.command(
    "build",
    epilog=examples(
        "anban build                        all editions",
        "anban build paperback              only the edition of that name",
        "anban build --sample               what shops show of the ebook",
        "anban -C my-book build --strict    with every warning an error",
        "anban build proof --revision 42    a proof that says so above each page",
    ),
)
@click.argument("editions", nargs=-1, metavar="[EDITION]...")
@click.option(
    "--validate",
    is_flag=True,
    help="Let EPUBCheck judge the EPUB before it is published (needs Java).",
)
@click.option(
    "--sample", is_flag=True, help="Make samples of the ebooks: front matter and first chapter."
)
@click.option(
    "--revision", default="", metavar="WORDS", help="The revision that a proof says it shows."
)
@click.option(
    "--draft-date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day of the draft that a proof says it is.",
)
@quick
@shared
@click.pass_obj
def command(
    settings: Settings,
    editions: tuple[str, ...],
    validate: bool,
    sample: bool,
    revision: str,
    day: datetime | None,
    jobs: int,
    cache: bool,
) -> int:
    """Make the editions of a book.

    They go to its folder 'output'. Without a name all editions of book.toml are made. An
    edition with a fault in it, or whose notes or text are not all on its pages, is not
    published; if there is a good one of a build before, it stays.
    """
    world, watch = World.open(settings.folder), Watch()
    with watch.follow() as tell:
        draft = DraftLabel(revision, day.date() if day else None)
        order = Order(
            editions,
            strict=settings.strict,
            validate=validate,
            sample=sample,
            tell=tell,
            draft=draft,
        )
        outcome = build(world, order, Session.of(world, jobs=jobs, cache=cache))
    print_report(outcome.report, world, verbose=settings.verbose)
    for made in outcome.made:
        click.echo(world.root / made.artifact.path)
    click.echo(_closing(outcome, watch.seconds), err=True)
    if outcome.missing:
        raise outcome.missing
    return outcome.exit_code


def _closing(outcome: Outcome, seconds: float) -> str:
    lines = [_line(made) for made in outcome.made]
    lines += [
        f"{printable(name)}: not published" + ", the last good one stays" * (name in outcome.kept)
        for name in outcome.withheld
    ]
    return "\n".join([*lines, f"{tally(outcome.report)} ({seconds:.1f} s)"])


def _line(made: Made) -> str:
    product = made.product
    facts = (
        _pages(product),
        counted(product.notes["notes"], "note") if product.notes else "",
        size(len(product.data)),
        "" if made.artifact.changed else "same bytes as before",
    )
    return f"{product.edition}: {', '.join(fact for fact in facts if fact)}"


def _pages(product: Product) -> str:
    """The number of pages of `product`; empty for a cover, and for an ebook without page list."""
    if product.pages:
        return counted(product.pages, "page")
    return "no page list" if product.name.endswith(".epub") else ""
