"""The engine's boxes: what a document becomes before and while it is laid out.

In: an element tree with styles. Out: the box classes that the other packages tell apart, and the
functions that make boxes. The names are WeasyPrint's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anban.typeset.engine.shapes import (
        AbsolutePlaceholder,
        BlockLevelBox,
        Box,
        FootnoteAreaBox,
        InlineBox,
        LineBox,
        PageBox,
        ParentBox,
        ReplacedBox,
        Style,
        TableBox,
        TableRowGroupBox,
        TextBox,
    )
    from anban.typeset.engine.steps import (
        build_formatting_structure,
        create_anonymous_boxes,
        get_first_letter,
    )
else:
    from weasyprint.css import ComputedStyle as Style
    from weasyprint.formatting_structure.boxes import (
        BlockLevelBox,
        Box,
        FootnoteAreaBox,
        InlineBox,
        LineBox,
        PageBox,
        ParentBox,
        ReplacedBox,
        TableBox,
        TableRowGroupBox,
        TextBox,
    )
    from weasyprint.formatting_structure.build import (
        build_formatting_structure,
        create_anonymous_boxes,
    )
    from weasyprint.formatting_structure.text import get_first_letter
    from weasyprint.layout.absolute import AbsolutePlaceholder

__all__ = [
    "AbsolutePlaceholder",
    "BlockLevelBox",
    "Box",
    "FootnoteAreaBox",
    "InlineBox",
    "LineBox",
    "PageBox",
    "ParentBox",
    "ReplacedBox",
    "Style",
    "TableBox",
    "TableRowGroupBox",
    "TextBox",
    "build_formatting_structure",
    "create_anonymous_boxes",
    "get_first_letter",
    "placed",
]


def placed(box: Box) -> Box:
    """`box`, or the box that was placed absolutely and has left `box` in its place."""
    found: Box = getattr(box, "_box", box)
    return found
