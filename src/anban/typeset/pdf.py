"""The PDF from placed pages: one subset of each face, one outline, one tree of names.

In: the pages of a composition, what the document says of itself, the manner of this kind of PDF.
Out: bytes. Nothing is parsed: every page's content is written as it was drawn, behind a matrix that
shifts a left page, with the numbers of its notes filled in, in the inks that the manner allows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pydyf

from anban.typeset.declare import declare
from anban.typeset.engine import Press
from anban.typeset.figures import content_of, resources_of
from anban.typeset.filing import file
from anban.typeset.ink import POINTS, Ink
from anban.typeset.lettering import Lettering
from anban.typeset.manner import Manner
from anban.typeset.objects import add, add_stream, numbers, string
from anban.typeset.outline import Bookmark, add_outline
from anban.typeset.paper import bleed_of
from anban.typeset.placing import Placed
from anban.typeset.record import LinkArea
from anban.typeset.stock import Layers, Stock, glyphs_of
from anban.typeset.structure import Structure
from anban.typeset.xmp import PdfInfo

PRINTED = 4
"""The flag of an annotation that is printed (ISO 32000-1, 12.5.3)."""


def bind(
    press: Press,
    pages: Sequence[Placed],
    info: PdfInfo,
    outline: Sequence[Bookmark],
    labels: Any,
    manner: Manner,
) -> bytes:
    """The PDF of `pages`; `labels` is the number tree of page labels as a PDF array."""
    return _Binder(press, pages, manner).bind(info, outline, labels)


class _Binder:
    def __init__(self, press: Press, pages: Sequence[Placed], manner: Manner) -> None:
        self.pages = pages
        self.numbers = [page.leaf.numbers() if page.leaf else () for page in pages]
        self.manner = manner
        self.separation = manner.separation
        self.pdf = pydyf.PDF()
        self.stock = Stock(self.pdf, press, manner)
        self.structure = Structure(self.pdf, len(pages)) if manner.tagged else None
        self.streams: dict[Ink, bytes] = {}
        self.points: dict[str, bytes] = {}
        drawn = glyphs_of(list(zip(pages, self.numbers, strict=True)))
        self.layers = self._layers(Lettering(press, drawn))
        beside = [layer for layers in self.layers for layer in layers]
        self.stock.take_faces(glyphs_of(list(zip(pages, self.numbers, strict=True)), beside))

    def bind(self, info: PdfInfo, outline: Sequence[Bookmark], labels: Any) -> bytes:
        wanted = {link.target for page in self.pages for link in self._links(page) if link.inside}
        for page, figures, layers in zip(self.pages, self.numbers, self.layers, strict=True):
            reference = self._page(page, figures, layers)
            for name, x, y in page.leaf.anchors() if page.leaf else ():
                point = numbers(page.point(x, y))
                self.points.setdefault(name, b"[%s /XYZ %s 0]" % (reference, point))
        self._names(wanted)
        lines = add_outline(self.pdf, outline, self.points)
        if lines:
            self.pdf.catalog["Outlines"] = lines
        self.pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": labels})
        if self.structure:
            self.structure.finish()
        declare(self.pdf, info, self.manner)
        return file(self.pdf, self.manner.version)

    def _names(self, wanted: set[str]) -> None:
        """The tree of names: the targets of links inside the book."""
        names = sorted(wanted & self.points.keys())
        if not self.manner.linked:
            return
        entries = b"".join(string(name) + b" " + self.points[name] for name in names)
        reference = add(self.pdf, b"<</Names [" + entries + b"]>>")
        self.pdf.catalog["Names"] = pydyf.Dictionary({"Dests": reference})

    # --- pages ---------------------------------------------------------------------------------

    def _layers(self, hand: Lettering) -> list[tuple[Ink, ...]]:
        """What stands on the paper beside each page."""
        paper, total = self.manner.paper, len(self.pages)
        return [paper.layers(hand, one.page, one.geometry, total) for one in self.pages]

    def _page(self, page: Placed, figures: tuple[str, ...], beside: tuple[Ink, ...]) -> bytes:
        layers = Layers()
        content = []
        if page.leaf:
            ink = page.leaf.record.ink
            drawn = self.separation.content(_content(page, ink, figures))
            content.append(add_stream(self.pdf, drawn))
            layers.take(resources_of(ink.resources, figures))
        for ink in (page.furniture, *beside):
            if ink.content:
                content.append(self._stream(ink))
                layers.take(ink.resources)
        resources = self.stock.resources(self.separation.resources(layers.merged()))
        found = pydyf.Dictionary({
            "Type": "/Page", "Parent": self.pdf.pages.reference, **self._boxes(page),
            "Contents": b"[" + b" ".join(content) + b"]", "Resources": resources,
        })  # fmt: skip
        self.pdf.add_page(found)
        reference = bytes(found.reference)
        if self.structure:
            found["Tabs"] = "/S"
            if self.structure.read(page, reference):
                found["StructParents"] = page.page.index
        links = b" ".join(self._link(page, link, reference) for link in self._links(page))
        if links:
            found["Annots"] = b"[" + links + b"]"
        return reference

    def _stream(self, ink: Ink) -> bytes:
        """A layer, once for all pages that have the same."""
        if ink not in self.streams:
            drawn = b"".join(part for part in ink.content if isinstance(part, bytes))
            content = self.separation.content(b"q\n" + drawn + b"\nQ")
            self.streams[ink] = add_stream(self.pdf, content)
        return self.streams[ink]

    def _boxes(self, page: Placed) -> dict[str, Any]:
        """The paper, the bleed if it holds that, the trim (ISO 32000-1, 14.11.2)."""
        geometry, paper = page.geometry, self.manner.paper
        width, height = geometry.width * POINTS, geometry.height * POINTS
        boxes = {"MediaBox": paper.sides(geometry, recto=page.page.recto)}
        if paper.bled:
            boxes["BleedBox"] = bleed_of(geometry)
        sides = {
            name: pydyf.Array([-one.left, -one.bottom, width + one.right, height + one.top])
            for name, one in boxes.items()
        }
        return {**sides, "TrimBox": pydyf.Array([0, 0, width, height])}

    def _links(self, page: Placed) -> tuple[LinkArea, ...]:
        return page.leaf.record.links if page.leaf and self.manner.linked else ()

    def _link(self, page: Placed, link: LinkArea, where: bytes) -> bytes:
        x1, y1, x2, y2 = link.box
        area = pydyf.Array([*page.point(x1, y1), *page.point(x2, y2)])
        found = pydyf.Dictionary({
            "Type": "/Annot", "Subtype": "/Link", "Rect": area,
            "BS": pydyf.Dictionary({"W": 0}), "F": PRINTED,
        })  # fmt: skip
        if link.inside:
            found["Dest"] = pydyf.String(link.target)
        else:
            goal = {"Type": "/Action", "S": "/URI", "URI": pydyf.String(link.target)}
            found["A"] = pydyf.Dictionary(goal)
        self.pdf.add_object(found)
        reference = bytes(found.reference)
        if self.structure:
            found.update(self.structure.link(page, link, where, reference))
        return reference


def _content(page: Placed, ink: Ink, figures: tuple[str, ...]) -> bytes:
    """The content of a page, shifted to its side, with its notes' numbers."""
    parts = [b"q\n"]
    if page.shift:
        parts.append(b"1 0 0 1 %s 0 cm\n" % numbers((page.shift * POINTS,)))
    return b"".join((*parts, content_of(ink.content, figures), b"\nQ"))
