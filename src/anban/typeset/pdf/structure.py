"""The structure tree of a book (ISO 32000-1, 14.7-14.8; ISO 14289-1).

In: the pages of a sheet, one after the other, each with the marks of its content. Out: a `Limb`,
which is the part of the tree that belongs to this sheet: its elements in reading order, each note
behind its call. From the limbs of all sheets `grow` makes the tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from anban.typeset.engine.objects import Object, String
from anban.typeset.pages.placing import Placed
from anban.typeset.pages.record import LinkArea
from anban.typeset.pages.roles import HEADINGS, ElementPlace, StructureElement, Survey
from anban.typeset.pdf.objects import Objects, Raw, add, numbers, place, string

NAMED = frozenset(("Note", "TH"))
"""Roles whose elements have an ID (ISO 14289-1, 7.9; ISO 32000-1, 14.8.5.7)."""


@dataclass(slots=True, eq=False)
class _Element:
    """A structure element that is not written yet.

    `kids` are elements and content. Content is a pair: the reference to a page, and the number of a
    mark on it or the reference to an annotation. `extra` are more entries of its dictionary.
    """

    role: str
    place: Raw
    reference: bytes
    parent: bytes
    kids: list[_Element | tuple[bytes, int] | tuple[bytes, bytes]] = field(default_factory=list)
    extra: list[bytes] = field(default_factory=list)

    def data(self) -> bytes:
        """The bytes of the dictionary of this element (ISO 32000-1, table 323)."""
        page = next((kid[0] for kid in self.kids if isinstance(kid, tuple)), b"")
        parts = [b"<</Type /StructElem/S /%s/P %s" % (self.role.encode(), self.parent), *self.extra]
        if page:
            parts.append(b"/Pg " + page)
        if self.kids:
            parts.append(b"/K [" + b" ".join(_kid(kid, page) for kid in self.kids) + b"]")
        return b"".join((*parts, b">>"))


@dataclass(frozen=True, slots=True)
class Limb:
    """The part of the structure tree that belongs to one sheet, as it was written.

    `tops` are the references to its topmost elements. `parents` are its entries of the parent tree,
    which leads from content to elements (ISO 32000-1, 14.7.4.4). `names` leads from IDs to
    elements. `level` is the level of the last heading up to the end of the sheet.
    """

    tops: tuple[bytes, ...]
    parents: bytes
    names: tuple[tuple[bytes, bytes], ...]
    level: int


class Growing:
    """Builds the limb of the sheet called `name`; `document` is the element above it, `level`
    that of the last heading before it.
    """

    def __init__(
        self, objects: Objects, name: str, survey: Survey, document: bytes, level: int
    ) -> None:
        self.objects = objects
        self.name = name
        self.survey = survey
        self.document = document
        self.level = level
        self.made: dict[ElementPlace, _Element] = {}
        self.tops: list[bytes] = []
        self.parents: dict[int, bytes] = {}
        self.names: dict[bytes, bytes] = {}

    def read(self, page: Placed, number: int) -> bool:
        """Add the content of a page to its elements. `number` is the object number of the page.

        False if no content of the page belongs to the text.
        """
        assert page.leaf is not None
        first = page.leaf.page.state.block
        reference = b"%d 0 R" % number
        owners: dict[int, bytes] = {}
        for stretch in page.leaf.record.tags:
            element = self._at(stretch.place(first))
            for mark in stretch.marks:
                element.kids.append((reference, mark))
                owners[mark] = element.reference
            if stretch.area:
                element.extra.append(_box(page, stretch.area))
        if owners:
            array = b" ".join(owners[mark] for mark in sorted(owners))
            self.parents[number] = b"[" + array + b"]"
        return bool(owners)

    def link(
        self, page: Placed, area: LinkArea, where: bytes, annotation: Raw | Object
    ) -> dict[str, object]:
        """Add an annotation of the page with the reference `where` to its element. Returns the
        entries that the dictionary of the annotation needs.
        """
        if page.leaf is None or area.link is None:
            return {"Contents": String(area.target)}
        place = ElementPlace(*area.link).moved(page.leaf.page.state.block)
        element = self._at(place)
        element.kids.append((where, bytes(annotation.reference)))
        self.parents[annotation.number] = element.reference
        words = self.survey.branches[place].words
        return {"StructParent": annotation.number, "Contents": String(words)}

    def limb(self) -> Limb:
        """Write the elements, once all pages have been read, and return them as a limb."""
        for element in self.made.values():
            element.place.data = element.data()
        entries = b" ".join(b"%d %b" % entry for entry in sorted(self.parents.items()))
        return Limb(tuple(self.tops), entries, tuple(self.names.items()), self.level)

    def _at(self, place: ElementPlace) -> _Element:
        """The element at `place`. If it does not exist yet, it and all above it are made."""
        if place in self.made:
            return self.made[place]
        branch = self.survey.branches[place]
        parent = None if branch.parent is None else self._at(branch.parent)
        if place not in self.made:  # it may have come along with its parent
            self._make(place, branch, parent)
            for other in self.survey.along.get(place, ()):
                self._at(other)
        return self.made[place]

    def _make(self, here: ElementPlace, branch: StructureElement, parent: _Element | None) -> None:
        role = self._role(branch)
        ready = place(self.objects)
        above = parent.reference if parent else self.document
        self.made[here] = element = _Element(role, ready, bytes(ready.reference), above)
        element.extra += self._said(branch)
        if branch.role in NAMED:
            name = self._name(here)
            self.names[name] = element.reference
            element.extra.append(b"/ID " + name)
        if parent:
            parent.kids.append(element)
        else:
            self.tops.append(element.reference)

    def _role(self, branch: StructureElement) -> str:
        """The role of an element. A heading must not skip a level (ISO 14289-1, 7.4.2), so it is at
        most one level deeper than the heading before it.
        """
        if branch.role not in HEADINGS:
            return branch.role
        self.level = min(int(branch.role[1:]), self.level + 1)
        return f"H{self.level}"

    def _said(self, branch: StructureElement) -> Iterator[bytes]:
        """The entries of an element's dictionary: language, alternative text, attributes."""
        if branch.lang:
            yield b"/Lang " + string(branch.lang)
        if branch.alt:
            yield b"/Alt " + string(branch.alt)
        attributes = branch.attributes.encode()
        if branch.heads:
            heads = b" ".join(map(self._name, branch.heads))
            attributes = b"/O /Table/Headers [" + heads + b"]"
        if attributes:
            yield b"/A <<" + attributes + b">>"

    def _name(self, place: ElementPlace) -> bytes:
        return string(f"{self.name}.{place.block}.{place.order}")


