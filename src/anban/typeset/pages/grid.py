"""The grid: below a figure, a table, a list, the text comes to stand on its lines again.

In: a block as the engine laid it out. Out: the same with more space below it. A picture is as high
as it is, and a rule of a table has its width; without this everything below would stand between
the lines of the facing page. Paragraphs and headings are left alone: theirs are the style sheet's
measures, and `check` tells if they do not make whole lines.
"""

from __future__ import annotations

from anban.typeset.engine import boxes, patching
from anban.typeset.engine.kept import strut_of
from anban.typeset.engine.layout import BlockLayout, LayoutContext, Resume, block_level_layout

KEPT = frozenset(("header", "p", "h1", "h2", "h3", "h4"))
"""The blocks of a sheet whose height is the style sheet's business."""
HAIR = 0.01
"""Pixels that rounding may leave."""


def _laid_out(
    context: LayoutContext,
    box: boxes.Box,
    bottom_space: float,
    skip: Resume | None,
    containing: boxes.Box,
    *arguments: object,
) -> BlockLayout:
    """The engine's `block_level_layout`."""
    result = block_level_layout(context, box, bottom_space, skip, containing, *arguments)
    laid, resume, *_ = result
    if laid is not None and resume is None and _of_sheet(laid, containing):
        top = getattr(context, "page_top", None)
        if top is not None:
            laid.margin_bottom += _missing(laid, containing, top)
    return result


def _of_sheet(laid: boxes.Box, containing: boxes.Box) -> bool:
    return (
        containing.element_tag == "section"
        and isinstance(laid, boxes.BlockLevelBox)
        and laid.is_in_normal_flow()
        and laid.element_tag not in KEPT
    )


def _missing(laid: boxes.Box, containing: boxes.Box, top: float) -> float:
    """What is missing below `laid` to the next line of the sheet's grid."""
    leading, _ = strut_of(containing.style)
    if not leading:
        return 0.0
    bottom = laid.border_box_y() + laid.border_height() + laid.margin_bottom
    missing = (top - bottom) % leading
    return 0.0 if min(missing, leading - missing) < HAIR else float(missing)


def install() -> None:
    patching.replace("layout.block.block_level_layout", _laid_out)
