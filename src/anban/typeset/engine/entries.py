"""The form of an entry in the contract with the engine.

In: names of the engine. Out: an `Entry` for each, which says what is expected of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto


class Use(Enum):
    """How the tool uses a name of the engine.

    READ is also used for a class whose objects are only recognised or looked at. OVERRIDDEN is a
    method that a subclass of the tool replaces.
    """

    CALLED = auto()
    READ = auto()
    SUBCLASSED = auto()
    REPLACED = auto()
    OVERRIDDEN = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of the engine, in full, and what is expected of it.

    `takes` is its signature as `inspect` writes it; it is empty for a name that is not called.
    `gives` says what it returns, or what it is. `why` says what it is used for.
    """

    name: str
    use: Use
    takes: str
    gives: str
    why: str


def members(
    owner: str,
    why: str,
    reads: str = "",
    calls: Mapping[str, str] | None = None,
    overrides: Mapping[str, str] | None = None,
) -> tuple[Entry, ...]:
    """The entries for members of the class `owner`.

    `reads` names attributes, with spaces between. `calls` gives methods with their signatures, and
    `overrides` those that a subclass of the tool replaces.
    """
    return (
        *(Entry(f"{owner}.{name}", Use.READ, "", "", why) for name in reads.split()),
        *_methods(owner, why, Use.CALLED, calls or {}),
        *_methods(owner, why, Use.OVERRIDDEN, overrides or {}),
    )


def _methods(owner: str, why: str, use: Use, takes: Mapping[str, str]) -> tuple[Entry, ...]:
    return tuple(Entry(f"{owner}.{name}", use, taken, "", why) for name, taken in takes.items())
