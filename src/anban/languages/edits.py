"""Changes to a line of plain text.

In: nothing. Out: `Edit`, which a `Finder` makes of a line; the kinds that edits are counted by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from anban.core.registry import SOFT

NO_BREAK = "\u00a0"
GAP = f" {NO_BREAK}\u202f{SOFT}"
"""Spaces that may stand between two words."""

DASHES = "dashes"
SPACES = "no-break spaces"
ELLIPSES = "ellipses"
QUOTES = "quotation marks"
RANGES = "ranges"

Place = tuple[int, int]

Replacement = tuple[int, int, str]
"""Start and end in the line, and the characters that take the place of what is between."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change, made whole or not at all; `kind` is what `check -v` counts it as."""

    kind: str
    replacements: tuple[Replacement, ...]


Finder = Callable[[str], Iterable[Edit]]
