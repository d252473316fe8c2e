"""The form of the contract with the engine. In: names. Out: `Entry`, what is relied on of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto


class Use(Enum):
    """What is done with a name. A class whose objects are told apart, or looked at, is READ; a
    method that a subclass of ours has, too, is OVERRIDDEN.
    """

    CALLED = auto()
    READ = auto()
    SUBCLASSED = auto()
    REPLACED = auto()
    OVERRIDDEN = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of the engine, in full. `takes` is its signature as `inspect` writes it, empty for
    what is not called; `gives` says what comes back, or what it is.
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
    """What is touched of the objects of the class `owner`: attributes, methods by their signatures,
    and methods that a subclass has, too.
    """
    return (
        *(Entry(f"{owner}.{name}", Use.READ, "", "", why) for name in reads.split()),
        *_methods(owner, why, Use.CALLED, calls or {}),
        *_methods(owner, why, Use.OVERRIDDEN, overrides or {}),
    )


def _methods(owner: str, why: str, use: Use, takes: Mapping[str, str]) -> tuple[Entry, ...]:
    return tuple(Entry(f"{owner}.{name}", use, taken, "", why) for name, taken in takes.items())
