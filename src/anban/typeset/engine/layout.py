"""The steps of the engine's layout: pages, blocks, lines, floats, leaders, backgrounds.

In: boxes and a layout context. Out: boxes with their places. The names are WeasyPrint's own. What
is imported here is the engine's own step, even where `patching` gives the engine another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anban.typeset.engine.shapes import (
        BlockArguments,
        BlockLayout,
        GetImage,
        LayoutContext,
        PageType,
        Resume,
    )
    from anban.typeset.engine.steps import (
        Counters,
        LineLayout,
        Link,
        Room,
        avoid_collisions,
        block_level_layout,
        first_letter_to_box,
        float_layout,
        gather_anchors,
        get_next_linebox,
        handle_leader,
        inline_min_content_width,
        layout_backgrounds,
        layout_box_backgrounds,
        leader_index,
        make_margin_boxes,
        page_height,
        page_width,
        percentage,
        remake_page,
        resolve_percentages,
        set_page_type_computed_styles,
    )
else:
    from weasyprint.anchors import gather_anchors
    from weasyprint.layout import LayoutContext
    from weasyprint.layout.background import layout_backgrounds, layout_box_backgrounds
    from weasyprint.layout.block import block_level_layout
    from weasyprint.layout.float import avoid_collisions, float_layout
    from weasyprint.layout.inline import first_letter_to_box, get_next_linebox
    from weasyprint.layout.leader import handle_leader, leader_index
    from weasyprint.layout.page import (
        PageType,
        make_margin_boxes,
        page_height,
        page_width,
        remake_page,
        set_page_type_computed_styles,
    )
    from weasyprint.layout.percent import percentage, resolve_percentages
    from weasyprint.layout.preferred import inline_min_content_width

    Resume = dict
    BlockArguments = BlockLayout = Counters = LineLayout = Link = Room = tuple
    GetImage = object

__all__ = [
    "BlockArguments",
    "BlockLayout",
    "Counters",
    "GetImage",
    "LayoutContext",
    "LineLayout",
    "Link",
    "PageType",
    "Resume",
    "Room",
    "avoid_collisions",
    "block_level_layout",
    "first_letter_to_box",
    "float_layout",
    "gather_anchors",
    "get_next_linebox",
    "handle_leader",
    "inline_min_content_width",
    "layout_backgrounds",
    "layout_box_backgrounds",
    "leader_index",
    "make_margin_boxes",
    "page_height",
    "page_width",
    "percentage",
    "remake_page",
    "resolve_percentages",
    "set_page_type_computed_styles",
]
