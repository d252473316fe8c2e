"""Keeping what the last rounds made, so that the next round need not make it again.

In: keys, and functions that make the values for them. Out: the values. A build goes through two
rounds: without page numbers, and with them. The next build goes through the same two rounds again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")

KEPT = 2
"""How many rounds are remembered besides the one that is running: those of one build."""


class Rounds(Generic[Key, Made]):
    """The values of the last few rounds. A value that none of them used is forgotten."""

    def __init__(self) -> None:
        self._rounds: tuple[dict[Key, Made], ...] = ({},)

    def turn(self) -> None:
        """Begin a new round, and forget the oldest one."""
        self._rounds = ({}, *self._rounds)[: KEPT + 1]

    def once(self, key: Key, make: Callable[[], Made]) -> Made:
        """The value for `key` that was made in one of the last rounds, or is made now. None cannot
        be kept as a value.
        """
        current = self._rounds[0]
        known = next((one[key] for one in self._rounds if key in one), None)
        current[key] = made = make() if known is None else known
        return made
