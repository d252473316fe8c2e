"""The width of a spine. In: a number of pages, a paper, a binding. Out: millimetres."""

from __future__ import annotations

from anban.world.printers.papers import Binding, Paper


def spine_width(pages: int, paper: Paper, binding: Binding) -> float:
    """The width of the spine in millimetres, rounded to hundredths.

    The number of pages is made even, since the last page of an odd number needs a whole leaf.
    """
    if binding.flat:
        return 0.0
    block = (pages + pages % 2) * paper.page
    return round(block + (0.0 if paper.whole else binding.adds), 2)
