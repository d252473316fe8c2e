"""The command line: `anban COMMAND`. Each command has a file of its own.

In: the words after `anban`. Out: an exit code. 0: done. 1: the book has an error. 2: the command
was used wrongly. 3: the machine lacks something. 4: a product failed a check. 70: a bug in anban
(`EX_SOFTWARE` of BSD's sysexits.h). 130: interrupted (128 + SIGINT, as shells say it).

A new command is a file here with a function `command`, and a line in `COMMANDS`. An option that
several commands have goes into `options`.
"""

from __future__ import annotations

import importlib
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

import click

from anban import __version__
from anban.app.cli.ending import end
from anban.app.cli.failure import exit_code
from anban.app.cli.options import examples, shared
from anban.world import collector

COMMANDS = {
    "new": "Make the folder of a new book.",
    "import": "Make a book of the texts that authors send, and a report of what was guessed.",
    "build": "Make the editions of a book.",
    "watch": "Build again whenever a file is saved.",
    "check": "Report everything found in a book.",
    "outline": "Print the outline of the book.",
    "onix": "Print what shops are told about the editions.",
    "explain": "Explain a code, or the keys of book.toml.",
    "info": "Print versions, fonts and themes.",
    "clean": "Remove the editions that were built, and what was kept for the next build.",
}
"""The first sentence of each command's help. It is repeated here so that `anban --help` need not
import the commands, which would take most of its time."""


class Commands(click.Group):
    """The commands in the order in which a user needs them. A command is imported when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"anban.app.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
    epilog=examples(
        "anban new my-book        make the folder of a new book",
        "cd my-book",
        "anban build              make its editions in output/",
    ),
)
@click.version_option(__version__, "--version", message="anban %(version)s")
@shared
def anban() -> None:
    """Make a print PDF and an EPUB from one Markdown manuscript, and prove that nothing is lost."""


def main(words: Sequence[str] | None = None) -> NoReturn:
    """Run the command in `words` and exit with its code. The default is the process's own words."""
    sys.exit(_answer(sys.argv[1:] if words is None else words))


def process() -> NoReturn:
    """Run the command of this process and end the process at once, without Python's clean-up."""
    end(_answer(sys.argv[1:]))


def _answer(words: Sequence[str]) -> int:
    """Run the command in `words` and give its exit code; no exception leaves this function."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # a terminal that cannot show Vietnamese gets question marks, not a UnicodeEncodeError
            stream.reconfigure(errors="replace")
    signal.signal(signal.SIGTERM, _interrupt)
    collector.tune_gc()
    try:
        code: int = anban.main(list(words), prog_name="anban", standalone_mode=False)
        if sys.stdout:
            sys.stdout.flush()
    except BaseException as error:
        return exit_code(error, words)
    return code


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
