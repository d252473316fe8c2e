"""What was sent, and what the person who imports it said about it.

In: nothing. Out: `Given`, `Wishes`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

ACCEPT, REJECT, MARK = CHANGES = ("accept", "reject", "mark")
"""What becomes of changes that were tracked."""


@dataclass(frozen=True, slots=True)
class Given:
    """One file: its name, without folders, and its bytes."""

    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix.lower()


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the options say; empty is: find out. `encoding` is a name of `anban.encodings`.

    `changes` is what becomes of changes that were tracked, and of comments: `accept`, `reject` or
    `mark`.
    """

    title: str = ""
    language: str = ""
    encoding: str = ""
    changes: str = MARK
