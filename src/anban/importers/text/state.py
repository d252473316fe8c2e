"""The state while a text is read: everything that was guessed, removed and added so far.

In: the name of a file, the language of its text. Out: `TextState`, which every rule writes to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from anban.importers.draft import Addition, Guess, Removal, Thing
from anban.importers.text.blocks import CALL_CLOSE, CALL_OPEN, RAISED_CLOSE, RAISED_OPEN
from anban.languages import Language

_MARKS = re.compile(f"{CALL_OPEN}\\d+{CALL_CLOSE}|[{RAISED_OPEN}{RAISED_CLOSE}]")
SHOWN = 160
"""The most characters of a passage that a guess quotes."""


@dataclass(slots=True)
class TextState:
    """What was guessed, removed and added while one text is read."""

    path: str
    language: Language
    guesses: list[Guess] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    additions: list[Addition] = field(default_factory=list)

    def guess(self, kind: str, line: int, before: str, after: str, *, first: bool = False) -> None:
        before, after = (cut(_MARKS.sub("", text)) for text in (before, after))
        self.guesses.append(Guess(kind, self.path, line, before, after, first))

    def remove(self, kind: str, line: int, text: str, *things: Thing) -> None:
        self.removals.append(Removal(kind, self.path, line, text, things))

    def add(self, kind: str, line: int, text: str, *things: Thing) -> None:
        self.additions.append(Addition(kind, self.path, line, text, things))


def cut(text: str) -> str:
    """`text`; if it is long, its middle is left out."""
    half = SHOWN // 2
    return text if len(text) <= SHOWN else f"{text[:half]} … {text[-half:]}"
