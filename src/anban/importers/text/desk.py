"""What lies on the desk while a text is read: all that was guessed, removed and added so far.

In: the name of a file. Out: `Desk`, which every rule writes to.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from anban.importers.draft import Addition, Guess, Removal, Thing

SHOWN = 160
"""Characters of a passage that a guess quotes."""


@dataclass(slots=True)
class Desk:
    path: str
    language: str = "vi"
    guesses: list[Guess] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    additions: list[Addition] = field(default_factory=list)

    def guess(self, kind: str, line: int, before: str, after: str, *, first: bool = False) -> None:
        self.guesses.append(Guess(kind, self.path, line, cut(before), cut(after), first))

    def remove(self, kind: str, line: int, text: str, *things: Thing) -> None:
        self.removals.append(Removal(kind, self.path, line, text, things))

    def add(self, kind: str, line: int, text: str, *things: Thing) -> None:
        self.additions.append(Addition(kind, self.path, line, text, things))


def cut(text: str) -> str:
    """`text`, its middle left out where it is long."""
    half = SHOWN // 2
    return text if len(text) <= SHOWN else f"{text[:half]} … {text[-half:]}"
