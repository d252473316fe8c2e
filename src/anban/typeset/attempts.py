"""Ways to break the pages of a sheet near its notes. In: nothing. Out: `ATTEMPTS`, `style`.

WeasyPrint 70.0 moves notes one by one while it fills a page, and forgets some. Which ones depends
on where lines fall, so another rule for breaking pages often keeps what the last one lost. None is
safe: the audit decides. A sheet begins on a new page, so each may have a rule of its own.

Of 30 random chapters with 20 to 150 notes, a single rule kept all notes in about half, and one of
these in every one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attempt:
    """A way to break pages: its name in a report, and declarations for notes and paragraphs."""

    name: str
    note: str = ""
    paragraph: str = ""


_LINE = "footnote-policy: line !important"

ATTEMPTS = (
    Attempt("as the style sheet asks"),
    Attempt("a line goes with its note", _LINE),
    *(
        Attempt(
            f"a line goes with its note, {orphans} lines before a break and {widows} after",
            _LINE,
            f"orphans: {orphans} !important; widows: {widows} !important",
        )
        for orphans, widows in ((3, 3), (4, 4), (1, 2), (2, 1), (1, 1))
    ),
    Attempt("a paragraph goes with its notes", _LINE, "break-inside: avoid !important"),
)
"""The gentler first; a broken paragraph is better than a white half page."""


def style(chosen: Mapping[str, Attempt]) -> str:
    """The CSS that follows the theme's, so that each sheet named has its attempt."""
    return "".join(
        f"#{sheet} .note {{ {attempt.note} }}\n#{sheet} p {{ {attempt.paragraph} }}\n"
        for sheet, attempt in sorted(chosen.items())
    )
