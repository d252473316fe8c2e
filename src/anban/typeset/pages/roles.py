"""The structure of a sheet's text, as its markup gives it.

In: a section of XHTML. Out: a `Survey`: the structure elements of the PDF that the XHTML elements
become (ISO 32000-1, 14.8.4; ISO 14289-1, 7). Each has a place that stays the same when blocks are
added before it. Emphasis and the like become none: their text belongs to the element around them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from weakref import WeakKeyDictionary
from xml.etree.ElementTree import Element

from anban.typeset.pages.sheets import NOTE, ROOT, SHOWN

ITEM, LABEL, CALL, CALLED = "item", "label", "call", "called"
"""Parts of an XHTML element that become structure elements of their own: the item of a list around
its label and body, the label of an item or a note, the call of a note, the reference around it."""
ROLES = {
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    "p": "P", "pre": "P", "blockquote": "BlockQuote", "figure": "Div", "figcaption": "Caption",
    "code": "Code", "ul": "L", "ol": "L", "dl": "L", "table": "Table", "thead": "THead",
    "tbody": "TBody", "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD",
}  # fmt: skip
DIVISIONS = {"verse": "Div", "stanza": "Div", "break": "P"}
NUMBERING = {"ul": "Disc", "ol": "Decimal", "dl": "None"}
SCOPES = {"col": "Column", "row": "Row"}
INLINE = frozenset(("span", "em", "strong", "sup", "sub"))
HEADINGS = frozenset(f"H{level}" for level in range(1, 7))
OF_TABLE = frozenset(("Caption", "THead", "TBody", "TFoot", "TR", "TH", "TD"))


class ElementPlace(NamedTuple):
    """Where a structure element comes from: a block of the sheet, the number of an XHTML element in
    it, and the part of that element, empty for the whole.
    """

    block: int
    order: int
    part: str = ""

    def moved(self, blocks: int) -> ElementPlace:
        """The same place with `blocks` added to its block. The sheet itself does not move."""
        return self if self[0] == ROOT else ElementPlace(self[0] + blocks, self[1], self[2])


TOP = ElementPlace(ROOT, 0)


@dataclass(frozen=True, slots=True)
class StructureElement:
    """A structure element of a PDF.

    `words` is the text of a link, `heads` are the header cells of a table cell. `attributes` is the
    inside of a PDF dictionary (ISO 32000-1, 14.8.5).
    """

    role: str
    parent: ElementPlace | None
    alt: str = ""
    lang: str = ""
    words: str = ""
    attributes: str = ""
    heads: tuple[ElementPlace, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """The structure of a sheet.

    `along` names for an element those that have to be made with it, in this order: for a table its
    cells, even if they are empty; for the label of a list item the body; for a call its note.
    """

    branches: Mapping[ElementPlace, StructureElement]
    along: Mapping[ElementPlace, tuple[ElementPlace, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class SheetReading:
    """The survey of a sheet, and the owners of its text: for each XHTML element the structure
    element to which its text belongs, None for decoration.
    """

    survey: Survey
    owners: Mapping[Element, ElementPlace | None]

    def link(self, element: Element | None) -> ElementPlace | None:
        """The place of the link in which `element` stands, None if it stands in no link."""
        place = self.owners.get(element) if element is not None else None
        while place is not None and self.survey.branches[place].role != "Link":
            place = self.survey.branches[place].parent
        return place


def survey(section: Element) -> Survey:
    """The structure of `section`. It is kept as long as `section` exists, which must not change."""
    if section not in _SURVEYS:
        _SURVEYS[section] = read(section).survey
    return _SURVEYS[section]


_SURVEYS: WeakKeyDictionary[Element, Survey] = WeakKeyDictionary()


@lru_cache(maxsize=2)
def read(section: Element) -> SheetReading:
    """The structure of `section` with the owners of its text. Only the last two are kept, since the
    pages of one sheet are read one after the other.
    """
    found = _Surveyor()
    found.branches[TOP] = StructureElement("Sect", None, lang=section.get("lang", ""))
    found.owners[section] = TOP
    for index, block in enumerate(section):
        found.walk(block, index)
    along = {place: tuple(others) for place, others in found.along.items()}
    _SURVEYS[section] = Survey(found.branches, along)
    return SheetReading(_SURVEYS[section], found.owners)


class _Surveyor:
    """Walks the blocks of a section."""

    def __init__(self) -> None:
        self.branches: dict[ElementPlace, StructureElement] = {}
        self.owners: dict[Element, ElementPlace | None] = {}
        self.along: defaultdict[ElementPlace, list[ElementPlace]] = defaultdict(list)
        self.terms: dict[ElementPlace, ElementPlace] = {}
        self.columns: dict[Element, int] = {}
        self.heads: dict[tuple[ElementPlace, int], ElementPlace] = {}

    def walk(self, block: Element, index: int) -> None:
        """Enter `block` and all below it, in the order of the document."""
        stack = [(block, TOP)]
        order = 0
        while stack:
            element, above = stack.pop()
            inside = self.enter(element, ElementPlace(index, order), above)
            stack += [(child, inside) for child in reversed(element)]
            order += 1

    def enter(self, element: Element, here: ElementPlace, above: ElementPlace) -> ElementPlace:
        """Make the structure elements of `element`; the place to which its children belong."""
        classes = element.get("class", "").split()
        if element.tag == "img" and not element.get("alt"):
            self.owners[element] = None
            return above
        if element.tag == "span" and NOTE in classes:
            self._note(here, above)
        elif element.tag in ("li", "dt", "dd"):
            self._item(element, here, above)
        elif element.tag == "a" and "href" in element.attrib:
            self._link(element, here, above)
        elif element.tag in ("th", "td"):
            self._cell(element, here, above)
        elif not self._plain(element, classes, here, above):
            here = above
        self.owners[element] = here
        return here

    def _grow(
        self, here: ElementPlace, role: str, parent: ElementPlace, *, alt: str = "", lang: str = "",
        words: str = "", attributes: str = "", heads: tuple[ElementPlace, ...] = (),
    ) -> None:  # fmt: skip
        self.branches[here] = StructureElement(role, parent, alt, lang, words, attributes, heads)
        if role in OF_TABLE:
            table = self._nearest(parent, frozenset(("Table",)))
            if table is not None:
                self.along[table].append(here)

    def _nearest(self, place: ElementPlace | None, roles: frozenset[str]) -> ElementPlace | None:
        """`place` or the nearest above it that has one of `roles`."""
        while place is not None and self.branches[place].role not in roles:
            place = self.branches[place].parent
        return place

    def _plain(
        self, element: Element, classes: list[str], here: ElementPlace, above: ElementPlace
    ) -> bool:
        """Make the one structure element of `element`; False if it becomes none."""
        tag, lang = element.tag, element.get("lang", "")
        role = ROLES.get(tag, "")
        if tag == "div":
            role = next((DIVISIONS[name] for name in classes if name in DIVISIONS), "")
        elif tag == "figure" and "table" in classes:
            role = "Table"
        elif tag == "ol" and "entries" in classes:
            role = "TOC"
        elif tag == "img":
            role = "Figure"
        elif tag == "table" and self.branches[above].role == "Table":
            role = ""
        if not role and lang:
            role = "Span" if tag in INLINE else "Div"
        if not role:
            return False
        listed = f"/O /List/ListNumbering /{NUMBERING[tag]}" if role == "L" else ""
        self._grow(here, role, above, alt=element.get("alt", ""), lang=lang, attributes=listed)
        if tag == "tr":
            self.columns |= {cell: column for column, cell in enumerate(element)}
        return True

    def _note(self, here: ElementPlace, above: ElementPlace) -> None:
        """The call of a note, and the note behind it. A note must stand neither in a heading nor in
        a link, so one that is called in these stands behind them.
        """
        called, call = here._replace(part=CALLED), here._replace(part=CALL)
        self._grow(called, "Reference", above)
        self._grow(call, "Lbl", called)
        outer = self._nearest(above, HEADINGS | {"Link"})
        parent = above if outer is None else self.branches[outer].parent
        self._grow(here, "Note", parent or TOP)
        self._grow(here._replace(part=LABEL), "Lbl", here)
        self.along[called].append(here)

    def _item(self, element: Element, here: ElementPlace, above: ElementPlace) -> None:
        lang = element.get("lang", "")
        if self.branches[above].role == "TOC":
            self._grow(here, "TOCI", above, lang=lang)
            self._grow(here._replace(part=LABEL), "Lbl", here)
            return
        item = here._replace(part=ITEM)
        if element.tag == "dd":
            item = self.terms.get(above, item)
        if item not in self.branches:
            self._grow(item, "LI", above)
        if element.tag == "dt":
            self.terms[above] = item
        self._grow(here, "Lbl" if element.tag == "dt" else "LBody", item, lang=lang)
        if element.tag == "li":
            label = here._replace(part=LABEL)
            self._grow(label, "Lbl", item)
            self.along[label].append(here)

    def _link(self, element: Element, here: ElementPlace, above: ElementPlace) -> None:
        """A link. In a table of contents it stands inside a reference (ISO 32000-1, table 334)."""
        parent = above
        if self.branches[above].role == "TOCI":
            parent = here._replace(part=ITEM)
            self._grow(parent, "Reference", above)
        words = " ".join("".join(_words(element)).split())
        lang = element.get("lang", "")
        self._grow(here, "Link", parent, lang=lang, words=words or element.get("href", ""))

    def _cell(self, element: Element, here: ElementPlace, above: ElementPlace) -> None:
        table = self._nearest(above, frozenset(("Table",))) or TOP
        column = table, self.columns.get(element, 0)
        lang = element.get("lang", "")
        if element.tag == "td":
            heads = (self.heads[column],) if column in self.heads else ()
            self._grow(here, "TD", above, lang=lang, heads=heads)
            return
        group = self._nearest(above, frozenset(("THead", "TBody", "TFoot")))
        headed = group is not None and self.branches[group].role == "THead"
        scope = SCOPES.get(element.get("scope", ""), "Column" if headed else "Row")
        self._grow(here, "TH", above, lang=lang, attributes=f"/O /Table/Scope /{scope}")
        if scope == "Column":
            self.heads[column] = here


def _words(element: Element) -> Iterator[str]:
    """The pieces of text in an element, with the page numbers that are left open in it."""
    yield element.get(SHOWN) or element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""
