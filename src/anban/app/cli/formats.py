"""A report for other programs: as JSON, or as annotations of GitHub's workflows.

In: a report. Out: text for stdout. The README describes the JSON. `VERSION` goes up by one when a
member of the JSON is renamed or removed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from anban.app.fixes import Mended
from anban.core.diagnostics import Diagnostic, Report, Severity, Span, printable

VERSION = 1

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_json(report: Report, mended: Iterable[Mended]) -> str:
    """`report` as JSON, with findings of every severity, and the files that were corrected."""
    shape = {
        "format": "anban-check",
        "version": VERSION,
        "counts": {severity.word: report.count(severity) for severity in reversed(Severity)},
        "findings": [_finding(found) for found in report],
        "mended": [{"file": one.path, "fixes": one.fixes} for one in mended],
    }
    return json.dumps(shape, ensure_ascii=False, indent=2)


def _finding(found: Diagnostic) -> dict[str, Any]:
    return {
        "code": found.code,
        "name": found.rule.name,
        "severity": found.severity.word,
        "message": found.message,
        "hint": found.hint,
        **_place(found.span),
        "related": [{"message": one.message, **_place(one.span)} for one in found.related],
        "fixes": [{"old": fix.old, "new": fix.new, **_place(fix.span)} for fix in found.fixes],
    }


def _place(span: Span | None) -> dict[str, Any]:
    """The four members for the place of a finding; all are null if it is about the whole book."""
    names = ("file", "line", "column", "length")
    values = (span.path, span.line, span.column, span.length) if span else (None,) * len(names)
    return dict(zip(names, values, strict=True))


def as_annotations(report: Report, folder: str, *, verbose: bool) -> str:
    """One workflow command for each finding, one on a line; information only if `verbose`.

    `folder` is the path of the book in the repository and ends with a slash, or is empty. The
    syntax is from "Workflow commands for GitHub Actions" in GitHub's documentation.
    """
    return "\n".join(
        _annotation(found, folder)
        for found in report
        if verbose or found.severity is not Severity.INFO
    )


def _annotation(found: Diagnostic, folder: str) -> str:
    facts = ",".join(f"{name}={_property(value)}" for name, value in _properties(found, folder))
    hint = f"\n{found.hint}" if found.hint else ""
    return f"::{_COMMANDS[found.severity]} {facts}::{_data(found.message + hint)}"


def _properties(found: Diagnostic, folder: str) -> Iterator[tuple[str, str]]:
    span = found.span
    if span:
        yield "file", folder + span.path
        yield "line", str(span.line)
        yield "col", str(span.column)
        yield "endColumn", str(span.column + span.length)
    yield "title", f"{found.code} {found.rule.name}"


def _data(text: str) -> str:
    """`text` with %, line feed and carriage return escaped for GitHub, and all else `printable`."""
    lines = (printable(line.replace("%", "%25")) for line in text.split("\n"))
    return "%0A".join(lines)


def _property(text: str) -> str:
    """`text` as the value of a property: a colon or a comma would end it, so they are escaped."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
