"""The adapter to WeasyPrint. In: a print rendition. Out: a `Forme`, laid out, not yet read.

WeasyPrint's laid-out tree is private and changes between versions, so exactly one is accepted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from warnings import catch_warnings, simplefilter
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring

import weasyprint
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration

from anban.diagnostics import Diagnostic
from anban.errors import MissingError
from anban.render.rendition import Rendition, Sheet
from anban.rules import pages as rules
from anban.typeset.hearing import heard, listening
from anban.typeset.shelf import ROOT, Read, Shelf

VERSION = "70.0"

BASE_CSS = ".sheet { break-before: page }"
"""Stands before the theme's own: a sheet begins on a new page, whatever a theme forgets."""


class EngineError(Exception):
    """The engine raised something; `fault` is what, in words."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True, eq=False)
class Forme:
    """Pages as the engine made them. `sheets` pairs each sheet with the root of its markup.

    Only this room looks inside.
    """

    document: Any
    sheets: tuple[tuple[Sheet, Element], ...]


def require() -> None:
    """Refuse any other version of WeasyPrint: MissingError."""
    found = weasyprint.__version__
    if found != VERSION:
        raise MissingError(
            f"WeasyPrint {VERSION} is needed, and {found} is installed",
            hint=f"run `pip install weasyprint=={VERSION}`",
        )


def lay(
    rendition: Rendition, language: str, read: Read, more_css: str = ""
) -> tuple[Forme, tuple[Diagnostic, ...]]:
    """Lay out `rendition` with `more_css` after its own. EngineError if the engine fails."""
    require()
    shelf = Shelf(read)
    sheets = tuple((sheet, _parse(sheet)) for sheet in rendition.sheets)
    css = (BASE_CSS, rendition.css, more_css)
    with listening(_most_pages(rendition.sheets)) as records:
        document = _guarded(lambda: _render(_html(sheets, language, shelf), css, shelf))
    return Forme(document, sheets), heard(records, shelf.refusals)


def draw(forme: Forme, action: Callable[[Any], bytes]) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Run `action` on a copy of the document, heard and guarded as layout is.

    WeasyPrint 70.0 leaves its sRGB profile open (pdf/__init__.py), which Python remarks on.
    """
    with listening() as records, catch_warnings():
        simplefilter("ignore", ResourceWarning)
        data: bytes = _guarded(lambda: action(forme.document.copy()))
    return data, heard(records, forme.document.url_fetcher.refusals)


def blame(error: EngineError, rendition: Rendition, language: str, read: Read) -> Diagnostic:
    """Lay out every sheet alone, to name the first that fails."""
    for sheet in rendition.sheets:
        alone = Rendition(rendition.edition, (sheet,), rendition.css, ())
        try:
            lay(alone, language, read)
        except EngineError as found:
            where = f"`{sheet.id}`"
            return rules.ENGINE_FAILED.at(None, where=where, fault=found.fault)
    return rules.ENGINE_FAILED.at(None, where="the book as a whole", fault=error.fault)


def _guarded(action: Callable[[], Any]) -> Any:  # noqa: ANN401 - WeasyPrint has no types
    try:
        return action()
    except Exception as fault:
        words = " ".join(str(fault).split())[:200]
        name = type(fault).__name__
        raise EngineError(f"{name}: {words}" if words else name) from fault


def _parse(sheet: Sheet) -> Element:
    try:
        return fromstring(sheet.xhtml)  # noqa: S314 - made by the renderer, expat >= 2.4.1
    except (ParseError, RecursionError) as fault:
        raise EngineError(f"the markup of `{sheet.id}` is not well-formed: {fault}") from fault


def _html(sheets: Iterable[tuple[Sheet, Element]], language: str, shelf: Shelf) -> Any:  # noqa: ANN401
    """The document of `sheets`.

    WeasyPrint 70.0 parses a string as HTML, which closes a paragraph before any block in it; a
    note with blocks stands inside the paragraph of its call. So the tree parsed as XML takes the
    place of the one that `HTML` made: `etree_element`, and `wrapper_element` for selectors.
    """
    root = Element("html", {"lang": language})
    SubElement(root, "head")
    SubElement(root, "body").extend(element for _, element in sheets)
    html = weasyprint.HTML(string="", base_url=ROOT, url_fetcher=shelf)
    html.wrapper_element = type(html.wrapper_element).from_html_root(root, content_language=None)
    html.etree_element = root
    return html


def _render(html: Any, css: Iterable[str], shelf: Shelf) -> Any:  # noqa: ANN401
    shared = {"font_config": FontConfiguration(), "counter_style": CounterStyle()}
    shared["color_profiles"] = {}
    styles = [
        weasyprint.CSS(string=text, base_url=ROOT, url_fetcher=shelf, **shared) for text in css
    ]
    return html.render(stylesheets=styles, **shared)


def _most_pages(sheets: Iterable[Sheet]) -> int:
    """More pages than any sane layout of `sheets` has: one for every ten characters of markup."""
    return 100 + sum(4 + len(sheet.xhtml) // 10 for sheet in sheets)
