"""What a process keeps from one build of a book to the next.

In: builds, which fill it. Out: `Workshop`. A build that is given the workshop of the one before
makes anew only what has changed; what it makes is the same, to the byte, as with an empty one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from anban.core.memo import Keeper
from anban.typeset.settle import Shop
from anban.world import collector, publishing
from anban.world.cache import FolderCache
from anban.world.project import World


@dataclass(frozen=True, slots=True, eq=False)
class Workshop:
    """`keeper` has what was read, drawn and checked, `shop` what was set in pages."""

    keeper: Keeper = field(default_factory=Keeper)
    shop: Shop = field(default_factory=Shop)

    @classmethod
    def of(cls, world: World, *, jobs: int, cache: bool) -> Workshop:
        """That of a process which builds the book of `world`, with up to `jobs` copies of itself.

        With `cache`, what it sets in pages is kept for the next process.
        """
        keep = FolderCache(world.root / publishing.CACHE) if cache else None
        return cls(shop=Shop(keep, jobs))

    def rest(self) -> None:
        """Clear away what builds have left. For the pauses between them."""
        collector.clear()
