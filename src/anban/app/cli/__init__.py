"""The command line: `anban COMMAND`, one file for each command.

In: the words after `anban`. Out: an exit code: 0 done, 1 the book is faulty, 2 usage, 3 something
needed is missing, 4 a product failed its check, 70 a bug, 130 interrupted.
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
"""The first sentence of each command's help; it stands here so that listing them imports none."""


class Commands(click.Group):
    """The commands in the order in which one meets them; each is imported when it is called."""

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
    """Run the command that `words` (default: those of the process) ask for, and exit."""
    sys.exit(_answer(sys.argv[1:] if words is None else words))


def process() -> NoReturn:
    """Do what `main` does, as all that this process does."""
    end(_answer(sys.argv[1:]))


def _answer(words: Sequence[str]) -> int:
    """Run the command that `words` ask for; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
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
