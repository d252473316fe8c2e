"""Quotation marks and brackets, balanced over a paragraph.

In: a galley. Out: W104, W105. Straight marks are paired where they are made curly, see T102.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from anban.check.manuscript.copy import Copy, CopyRun
from anban.check.manuscript.rules import OPEN_BRACKET, OPEN_QUOTATION
from anban.core.diagnostics import Diagnostic, Rule
from anban.core.registry import RunKind

_PAIRS: tuple[tuple[str, str, Rule], ...] = (
    ("“", "”", OPEN_QUOTATION), ("«", "»", OPEN_QUOTATION), ("(", ")", OPEN_BRACKET),
)  # fmt: skip
_COUNTER = re.compile(r"(?:\A|[\s(;,:])(?:\d{1,2}|[^\W\d_]|[ivx]{1,4}|\*{1,3})\Z")
"""What a bracket closes that opens nowhere: a), 12)."""
_WHOLE = (RunKind.TITLE, RunKind.HEADING, RunKind.TEXT, RunKind.CELL, RunKind.CAPTION, RunKind.TERM)


def find(copy: Copy) -> Iterator[Diagnostic]:
    for opening, closing, rule in _PAIRS:
        before: CopyRun | None = None
        for run, after in zip(copy.runs, (*copy.runs, None)[1:], strict=True):
            if run.kind in _WHOLE:
                marks = _Marks(run, opening, closing)
                yield from marks.odd(rule, before, after)
                before = run if marks.open else None


class _Marks:
    """The marks of one kind in a run: those that are never closed, those that close nothing."""

    def __init__(self, run: CopyRun, opening: str, closing: str) -> None:
        self.run, self.opening = run, opening
        self.open: list[int] = []
        self.stray: list[int] = []
        for at, char in enumerate(run.text) if opening in run.text or closing in run.text else ():
            if char == opening:
                self.open.append(at)
            elif char == closing:
                if self.open:
                    self.open.pop()
                elif closing != ")" or not _COUNTER.search(run.text, max(0, at - 6), at):
                    self.stray.append(at)

    def odd(
        self, rule: Rule, before: CopyRun | None, after: CopyRun | None
    ) -> Iterator[Diagnostic]:
        """What has no other half; a quotation that the next paragraph opens again goes on there,
        and one that the paragraph before left open may end here.
        """
        spoken = rule is OPEN_QUOTATION
        if spoken and '"' in self.run.text:
            return
        stray = self.stray[1:] if spoken and before is not None else self.stray
        goes_on = spoken and after is not None and after.text.startswith(self.opening)
        for at in (*(self.open[:-1] if goes_on else self.open), *stray):
            yield rule.at(self.run.place(at, at + 1), mark=self.run.text[at])
