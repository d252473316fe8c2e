"""The PDF from placed pages: one subset of each face, one outline, one tree of names.

In: the pages of a composition, what the document says of itself. Out: bytes. Nothing is parsed:
every page's content is written as it was drawn, behind a matrix that shifts a left page, with the
numbers of its notes filled in.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pydyf
from weasyprint.css import ColorProfile
from weasyprint.pdf import VARIANTS
from weasyprint.pdf.fonts import build_fonts_dictionary
from weasyprint.pdf.metadata import DocumentMetadata

from anban.typeset.engine import Picture, Press
from anban.typeset.furniture import Geometry
from anban.typeset.ink import POINTS, Digit, Form, Ink, Resources
from anban.typeset.placing import Placed
from anban.typeset.record import LinkArea

LEVEL = 6
"""Of compression: the last percents of size cost more time than they are worth."""
GROUP = "G"
"""How `ink` names the group of a soft mask."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline: depth from 0, the words, the id it leads to."""

    depth: int
    label: str
    target: str


class Raw(pydyf.Object):
    """An object whose bytes are ready."""

    def __init__(self, data: bytes, *, stream: bool = False) -> None:
        super().__init__()
        self._data = data
        self._stream = stream

    @property
    def data(self) -> bytes:
        return self._data

    @property
    def compressible(self) -> bool:
        return not self._stream


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
        self.pictures: dict[str, bytes] = {}
        self.furniture: dict[Ink, bytes] = {}
        self.resources: dict[Resources, bytes] = {}
        self.fonts = b""
        self.points: dict[str, bytes] = {}

    # --- the document --------------------------------------------------------------------------

    def bind(self, metadata: DocumentMetadata, outline: Sequence[Bookmark], labels: Any) -> bytes:
        self.fonts = self._fonts()
        wanted = {link.target for page in self.pages for link in _links(page) if link.inside}
        for page, numbers in zip(self.pages, self.numbers, strict=True):
            reference = self._page(page, numbers)
            for name, x, y in page.leaf.anchors() if page.leaf else ():
                point = _numbers(_point(page, x, y))
                self.points.setdefault(name, b"[%s /XYZ %s 0]" % (reference, point))
        self._names(wanted)
        self._outline(outline)
        self._say(metadata)
        catalog = self.pdf.catalog
        catalog["PageLabels"] = pydyf.Dictionary({"Nums": labels})
        catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        self._conform(metadata)
        version = self.settings.get("pdf_version", "1.7")
        out = BytesIO()
        self.pdf.write(out, version, True, version >= "1.5")
        return out.getvalue()

    def _names(self, wanted: set[str]) -> None:
        """The tree of names: the targets of links inside the book."""
        names = sorted(wanted & self.points.keys())
        entries = b"".join(_string(name) + b" " + self.points[name] for name in names)
        reference = self._add(b"<</Names [" + entries + b"]>>")
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
        root.place._data = b"<</Type /Outlines/Count %d/First %s/Last %s>>" % (counted, *ends)
        self.pdf.catalog["Outlines"] = root.place.reference

    def _link_items(self, parent: _Item) -> None:
        for index, item in enumerate(parent.children):
            assert item.mark is not None
            parts = [
                b"/Title " + _string(item.mark.label), b"/Parent " + parent.place.reference,
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
            item.place._data = b"<<" + b"".join(parts) + b">>"
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
        reference = self._add_stream(profile.content, extra)
        subtype = "/GTS_PDFA1" if "pdf/a" in self.variant else "/GTS_PDFX"
        name = pydyf.String(profile.name)
        intents = pydyf.Dictionary({
            "Type": "/OutputIntent", "S": subtype, "OutputConditionIdentifier": name,
            "Info": name, "DestOutputProfile": reference,
        })  # fmt: skip
        self.pdf.catalog["OutputIntents"] = pydyf.Array([intents])

    # --- pages ---------------------------------------------------------------------------------

    def _page(self, page: Placed, numbers: tuple[str, ...]) -> bytes:
        layers = _Layers()
        content = []
        if page.leaf:
            ink = page.leaf.record.ink
            content.append(self._add_stream(_content(page, ink, numbers)))
            layers.take(ink.resources)
        if page.furniture.content:
            content.append(self._furnish(page.furniture))
            layers.take(page.furniture.resources)
        found = pydyf.Dictionary({
            "Type": "/Page", "Parent": self.pdf.pages.reference, **_boxes(page.geometry),
            "Contents": b"[" + b" ".join(content) + b"]",
            "Resources": self._resources(layers.merged()),
        })  # fmt: skip
        if _links(page):
            links = (self._link(page, link).reference for link in _links(page))
            found["Annots"] = b"[" + b" ".join(links) + b"]"
        self.pdf.add_page(found)
        return bytes(found.reference)

    def _furnish(self, ink: Ink) -> bytes:
        if ink not in self.furniture:
            content = b"".join(part for part in ink.content if isinstance(part, bytes))
            self.furniture[ink] = self._add_stream(b"q\n" + content + b"\nQ")
        return self.furniture[ink]

    def _link(self, page: Placed, link: LinkArea) -> Any:
        x1, y1, x2, y2 = link.box
        area = pydyf.Array([*_point(page, x1, y1), *_point(page, x2, y2)])
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
        return found

    # --- resources -----------------------------------------------------------------------------

    def _resources(self, resources: Resources) -> bytes:
        if resources not in self.resources:
            kinds: dict[str, list[bytes]] = {}
            for kind, forms in resources.forms:
                named = (b"/%s %s" % (form.name.encode(), self._form(form)) for form in forms)
                kinds.setdefault(kind, []).extend(named)
            for name, digest in resources.pictures:
                picture = self._picture(self.press.pictures[digest])
                kinds.setdefault("XObject", []).append(b"/%s %s" % (name.encode(), picture))
            found = b"".join(
                b"/%s <<%s>>" % (kind.encode(), b"".join(entries))
                for kind, entries in kinds.items()
            )
            self.resources[resources] = self._add(b"<<" + found + b"/Font " + self.fonts + b">>")
        return self.resources[resources]

    def _form(self, form: Form) -> bytes:
        if form.content is None:
            return form.extra
        content = b"".join(part for part in form.content if isinstance(part, bytes))
        if form.resources is None:
            return self._add_stream(content, form.extra)
        ((kind, inner),) = form.resources.forms[:1] or ((None, ()),)
        if kind == GROUP:
            mask = _with(content, b"/G " + self._form(inner[0]))
            return _with(form.extra, b"/SMask " + mask)
        resources = self._resources(form.resources)
        return self._add_stream(content, _with(form.extra, b"/Resources " + resources))

    def _picture(self, picture: Picture) -> bytes:
        if picture.digest not in self.pictures:
            extra = _with(picture.extra, b"/Length %d" % len(picture.data))
            if picture.mask:
                extra = _with(extra, b"/SMask " + self._picture(picture.mask))
            found = Raw(_stream(extra, picture.data), stream=True)
            self.pdf.add_object(found)
            self.pictures[picture.digest] = bytes(found.reference)
        return self.pictures[picture.digest]

    # --- fonts ---------------------------------------------------------------------------------

    def _fonts(self) -> bytes:
        """The dictionary of all faces, each a subset of the glyphs that the pages use."""
        used: dict[str, dict[int, str]] = {}
        drawn = (page.leaf.record.ink if page.leaf else None for page in self.pages)
        inks = dict.fromkeys([*drawn, *(page.furniture for page in self.pages)])
        for ink in inks:
            for face, glyphs in ink.glyphs if ink else ():
                for glyph, text in glyphs:
                    used.setdefault(face, {}).setdefault(glyph, text)
        for page, numbers in zip(self.pages, self.numbers, strict=True):
            for part in page.leaf.record.ink.content if page.leaf else ():
                if isinstance(part, Digit):
                    figure = numbers[part.note][part.place]
                    used[part.face][int(part.glyphs[int(figure)], 16)] = figure
        found = pydyf.Dictionary()
        for face in sorted(used):
            found[face] = self._font(face, used[face])
        return self._add(found.data)

    def _font(self, face: str, used: Mapping[int, str]) -> Any:
        """A subset of `face`, through the engine's own writer of fonts."""
        font = self.press.face(face)
        glyphs = {glyph: used[glyph] for glyph in sorted(used)}
        copy = object.__new__(type(font))
        widths = {glyph: font.widths[glyph] for glyph in glyphs}
        copy.__dict__.update(font.__dict__, to_unicode=glyphs, widths=widths)
        copy.missing = {key: glyph for key, glyph in font.missing.items() if glyph in glyphs}
        options = {"hinting": False, "pdf_version": self.settings.get("pdf_version")}
        return build_fonts_dictionary(self.pdf, {0: copy}, True, True, options)[face]

    # --- objects -------------------------------------------------------------------------------

    def _add(self, data: bytes) -> bytes:
        found = Raw(data)
        self.pdf.add_object(found)
        return bytes(found.reference)

    def _add_stream(self, content: bytes, extra: bytes = b"<<>>") -> bytes:
        data = _deflate(content)
        head = _with(extra, b"/Filter /FlateDecode/Length %d" % len(data))
        found = Raw(_stream(head, data), stream=True)
        self.pdf.add_object(found)
        return bytes(found.reference)


class _Item:
    """A line of the outline on its way into the PDF."""

    def __init__(self, mark: Bookmark | None, place: Raw) -> None:
        self.mark = mark
        self.place = place
        self.children: list[_Item] = []

    def count(self) -> int:
        return sum(1 + child.count() for child in self.children)


class _Layers:
    """Collects the resources of a page's layers."""

    def __init__(self) -> None:
        self.forms: dict[str, dict[str, Form]] = {}
        self.pictures: dict[str, str] = {}

    def take(self, resources: Resources) -> None:
        for kind, forms in resources.forms:
            self.forms.setdefault(kind, {}).update({form.name: form for form in forms})
        self.pictures.update(resources.pictures)

    def merged(self) -> Resources:
        forms = tuple((kind, tuple(found.values())) for kind, found in self.forms.items())
        return Resources(forms, tuple(self.pictures.items()))


def _links(page: Placed) -> tuple[LinkArea, ...]:
    return page.leaf.record.links if page.leaf else ()


def _content(page: Placed, ink: Ink, numbers: tuple[str, ...]) -> bytes:
    """The content of a page, shifted to its side, with its notes' numbers."""
    parts = [b"q\n"]
    if page.shift:
        parts.append(b"1 0 0 1 %s 0 cm\n" % _numbers((page.shift * POINTS,)))
    for part in ink.content:
        if isinstance(part, bytes):
            parts.append(part)
        else:
            parts.append(part.glyphs[int(numbers[part.note][part.place])].encode())
    return b"".join((*parts, b"\nQ"))


@lru_cache(maxsize=4096)
def _deflate(content: bytes) -> bytes:
    return zlib.compress(content, LEVEL)


def _stream(head: bytes, data: bytes) -> bytes:
    return head + b"\nstream\n" + data + b"\nendstream"


def _with(dictionary: bytes, entry: bytes) -> bytes:
    return dictionary[:-2] + entry + b">>"


def _string(text: str) -> bytes:
    return bytes(pydyf.String(text).data)


def _numbers(values: Iterable[float]) -> bytes:
    return bytes(b" ".join(pydyf._to_bytes(float(value)) for value in values))


def _point(page: Placed, x: float, y: float) -> tuple[float, float]:
    """Pixels from the trim's top left corner, as drawn, to PDF points on the page."""
    return (x + page.shift) * POINTS, (page.geometry.height - y) * POINTS


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
