"""The sheets of the book as they stand in the EPUB.

In: a rendition, the pictures' names, the pagination. Out: `PackedSheet`s: finished documents, and
what they hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from anban.core.book import Matter, Role
from anban.core.memo import Memo
from anban.epub.documents import (
    MATHML,
    SVG,
    XHTML,
    Tree,
    address,
    classes,
    elements,
    ids,
    read,
    section,
    types,
    write,
)
from anban.epub.pages import Marker, mark, of_sheet
from anban.epub.pictures import PackedPicture, described, redirect
from anban.render.rendition import Rendition, Sheet
from anban.typeset.layout import Pagination


@dataclass(frozen=True, slots=True)
class PackedSheet:
    """A sheet as it stands in the EPUB. `content` is its document, `characters` all those in it.

    `types` are the terms of epub:type that it bears as a whole. `in_body`: it is a part, or has a
    role of the body. `properties` is what the manifest says of it (EPUB 3.3, 5.6.2.1 and D.6.1).
    `described`: each of its pictures has its words; `detailed`: one is told at length. `ids` stand
    in the order of the document.
    """

    id: str
    title: str
    content: bytes
    markers: tuple[Marker, ...]
    types: tuple[str, ...]
    in_body: bool
    properties: tuple[str, ...]
    characters: frozenset[str]
    notes: bool
    tables: bool
    pictures: bool
    described: bool
    detailed: bool
    ids: tuple[str, ...]


def leaves(
    rendition: Rendition, shown: Iterable[PackedPicture], pagination: Pagination, memo: Memo
) -> tuple[PackedSheet, ...]:
    """A leaf for each sheet, pictures called by their new names and print pages marked."""
    names = memo.again("names of pictures", {picture.path: picture.name for picture in shown})
    made = []
    for sheet in rendition.sheets:
        starts = memo.again(f"starts in {sheet.id}", of_sheet(pagination, sheet.id))
        made.append(memo(_leaf, sheet, names, starts))
    return tuple(made)


def places(made: Iterable[PackedSheet]) -> dict[str, int]:
    """Every address in the text, and which place it has in the order of reading."""
    hrefs = (
        href
        for leaf in made
        for href in (address(leaf.id), *(f"{address(leaf.id)}#{one}" for one in leaf.ids))
    )
    return {href: place for place, href in enumerate(hrefs)}


def characters(made: Iterable[PackedSheet]) -> frozenset[str]:
    """Every character that stands in a leaf."""
    return frozenset[str]().union(*(leaf.characters for leaf in made))


def _leaf(sheet: Sheet, names: Mapping[str, str], starts: Pagination) -> PackedSheet:
    root = read(sheet.xhtml)
    redirect(root, names)
    markers = mark(root, sheet.id, starts)
    inner = section(root)
    spaces = {"mathml": MATHML, "svg": SVG}
    return PackedSheet(
        id=sheet.id,
        title=sheet.title,
        content=write(root),
        markers=markers,
        types=tuple(types(inner)),
        in_body=not _BODY.isdisjoint(classes(inner)),
        properties=tuple(name for name, space in spaces.items() if _has(root, f"{{{space}}}*")),
        characters=frozenset("".join(root.itertext())),
        notes=any("noteref" in types(element) for element in elements(root)),
        tables=_has(root, f"{{{XHTML}}}table"),
        pictures=_has(root, f"{{{XHTML}}}img") or _has(root, f"{{{SVG}}}svg"),
        described=described(root),
        detailed=any("aria-details" in element.attrib for element in elements(root)),
        ids=tuple(ids(root)),
    )


_BODY = frozenset({"part", *(role.value for role in Role if role.facts.matter is Matter.BODY)})
"""The classes of sheets that belong to the body of the book."""


def _has(root: Tree, name: str) -> bool:
    return next(root.iter(name), None) is not None
