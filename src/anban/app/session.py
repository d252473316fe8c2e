"""What a process keeps in memory from one build of a book to the next.

In: builds, which fill it. Out: `Session`. A build that gets the session of the build before makes
again only what has changed. Its products have the same bytes as those of a new session.
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
    """What is kept: `memo` for reading, drawing and checking, `layout_session` for layout."""

    memo: Memo = field(default_factory=Memo)
    layout_session: LayoutSession = field(default_factory=LayoutSession)

    @classmethod
    def of(cls, world: World, *, jobs: int, cache: bool) -> Session:
        """A new session for the book of `world`, which may use up to `jobs` processes.

        With `cache`, laid-out pages are also kept on disk, for the next process.
        """
        keep = FolderCache(world.root / publishing.CACHE) if cache else None
        return cls(layout_session=LayoutSession(keep, jobs))

    def collect_garbage(self) -> None:
        """Free the memory of objects that nothing uses any more. Call it between builds."""
        collector.clear()
