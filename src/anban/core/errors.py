"""The exceptions of the program, each class with its exit code.

In: nothing. Out: exceptions for a wrong command, for something that the machine lacks, and for a
bug. An error in a book is never raised: it is a diagnostic. Where
a library may raise anything, `comes_from` tells its refusal from a fault of our own.
"""

from __future__ import annotations

import traceback
from typing import ClassVar

TOOL = __name__.partition(".")[0]
"""The package that this tool is."""

DONE = 0
FAULTY = 1
INTERRUPTED = 130


class AnbanError(Exception):
    """The base class of the exceptions. `hint` says what the user can do."""

    exit_code: ClassVar[int] = 70

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(AnbanError):
    """The command was used wrongly, or outside the folder of a book."""

    exit_code = 2


class MissingError(AnbanError):
    """A program, a font or a library that is needed is missing on this machine."""

    exit_code = 3


class ProductError(AnbanError):
    """A product failed its check, so it is not published."""

    exit_code = 4


class BugError(AnbanError):
    """The program itself has a bug. 70 is EX_SOFTWARE in BSD's sysexits.h."""

    exit_code = 70


def comes_from(fault: BaseException, *packages: str) -> bool:
    """True if one of `packages` raised `fault`, False if it is a fault of this tool.

    The innermost frame that belongs to the tool or to one of `packages` decides: what a third
    library raises is answered for by whoever called it. A recursion that is too deep ends wherever
    the stack happens to be full, so there it is enough that one of `packages` is in it.
    """
    frames = [frame for frame, _ in traceback.walk_tb(fault.__traceback__)]
    owners = [str(frame.f_globals.get("__name__", "")).partition(".")[0] for frame in frames]
    known = [owner for owner in owners if owner == TOOL or owner in packages]
    if isinstance(fault, RecursionError):
        return any(owner != TOOL for owner in known)
    return bool(known) and known[-1] != TOOL


def trace_of(fault: BaseException) -> str:
    """The traceback of `fault` and of what led to it, for whoever mends it."""
    return "".join(traceback.format_exception(fault))
