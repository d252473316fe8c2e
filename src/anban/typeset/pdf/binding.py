"""The PDF from placed pages: one subset of each face, one outline, one tree of names.

In: the pages of a composition, the metadata of the document, a `PdfVariant`. Out: bytes. Every
sheet is a `PdfSection` with objects of its own. The `Engine` keeps the sections of the last PDFs,
so a section that has not changed is not written again.
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

FIRST, STOCKED = 1, 8
"""The number of the first object that all others refer to, and of the first shared resource."""
UNTITLED = 0
"""The level of the last heading where there has been none."""


class Sections(Protocol):
    """Where sections are kept for the next process, told apart by the sheet and the kind of PDF."""

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
    """The PDF of `pages`; `labels` is the number tree of page labels as a PDF array. On `cache` is
    kept what the next process will need of it.
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
        root, document = self._roots()
        beside = self._beside()
        pdf_resources = self._stock(beside)
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
        """The root of the structure and the element of the document, if there is a structure."""
        return (place(self.head), place(self.head)) if self.variant.tagged else (None, None)

    def _beside(self) -> list[list[Beside]]:
        """What stands on the paper beside each page of each sheet."""
        hand = Lettering(self.engine, self.glyphs)
        layers = self.variant.paper.layers
        return [
            [layers(hand, one.page, one.geometry, self.total) for one in needs.pages]
            for needs in self.needs
        ]

    def _stock(self, beside: list[list[Beside]]) -> PdfResources:
        pdf_resources = PdfResources(Objects(STOCKED), self.engine, self.variant)
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
        stocked = pdf_resources.fonts, tuple(pdf_resources.pictures.items())
        key = placement, stocked, tuple(beside), identity(pages)
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
        """A section, from the cache if a process before this one made it, or else made now."""
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
        """The outline, and the names of what links inside the book lead to."""
        points: dict[str, bytes] = {}
        for found in reversed(sections):
            points.update(found.points)
        if self.variant.linked:
            wanted = {name for found in sections for name in found.wanted}
            _name(tail, {name: points[name] for name in sorted(wanted & points.keys())})
        lines = add_outline(tail.objects, outline, points)
        if lines:
            self.catalog["Outlines"] = lines


class _Bound:
    """What the last PDFs of one variant held: what the pages of each sheet need, and each section,
    with the pages that it is of, so that these live as long as they are known by their identity.
    """

    def __init__(self) -> None:
        self.needs: Rounds[tuple[object, ...], Needs] = Rounds()
        self.sections: Rounds[tuple[object, ...], tuple[object, PdfSection]] = Rounds()

    def turn(self) -> None:
        """A new PDF begins."""
        self.needs.turn()
        self.sections.turn()


def _memory(engine: Engine, variant: PdfVariant) -> _Bound:
    """What the last PDFs of this variant held.

    Those of the variants that were not used for the longest time are dropped.
    """
    found = engine.bound.pop(variant, None)
    memory = found if isinstance(found, _Bound) else _Bound()
    engine.bound[variant] = memory
    while len(engine.bound) > CAST:
        del engine.bound[next(iter(engine.bound))]
    return memory


def _name(tail: Frame, points: Mapping[str, bytes]) -> None:
    """The tree of names, which are in order."""
    entries = b"".join(string(name) + b" " + point for name, point in points.items())
    reference = add(tail.objects, b"<</Names [" + entries + b"]>>")
    tail.catalog["Names"] = Dictionary({"Dests": reference})


def _digest(parts: Sequence[FilePart], tail: Objects) -> str:
    """What tells this PDF from all others: a digest of what is in it."""
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        found.update(part.digest)
    for one in tail.all:
        found.update(one.data)
    return found.hexdigest()
