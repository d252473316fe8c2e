"""Control when Python's garbage collector runs.

Python frees most objects by counting references. The collector only finds cycles, that is, objects
that refer to each other. In this program only the boxes of the layout engine form cycles; nodes,
sheets and page records do not. So the collector can run rarely, and that saves time.

In: nothing. Out: `tune_gc` for a whole process, `pause_gc` for work that makes no cycles, and
`release` and `clear` for the time after it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

THRESHOLDS = (50_000, 20, 100)
"""The thresholds of `gc.set_threshold`. A page makes thousands of boxes, but freeing their cycles
early is not worth the search: with Python's own thresholds the collector took a seventh of the
time of a build of 400 pages."""


def tune_gc() -> None:
    """Let the collector run rarely in this process."""
    gc.set_threshold(*THRESHOLDS)


@contextmanager
def pause_gc() -> Iterator[None]:
    """Switch the collector off inside a `with` block.

    Afterwards it ignores the objects that exist by then, until `release` or `clear` is called.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()


def release() -> None:
    """Let the collector see again the objects that `pause_gc` made it ignore.

    They count as old, so they are searched rarely.
    """
    gc.unfreeze()


def clear() -> None:
    """Free all cycles that are not in use, then ignore every object that is left.

    Call it between builds. Otherwise Python would search all objects during the next build.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
