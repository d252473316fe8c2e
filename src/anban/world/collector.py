"""When Python looks for circles of objects, which it does not free by counting.

Out: `seldom` for a process, `resting` for work that makes none, `thaw` and `clear` for the time
after it. Only the layout engine's boxes hold each other in circles; nodes, sheets, records do not.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

COLLECTED = (50_000, 20, 100)
"""A page makes thousands of boxes and no circles worth the search, which took a seventh of a build
of 400 pages."""


def tune_gc() -> None:
    """Look seldom in this process."""
    gc.set_threshold(*COLLECTED)


@contextmanager
def pause_gc() -> Iterator[None]:
    """Do not look meanwhile, nor through what was made meanwhile, until it is thawed."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()


def release() -> None:
    """What was made is old now, and is looked through tune_gc, but it is."""
    gc.unfreeze()


def clear() -> None:
    """Clear away all circles that have been left.

    Else Python would go through all that is kept in the midst of the next build.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
