"""The state while one file is parsed: its lines, and everything that was found so far.

In: the path and the lines of a file. Out: `ParseState`, to which every step of the parser writes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from anban.core.diagnostics import Diagnostic, Related, Rule, Span
from anban.core.nodes import Note, NoteCall


@dataclass(frozen=True, slots=True)
class FoundCall:
    """A call of a note; `inside` is true if it is inside a note."""

    node: NoteCall
    inside: bool


@dataclass(slots=True)
class ParseState:
    """The lines of the file, and what was found: diagnostics, notes, calls, used definitions.

    `notes` and `calls` are in the order in which they were found. `in_place` is the number of
    notes so far that were written in place. `noting` is the number of notes around the present
    position.
    """

    path: str
    lines: tuple[str, ...]
    diagnostics: list[Diagnostic] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    calls: list[FoundCall] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    in_place: int = 0
    noting: int = 0

    def span(self, line: int, column: int, length: int = 1) -> Span:
        """The span at `line` and `column`, which are both counted from 0."""
        return Span(self.path, line + 1, column + 1, max(1, length))

    def report(
        self,
        rule: Rule,
        span: Span,
        *,
        near: str | None = None,
        related: Iterable[Related] = (),
        **values: object,
    ) -> None:
        self.diagnostics.append(rule.at(span, near=near, related=related, **values))
