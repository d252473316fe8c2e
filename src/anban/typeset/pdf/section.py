"""The pages of one sheet as a section of a PDF, independent of all other sheets.

In: placed pages, and the resources that all pages of the PDF share. Out: a `PdfSection`. Its
objects have numbers of their own. Of the sheets before it, it only knows where they end, so it is
the same as in the PDF before as long as its own pages are. Nothing is parsed: the content of every
page is written as it was drawn, after a matrix that shifts a left page, with the numbers of its
notes filled in, and in the inks that the `PdfVariant` allows.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from anban.typeset.engine.objects import Array, Dictionary, String
from anban.typeset.pages.figures import content_of, resources_of
from anban.typeset.pages.ink import POINTS, Ink, pictures_of
from anban.typeset.pages.placing import Placed
from anban.typeset.pages.record import LinkArea
from anban.typeset.pages.roles import survey
from anban.typeset.pdf.filing import FilePart, pack
from anban.typeset.pdf.objects import Objects, add_stream, numbers
from anban.typeset.pdf.paper import bleed_of
from anban.typeset.pdf.resources import Glyphs, Layers, PdfResources, SheetResources, glyphs_of
from anban.typeset.pdf.structure import Growing, Limb
from anban.typeset.pdf.variant import PdfVariant

PRINTED = 4
"""The flag of an annotation that is printed (ISO 32000-1, 12.5.3)."""
STEP, TAGGED_STEP = 16, 128
"""The number of the first object of a section is a multiple of this, so that a few more objects do
not move the next section. A tagged PDF needs a larger step, since there each paragraph is an
object."""

Beside = tuple[Ink, ...]
"""What is printed on the paper beside a page."""


@dataclass(frozen=True, slots=True)
class Placement:
    """The place of a section in the PDF.

    It has the number of its first object, the level of the last heading before it, and the
    references to the page tree and to the structure element of the whole document.
    """

    first: int
    level: int
    tree: bytes
    document: bytes


@dataclass(frozen=True, slots=True)
class PdfSection:
    """`references` lead to its pages in the PDF, `points` to what has an id on them. `wanted` are
    the ids that its links lead to.
    """

    part: FilePart
    references: tuple[bytes, ...]
    points: tuple[tuple[str, bytes], ...]
    wanted: tuple[str, ...]
    limb: Limb | None


@dataclass(frozen=True, slots=True, eq=False)
class Needs:
    """The shared resources that `pages` need."""

    pages: tuple[Placed, ...]
    glyphs: Glyphs
    pictures: tuple[str, ...]

    @classmethod
    def of(cls, pages: tuple[Placed, ...]) -> Needs:
        inks = [page.leaf.record.ink for page in pages if page.leaf]
        inks += [page.furniture for page in pages]
        return cls(pages, glyphs_of(pages), pictures_of(inks))


def first_behind(end: int, variant: PdfVariant) -> int:
    """The number of the first object of a section, if all numbers below `end` are used."""
    step = TAGGED_STEP if variant.tagged else STEP
    return -(-end // step) * step


def sheets(pages: Iterable[Placed]) -> Iterator[tuple[Placed, ...]]:
    """The pages of each sheet; blank ones go with the sheet before them."""
    found: list[Placed] = []
    name = None
    for page in pages:
        if page.leaf and name not in (None, page.leaf.prepared.id):
            yield tuple(found)
            found = []
        name = page.leaf.prepared.id if page.leaf else name
        found.append(page)
    if found:
        yield tuple(found)


def identity(pages: Iterable[Placed]) -> tuple[object, ...]:
    """What tells `pages` from others, as long as they are kept."""
    return tuple(
        (id(one.page), id(one.leaf), id(one.furniture), one.geometry, one.shift) for one in pages
    )


def source(
    pages: tuple[Placed, ...],
    beside: Sequence[Beside],
    placement: Placement,
    pdf_resources: PdfResources,
    variant: PdfVariant,
) -> bytes:
    """Bytes that only this section has, in any process.

    They are empty if that is not known of one of its pages.
    """
    if any(page.leaf and not page.leaf.source for page in pages):
        return b""
    told = [
        (one.page.index, one.page.label, one.geometry, one.shift, one.furniture,
         one.leaf and one.leaf.source)
        for one in pages
    ]  # fmt: skip
    mixing = hashlib.blake2b(variant.mixing.data).digest() if variant.mixing else b""
    ways = (
        variant.version, variant.paper, variant.inks, variant.see_through, variant.smooth, mixing,
        variant.tagged, variant.linked, zlib.ZLIB_RUNTIME_VERSION,
    )  # fmt: skip
    whole = repr(
        (told, beside, placement, pdf_resources.fonts, sorted(pdf_resources.pictures.items()), ways)
    )
    return hashlib.blake2b(whole.encode(), digest_size=16).digest()


def make_section(
    pages: tuple[Placed, ...],
    beside: Sequence[Beside],
    placement: Placement,
    pdf_resources: PdfResources,
    variant: PdfVariant,
) -> PdfSection:
    """The section of `pages`, each with what is printed beside it."""
    writer = _SectionWriter(pages, placement, pdf_resources, variant)
    for page, layers in zip(pages, beside, strict=True):
        writer.take(page, layers)
    limb = writer.growing.limb() if writer.growing else None
    part = pack(writer.objects, variant.version)
    references, points = tuple(writer.references), tuple(writer.points.items())
    return PdfSection(part, references, points, tuple(sorted(writer.wanted)), limb)


class _SectionWriter:
    """Writes one page after the other."""

    def __init__(
        self,
        pages: Iterable[Placed],
        placement: Placement,
        pdf_resources: PdfResources,
        variant: PdfVariant,
    ) -> None:
        self.variant = variant
        self.separation = variant.separation
        self.tree = placement.tree
        self.objects = Objects(placement.first)
        self.case = SheetResources(self.objects, pdf_resources)
        self.streams: dict[Ink, bytes] = {}
        self.references: list[bytes] = []
        self.points: dict[str, bytes] = {}
        self.wanted: set[str] = set()
        self.growing: Growing | None = None
        copy = next((page.leaf.prepared for page in pages if page.leaf), None)
        if variant.tagged and copy:
            self.growing = Growing(
                self.objects, copy.id, survey(copy.section), placement.document, placement.level
            )

    def take(self, page: Placed, beside: Beside) -> None:
        """Write `page`."""
        found = self._page(page, beside)
        reference = bytes(found.reference)
        if self.growing:
            found["Tabs"] = "/S"
            if page.leaf and self.growing.read(page, found.number):
                found["StructParents"] = found.number
        links = page.leaf.record.links if page.leaf and self.variant.linked else ()
        if links:
            annotations = b" ".join(self._link(page, link, reference) for link in links)
            found["Annots"] = b"[" + annotations + b"]"
        self.wanted |= {link.target for link in links if link.inside}
        for name, x, y in page.leaf.anchors() if page.leaf else ():
            point = numbers(page.point(x, y))
            self.points.setdefault(name, b"[%s /XYZ %s 0]" % (reference, point))
        self.references.append(reference)

    def _page(self, page: Placed, beside: Beside) -> Dictionary:
        layers = Layers()
        content = []
        if page.leaf:
            ink, figures = page.leaf.record.ink, page.leaf.numbers()
            drawn = self.separation.content(_content(page, ink, figures))
            content.append(add_stream(self.objects, drawn))
            layers.take(resources_of(ink.resources, figures))
        for ink in (page.furniture, *beside):
            if ink.content:
                content.append(self._stream(ink))
                layers.take(ink.resources)
        resources = self.case.resources(self.separation.resources(layers.merged()))
        found = Dictionary({
            "Type": "/Page", "Parent": self.tree, **self._boxes(page),
            "Contents": b"[" + b" ".join(content) + b"]", "Resources": resources,
        })  # fmt: skip
        self.objects.add_object(found)
        return found

    def _stream(self, ink: Ink) -> bytes:
        """A layer, once for all pages of the sheet that have the same."""
        if ink not in self.streams:
            drawn = b"".join(part for part in ink.content if isinstance(part, bytes))
            content = self.separation.content(b"q\n" + drawn + b"\nQ")
            self.streams[ink] = add_stream(self.objects, content)
        return self.streams[ink]

    def _boxes(self, page: Placed) -> dict[str, Array]:
        """The paper, the bleed if it holds that, the trim (ISO 32000-1, 14.11.2)."""
        geometry, paper = page.geometry, self.variant.paper
        width, height = geometry.width * POINTS, geometry.height * POINTS
        boxes = {"MediaBox": paper.sides(geometry, recto=page.page.recto)}
        if paper.bled:
            boxes["BleedBox"] = bleed_of(geometry)
        sides = {
            name: Array([-one.left, -one.bottom, width + one.right, height + one.top])
            for name, one in boxes.items()
        }
        return {**sides, "TrimBox": Array([0, 0, width, height])}

    def _link(self, page: Placed, link: LinkArea, where: bytes) -> bytes:
        x1, y1, x2, y2 = link.box
        area = Array([*page.point(x1, y1), *page.point(x2, y2)])
        found = Dictionary({
            "Type": "/Annot", "Subtype": "/Link", "Rect": area,
            "BS": Dictionary({"W": 0}), "F": PRINTED,
        })  # fmt: skip
        if link.inside:
            found["Dest"] = String(link.target)
        else:
            goal = {"Type": "/Action", "S": "/URI", "URI": String(link.target)}
            found["A"] = Dictionary(goal)
        self.objects.add_object(found)
        if self.growing:
            found.update(self.growing.link(page, link, where, found))
        return bytes(found.reference)


def _content(page: Placed, ink: Ink, figures: tuple[str, ...]) -> bytes:
    """The content of a page, shifted to its side, with its notes' numbers."""
    parts = [b"q\n"]
    if page.shift:
        parts.append(b"1 0 0 1 %s 0 cm\n" % numbers((page.shift * POINTS,)))
    return b"".join((*parts, content_of(ink.content, figures), b"\nQ"))
