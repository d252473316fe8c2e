"""How wide a spine is. In: pages, a paper, a binding. Out: millimetres."""

from __future__ import annotations

from anban.world.printers.papers import Binding, Paper


def spine_width(pages: int, paper: Paper, binding: Binding) -> float:
    """The width of the spine in millimetres, to the hundredth.

    An odd last page has a leaf of its own, so pages are counted in twos.
    """
    if binding.flat:
        return 0.0
    block = (pages + pages % 2) * paper.page
    return round(block + (0.0 if paper.whole else binding.adds), 2)
