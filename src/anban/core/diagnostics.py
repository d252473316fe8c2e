"""What the program says about a book: places, severities, rules, diagnostics and reports.

In: nothing. Out: `Span`, `Severity`, `Rule`, `Fix`, `Diagnostic`, `Report`, and `show`, which
writes a diagnostic as text, with the source line that it is about.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import IntEnum
from types import ModuleType


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A part of one line of a file.

    `path` is relative to the project's folder, with forward slashes. `line` and `column` count
    from 1. `column` and `length` are in characters of the line as it is in the file.
    """

    path: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Severity(IntEnum):
    """The severity of a diagnostic. An error stops the edition; a warning does not."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that explains a diagnostic, with a few words."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A correction that is safe: at `span`, the text `old` is replaced by `new`."""

    span: Span
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong with a book, with all of its texts.

    `message` and `hint` are templates for `str.format`. They begin in lower case and have no full
    stop; the hint is an action. `near` replaces the hint if a similar word is known. `why` is the
    explanation that `anban explain` prints below them.
    """

    code: str
    name: str
    severity: Severity
    message: str
    hint: str
    why: str
    near: str = "did you mean `{near}`?"

    def at(
        self,
        span: Span | None,
        *,
        near: str | None = None,
        related: Iterable[Related] = (),
        **values: object,
    ) -> Diagnostic:
        """The diagnostic of this rule at `span`; None means the whole book.

        `values` fill the templates. `near` is the word that was probably meant, if one is known.
        `related` are other places that explain the fault.
        """
        template = self.hint if near is None else self.near
        hint = template.format(near=near, **values)
        message = self.message.format(**values)
        return Diagnostic(self, self.severity, span, message, hint, tuple(related))


def rules_of(module: ModuleType) -> tuple[Rule, ...]:
    """The rules that a module defines or imports, in its order."""
    return tuple(value for value in vars(module).values() if isinstance(value, Rule))


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: its rule, its severity in this book, its place, its words.

    `fixes` are the corrections of it that are safe. `trace` is the traceback of the fault that it
    reports, if a library raised one; it does not tell one finding from another.
    """

    rule: Rule
    severity: Severity
    span: Span | None
    message: str
    hint: str
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    trace: str = field(default="", compare=False, repr=False)

    @property
    def code(self) -> str:
        return self.rule.code


@dataclass(frozen=True, slots=True)
class Report:
    """Diagnostics in the order of their places, each once."""

    diagnostics: tuple[Diagnostic, ...] = ()

    @classmethod
    def of(cls, *groups: Iterable[Diagnostic]) -> Report:
        unique = dict.fromkeys(diagnostic for group in groups for diagnostic in group)
        return cls(tuple(sorted(unique, key=_order)))

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.diagnostics)

    def __len__(self) -> int:
        return len(self.diagnostics)

    def count(self, severity: Severity) -> int:
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)

    @property
    def faulty(self) -> bool:
        """True if the report has an error."""
        return self.count(Severity.ERROR) > 0

    def strict(self) -> Report:
        """The same report with every warning an error."""
        return Report(
            tuple(
                replace(found, severity=Severity.ERROR)
                if found.severity is Severity.WARNING
                else found
                for found in self.diagnostics
            )
        )


def _order(diagnostic: Diagnostic) -> tuple[bool, Span, str, str]:
    span = diagnostic.span
    return span is not None, span or Span(""), diagnostic.code, diagnostic.message


def show(diagnostic: Diagnostic, line_of: Callable[[Span], str | None]) -> str:
    """`diagnostic` as text of several lines, without a line end after the last one.

    Text from the book, also a file's name, is made `printable`. `line_of` gives the source line of
    a span, or None if there is none to show.
    """
    head = f"{diagnostic.severity.word}[{diagnostic.code}]: {printable(diagnostic.message)}"
    places = [(diagnostic.span, "")] if diagnostic.span else []
    places += [(related.span, related.message) for related in diagnostic.related]
    width = max((len(str(span.line)) for span, _ in places), default=0)
    lines = [head]
    for span, words in places:
        lines += _excerpt(span, words, line_of(span), width)
    if diagnostic.hint:
        lines.append(f"{' ' * width} = hint: {printable(diagnostic.hint)}")
    return "\n".join(lines)


WIDEST = 100
"""The most characters of a source line that are shown; of a longer line, the part with the fault is
shown."""


def _excerpt(span: Span, words: str, line: str | None, width: int) -> list[str]:
    pad = " " * width
    place = printable(f"{pad}--> {span}" + (f": {words}" if words else ""))
    if line is None:
        return [place]
    start = max(0, span.column - 1 - WIDEST // 2) if len(line) > WIDEST else 0
    shown = line[start : start + WIDEST]
    marked = shown[span.column - 1 - start : span.column - 1 - start + span.length]
    indent = " " * cells(shown[: span.column - 1 - start])
    return [
        place,
        f"{pad} |",
        f"{span.line:>{width}} | {printable(shown)}",
        f"{pad} | {indent}{'^' * max(1, cells(marked))}",
    ]


def times(count: int) -> str:
    """The number in words for a message: `once`, `2 times`."""
    return "once" if count == 1 else f"{count} times"


_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""The categories of control and format characters, surrogates, and separators of lines and
paragraphs (Unicode, table 4-4)."""


def printable(text: str) -> str:
    """`text` on one line, with U+FFFD for each character that a terminal would obey or hide."""
    return "".join("\ufffd" if unicodedata.category(char) in _UNSEEN else char for char in text)


def cells(text: str) -> int:
    """The number of terminal cells of `text`: 0 for a combining mark, 2 for a wide character."""
    return sum(_cell(char) for char in text)


def _cell(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
