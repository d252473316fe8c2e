"""Putting a PDF together: one subset of each face, a section for each sheet, one outline.

In: the pages of a composition, the metadata of the document, a `PdfVariant`. Out: bytes. Each sheet
becomes a `PdfSection` with objects of its own. The `Engine` keeps the sections of the last PDFs, so
a section that has not changed is not written again.

The objects have their numbers in this order: those to which all others refer (page tree, catalog),
the shared resources, the sections, and what can be written only when all pages are known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from anban.typeset.engine.objects import Array, Dictionary
from anban.typeset.pages.galley import Engine
from anban.typeset.pages.placing import Placed
from anban.typeset.pdf.declarations import Frame, declare
from anban.typeset.pdf.filing import FilePart, file, pack
from anban.typeset.pdf.lettering import Lettering
from anban.typeset.pdf.objects import Objects, Raw, add, place, string
from anban.typeset.pdf.outline import Bookmark, add_outline
from anban.typeset.pdf.resources import CAST, PdfResources, glyphs_of, together
from anban.typeset.pdf.section import (
    Beside,
    Needs,
    PdfSection,
    Placement,
    first_behind,
    identity,
    make_section,
    sheets,
    source,
)
from anban.typeset.pdf.structure import grow
from anban.typeset.pdf.variant import PdfVariant
from anban.typeset.pdf.xmp import PdfInfo
from anban.typeset.rounds import Rounds

FIRST, FIRST_SHARED = 1, 8
"""The number of the very first object, and of the first shared resource. The objects before that
are at most five, so the resources have the same numbers in all PDFs."""
UNTITLED = 0
"""The level of the last heading in front of the first one."""


class Sections(Protocol):
    """Something that keeps sections for the next process, by the sheet and the kind of PDF."""

    def take_section(self, sheet: str, variant: str, source: bytes) -> PdfSection | None: ...

    def put_section(self, sheet: str, variant: str, source: bytes, found: PdfSection) -> None: ...


def bind(
    engine: Engine,
    pages: Sequence[Placed],
    info: PdfInfo,
    outline: Sequence[Bookmark],
    labels: Array,
    variant: PdfVariant,
    cache: Sections | None = None,
) -> bytes:
    """The bytes of the PDF of `pages`.

    `labels` is the number tree of page labels as a PDF array (ISO 32000-1, 12.4.2). Sections are
    read from `cache` and kept in it.
    """
    return _Binder(engine, pages, variant, cache).bind(info, outline, labels)


class _Binder:
    def __init__(
        self, engine: Engine, pages: Sequence[Placed], variant: PdfVariant, cache: Sections | None
    ) -> None:
        self.engine = engine
        self.cache = cache
        self.variant = variant
        self.memory = _memory(engine, variant)
        self.memory.turn()
        self.needs = [self._needs(sheet) for sheet in sheets(pages)]
        self.glyphs = together(needs.glyphs for needs in self.needs)
        self.total = len(pages)
        self.head = Objects(FIRST)
        self.tree = place(self.head)
        self.catalog = Dictionary({"Type": "/Catalog", "Pages": self.tree.reference})
        self.info = Dictionary()
        for one in (self.catalog, self.info):
            self.head.add_object(one)

    def bind(self, info: PdfInfo, outline: Sequence[Bookmark], labels: Array) -> bytes:
        """Write all parts, and the file around them."""
        root, document = self._roots()
        beside = self._beside()
        pdf_resources = self._resources(beside)
        parts = [pack(pdf_resources.objects, self.variant.version)]
        sections = tuple(self._written(parts[0].end, document, beside, pdf_resources))
        parts += [one.part for one in sections]
        tail = Frame(Objects(parts[-1].end), self.catalog, self.info)
        self._paginate(sections, labels)
        self._point(tail, sections, outline)
        if root and document:
            limbs = (one.limb for one in sections if one.limb)
            grow(tail.objects, root, document, limbs)
            self.catalog["StructTreeRoot"] = root.reference
            self.catalog["MarkInfo"] = Dictionary({"Marked": "true"})
        declare(tail, info, self.variant, _digest(parts, tail.objects))
        head, last = (pack(one, self.variant.version) for one in (self.head, tail.objects))
        said = b"/Root %b/Info %b" % (self.catalog.reference, self.info.reference)
        return file((head, *parts, last), self.variant.version, said)

    # --- what all pages share ------------------------------------------------------------------

    def _needs(self, sheet: tuple[Placed, ...]) -> Needs:
        return self.memory.needs.once(identity(sheet), lambda: Needs.of(sheet))

    def _roots(self) -> tuple[Raw, Raw] | tuple[None, None]:
        """The root of the structure tree and the element of the whole document, with numbers but
        without content yet; None in a PDF without structure.
        """
        return (place(self.head), place(self.head)) if self.variant.tagged else (None, None)

    def _beside(self) -> list[list[Beside]]:
        """For each page of each sheet, what is printed beside it on the paper."""
        lettering = Lettering(self.engine, self.glyphs)
        layers = self.variant.paper.layers
        return [
            [layers(lettering, one.page, one.geometry, self.total) for one in needs.pages]
            for needs in self.needs
        ]

    def _resources(self, beside: list[list[Beside]]) -> PdfResources:
        pdf_resources = PdfResources(Objects(FIRST_SHARED), self.engine, self.variant)
        layers = (ink for sheet in beside for page in sheet for ink in page)
        pdf_resources.take_faces(together([self.glyphs, glyphs_of((), layers)]))
        pdf_resources.take_pictures(digest for needs in self.needs for digest in needs.pictures)
        return pdf_resources

    # --- the pages -----------------------------------------------------------------------------

    def _written(
        self,
        end: int,
        document: Raw | None,
        beside: list[list[Beside]],
        pdf_resources: PdfResources,
    ) -> Iterator[PdfSection]:
        """The sections; the first one begins after the object number `end`."""
        level = UNTITLED
        ties = self.tree.reference, document.reference if document else b""
        for needs, layers in zip(self.needs, beside, strict=True):
            placement = Placement(first_behind(end, self.variant), level, *ties)
            found = self._section(needs.pages, layers, placement, pdf_resources)
            yield found
            end = found.part.end
            level = found.limb.level if found.limb else level

    def _section(
        self,
        pages: tuple[Placed, ...],
        beside: list[Beside],
        placement: Placement,
        pdf_resources: PdfResources,
    ) -> PdfSection:
        shared = pdf_resources.fonts, tuple(pdf_resources.pictures.items())
        key = placement, shared, tuple(beside), identity(pages)
        known = self.memory.sections.once(
            key, lambda: (pages, self._made(pages, beside, placement, pdf_resources))
        )
        return known[1]

    def _made(
        self,
        pages: tuple[Placed, ...],
        beside: list[Beside],
        placement: Placement,
        pdf_resources: PdfResources,
    ) -> PdfSection:
        """A section: read from the cache if an earlier process made it, or else made now."""
        if self.cache is None:
            return make_section(pages, beside, placement, pdf_resources, self.variant)
        name, kind = pages[0].page.sheet, repr(self.variant)
        wanted = source(pages, beside, placement, pdf_resources, self.variant)
        found = self.cache.take_section(name, kind, wanted)
        if found is None:
            found = make_section(pages, beside, placement, pdf_resources, self.variant)
            self.cache.put_section(name, kind, wanted, found)
        return found

    def _paginate(self, sections: Sequence[PdfSection], labels: Array) -> None:
        references = b" ".join(one for found in sections for one in found.references)
        self.tree.data = b"<</Type /Pages/Kids [%b]/Count %d>>" % (references, self.total)
        self.catalog["PageLabels"] = Dictionary({"Nums": labels})

    def _point(
        self, tail: Frame, sections: Sequence[PdfSection], outline: Sequence[Bookmark]
    ) -> None:
        """Write the outline, and the names to which links inside the book lead.

        The sections are read backwards, so that of two places with one id the first one holds.
        """
        points: dict[str, bytes] = {}
        for found in reversed(sections):
            points.update(found.points)
        if self.variant.linked:
            wanted = {name for found in sections for name in found.wanted}
            _name(tail, {name: points[name] for name in sorted(wanted & points.keys())})
        lines = add_outline(tail.objects, outline, points)
        if lines:
            self.catalog["Outlines"] = lines


class _LastPdfs:
    """What is kept from the last PDFs of one variant: the needs of each sheet, and each section.

    A section is kept together with its pages. They are known by their ids, which stay theirs only
    as long as they exist.
    """

    def __init__(self) -> None:
        self.needs: Rounds[tuple[object, ...], Needs] = Rounds()
        self.sections: Rounds[tuple[object, ...], tuple[object, PdfSection]] = Rounds()

    def turn(self) -> None:
        """A new PDF begins."""
        self.needs.turn()
        self.sections.turn()


def _memory(engine: Engine, variant: PdfVariant) -> _LastPdfs:
    """What is kept from the last PDFs of this variant. Of all variants, those that were not used
    for the longest time are dropped.
    """
    found = engine.bound.pop(variant, None)
    memory = found if isinstance(found, _LastPdfs) else _LastPdfs()
    engine.bound[variant] = memory
    while len(engine.bound) > CAST:
        del engine.bound[next(iter(engine.bound))]
    return memory


def _name(tail: Frame, points: Mapping[str, bytes]) -> None:
    """Write the tree of names (ISO 32000-1, 7.9.6), in which names have to be sorted, as these
    are.
    """
    entries = b"".join(string(name) + b" " + point for name, point in points.items())
    reference = add(tail.objects, b"<</Names [" + entries + b"]>>")
    tail.catalog["Names"] = Dictionary({"Dests": reference})


def _digest(parts: Sequence[FilePart], tail: Objects) -> str:
    """A digest of all that is in this PDF, by which it can be told from any other."""
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        found.update(part.digest)
    for one in tail.all:
        found.update(one.data)
    return found.hexdigest()
