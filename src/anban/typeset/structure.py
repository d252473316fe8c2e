"""The structure tree of a book (ISO 32000-1, 14.7-14.8; ISO 14289-1).

In: the pages of a book, one after the other, with what each says of its content. Out: the tree in
the PDF: a section for every sheet, in it the elements that the sheet's markup asks for, in the
order in which the text is read, each note behind its call.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pydyf

from anban.typeset.objects import Raw, add, numbers, string
from anban.typeset.placing import Leaf, Placed
from anban.typeset.record import LinkArea
from anban.typeset.roles import HEADINGS, Branch, Place, Survey, survey

NAMED = frozenset(("Note", "TH"))
"""Roles whose elements bear an ID (ISO 14289-1, 7.9; ISO 32000-1, 14.8.5.7)."""


@dataclass(slots=True, eq=False)
class _Element:
    """A structure element on its way into the PDF.

    `kids` are elements, and content as a page with the number of a mark or with a reference to an
    annotation. `extra` is what its dictionary holds besides.
    """

    role: str
    place: Raw
    reference: bytes
    parent: bytes
    kids: list[_Element | tuple[bytes, int] | tuple[bytes, bytes]] = field(default_factory=list)
    extra: list[bytes] = field(default_factory=list)

    def data(self) -> bytes:
        page = next((kid[0] for kid in self.kids if isinstance(kid, tuple)), b"")
        parts = [b"<</Type /StructElem/S /%s/P %s" % (self.role.encode(), self.parent), *self.extra]
        if page:
            parts.append(b"/Pg " + page)
        if self.kids:
            parts.append(b"/K [" + b" ".join(_kid(kid, page) for kid in self.kids) + b"]")
        return b"".join((*parts, b">>"))


@dataclass(slots=True, eq=False)
class _Section:
    """A sheet: its survey and the elements that have been made of it."""

    name: str
    survey: Survey
    made: dict[Place, _Element] = field(default_factory=dict)


class Structure:
    """Builds the tree of a book in `pdf`; a page is known by its index."""

    def __init__(self, pdf: pydyf.PDF, pages: int) -> None:
        self.pdf = pdf
        self.pages = pages
        self.root = Raw(b"")
        pdf.add_object(self.root)
        self.elements: list[_Element] = []
        self.document = self._element("Document", bytes(self.root.reference))
        self.sections: dict[str, _Section] = {}
        self.parents: dict[int, bytes] = {}
        self.names: dict[bytes, bytes] = {}
        self.links = 0
        self.level = 0

    def read(self, page: Placed, reference: bytes) -> bool:
        """Take in the content of a page; False if none of it is the text's."""
        if page.leaf is None:
            return False
        section = self._section(page.leaf)
        first = page.leaf.page.state.block
        owners: dict[int, bytes] = {}
        for stretch in page.leaf.record.tags:
            element = self._at(section, stretch.place(first))
            for mark in stretch.marks:
                element.kids.append((reference, mark))
                owners[mark] = element.reference
            if stretch.area:
                element.extra.append(_box(page, stretch.area))
        if owners:
            array = b" ".join(owners[mark] for mark in sorted(owners))
            self.parents[page.page.index] = b"[" + array + b"]"
        return bool(owners)

    def link(self, page: Placed, area: LinkArea, where: bytes, annotation: bytes) -> dict[str, Any]:
        """Take in an annotation of the page at `where`; what its dictionary has to say of it."""
        if page.leaf is None or area.link is None:
            return {"Contents": pydyf.String(area.target)}
        section = self._section(page.leaf)
        place = Place(*area.link).moved(page.leaf.page.state.block)
        element = self._at(section, place)
        element.kids.append((where, annotation))
        key = self.pages + self.links
        self.links += 1
        self.parents[key] = element.reference
        words = section.survey.branches[place].words
        return {"StructParent": key, "Contents": pydyf.String(words)}

    def finish(self) -> None:
        """Write the tree, once all pages have been taken in."""
        for element in self.elements:
            element.place.data = element.data()
        entries = (b"%d %s" % (key, self.parents[key]) for key in sorted(self.parents))
        tree = add(self.pdf, b"<</Nums [" + b" ".join(entries) + b"]>>")
        root = [b"<</Type /StructTreeRoot/K [", self.document.reference, b"]/ParentTree ", tree]
        root.append(b"/ParentTreeNextKey %d" % (self.pages + self.links))
        if self.names:
            named = b" ".join(name + b" " + self.names[name] for name in sorted(self.names))
            root.append(b"/IDTree " + add(self.pdf, b"<</Names [" + named + b"]>>"))
        self.root.data = b"".join((*root, b">>"))
        self.pdf.catalog["StructTreeRoot"] = self.root.reference
        self.pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})

    # --- elements ------------------------------------------------------------------------------

    def _section(self, leaf: Leaf) -> _Section:
        name = leaf.copy.id
        if name not in self.sections:
            self.sections[name] = _Section(name, survey(leaf.copy.section))
        return self.sections[name]

    def _element(self, role: str, parent: bytes) -> _Element:
        place = Raw(b"")
        self.pdf.add_object(place)
        found = _Element(role, place, bytes(place.reference), parent)
        self.elements.append(found)
        return found

    def _at(self, section: _Section, place: Place) -> _Element:
        """The element at `place`, made now if it is not yet, with all above it."""
        if place in section.made:
            return section.made[place]
        branch = section.survey.branches[place]
        parent = self.document if branch.parent is None else self._at(section, branch.parent)
        if place not in section.made:  # it may have come along with its parent
            element = self._element(self._role(branch), parent.reference)
            element.extra += _said(section, branch)
            if branch.role in NAMED:
                name = _name(section, place)
                self.names[name] = element.reference
                element.extra.append(b"/ID " + name)
            parent.kids.append(element)
            section.made[place] = element
            for other in section.survey.along.get(place, ()):
                self._at(section, other)
        return section.made[place]

    def _role(self, branch: Branch) -> str:
        """The role of a branch; a heading's level is at most one below that of the one before."""
        if branch.role not in HEADINGS:
            return branch.role
        self.level = min(int(branch.role[1:]), self.level + 1)
        return f"H{self.level}"


def _said(section: _Section, branch: Branch) -> Iterator[bytes]:
    """What the dictionary of an element says of it."""
    if branch.lang:
        yield b"/Lang " + string(branch.lang)
    if branch.alt:
        yield b"/Alt " + string(branch.alt)
    attributes = branch.attributes.encode()
    if branch.heads:
        heads = b" ".join(_name(section, head) for head in branch.heads)
        attributes = b"/O /Table/Headers [" + heads + b"]"
    if attributes:
        yield b"/A <<" + attributes + b">>"


def _name(section: _Section, place: Place) -> bytes:
    return string(f"{section.name}.{place.block}.{place.order}")


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
