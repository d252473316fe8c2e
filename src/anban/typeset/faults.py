"""What may go wrong while a sheet is set.

In: whatever is raised while the engine is at work. Out: `EngineError` for what the engine raised,
as which it becomes a diagnostic; a fault of our own is raised on as it is.
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
"""The packages that the engine is; Pango is called by the first of them."""
LONGEST = 200
"""Characters of the engine's own words that a diagnostic repeats."""


class EngineError(Exception):
    """The engine raised something; `fault` is what, in words, `where` the piece it was set on."""

    def __init__(self, fault: str, where: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.where = where

    @property
    def diagnostic(self) -> Diagnostic:
        """The finding about the book that this is, with the traceback."""
        where = self.where or "the book as a whole"
        found = rules.ENGINE_FAILED.at(None, where=where, fault=self.fault)
        return replace(found, trace=trace_of(self))


class UnevenError(Exception):
    """The figures of a number are not equally wide, so that it cannot be left open."""


@contextmanager
def engine_at_work(where: str = "") -> Iterator[None]:
    """Raise as `EngineError` what the engine raises at `where`; what we raise ourselves stays."""
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
