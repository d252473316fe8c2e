"""A sheet made ready for the engine, without the names and numbers that may change.

In: a sheet's XHTML. Out: a `PreparedSheet`: the section with its blocks and their digests, and
apart from it the ids, the numbers of notes and the numbers of pages. In the section each id is
replaced by the place of its element, and each number by a row of zeros of the same length. So if a
note or a page is added in front, the blocks behind it do not change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, fromstring

from anban.core.book import Matter
from anban.render.rendition import Sheet
from anban.typeset.faults import EngineError
from anban.typeset.pages.state import NoteKey

ROOT = 1 << 30
"""The number that stands for the section itself in the place of a block. It is larger than any
distance between two blocks, so that it cannot be mistaken for one."""
NUMBER, NOTE, ZERO = "data-number", "note", "0"
LABEL, TOKEN, SHOWN = "page-label", "data-label", "data-shown"
"""The class of an element that shows the number of a page; attributes that name the element, and
that say the number.
"""


@dataclass(frozen=True, slots=True, eq=False)
class PreparedSheet:
    """A sheet for the engine.

    `keys` are the digests of the blocks: equal keys give equal pages. `names` gives the ids by
    block and order, counting only the elements with an id. `notes` gives the ids of the notes, and
    `numbers` the number of a note by its id. `labels` gives the page numbers that references
    show, by block and order. `characters` is the length of the markup. `digest` is that of the
    whole sheet, with names and numbers.
    """

    id: str
    matter: Matter | None
    section: Element
    keys: tuple[bytes, ...]
    names: Mapping[tuple[int, int], str]
    notes: Mapping[NoteKey, str]
    numbers: Mapping[str, str]
    labels: Mapping[tuple[int, int], str]
    characters: int
    digest: bytes


def prepare(
    sheet: Sheet, *, late: bool, placed: bool, labelled: bool = True, pictures: bytes = b""
) -> PreparedSheet:
    """The `PreparedSheet` of `sheet`. EngineError if its markup is not well-formed.

    If `late` is true, the numbers of notes are left open; if `labelled` is true, the numbers of
    pages are. `placed` says that the style sheet is `positional`: then the style of a block depends
    on its place, so its digest has to depend on that, too. `pictures` is the digest of the pictures
    that the sheet shows.
    """
    section = _parse(sheet)
    names = {(ROOT, 0): sheet.id}
    numbers: dict[str, str] = {}
    notes: dict[NoteKey, str] = {}
    frame = repr((section.tag, sorted(section.attrib.items()), section.text, pictures, labelled))
    labels: dict[tuple[int, int], str] = {}
    keys = []
    before = ""
    for index, block in enumerate(section):
        elements = tuple(block.iter())
        for order, element in enumerate(_notes(elements)):
            name, number = element.get("id", ""), element.get(NUMBER, "")
            notes[NoteKey(index, order)], numbers[name] = name, number
            if late:
                element.set(NUMBER, ZERO * len(number))
        shown = list(_labels(elements)) if labelled else []
        for order, element in enumerate(shown):
            labels[index, order] = number = element.text or ""
            element.text = ZERO * len(number)
        named = [element for element in elements if "id" in element.attrib]
        for order, element in enumerate(named):
            names[index, order] = element.get("id", "")
            element.set("id", "")
        # a block's style may also ask for what stands before it, and whether it is the last
        place = str(index) if placed else str(index == len(section) - 1)
        keys.append(_digest(frame, before, place, elements))
        for order, element in enumerate(named):
            element.set("id", f"{index}.{order}")
        for order, element in enumerate(shown):
            element.set(TOKEN, f"{index}.{order}")
            element.set(SHOWN, labels[index, order])
        before = f"{block.tag} {block.get('class', '')}"
    section.set("id", f"{ROOT}.0")
    whole = hashlib.blake2b(sheet.xhtml.encode(), digest_size=16).digest()
    return PreparedSheet(
        sheet.id, _matter(section), section, tuple(keys), names, notes, numbers, labels,
        len(sheet.xhtml), whole,
    )  # fmt: skip


def _parse(sheet: Sheet) -> Element:
    try:
        return fromstring(sheet.xhtml)  # noqa: S314 - made by the renderer, expat >= 2.4.1
    except (ParseError, RecursionError) as fault:
        raise EngineError(f"the markup of `{sheet.id}` is not well-formed: {fault}") from fault


def _digest(frame: str, before: str, place: str, elements: tuple[Element, ...]) -> bytes:
    """The digest of a block and of what its layout depends on.

    The number of children of each of its `elements`, in the order of the document, gives the shape
    of the tree.
    """
    told = [(one.tag, one.attrib, one.text, one.tail, len(one)) for one in elements]
    whole = repr((frame, before, place, told)).encode()
    return hashlib.blake2b(whole, digest_size=16).digest()


def _notes(elements: tuple[Element, ...]) -> Iterator[Element]:
    return (element for element in elements if NOTE in element.get("class", "").split())


def _labels(elements: tuple[Element, ...]) -> Iterator[Element]:
    """The elements that show the number of a page in arabic figures."""
    found = (element for element in elements if LABEL in element.get("class", "").split())
    return (element for element in found if not len(element) and (element.text or "").isdecimal())


def _matter(section: Element) -> Matter | None:
    names = {matter.value for matter in Matter}
    return next((Matter(name) for name in section.get("class", "").split() if name in names), None)
