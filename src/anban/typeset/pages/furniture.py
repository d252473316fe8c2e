"""Folios and running heads: the margin boxes of a page, drawn as a layer of their own.

In: the kind of a page, its number and the named strings on it. Out: `MarginBoxes`, which are kept.
So the text of a page that moves is not drawn again, and two pages with the same furniture share it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from anban.typeset.engine import boxes
from anban.typeset.engine.layout import (
    PageType,
    layout_box_backgrounds,
    make_margin_boxes,
    page_height,
    page_width,
    resolve_percentages,
)
from anban.typeset.pages.galley import Engine
from anban.typeset.pages.ink import Ink, draw_boxes
from anban.typeset.pages.marginal import FOLIO, folio_in
from anban.typeset.pages.record import PageKind
from anban.typeset.pages.shortcuts import set_page_styles

BEFORE, HERE = 1, 2
"""The numbers of two pages for the engine: named strings are set on a page before, or on the page
that is drawn. The engine needs no more to answer `string(…, first)` (CSS GCPM 3, 1)."""
APART = "f"
"""The letter that is put in front of the names of the furniture's forms."""
OPACITY = re.compile(r"[aA][\d.]+")
USED = re.compile(rb"/([\w.-]+) (?:Do|gs|scn|SCN|sh)\b")
"""An operator that uses a form."""


@dataclass(frozen=True, slots=True)
class Bearing:
    """All that the furniture of a page depends on.

    `number` is the value of the counter `page`, and `total` that of `pages`, 0 if the style sheet
    does not use it. `label` is the page's label, which is the named string `folio`. `before` holds
    the other named strings with the values that they have at the end of the page before, `here`
    those that are set on this page.
    """

    kind: PageKind
    right: bool
    first: bool
    number: int
    total: int
    before: tuple[tuple[str, str], ...]
    here: tuple[tuple[str, str], ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class MarginBoxes:
    """The furniture of a page as drawn.

    `folios` are the folios that its margin boxes show, as a rule one or none; `geometry` has the
    measures of the page.
    """

    ink: Ink
    folios: tuple[str, ...]
    geometry: Geometry


@dataclass(frozen=True, slots=True)
class Geometry:
    """The measures of a page, in pixels.

    `width` and `height` are those of the trim; `bleed` is the bleed on top, right, bottom and left.
    The text area begins at `left` and `top`, counted from the trim's top left corner; it is
    `measure` wide and `depth` high.
    """

    width: float
    height: float
    bleed: tuple[float, float, float, float]
    left: float
    top: float
    measure: float
    depth: float


class Furniture:
    """Draws the furniture of pages. What was drawn for a bearing is kept in `drawn`."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.galley = engine.galley(Element("section"))
        self.drawn: dict[Bearing, MarginBoxes] = {}
        self.measured: dict[tuple[PageKind, bool], Geometry] = {}

    def of(self, bearing: Bearing) -> MarginBoxes:
        """The furniture of a page with this bearing."""
        if bearing not in self.drawn:
            self.drawn[bearing] = self._make(bearing)
        return self.drawn[bearing]

    def geometry(self, kind: PageKind, *, right: bool) -> Geometry:
        """The measures of a page of this kind."""
        key = (kind, right)
        if key not in self.measured:
            self.measured[key] = _geometry(self._page(Bearing(kind, right, False, 1, 0, (), ())))
        return self.measured[key]

    def _make(self, bearing: Bearing) -> MarginBoxes:
        context = self.galley.context
        page = self._page(bearing)
        context.current_page = HERE
        context.page_bottom = page.content_box_y() + page.height
        context.string_set.clear()
        for index, strings in ((BEFORE, bearing.before), (HERE, bearing.here)):
            for name, text in strings:
                context.string_set[name][index].append(text)
        context.string_set[FOLIO] = {HERE: [bearing.label]}
        counters = {"page": [bearing.number], "pages": [bearing.total]}
        made = list(make_margin_boxes(context, page, ([0], counters, [set(counters)], [])))
        page.children = tuple(made)
        layout_box_backgrounds(page, page, context.get_image_from_uri)
        ink = _renamed(draw_boxes(self.engine, page, made))
        return MarginBoxes(ink, tuple(filter(None, map(_folio, made))), _geometry(page))

    def _page(self, bearing: Bearing) -> boxes.PageBox:
        """The empty page box, with the style and the measures that its page rules give it."""
        context, html = self.galley.context, self.galley.html
        kind, side = bearing.kind, "right" if bearing.right else "left"
        index = 0 if bearing.first else kind.index
        sort = PageType(side, kind.blank, kind.name, index, kind.groups)
        set_page_styles(sort, html, context.style_for)
        page = boxes.PageBox(sort, context.style_for(sort))
        resolve_percentages(page, page.style["size"])
        page.position_x = page.position_y = 0
        page_width(page, context, page.style["size"][0])
        page_height(page, context, page.style["size"][1])
        return page


def _folio(box: boxes.ParentBox) -> str:
    """The folio that a margin box shows, empty if it shows none."""
    lines = (one for one in box.descendants() if isinstance(one, boxes.LineBox))
    texts = ("".join(_texts(line)) for line in lines)
    return folio_in(box.style["content"], " ".join(texts))


def _texts(line: boxes.LineBox) -> Iterator[str]:
    return (one.text for one in line.descendants() if isinstance(one, boxes.TextBox))


def _geometry(page: boxes.PageBox) -> Geometry:
    bleed = tuple(page.style[f"bleed_{side}"].value for side in ("top", "right", "bottom", "left"))
    return Geometry(page.margin_width(), page.margin_height(), bleed, page.content_box_x(),
                    page.content_box_y(), page.width, page.height)  # fmt: skip


def _renamed(ink: Ink) -> Ink:
    """`ink` with its forms renamed, so that they can stand on a page with the forms of the text.

    The engine numbers the forms of every stream from 0, so both would use the same names. A
    graphics state that only sets an opacity is named after its value, means the same in both, and
    keeps its name.
    """
    own = {form.name for _, forms in ink.resources.forms for form in forms}
    own = {name for name in own if not OPACITY.fullmatch(name)}
    if not own:
        return ink

    def renamed(match: re.Match[bytes]) -> bytes:
        name = match[1].decode()
        return match[0].replace(b"/", b"/" + APART.encode()) if name in own else match[0]

    content = tuple(
        USED.sub(renamed, part) if isinstance(part, bytes) else part for part in ink.content
    )
    forms = tuple(
        (kind, tuple(replace(one, name=APART + one.name) if one.name in own else one
                     for one in found))
        for kind, found in ink.resources.forms
    )  # fmt: skip
    return replace(ink, content=content, resources=replace(ink.resources, forms=forms))
