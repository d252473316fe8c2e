"""Say in words why a command ended early, and choose its exit code.

In: an exception. Out: a few lines on stderr, and the exit code. A traceback is printed only with
`--traceback`.
"""

from __future__ import annotations

import os
import platform
import sys
import traceback
from collections.abc import Sequence

import click

from anban import __version__
from anban.app.cli.colour import paint
from anban.core.diagnostics import printable
from anban.core.errors import INTERRUPTED, AnbanError, BugError, MissingError, UsageError


def exit_code(error: BaseException, words: Sequence[str]) -> int:
    """Print what `error` means to the person who typed `words`; give the exit code."""
    if "--traceback" in words:
        traceback.print_exception(error)
    match error:
        case click.exceptions.Exit():
            return error.exit_code
        case click.ClickException():
            return _usage(error)
        case KeyboardInterrupt() | click.Abort():
            click.echo(f"\n{paint('interrupted', 'error')}: nothing half written is left", err=True)
            return INTERRUPTED
        case BrokenPipeError() | SystemExit():  # click 8.5 turns BrokenPipeError into SystemExit
            _close_quietly()
            return INTERRUPTED
        case AnbanError() if not isinstance(error, BugError):
            _say(error.message, error.hint)
            return error.exit_code
        case OSError() if error.filename is None and not sys.stdout.isatty():
            _say(f"cannot write the answer: {(error.strerror or str(error)).lower()}", "")
            return MissingError.exit_code
        case _:
            _bug(error, words)
            return BugError.exit_code


def _usage(error: click.ClickException) -> int:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "anban"
    message = error.format_message()
    _say(message[:1].lower() + message[1:].rstrip("."), f"`{path} --help` says what it takes")
    return UsageError.exit_code


def _say(message: str, hint: str) -> None:
    click.echo(f"{paint('error', 'error')}: {printable(message)}", err=True)
    if hint:
        click.echo(f" = hint: {printable(hint)}", err=True)


def _bug(error: BaseException, words: Sequence[str]) -> None:
    # only the file's name is printed: a report of a bug should not tell a user's folders
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else "start"  # noqa: PTH119
    click.echo(
        f"{paint('bug', 'error')}: {type(error).__name__} at {place}: {printable(str(error))}\n"
        "This is a fault of anban, not of your book; the editions in `output` are as they were.\n"
        f"Please report it with these lines: anban {__version__}, Python"
        f" {platform.python_version()}, `{printable(' '.join(('anban', *words)))}`.\n"
        "The same command with --traceback shows where it happened.",
        err=True,
    )


def _close_quietly() -> None:
    """Send stdout to the null device, so that Python does not report the broken pipe again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
