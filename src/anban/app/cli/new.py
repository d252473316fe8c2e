"""`anban new DIR`."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path

import click

from anban import languages
from anban.app.cli.options import Settings, examples, shared
from anban.core.errors import DONE
from anban.world import scaffold


@click.command(
    "new",
    epilog=examples(
        "anban new my-book",
        'anban new song-hong --title "Sông Hồng" --language vi',
    ),
)
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", default="", help="The title; a placeholder if not given.")
@click.option(
    "--language",
    type=click.Choice(languages.AVAILABLE),
    default=languages.USUAL,
    show_default=True,
    help="The language of the book and of the words in its new files.",
)
@shared
@click.pass_obj
def command(settings: Settings, target: Path, title: str, language: str) -> int:
    """Make the folder of a new book.

    It holds a manuscript, styles, and a book.toml to fill in. Nothing that exists is overwritten.
    """
    folder = settings.folder / target
    scaffold.create(folder, scaffold.Title(title, language, date.today()))
    click.echo(folder)
    click.echo(f"next: anban -C {shlex.quote(str(folder))} build", err=True)
    return DONE
