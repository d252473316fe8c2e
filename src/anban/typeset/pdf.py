"""The PDF from placed pages: one subset of each face, one outline, one tree of names.

In: the pages of a composition, what the document says of itself. Out: bytes. Nothing is parsed:
every page's content is written as it was drawn, behind a matrix that shifts a left page, with the
numbers of its notes filled in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pydyf
from weasyprint.css import ColorProfile
from weasyprint.pdf import VARIANTS
from weasyprint.pdf.metadata import DocumentMetadata

from anban.typeset.engine import Press
from anban.typeset.figures import content_of, resources_of
from anban.typeset.filing import file
from anban.typeset.furniture import Geometry
from anban.typeset.ink import POINTS, Ink
from anban.typeset.objects import Raw, add, add_stream, numbers, string
from anban.typeset.placing import Placed
from anban.typeset.record import LinkArea
from anban.typeset.stock import Layers, Stock
from anban.typeset.structure import Structure


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline: depth from 0, the words, the id it leads to."""

    depth: int
    label: str
    target: str


def bind(
    press: Press,
    pages: Sequence[Placed],
    metadata: DocumentMetadata,
    outline: Sequence[Bookmark],
    labels: Any,
    variant: str,
) -> bytes:
    """The PDF of `pages`; `labels` is the number tree of page labels as a PDF array."""
    return _Binder(press, pages, variant).bind(metadata, outline, labels)


class _Binder:
    def __init__(self, press: Press, pages: Sequence[Placed], variant: str) -> None:
        self.press = press
        self.pages = pages
        self.numbers = [page.leaf.numbers() if page.leaf else () for page in pages]
        self.variant = variant
        self.settings = VARIANTS[variant][1] if variant else {}
        self.pdf = pydyf.PDF()
        self.version = self.settings.get("pdf_version", "1.7")
        self.stock = Stock(self.pdf, press, self.settings.get("pdf_version"))
        self.structure = Structure(self.pdf, len(pages))
        self.furniture: dict[Ink, bytes] = {}
        self.points: dict[str, bytes] = {}

    # --- the document --------------------------------------------------------------------------

    def bind(self, metadata: DocumentMetadata, outline: Sequence[Bookmark], labels: Any) -> bytes:
        self.stock.take_faces(zip(self.pages, self.numbers, strict=True))
        wanted = {link.target for page in self.pages for link in _links(page) if link.inside}
        for page, figures in zip(self.pages, self.numbers, strict=True):
            reference = self._page(page, figures)
            for name, x, y in page.leaf.anchors() if page.leaf else ():
                point = numbers(page.point(x, y))
                self.points.setdefault(name, b"[%s /XYZ %s 0]" % (reference, point))
        self._names(wanted)
        self._outline(outline)
        self._say(metadata)
        catalog = self.pdf.catalog
        catalog["PageLabels"] = pydyf.Dictionary({"Nums": labels})
        catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        self.structure.finish(self.version)
        self._conform(metadata)
        return file(self.pdf, self.version)

    def _names(self, wanted: set[str]) -> None:
        """The tree of names: the targets of links inside the book."""
        names = sorted(wanted & self.points.keys())
        entries = b"".join(string(name) + b" " + self.points[name] for name in names)
        reference = add(self.pdf, b"<</Names [" + entries + b"]>>")
        self.pdf.catalog["Names"] = pydyf.Dictionary({"Dests": reference})

    def _say(self, metadata: DocumentMetadata) -> None:
        info = {
            "Producer": "anban", "Title": metadata.title, "Author": ", ".join(metadata.authors),
            "Subject": metadata.description, "Creator": metadata.generator,
            "CreationDate": _date(metadata.created), "ModDate": _date(metadata.modified),
        }  # fmt: skip
        self.pdf.info.update({key: pydyf.String(value) for key, value in info.items() if value})
        self.pdf.catalog["Lang"] = pydyf.String(metadata.lang)

    def _outline(self, outline: Sequence[Bookmark]) -> None:
        """The outline as linked lists (ISO 32000-1, 12.3.3); a line without its target is left out,
        and none is nested more than one step deeper than the one before.
        """
        items = [_Item(mark, Raw(b"")) for mark in outline if mark.target in self.points]
        if not items:
            return
        root = _Item(None, Raw(b""))
        path = [root]
        for item in items:
            assert item.mark is not None
            del path[item.mark.depth + 1 :]
            path[-1].children.append(item)
            path.append(item)
        for item in (root, *items):
            self.pdf.add_object(item.place)
        self._link_items(root)
        counted = len(items)
        ends = (root.children[0].place.reference, root.children[-1].place.reference)
        root.place.data = b"<</Type /Outlines/Count %d/First %s/Last %s>>" % (counted, *ends)
        self.pdf.catalog["Outlines"] = root.place.reference

    def _link_items(self, parent: _Item) -> None:
        for index, item in enumerate(parent.children):
            assert item.mark is not None
            parts = [
                b"/Title " + string(item.mark.label), b"/Parent " + parent.place.reference,
                b"/Dest " + self.points[item.mark.target],
            ]  # fmt: skip
            if index:
                parts.append(b"/Prev " + parent.children[index - 1].place.reference)
            if index + 1 < len(parent.children):
                parts.append(b"/Next " + parent.children[index + 1].place.reference)
            if item.children:
                first, last = item.children[0].place, item.children[-1].place
                parts.append(b"/First %s/Last %s" % (first.reference, last.reference))
                parts.append(b"/Count %d" % item.count())
            item.place.data = b"<<" + b"".join(parts) + b">>"
            self._link_items(item)

    def _conform(self, metadata: DocumentMetadata) -> None:
        """What a variant asks of the whole document, through the engine's own functions."""
        if not self.variant:
            return
        self._intend(self.settings.get("output_intent"))
        standing_in = SimpleNamespace(metadata=metadata)
        VARIANTS[self.variant][0](self.pdf, standing_in, [], [], True)

    def _intend(self, intent: str | None) -> None:
        if intent == "srgb":
            path = files("weasyprint.pdf") / "sRGB2014.icc"
            components = (["r"], ["g"], ["b"])
            with path.open("rb") as file:
                held = BytesIO(file.read())
            profile = ColorProfile(held, "sRGB2014.icc", "relative-colorimetric", components)
        else:
            profile = self.press.profiles.get(intent or "")
        if profile is None:
            return
        extra = b"<</N %d>>" % len(profile.components)
        reference = add_stream(self.pdf, profile.content, extra)
        subtype = "/GTS_PDFA1" if "pdf/a" in self.variant else "/GTS_PDFX"
        name = pydyf.String(profile.name)
        intents = pydyf.Dictionary({
            "Type": "/OutputIntent", "S": subtype, "OutputConditionIdentifier": name,
            "Info": name, "DestOutputProfile": reference,
        })  # fmt: skip
        self.pdf.catalog["OutputIntents"] = pydyf.Array([intents])

    # --- pages ---------------------------------------------------------------------------------

    def _page(self, page: Placed, figures: tuple[str, ...]) -> bytes:
        layers = Layers()
        content = []
        if page.leaf:
            ink = page.leaf.record.ink
            content.append(add_stream(self.pdf, _content(page, ink, figures)))
            layers.take(resources_of(ink.resources, figures))
        if page.furniture.content:
            content.append(self._furnish(page.furniture))
            layers.take(page.furniture.resources)
        found = pydyf.Dictionary({
            "Type": "/Page", "Parent": self.pdf.pages.reference, **_boxes(page.geometry),
            "Contents": b"[" + b" ".join(content) + b"]",
            "Resources": self.stock.resources(layers.merged()), "Tabs": "/S",
        })  # fmt: skip
        self.pdf.add_page(found)
        reference = bytes(found.reference)
        if self.structure.read(page, reference):
            found["StructParents"] = page.page.index
        if _links(page):
            links = (self._link(page, link, reference) for link in _links(page))
            found["Annots"] = b"[" + b" ".join(links) + b"]"
        return reference

    def _furnish(self, ink: Ink) -> bytes:
        if ink not in self.furniture:
            content = b"".join(part for part in ink.content if isinstance(part, bytes))
            self.furniture[ink] = add_stream(self.pdf, b"q\n" + content + b"\nQ")
        return self.furniture[ink]

    def _link(self, page: Placed, link: LinkArea, where: bytes) -> bytes:
        x1, y1, x2, y2 = link.box
        area = pydyf.Array([*page.point(x1, y1), *page.point(x2, y2)])
        found = pydyf.Dictionary({
            "Type": "/Annot", "Subtype": "/Link", "Rect": area,
            "BS": pydyf.Dictionary({"W": 0}),
        })  # fmt: skip
        if link.inside:
            found["Dest"] = pydyf.String(link.target)
        else:
            goal = {"Type": "/Action", "S": "/URI", "URI": pydyf.String(link.target)}
            found["A"] = pydyf.Dictionary(goal)
        self.pdf.add_object(found)
        reference = bytes(found.reference)
        found.update(self.structure.link(page, link, where, reference))
        return reference


