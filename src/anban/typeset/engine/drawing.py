"""Drawing boxes into the content streams of a PDF.

In: boxes that were laid out, a stream. Out: operators in the stream. The names are WeasyPrint's
own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anban.typeset.engine.shapes import Font, Matrix, StackingContext
    from anban.typeset.engine.steps import (
        build_fonts_dictionary,
        draw_page,
        draw_stacking_context,
        draw_text,
        get_color,
    )
    from anban.typeset.engine.streams import RasterImage, Stream, UsedImage
else:
    from weasyprint.draw import draw_page, draw_stacking_context
    from weasyprint.draw.color import get_color
    from weasyprint.draw.text import draw_text
    from weasyprint.images import RasterImage
    from weasyprint.matrix import Matrix
    from weasyprint.pdf.fonts import Font, build_fonts_dictionary
    from weasyprint.pdf.stream import Stream
    from weasyprint.stacking import StackingContext

    UsedImage = dict

__all__ = [
    "Font",
    "Matrix",
    "RasterImage",
    "StackingContext",
    "Stream",
    "UsedImage",
    "build_fonts_dictionary",
    "draw_page",
    "draw_stacking_context",
    "draw_text",
    "get_color",
]
