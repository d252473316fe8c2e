"""Turn the sheets of a rendition into documents of the EPUB.

In: a rendition, the pictures with their new names, the pagination. Out: a `PackedSheet` for each
sheet: the finished document, and facts about it.
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
    """A sheet as a document of the EPUB. `content` is the document's bytes.

    `types` are the terms of `epub:type` on its root. `in_body` is true for a part and for a role
    of the body. `properties` are those of its item in the manifest (EPUB 3.3, 5.6.2.1 and D.6.1).
    `characters` has every character of its text. `described` says if all its pictures have a
    description, `detailed` if one of them has a long description. `ids` are in document order.
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
    """The document of each sheet, with the new names of pictures and with marks of print pages."""
    names = memo.again("names of pictures", {picture.path: picture.name for picture in shown})
    made = []
    for sheet in rendition.sheets:
        starts = memo.again(f"starts in {sheet.id}", of_sheet(pagination, sheet.id))
        made.append(memo(_leaf, sheet, names, starts))
    return tuple(made)


def places(made: Iterable[PackedSheet]) -> dict[str, int]:
    """Every address in the documents, with its position in reading order from 0."""
    hrefs = (
        href
        for leaf in made
        for href in (address(leaf.id), *(f"{address(leaf.id)}#{one}" for one in leaf.ids))
    )
    return {href: place for place, href in enumerate(hrefs)}


def characters(made: Iterable[PackedSheet]) -> frozenset[str]:
    """Every character that one of the documents has."""
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
"""The CSS classes of sheets that belong to the body of the book."""


def _has(root: Tree, name: str) -> bool:
    return next(root.iter(name), None) is not None
