"""The input of an import: a file that was sent, and the options of the person who imports it.

In: nothing. Out: `Given`, `Wishes`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

ACCEPT, REJECT, MARK = CHANGES = ("accept", "reject", "mark")
"""What can be done with tracked changes."""


def nothing(_path: str) -> bytes | None:
    """The function `beside` of a file that was sent alone: it finds no other file."""
    return None


@dataclass(frozen=True, slots=True)
class Given:
    """One file: its name without folders, and its bytes.

    `beside` gives the bytes of another file by its path relative to this one's folder, None if
    there is none. It never reads a file outside that folder.
    """

    name: str
    data: bytes
    beside: Callable[[str], bytes | None] = field(default=nothing, repr=False, compare=False)

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix.lower()


@dataclass(frozen=True, slots=True)
class Wishes:
    """The options of an import. An empty one means that the reader must find out.

    `encoding` is one of `NAMES` in `anban.world.sources.decoding`. `changes` says what to do with
    tracked changes and comments: `accept`, `reject` or `mark`.
    """

    title: str = ""
    language: str = ""
    encoding: str = ""
    changes: str = MARK
