"""Say in words why a command ended early, and choose its exit code.

In: an exception. Out: a few lines on stderr and the code. A traceback is printed only where `-v`
asks for it; that of a fault of the tool is kept in the log of the book, too.
"""

from __future__ import annotations

import os
import platform
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from anban import __version__
from anban.app.cli.colour import paint
from anban.core.diagnostics import printable
from anban.core.errors import INTERRUPTED, AnbanError, BugError, MissingError, UsageError
from anban.world.project import World

Command = TypeVar("Command", bound=Callable[..., Any])
ANSWERING = (__package__, "click.utils", "click._compat")
"""Modules that write the answer of a command; what fails in one of them is the writing of it."""


def exit_code(error: BaseException, words: Sequence[str]) -> int:
    """Say what `error` means to the person who typed `words`, and give the exit code."""
    if _wants_trace(words, error):
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
        case OSError() if _is_of_the_answer(error):
            _say(f"cannot write the answer: {(error.strerror or str(error)).lower()}", "")
            return MissingError.exit_code
        case _:
            _bug(error, words)
            return BugError.exit_code


def logged(command: Command) -> Command:
    """`command`, with a fault of the tool kept in the log of the book before it goes on its way."""

    @wraps(command)
    def called(*given: object, **named: object) -> object:
        try:
            return command(*given, **named)
        except Exception as error:
            if _is_bug(error):
                _log(error, click.get_current_context().obj.folder)
            raise

    return cast("Command", called)


def _log(error: Exception, folder: Path) -> None:
    """Keep `error` in the log of the book that `folder` lies in, and note on it where that is."""
    from anban.world import publishing  # only a fault is worth the time that this takes
    from anban.world.fault_log import log_of_fault

    try:
        root = World.open(folder).root
    except UsageError:  # a command that needs no book
        return
    if path := publishing.log(root, log_of_fault(error)):
        error.add_note(f"It is kept in `{path}`.")


def _is_bug(error: BaseException) -> bool:
    """True for what no line of `exit_code` but the last knows."""
    known = (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError)
    if isinstance(error, AnbanError):
        return isinstance(error, BugError)
    if not isinstance(error, Exception) or isinstance(error, known):
        return False
    return not (isinstance(error, OSError) and _is_of_the_answer(error))


def _wants_trace(words: Sequence[str], error: BaseException) -> bool:
    """True if `-v`, alone or with other letters behind it, asks where a fault was raised."""
    verbose = any(word == "--traceback" or re.match(r"-v(?!-)", word) for word in words)
    return verbose and (_is_bug(error) or "--traceback" in words)


def _is_of_the_answer(error: OSError) -> bool:
    """True if the answer could not be written to stdout: a full disk, a device that is gone."""
    if error.filename is not None or sys.stdout.isatty():
        return False
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    return bool(frames) and frames[-1].f_globals.get("__name__") in ANSWERING


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
    kept = "".join(f"{note}\n" for note in getattr(error, "__notes__", ()))
    place = f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else "start"  # noqa: PTH119
    click.echo(
        f"{paint('bug', 'error')}: {type(error).__name__} at {place}: {printable(str(error))}\n"
        "This is a fault of anban, not of your book; no edition in `output` is half written.\n"
        f"Please report it with these lines: anban {__version__}, Python"
        f" {platform.python_version()}, `{printable(' '.join(('anban', *words)))}`.\n"
        f"{kept}The same command with -v shows where it happened.",
        err=True,
    )


def _close_quietly() -> None:
    """Send stdout to the null device, so that Python does not report the broken pipe again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
