"""The exceptions of the program, each class with its exit code.

In: nothing. Out: exceptions for a wrong command, for something that the machine lacks, and for a
bug. An error in a book is never raised: it is a diagnostic (see `anban.core.diagnostics`).
"""

from __future__ import annotations

from typing import ClassVar

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
