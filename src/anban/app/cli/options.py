"""The options that several commands have. Each is declared once, here.

In: the values that a user gives, before or after the name of the command. Out: `Settings`, as the
object of click's context.
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
    """The values of the shared options: the folder of the book, and how findings are reported."""

    folder: Path = Path()
    verbose: bool = False
    strict: bool = False


def _keep(context: click.Context, parameter: click.Parameter, value: object) -> None:
    # called for the group and again for the command: an option that was not given changes nothing
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
    """Give `command` the options about speed; they do not change any product."""
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
    r"""The examples below a command's help, one on a line. `\b` keeps click from joining them."""
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))
