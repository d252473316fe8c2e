"""What a process keeps from one build of a book to the next.

In: builds, which fill it. Out: `Session`. A build that is given the workshop of the one before
makes anew only what has changed; what it makes is the same, to the byte, as with an empty one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from anban.core.memo import Memo
from anban.typeset.settle import LayoutSession
from anban.world import collector, publishing
from anban.world.cache import FolderCache
from anban.world.project import World


@dataclass(frozen=True, slots=True, eq=False)
class Session:
    """`memo` has what was read, drawn and checked, `layout_session` what was set in pages."""

    memo: Memo = field(default_factory=Memo)
    layout_session: LayoutSession = field(default_factory=LayoutSession)

    @classmethod
    def of(cls, world: World, *, jobs: int, cache: bool) -> Session:
        """That of a process which builds the book of `world`, with up to `jobs` copies of itself.

        With `cache`, what it sets in pages is kept for the next process.
        """
        keep = FolderCache(world.root / publishing.CACHE) if cache else None
        return cls(layout_session=LayoutSession(keep, jobs))

    def rest(self) -> None:
        """Clear away what builds have left. For the pauses between them."""
        collector.clear()
