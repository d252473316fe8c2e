"""What lies on the desk while one file is parsed: its lines, and all that is found on the way.

In: a file's path and lines. Out: `ParseState`, which every step of the parser writes to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from anban.core.diagnostics import Diagnostic, Related, Rule, Span
from anban.core.nodes import Note, NoteCall


@dataclass(frozen=True, slots=True)
class FoundCall:
    """A call of a note; `inside` is true where it stands inside a note."""

    node: NoteCall
    inside: bool


@dataclass(slots=True)
class ParseState:
    """Lines of the file as parsed, and what was found: faults, notes, calls, addresses used.

    `notes` and `calls` are in the order in which they were met. `in_place` counts the notes that
    were written in place so far; `noting` the notes that the parser is inside of.
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
        """The place `line`, `column`, both counted from 0."""
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
