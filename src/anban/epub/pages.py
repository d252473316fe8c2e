"""Mark in the text of the EPUB where the pages of the print edition begin.

In: the tree of a sheet and its `PageStart`s. Out: the tree with an empty `span` with an id at each
of them (EPUB Accessibility 1.1, 3.5), and the markers to which the page list links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from anban.epub.documents import (
    MATHML,
    SVG,
    TYPE,
    XHTML,
    Tree,
    address,
    classes,
    ids,
    section,
    types,
)
from anban.typeset.layout import PageStart, Pagination

INVISIBLE = "\u00ad\u200b"
"""The soft hyphen and the zero-width space. Layout may remove or add them, so they do not count."""


@dataclass(frozen=True, slots=True)
class Marker:
    """The beginning of a print page: the label of the page and the id of the mark."""

    label: str
    sheet: str
    id: str

    @property
    def href(self) -> str:
        """Its address, relative to the package document."""
        return f"{address(self.sheet)}#{self.id}"


@dataclass(frozen=True, slots=True)
class TextStretch:
    """A piece of text in an lxml tree: the `text` of an element, or its `tail`."""

    element: Tree
    follows: bool

    @property
    def text(self) -> str:
        return (self.element.tail if self.follows else self.element.text) or ""


@dataclass(frozen=True, slots=True)
class Cut:
    """The place of a marker: a piece of text, and the index of the character after the marker."""

    stretch: TextStretch
    index: int
    label: str


def mark(root: Tree, sheet: str, starts: Pagination) -> tuple[Marker, ...]:
    """Put a marker into `root` for each of `starts`, the page starts of this sheet in their order.

    A page that has only notes begins after the last character; its marker is put there.
    """
    taken = set(ids(root))
    named = [(cut, _name(cut.label, taken)) for cut in _cuts(section(root), starts)]
    for cut, name in reversed(named):
        _insert(cut, name)
    return tuple(Marker(cut.label, sheet, name) for cut, name in named)


def running_text(root: Tree) -> str:
    """The characters in which page starts are counted: the running text without white space."""
    return "".join(
        character
        for stretch in _stretches(section(root))
        for character in stretch.text
        if _is_counted(character)
    )


def _cuts(root: Tree, starts: Pagination) -> list[Cut]:
    """The place of each of `starts`. One pass over the text finds all of them."""
    waiting = sorted(starts, key=lambda start: start.offset)
    cuts: list[Cut] = []
    place = (TextStretch(root, follows=False), len(root.text or ""))
    while waiting and waiting[0].offset <= 0:
        cuts.append(Cut(*place, waiting.pop(0).label))
    for stretch, index, count in _characters(root):
        while waiting and waiting[0].offset == count:
            cuts.append(Cut(*_before(stretch, index), waiting.pop(0).label))
        place = (stretch, index + 1)
    return cuts + [Cut(*place, start.label) for start in waiting]


def _before(stretch: TextStretch, index: int) -> tuple[TextStretch, int]:
    """The place in front of a character.

    For the first character of a figure's caption it is in front of the whole figure. HTML allows a
    caption only as the first or last child of a figure, so a marker may not come between.
    """
    for figure in stretch.element.iterancestors(f"{{{XHTML}}}figure"):
        first = next(_characters(figure))
        if first[:2] == (stretch, index):
            home = figure[0] if figure[0].tag == f"{{{XHTML}}}figcaption" else figure
            return TextStretch(home, follows=False), len(home.text or "")
    return stretch, index


def _characters(root: Tree) -> Iterator[tuple[TextStretch, int, int]]:
    """Each character that counts: its piece of text, its index there, and its number from 0."""
    count = 0
    for stretch in _stretches(root):
        for index, character in enumerate(stretch.text):
            if _is_counted(character):
                yield stretch, index, count
                count += 1


def _is_counted(character: str) -> bool:
    return not (character.isspace() or character in INVISIBLE)


def _stretches(element: Tree) -> Iterator[TextStretch]:
    if _counts(element):
        yield TextStretch(element, follows=False)
        for child in element:
            yield from _stretches(child)
            yield TextStretch(child, follows=True)


def _counts(element: Tree) -> bool:
    """True if the text inside `element` is running text: not generated, no note, no drawing."""
    tag = element.tag
    if not isinstance(tag, str) or etree.QName(tag).namespace in (SVG, MATHML):
        return False
    apart = {"footnote", "endnote", "footnotes", "endnotes"}
    return "generated" not in classes(element) and apart.isdisjoint(types(element))


def _insert(cut: Cut, name: str) -> None:
    """Split the piece of text and put the marker between its halves.

    The caller begins with the last cut, so the indexes of the cuts before it stay valid.
    """
    attributes = {TYPE: "pagebreak", "role": "doc-pagebreak", "id": name, "aria-label": cut.label}
    marker = etree.Element(f"{{{XHTML}}}span", attributes)
    element, text = cut.stretch.element, cut.stretch.text
    marker.tail = text[cut.index :]
    if cut.stretch.follows:
        parent = element.getparent()
        element.tail = text[: cut.index]
        if parent is not None:
            parent.insert(parent.index(element) + 1, marker)
    else:
        element.text = text[: cut.index]
        element.insert(0, marker)


def _name(label: str, taken: set[str]) -> str:
    """A new id for the page with the label `label`; the id is added to `taken`."""
    stem = "page-" + re.sub(r"[^A-Za-z0-9_-]", "-", label)
    name, count = stem, 1
    while name in taken:
        count += 1
        name = f"{stem}-{count}"
    taken.add(name)
    return name


def of_sheet(pagination: Pagination, sheet: str) -> tuple[PageStart, ...]:
    """The page starts that are in the sheet with the id `sheet`."""
    return tuple(start for start in pagination if start.sheet == sheet)
