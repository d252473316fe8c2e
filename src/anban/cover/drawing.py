"""Draw the cover as XHTML. In: the configuration, an edition, its theme. Out: a `Rendition`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from lxml import etree

from anban.cover.geometry import Wrap
from anban.cover.views import cover_view
from anban.languages import Language
from anban.manuscript.config.model import Config, Edition
from anban.render.rendering import check_markup, within_budget
from anban.render.rendition import Rendition, Sheet
from anban.render.stylesheet import families
from anban.render.templates import Tool, engine
from anban.render.theme import Theme
from anban.render.views import book_view

TEMPLATE = "cover.xhtml"
POINTS = 72 / 25.4
TALLEST = 1.35
"""The height in em from the marks above a capital to the descenders, in faces for Vietnamese."""
LARGEST = 12.0
"""The greatest size of type on a spine, in points."""
SHEET = "cover"


def draw(
    config: Config, edition: Edition, theme: Theme, language: Language, wrap: Wrap | None
) -> Rendition:
    """The sheet of the cover on `wrap`; if that is None, the front alone on a page of its trim.

    Raises `TemplateFault` if the template fails.
    """
    templates = engine(theme.layers)
    values = {
        "cover": cover_view(config, edition, wrap, theme.text),
        "book": book_view(config, edition, language),
        "say": Tool(language.say),
    }
    with within_budget(SHEET):
        xhtml = templates.run(TEMPLATE, values)
    check_markup(xhtml, SHEET, templates.path(TEMPLATE))
    sheets = (file.text for file in theme.cover)
    css = "\n".join([*families(theme), *_sizes(edition, wrap), *sheets])
    name = f"{edition.name}-{'cover' if wrap else 'front'}"
    named = replace(edition, name=name, pages_multiple=1, marks=False, slug_line=False)
    sheet = Sheet(SHEET, language.say(SHEET), xhtml, _pictures(xhtml))
    return Rendition(named, (sheet,), css, ())


def _spine_size(wrap: Wrap | None) -> float:
    """The largest size of type, in points, that fits on the spine with marks and descenders."""
    room = (wrap.spine - 2 * wrap.clear) * POINTS if wrap else 0.0
    return round(min(max(room / TALLEST, 0.0), LARGEST), 1)


def _pictures(xhtml: str) -> tuple[str, ...]:
    """The paths of the pictures in `xhtml`, each once."""
    images = (element.get("src", "") for element in etree.fromstring(xhtml.encode()).iter("img"))
    return tuple(dict.fromkeys(unquote(path) for path in images if path))


def _sizes(edition: Edition, wrap: Wrap | None) -> Iterator[str]:
    """CSS with trim, spine and bleed as variables for the theme; the page is the whole sheet."""
    width, height = edition.trim
    sheet, spine, bleed = (wrap.width, wrap.spine, wrap.bleed) if wrap else (width, 0.0, 0.0)
    yield (
        f":root {{ --trim-width: {width:g}mm; --trim-height: {height:g}mm; --spine: {spine:g}mm;"
        f" --bleed: {bleed:g}mm; --sheet-width: {sheet:g}mm;"
        f" --spine-size: {_spine_size(wrap):g}pt }}"
    )
    yield f"@page {{ size: {sheet:g}mm {height:g}mm; bleed: {bleed:g}mm; margin: 0 }}"
