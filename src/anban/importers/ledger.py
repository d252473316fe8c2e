"""The ledger of one reader: it records what came in, what was decided and what was left out.

In: events, which a reader records when they happen. Out: a `Ledger`, from which a draft takes its
lines, counts, guesses, removals, additions and pictures.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from anban.importers.draft import Addition, Counts, DraftPicture, Guess, Removal, SourceLine, Thing

_UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad]")
"""Control characters, and the soft hyphen, which is only visible at the end of a line."""


@dataclass(slots=True)
class Ledger:
    """The records about the file `path`; lines are counted as in `anban.importers.draft`."""

    path: str
    lines: list[SourceLine] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    additions: list[Addition] = field(default_factory=list)
    pictures: dict[str, DraftPicture] = field(default_factory=dict)
    met: Counter[Thing] = field(default_factory=Counter)

    def came(self, line: int, text: str) -> None:
        if text.strip():
            self.lines.append(SourceLine(self.path, line, text))

    def meet(self, thing: Thing, times: int = 1) -> None:
        self.met[thing] += times

    def guess(self, kind: str, line: int, before: str, after: str, *, first: bool = False) -> None:
        self.guesses.append(Guess(kind, self.path, line, before, after, first))

    def remove(self, kind: str, line: int, text: str, *things: Thing) -> None:
        self.removals.append(Removal(kind, self.path, line, text, things))

    def add(self, kind: str, line: int, text: str, *things: Thing) -> None:
        self.additions.append(Addition(kind, self.path, line, text, things))

    def printable(self, text: str, line: int) -> str:
        """`text` without characters that cannot be printed; these are listed as removed."""
        odd = "".join(_UNPRINTED.findall(text))
        if not odd:
            return text
        self.removals.append(Removal("character that is not printed", self.path, line, odd))
        return _UNPRINTED.sub("", text)

    @property
    def counts(self) -> Counts:
        return Counts(
            notes=self.met[Thing.NOTE],
            headings=self.met[Thing.HEADING],
            pictures=self.met[Thing.PICTURE],
        )
