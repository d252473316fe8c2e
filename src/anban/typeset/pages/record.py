"""A laid-out page as a value that can be stored and moved.

In: a galley and a page box. Out: a `PageRecord`. Blocks are counted in it from the block in which
the page starts, and the anchors of a block by their order. So the record stays right when blocks
are added in front of the page. Each page is drawn as a right page, and is shifted later if it turns
out to be a left one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from anban.typeset.engine import boxes
from anban.typeset.engine.layout import Link, gather_anchors, layout_backgrounds
from anban.typeset.layout import Run
from anban.typeset.pages.galley import Engine, Galley
from anban.typeset.pages.ink import Ink, draw, shows_number
from anban.typeset.pages.reading import Facts, PageContents, read_page
from anban.typeset.pages.roles import SheetReading, read
from anban.typeset.pages.sheets import ROOT, TOKEN
from anban.typeset.pages.state import PageState, Path
from anban.typeset.pages.tags import ContentStretch, mark, stretches


@dataclass(frozen=True, slots=True)
class AnchorMark:
    """An element with an id.

    `block` is the block around it, counted from the block in which the page starts; ROOT stands
    for the sheet itself. `order` is the number of the element among those of its block.
    """

    block: int
    order: int

    @classmethod
    def read(cls, token: str, first: int) -> AnchorMark:
        """The mark for an id of the galley ("block.order") on a page that starts in block
        `first`.
        """
        block, order = map(int, token.split("."))
        return cls(block if block == ROOT else block - first, order)

    def __str__(self) -> str:
        return f"{self.block}.{self.order}"

    def among(self, first: int) -> tuple[int, int]:
        """The block and the order as they are in the sheet, for a page that starts in block
        `first`.
        """
        return (ROOT if self.block == ROOT else self.block + first), self.order


@dataclass(frozen=True, slots=True)
class LinkArea:
    """A rectangle of a page that leads to `target`.

    If `inside` is true, `target` is an id of the book; otherwise it is an address outside of it.
    `box` is the rectangle in pixels: left, top, right, bottom. `link` is the place of the link's
    structure element, with the block counted from the block in which the page starts.
    """

    inside: bool
    target: str
    box: tuple[float, float, float, float]
    link: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class PageKind:
    """What the selectors of page rules can ask of a page (CSS Paged Media 3), apart from its side
    and its number.
    """

    name: str
    blank: bool
    index: int
    groups: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PageRecord:
    """A page apart from its place in the book.

    `numbered` names the notes whose numbers the ink leaves open, each by block and order, with the
    block counted from the block in which the page starts. `labelled` names in the same way the
    numbers of pages that the ink leaves open. `strings` are the named strings that are set on the
    page. In `contents`, a note is named by an `AnchorMark` as text. `tags` says for the marks of
    the ink to which elements they belong, in reading order.
    """

    kind: PageKind
    ink: Ink
    numbered: tuple[tuple[int, int], ...]
    labelled: tuple[tuple[int, int], ...]
    links: tuple[LinkArea, ...]
    anchors: tuple[tuple[AnchorMark, float, float], ...]
    strings: tuple[tuple[str, str], ...]
    contents: PageContents
    tags: tuple[ContentStretch, ...]


def record(
    engine: Engine,
    galley: Galley,
    facts: Mapping[Element, Facts],
    page: boxes.PageBox,
    state: PageState,
) -> PageRecord:
    """The page box `page`, which was laid out from `state`, as a value.

    `facts` says for each element of the sheet what kind of text it holds.
    """
    root, *areas = page.children
    page.children = [root, *(area for area in areas if area.children)]
    begun = begun_before(galley, state)
    contents = read_page(page, facts, begun)
    layout_backgrounds(page, galley.context.get_image_from_uri)
    anchors: dict[str, tuple[float, float]] = {}
    links: list[Link] = []
    sheet = read(galley.section.element)
    marking = mark(page, sheet, begun)
    gather_anchors(page, anchors, links, [], {None: []})
    over = {element.get("id") for element in begun}
    shown = list(dict.fromkeys(_numbered(page)))
    labelled = [element for element in shown if TOKEN in element.attrib]
    numbered = [element for element in shown if engine.late and TOKEN not in element.attrib]
    keys = [galley.of_element[element] for element in numbered]
    marks = [AnchorMark.read(element.attrib[TOKEN], state.block) for element in labelled]
    open_numbers = {element: index for index, element in enumerate((*numbered, *labelled))}
    kind = page.page_type
    return PageRecord(
        PageKind(kind.name, kind.blank, kind.index, tuple(kind.groups)),
        draw(engine, page, open_numbers, marking),
        tuple((key.block - state.block, key.order) for key in keys),
        tuple((one.block, one.order) for one in marks),
        tuple(dict.fromkeys(_areas(links, sheet, state.block))),
        tuple(
            (AnchorMark.read(token, state.block), *point[:2])
            for token, point in anchors.items()
            if token not in over
        ),
        tuple(_strings(page)),
        _relative(contents, state.block),
        stretches(marking, state.block),
    )


def _areas(links: list[Link], sheet: SheetReading, first: int) -> Iterator[LinkArea]:
    """The areas of links.

    The engine also gives an area for every box inside a link. Of these only pictures are kept,
    since a picture may be higher than its line.
    """
    for sort, target, area, box in links:
        link = sheet.link(box.element)
        if link is None:
            yield LinkArea(sort == "internal", target, area, None)
        elif box.element_tag == "a" or isinstance(box, boxes.ReplacedBox):
            place = link.moved(-first)
            yield LinkArea(sort == "internal", target, area, (place.block, place.order))


def begun_before(galley: Galley, state: PageState) -> frozenset[Element]:
    """The elements that began on an earlier page than the one that starts in `state`."""
    if not state.started:
        return frozenset()
    found = {box.element for box in (galley.root, galley.root.children[0], galley.section)}
    if not state.ended:
        found |= set(_on_path(galley.section.children[state.block], state.path))
    if state.notes and state.skip is not None:
        note = galley.notes[state.notes[0]]
        found |= {box.element for box in note.descendants()} | {note.element}
    return frozenset(found)


def _on_path(box: boxes.Box, path: Path | None) -> Iterator[Element]:
    if path is None:
        return
    if box.element is not None:
        yield box.element
    children = getattr(box, "children", ())
    for index, inner in path:
        if index < len(children):
            yield from _on_path(children[index], inner if isinstance(inner, tuple) else None)


def _numbered(page: boxes.PageBox) -> Iterator[Element]:
    """The elements of the notes and page references whose numbers stand on the page."""
    for box in page.descendants(placeholders=True):
        box = boxes.placed(box)
        if isinstance(box, boxes.TextBox) and shows_number(box):
            yield box.element


def _strings(page: boxes.PageBox) -> Iterator[tuple[str, str]]:
    for box in page.descendants():
        if box.string_set and box.string_set != "none":
            yield from box.string_set


def _relative(contents: PageContents, first: int) -> PageContents:
    """`contents` in which each note is named by its mark, not by its id in the galley."""

    def mark(token: str) -> str:
        return str(AnchorMark.read(token, first))

    return replace(
        contents,
        runs=tuple(_named(run, mark(run.note)) if run.note else run for run in contents.runs),
        numbered=tuple((index, mark(note)) for index, note in contents.numbered),
        labelled=tuple((index, mark(label)) for index, label in contents.labelled),
        calls=tuple(mark(call) for call in contents.calls),
        notes=tuple(replace(piece, note=mark(piece.note)) for piece in contents.notes),
    )


def _named(run: Run, note: str) -> Run:
    return Run(run.text, note, run.generated, run.top, run.bottom, run.left, run.right)
