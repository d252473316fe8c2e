"""`anban onix [EDITION]...`."""

from __future__ import annotations

import click

from anban.app.catalogue import CATALOGUE
from anban.app.cli.options import Settings, examples, shared
from anban.app.cli.terminal import print_report, tally
from anban.app.editions import choose
from anban.core.diagnostics import Report
from anban.core.errors import DONE, FAULTY
from anban.manuscript.reader import apply_severity, read
from anban.shop.onix import message
from anban.shop.rules import NO_ISBN, NO_PUBLISHER
from anban.world.project import World


@click.command(
    "onix",
    epilog=examples(
        "anban onix > song-hong.xml      all editions",
        "anban onix ebook                only the edition of that name",
    ),
)
@click.argument("editions", nargs=-1, metavar="[EDITION]...")
@shared
@click.pass_obj
def command(settings: Settings, editions: tuple[str, ...]) -> int:
    """Print what shops are told about the editions.

    It is a message of ONIX for Books 3.0, made of what book.toml says.
    """
    world = World.open(settings.folder)
    reading = read(world, CATALOGUE, strict=settings.strict)
    config = reading.text.config if reading.text else None
    report = reading.report
    if config is not None:
        chosen = [one for one in config.editions if one.name in choose(config, editions)]
        lacking = [
            NO_ISBN.at(config.where.get(f"edition.{one.name}"), edition=one.name)
            for one in chosen
            if not one.isbn
        ]
        if not config.metadata.publisher:
            lacking.append(NO_PUBLISHER.at(config.where.get("book")))
        report = Report.of(report, apply_severity(lacking, config, strict=settings.strict))
    print_report(report, world, verbose=settings.verbose)
    if config is None or report.faulty:
        click.echo(tally(report), err=True)
        return FAULTY
    moment = world.moment(config.metadata.date)
    click.echo(message(config, chosen, moment).decode(), nl=False)
    return DONE
