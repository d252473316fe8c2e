"""What the last rounds made, so that the next one need not make it again.

In: keys, and functions that make what belongs to them. Out: what was made. A build goes through two
rounds, without page numbers and with them, and the next build goes through the same two again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")

KEPT = 2
"""Rounds that are remembered, beside the one that is running."""


class Rounds(Generic[Key, Made]):
    """A memory of a few rounds: what none of them has used is gone."""

    def __init__(self) -> None:
        self._rounds: tuple[dict[Key, Made], ...] = ({},)

    def turn(self) -> None:
        """A new round begins."""
        self._rounds = ({}, *self._rounds)[: KEPT + 1]

    def once(self, key: Key, make: Callable[[], Made]) -> Made:
        """What `make` gave for `key` in one of the last rounds, or gives now."""
        current = self._rounds[0]
        known = next((one[key] for one in self._rounds if key in one), None)
        current[key] = made = make() if known is None else known
        return made
