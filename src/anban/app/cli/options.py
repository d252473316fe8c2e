"""The options that every command knows, each declared once.

They may stand before or after the command's name. In: their values. Out: `Settings` on the
context of click.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from anban.app.cli.failure import logged

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Settings:
    """What the shared options say: the folder to work in, and how to report."""

    folder: Path = Path()
    verbose: bool = False
    strict: bool = False


def _keep(context: click.Context, parameter: click.Parameter, value: object) -> None:
    settings = context.obj or Settings()
    given = {parameter.name: value} if value and parameter.name else {}
    context.obj = replace(settings, **given)


_OPTIONS = (
    click.option(
        "-C",
        "folder",
        metavar="DIR",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        expose_value=False,
        callback=_keep,
        help="Work on the book in DIR instead of the one around the current folder.",
    ),
    click.option(
        "-v",
        "verbose",
        is_flag=True,
        expose_value=False,
        callback=_keep,
        help="Say more: what needs nothing done, what typography changed, tracebacks.",
    ),
    click.option(
        "--strict",
        is_flag=True,
        expose_value=False,
        callback=_keep,
        help="Take every warning as an error.",
    ),
    click.option("--traceback", is_flag=True, hidden=True, expose_value=False),
)


def shared(command: Command) -> Command:
    """Give `command` the options that all commands share, and keep a fault of the tool in a log."""
    command = logged(command)
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def quick(command: Command) -> Command:
    """Give `command` the options that make a build quicker, and change nothing it makes."""
    command = click.option(
        "--no-cache",
        "cache",
        flag_value=False,
        default=True,
        help="Keep nothing for the next build, and use nothing that was kept.",
    )(command)
    return click.option(
        "--jobs",
        type=click.IntRange(1, 64),
        default=2,
        show_default=True,
        metavar="N",
        help="Processes that may lay out pages at the same time.",
    )(command)


def examples(*lines: str) -> str:
    """The examples below a command's help, one to a line; click leaves them as they are."""
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))
