"""The sheets of the book as they stand in the EPUB.

In: a rendition, the pictures' names, the pagination. Out: `Leaf`s, whose trees are finished, and
what they hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from anban.book import Matter, Role
from anban.epub.documents import MATHML, SVG, XHTML, Tree, classes, elements, read, section, types
from anban.epub.pages import Marker, mark, of_sheet
from anban.epub.pictures import Picture, redirect
from anban.render.rendition import Rendition
from anban.typeset.layout import Pagination


@dataclass(frozen=True, slots=True)
class Leaf:
    """A sheet as it stands in the EPUB. `root` is its finished tree."""

    id: str
    title: str
    root: Tree
    markers: tuple[Marker, ...]

    @property
    def types(self) -> list[str]:
        """The terms of epub:type that the sheet as a whole bears."""
        return types(section(self.root))

    @property
    def in_body(self) -> bool:
        """Whether the sheet belongs to the body of the book: a part, or a role that does."""
        body = {"part", *(role.value for role in Role if role.facts.matter is Matter.BODY)}
        return not body.isdisjoint(classes(section(self.root)))

    @property
    def properties(self) -> tuple[str, ...]:
        """What the manifest says of the document (EPUB 3.3, 5.6.2.1 and D.6.1)."""
        found = {"mathml": MATHML, "svg": SVG}
        return tuple(name for name, space in found.items() if _has(self.root, f"{{{space}}}*"))


def leaves(
    rendition: Rendition, shown: Iterable[Picture], pagination: Pagination
) -> tuple[Leaf, ...]:
    """A leaf for each sheet, pictures called by their new names and print pages marked."""
    names = {picture.path: picture.name for picture in shown}
    made = []
    for sheet in rendition.sheets:
        root = read(sheet.xhtml)
        redirect(root, names)
        markers = mark(root, sheet.id, of_sheet(pagination, sheet.id))
        made.append(Leaf(sheet.id, sheet.title, root, markers))
    return tuple(made)


def characters(made: Iterable[Leaf]) -> frozenset[str]:
    """Every character that stands in a leaf."""
    return frozenset("".join(text for leaf in made for text in leaf.root.itertext()))


def has_notes(made: Iterable[Leaf]) -> bool:
    return any("noteref" in types(element) for leaf in made for element in elements(leaf.root))


def has_tables(made: Iterable[Leaf]) -> bool:
    return any(_has(leaf.root, f"{{{XHTML}}}table") for leaf in made)


def has_pictures(made: Iterable[Leaf]) -> bool:
    names = (f"{{{XHTML}}}img", f"{{{SVG}}}svg")
    return any(_has(leaf.root, name) for leaf in made for name in names)


def _has(root: Tree, name: str) -> bool:
    return next(root.iter(name), None) is not None
