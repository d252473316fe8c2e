"""Faults of the tool or of what it needs, raised; each class carries its exit code.

Faults of the book are never raised: they are diagnostics (see `anban.core.diagnostics`).
"""

from __future__ import annotations

from typing import ClassVar

DONE = 0
FAULTY = 1
INTERRUPTED = 130


class AnbanError(Exception):
    """Base of what the tool raises on purpose. `hint` says what to do."""

    exit_code: ClassVar[int] = 70

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(AnbanError):
    """The command was called with words it does not know, or outside a book."""

    exit_code = 2


class MissingError(AnbanError):
    """A program, a font or a library that is needed is not on this machine."""

    exit_code = 3


class ProductError(AnbanError):
    """A product failed its check; the last good edition stays."""

    exit_code = 4


class BugError(AnbanError):
    """Something in the tool itself went wrong."""

    exit_code = 70
