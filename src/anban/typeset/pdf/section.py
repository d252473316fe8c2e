"""The pages of one sheet as a section of a PDF, independent of all other sheets.

In: placed pages, and the resources that all pages of the PDF share. Out: a `PdfSection`. Its
objects have a range of numbers of their own. It depends on the sheets before it only through the
number at which they end. So it is the same as in the PDF before if its own pages are the same.
Content is not parsed into operators: it is written as it was drawn, behind a matrix that shifts a
left page, with the numbers of notes and pages put in, in the inks that the `PdfVariant` allows.
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
"""The flag that an annotation is printed (ISO 32000-1, 12.5.3). PDF/A asks for it (ISO 19005-2,
6.3.2)."""
STEP, TAGGED_STEP = 16, 128
"""The first object of a section has a number that is a multiple of this. So a sheet can become a
few objects longer without new numbers for all sections behind it. In a tagged PDF each paragraph is
an object, so the step is larger. Numbers between two sections are free; each costs a few bytes in
the table of the file."""

Beside = tuple[Ink, ...]
"""The layers that are printed on the paper beside a page: marks, a slug line."""


@dataclass(frozen=True, slots=True)
class Placement:
    """The place of a section in the PDF: all that it has to know of the rest.

    `first` is the number of its first object, `level` the level of the last heading before it.
    `tree` and `document` are the references to the page tree and to the structure element of the
    whole document; `document` is empty in a PDF without structure.
    """

    first: int
    level: int
    tree: bytes
    document: bytes


@dataclass(frozen=True, slots=True)
class PdfSection:
    """The pages of one sheet as a part of a PDF.

    `references` are the references to its pages. `points` has the ids on its pages with their
    destinations (ISO 32000-1, 12.3.2). `wanted` are the ids to which its links lead. `limb` is its
    part of the structure tree, None in a PDF without structure.
    """

    part: FilePart
    references: tuple[bytes, ...]
    points: tuple[tuple[str, bytes], ...]
    wanted: tuple[str, ...]
    limb: Limb | None


@dataclass(frozen=True, slots=True, eq=False)
class Needs:
    """What `pages` need of the resources that all pages share: glyphs by face, and the digests of
    pictures.
    """

    pages: tuple[Placed, ...]
    glyphs: Glyphs
    pictures: tuple[str, ...]

    @classmethod
    def of(cls, pages: tuple[Placed, ...]) -> Needs:
        """The needs of `pages`, in their text and their furniture."""
        inks = [page.leaf.record.ink for page in pages if page.leaf]
        inks += [page.furniture for page in pages]
        return cls(pages, glyphs_of(pages), pictures_of(inks))


def first_behind(end: int, variant: PdfVariant) -> int:
    """The number of the first object of a section, if all numbers below `end` are used: the next
    multiple of the step.
    """
    step = TAGGED_STEP if variant.tagged else STEP
    return -(-end // step) * step


def sheets(pages: Iterable[Placed]) -> Iterator[tuple[Placed, ...]]:
    """The pages of each sheet. Blank pages go with the sheet before them."""
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
    """A key for `pages` in this process. It has ids of objects, so it is only of use as long as
    these objects are kept.
    """
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
    """A digest of all that the section of these pages is made from; it is the same in any process.

    It is empty if the source of one of the pages is not known. The version of zlib belongs to it,
    because other versions may compress to other bytes.
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
    """Write the section of `pages`. `beside` has for each page what is printed beside it."""
    writer = _SectionWriter(pages, placement, pdf_resources, variant)
    for page, layers in zip(pages, beside, strict=True):
        writer.take(page, layers)
    limb = writer.growing.limb() if writer.growing else None
    part = pack(writer.objects, variant.version)
    references, points = tuple(writer.references), tuple(writer.points.items())
    return PdfSection(part, references, points, tuple(sorted(writer.wanted)), limb)


class _SectionWriter:
    """Writes the pages of a section one after the other.

    `streams` has the layers that were written already: most pages of a sheet share their furniture.
    """

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
        self.resources = SheetResources(self.objects, pdf_resources)
        self.streams: dict[Ink, bytes] = {}
        self.references: list[bytes] = []
        self.points: dict[str, bytes] = {}
        self.wanted: set[str] = set()
        self.growing: Growing | None = None
        prepared = next((page.leaf.prepared for page in pages if page.leaf), None)
        if variant.tagged and prepared:
            self.growing = Growing(
                self.objects,
                prepared.id,
                survey(prepared.section),
                placement.document,
                placement.level,
            )

    def take(self, page: Placed, beside: Beside) -> None:
        """Write `page` with its structure, its links and the destinations on it."""
        found = self._page(page, beside)
        reference = bytes(found.reference)
        if self.growing:
            # the tab key follows the structure (ISO 14289-1, 7.18.3)
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
        """The page object. Its contents are layers, which may be shared: the text, the furniture,
        and what is printed beside the page.
        """
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
        resources = self.resources.resources(self.separation.resources(layers.merged()))
        found = Dictionary({
            "Type": "/Page", "Parent": self.tree, **self._boxes(page),
            "Contents": b"[" + b" ".join(content) + b"]", "Resources": resources,
        })  # fmt: skip
        self.objects.add_object(found)
        return found

    def _stream(self, ink: Ink) -> bytes:
        """The reference to a layer. Pages of the sheet that have the same layer share it. It
        restores the graphics state (`q` and `Q`), since the next layer follows in the same content.
        """
        if ink not in self.streams:
            drawn = b"".join(part for part in ink.content if isinstance(part, bytes))
            content = self.separation.content(b"q\n" + drawn + b"\nQ")
            self.streams[ink] = add_stream(self.objects, content)
        return self.streams[ink]

    def _boxes(self, page: Placed) -> dict[str, Array]:
        """The boxes of a page in points: the paper, the bleed if the paper has it, the trim (ISO
        32000-1, 14.11.2). The origin is the lower left corner of the trim.
        """
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
        """The annotation of a link (ISO 32000-1, 12.5.6.5), without a border."""
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
    """The content of a page, shifted to its side, with the numbers that were left open."""
    parts = [b"q\n"]
    if page.shift:
        parts.append(b"1 0 0 1 %s 0 cm\n" % numbers((page.shift * POINTS,)))
    return b"".join((*parts, content_of(ink.content, figures), b"\nQ"))
