"""Text as the engine sets it: Pango, and how much of a text fits a line.

In: a text and its style. Out: what of it stands on a line, and how wide and high it is there. Pango
measures in its own units; `FROM_UNITS` makes pixels of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango

if TYPE_CHECKING:
    from anban.typeset.engine.shapes import CData, Layout
    from anban.typeset.engine.steps import (
        Split,
        create_layout,
        get_pango_font_key,
        split_first_line,
        strut,
    )
else:
    from weasyprint.text.fonts import get_pango_font_key
    from weasyprint.text.line_break import Layout, create_layout, split_first_line, strut

    CData = object
    Split = tuple

__all__ = [
    "FROM_UNITS",
    "TO_UNITS",
    "CData",
    "Layout",
    "Split",
    "create_layout",
    "ffi",
    "get_pango_font_key",
    "pango",
    "split_first_line",
    "strut",
]