class _Item:
    """A line of the outline on its way into the PDF."""

    def __init__(self, mark: Bookmark | None, place: Raw) -> None:
        self.mark = mark
        self.place = place
        self.children: list[_Item] = []

    def count(self) -> int:
        return sum(1 + child.count() for child in self.children)


def _links(page: Placed) -> tuple[LinkArea, ...]:
    return page.leaf.record.links if page.leaf else ()


def _content(page: Placed, ink: Ink, figures: tuple[str, ...]) -> bytes:
    """The content of a page, shifted to its side, with its notes' numbers."""
    parts = [b"q\n"]
    if page.shift:
        parts.append(b"1 0 0 1 %s 0 cm\n" % numbers((page.shift * POINTS,)))
    return b"".join((*parts, content_of(ink.content, figures), b"\nQ"))


def _boxes(geometry: Geometry) -> dict[str, Any]:
    top, right, bottom, left = (side * POINTS for side in geometry.bleed)
    width, height = geometry.width * POINTS, geometry.height * POINTS
    media = pydyf.Array([-left, -bottom, width + right, height + top])
    return {"MediaBox": media, "TrimBox": pydyf.Array([0, 0, width, height]), "BleedBox": media}


def _date(moment: str) -> str:
    """A W3C date and time with a zone as a PDF date (ISO 32000-1, 7.9.4)."""
    day, time = moment[:10].replace("-", ""), moment[11:19].replace(":", "")
    zone = moment[19:]
    return f"D:{day}{time}" + (zone if zone == "Z" else zone.replace(":", "'"))
