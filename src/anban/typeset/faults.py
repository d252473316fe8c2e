"""Faults while a sheet is set: those of the engine, and our own.

In: exceptions that are raised while the engine works. Out: an `EngineError` if the engine raised
it, which later becomes a diagnostic. A fault of the tool itself is raised on unchanged.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from anban.core.diagnostics import Diagnostic
from anban.core.errors import comes_from, trace_of
from anban.typeset import rules
from anban.typeset.engine.fetcher import FatalURLFetchingError

ENGINE = ("weasyprint", "pydyf")
"""The packages of the engine. WeasyPrint also makes the calls of Pango."""
LONGEST = 200
"""How many characters of the engine's own message a diagnostic repeats."""


class EngineError(Exception):
    """The engine raised an exception. `fault` describes it in words; `where` is the piece of the
    book that was being set, empty for the book as a whole.
    """

    def __init__(self, fault: str, where: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.where = where

    @property
    def diagnostic(self) -> Diagnostic:
        """The fault as a diagnostic, with the traceback."""
        where = self.where or "the book as a whole"
        found = rules.ENGINE_FAILED.at(None, where=where, fault=self.fault)
        return replace(found, trace=trace_of(self))


class UnevenError(Exception):
    """The figures of a number are not equally wide, so the number cannot be left open."""


@contextmanager
def engine_at_work(where: str = "") -> Iterator[None]:
    """Turn an exception of the engine into an `EngineError` that names `where`. Exceptions that the
    tool raises itself are not changed.
    """
    try:
        yield
    except EngineError as fault:
        if fault.where or not where:
            raise
        raise EngineError(fault.fault, where) from fault
    except FatalURLFetchingError as fatal:  # a reader of ours failed inside the engine
        raise fatal.__cause__ or fatal from None
    except Exception as fault:
        if not comes_from(fault, *ENGINE):
            raise
        words = " ".join(str(fault).split())[:LONGEST]
        name = type(fault).__name__
        raise EngineError(f"{name}: {words}" if words else name, where) from fault
