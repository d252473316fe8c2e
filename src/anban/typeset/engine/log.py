"""Messages of the layout engine as diagnostics.

In: what the engine logs, and what the fetcher refused. Out: diagnostics.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePath

from anban.core.diagnostics import Diagnostic
from anban.typeset import rules
from anban.typeset.engine.fetcher import shown


class _Listener(logging.Handler):
    """Keeps warnings and errors."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def listening() -> Iterator[list[logging.LogRecord]]:
    """Collect what the engine logs in the list that is given, and keep it out of any other log."""
    engine = logging.getLogger("weasyprint")
    kept = engine.propagate, engine.level
    listener = _Listener()
    engine.addHandler(listener)
    engine.propagate = False
    engine.setLevel(logging.WARNING)
    try:
        yield listener.records
    finally:
        engine.removeHandler(listener)
        engine.propagate, level = kept
        engine.setLevel(level)


def heard(
    records: Iterable[logging.LogRecord], refusals: Mapping[str, str]
) -> tuple[Diagnostic, ...]:
    """The diagnostics of what was refused and of `records`, each once, in their order. The engine
    also logs what was refused; such a record gives no second diagnostic.
    """
    found = [
        rules.RESOURCE_REFUSED.at(None, address=shown(address), reason=reason)
        for address, reason in refusals.items()
    ]
    found += [_diagnostic(record) for record in records if not _names(record, refusals)]
    return tuple(dict.fromkeys(found))


def _names(record: logging.LogRecord, refusals: Mapping[str, str]) -> bool:
    arguments = record.args if isinstance(record.args, tuple) else ()
    return any(isinstance(value, str) and value in refusals for value in arguments)


def _diagnostic(record: logging.LogRecord) -> Diagnostic:
    words = record.getMessage().rstrip(".")
    if record.msg.startswith(("Failed to load image", "Failed to render SVG image")):
        address = record.args[0] if isinstance(record.args, tuple) else words
        return rules.PICTURE_UNDRAWN.at(None, path=shown(str(address)))
    if record.levelno >= logging.ERROR:
        return rules.ENGINE_FAULT.at(None, words=words)
    if "css" in PurePath(record.pathname).parts[-3:-1]:
        return rules.STYLE_IGNORED.at(None, words=words)
    return rules.ENGINE_SAID.at(None, words=words)
