"""Rendering: a resolved book into the XHTML and CSS of one edition.

In: a `Resolution`, configuration, an edition, its theme. Out: a `Rendition`.
"""

from anban.render.faults import TemplateFault
from anban.render.rendering import render
from anban.render.rendition import OutlineEntry, Rendition, Sheet
from anban.render.theme import Theme, load_theme

__all__ = ["OutlineEntry", "Rendition", "Sheet", "TemplateFault", "Theme", "load_theme", "render"]
