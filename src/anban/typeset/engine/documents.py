"""Documents and style sheets, as the engine reads them.

In: text, addresses. Out: the engine's classes for documents, style sheets, counters, targets and
pictures, and two of its own files: its style sheet, and the colour profile of a screen.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from weasyprint import DEFAULT_OPTIONS

if TYPE_CHECKING:
    from anban.typeset.engine.shapes import CSS, HTML, CounterStyle, Dimension, TargetCollector
    from anban.typeset.engine.steps import get_image_from_uri
else:
    from weasyprint import CSS, HTML
    from weasyprint.css.counters import CounterStyle
    from weasyprint.css.properties import Dimension
    from weasyprint.css.targets import TargetCollector
    from weasyprint.images import get_image_from_uri

__all__ = [
    "CSS",
    "DEFAULT_OPTIONS",
    "HTML",
    "CounterStyle",
    "Dimension",
    "TargetCollector",
    "get_image_from_uri",
    "own_counter_styles",
    "own_style_sheet",
    "screen_profile",
]

PLACES = {
    "marker": "li", "footnote-call": ".note", "footnote-marker": ".note",
    "note-call": ".note", "note-marker": ".note", "note-callback": ".note",
}  # fmt: skip
"""For each of the engine's own pseudo-elements, the selector of the elements that can have it."""


def own_style_sheet() -> str:
    """The engine's own style sheet; its rules for pseudo-elements hold only where they matter.

    WeasyPrint 70.0 computes for every element the styles of six pseudo-elements. Of the thousands
    of elements of a chapter, only list items have a marker, and only notes have a call.
    """
    css = (files("weasyprint.css") / "html5_ua.css").read_text("utf-8")
    for pseudo, place in PLACES.items():
        css, count = re.subn(rf"(?m)^::{pseudo} \{{", f"{place}::{pseudo} {{", css)
        assert count == 1, pseudo
    return css


def own_counter_styles() -> CounterStyle:
    """The counter styles that every document has."""
    found = CounterStyle()
    for styles in HTML(string="")._ua_counter_style():
        found.update(styles)
    return found


@cache
def screen_profile() -> bytes:
    """The colour profile of a screen (sRGB) that comes with the engine; the ICC published it."""
    return (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