def grow(objects: Objects, root: Raw, document: Raw, limbs: Iterable[Limb]) -> None:
    """Write the tree: its `root`, the element of the whole `document`, the parent tree and the tree
    of IDs.
    """
    limbs = tuple(limbs)
    tops = b" ".join(top for limb in limbs for top in limb.tops)
    kids = b"/K [" + tops + b"]" if tops else b""
    document.data = b"<</Type /StructElem/S /Document/P %b%b>>" % (root.reference, kids)
    entries = b" ".join(filter(None, (limb.parents for limb in limbs)))
    tree = add(objects, b"<</Nums [" + entries + b"]>>")
    said = [b"<</Type /StructTreeRoot/K [%b]/ParentTree %b" % (document.reference, tree)]
    said.append(b"/ParentTreeNextKey %d" % objects.end)
    names = sorted(entry for limb in limbs for entry in limb.names)
    if names:
        named = b" ".join(b"%b %b" % entry for entry in names)
        said.append(b"/IDTree " + add(objects, b"<</Names [" + named + b"]>>"))
    root.data = b"".join((*said, b">>"))


def _kid(kid: _Element | tuple[bytes, int] | tuple[bytes, bytes], page: bytes) -> bytes:
    """An entry of K in an element whose own page is `page` (ISO 32000-1, 14.7.4)."""
    if isinstance(kid, _Element):
        return kid.reference
    where, what = kid
    if isinstance(what, bytes):
        return b"<</Type /OBJR/Pg %s/Obj %s>>" % (where, what)
    return b"%d" % what if where == page else b"<</Type /MCR/Pg %s/MCID %d>>" % (where, what)


def _box(page: Placed, area: tuple[float, float, float, float]) -> bytes:
    left, top, right, bottom = area
    corners = (*page.point(left, bottom), *page.point(right, top))
    return b"/A <</O /Layout/BBox [" + numbers(corners) + b"]>>"
