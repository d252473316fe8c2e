"""The grid: below a figure, a table or a list, the text stands on the lines of the page again.

In: a block as the engine laid it out. Out: the same block with more space below it. The height of a
picture is no whole number of lines, nor is that of a table with rules. Without the added space, all
text below would stand between the lines of the facing page. Paragraphs and headings are left alone:
their heights come from the style sheet, and `check` reports if they do not make whole lines.
"""

from __future__ import annotations

from anban.typeset.engine import boxes, patching
from anban.typeset.engine.kept import strut_of
from anban.typeset.engine.layout import BlockLayout, LayoutContext, Resume, block_level_layout

KEPT = frozenset(("header", "p", "h1", "h2", "h3", "h4"))
"""The blocks of a sheet that are left alone: their heights come from the style sheet."""
HAIR = 0.01
"""Pixels by which a line may miss the grid: sums of heights differ by rounding. A gap this small
must not be taken for nearly a whole line that is missing."""


def _laid_out(
    context: LayoutContext,
    box: boxes.Box,
    bottom_space: float,
    skip: Resume | None,
    containing: boxes.Box,
    *arguments: object,
) -> BlockLayout:
    """Takes the place of the engine's `block_level_layout`.

    Space is added only below a block that ends on this page, and only in the text of a sheet: a
    margin box or a note has no grid.
    """
    result = block_level_layout(context, box, bottom_space, skip, containing, *arguments)
    laid, resume, *_ = result
    if laid is not None and resume is None and _of_sheet(laid, containing):
        top = getattr(context, "page_top", None)
        if top is not None:
            laid.margin_bottom += _missing(laid, containing, top)
    return result


def _of_sheet(laid: boxes.Box, containing: boxes.Box) -> bool:
    """True for a block of the sheet itself, except for paragraphs and headings."""
    return (
        containing.element_tag == "section"
        and isinstance(laid, boxes.BlockLevelBox)
        and laid.is_in_normal_flow()
        and laid.element_tag not in KEPT
    )


def _missing(laid: boxes.Box, containing: boxes.Box, top: float) -> float:
    """The pixels that are missing below `laid` to the next line of the sheet's grid. The grid
    begins at `top`, the upper edge of the page's text.
    """
    leading, _ = strut_of(containing.style)
    if not leading:
        return 0.0
    bottom = laid.border_box_y() + laid.border_height() + laid.margin_bottom
    missing = (top - bottom) % leading
    return 0.0 if min(missing, leading - missing) < HAIR else float(missing)


def install() -> None:
    """Let the engine lay out blocks here, so that space is added below them."""
    patching.replace("layout.block.block_level_layout", _laid_out)
