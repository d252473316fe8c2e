"""What was sent, and what the person who imports it said about it.

In: nothing. Out: `Given`, `Wishes`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

ACCEPT, REJECT, MARK = CHANGES = ("accept", "reject", "mark")
"""What becomes of changes that were tracked."""


def nothing(_path: str) -> bytes | None:
    """The folder of a file that was sent alone."""
    return None


@dataclass(frozen=True, slots=True)
class Given:
    """One file: its name, without folders, and its bytes.

    `beside` gives the bytes of another file by its path from this one's folder, None if there is
    none. It leads out of that folder for nobody.
    """

    name: str
    data: bytes
    beside: Callable[[str], bytes | None] = field(default=nothing, repr=False, compare=False)

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix.lower()


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the options say; empty is: find out. `encoding` is a name that
    `anban.world.sources.encodings` knows.

    `changes` is what becomes of changes that were tracked, and of comments: `accept`, `reject` or
    `mark`.
    """

    title: str = ""
    language: str = ""
    encoding: str = ""
    changes: str = MARK
