"""A document and its style sheets, as the engine reads them.

In: text, addresses. Out: the engine's documents and sheets, its counters, targets and pictures, and
the two files of its own that a book uses.
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
"""The elements that may have each of the engine's pseudo-elements."""


def own_style_sheet() -> str:
    """The engine's own style sheet, with its rules for pseudo-elements kept to where they matter.

    WeasyPrint 70.0 gives every element the styles of six pseudo-elements; of a chapter's thousands,
    only list items have a marker, and only notes a call.
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
    """The colour profile of a screen (sRGB) that comes with the engine; it is the ICC's own."""
    return (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
