"""Reading the laid-out tree. In: a `Forme`. Out: `Page` values.

What the tree looks like (WeasyPrint 70.0): `page._page_box` holds the root box, then the footnote
area if the page has one, then margin boxes. A text box is the part of a run that stands on one
line. A box made for a pseudo-element bears its name after `::` in `element_tag`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes

from anban.book import Matter
from anban.typeset.engine import Forme
from anban.typeset.folios import labels
from anban.typeset.layout import NotePiece, Page, Run

GENERATED, NOTE = "generated", "note"
CALL = "::footnote-call"


@dataclass(frozen=True, slots=True)
class _Facts:
    """What an element of a sheet's markup says about the text in it."""

    sheet: str
    note: str
    generated: bool


_NOWHERE = _Facts("", "", generated=True)


@dataclass(slots=True)
class _Tally:
    """What is found on one page while its boxes are walked."""

    sheet: str = ""
    runs: list[Run] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    notes: dict[str, tuple[float, float]] = field(default_factory=dict)


def read_pages(forme: Forme) -> tuple[Page, ...]:
    """Every page of `forme`."""
    facts = _facts_of(forme)
    heads: set[Element] = set()
    tallies = [_tally(page._page_box, facts, heads) for page in forme.document.pages]  # noqa: SLF001
    matters = _matters(forme)
    folios = labels(matters.get(tally.sheet) for tally in tallies)
    seen: set[str] = set()
    pages = []
    for index, (page, tally) in enumerate(zip(forme.document.pages, tallies, strict=True)):
        anchors = tuple(anchor for anchor in page.anchors if anchor not in seen)
        seen.update(anchors)
        pages.append(_page(index, folios[index], page, tally, anchors))
    return tuple(pages)


def _matters(forme: Forme) -> Mapping[str, Matter]:
    return {
        sheet.id: Matter(name)
        for sheet, root in forme.sheets
        for name in _classes(root)
        if name in {matter.value for matter in Matter}
    }


def _classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def _facts_of(forme: Forme) -> Mapping[Element, _Facts]:
    """The facts of every element of every sheet."""
    found: dict[Element, _Facts] = {}
    for sheet, root in forme.sheets:
        stack = [(root, _Facts(sheet.id, "", generated=False))]
        while stack:
            element, above = stack.pop()
            found[element] = facts = _inherit(element, above)
            stack += [(child, facts) for child in element]
    return found


def _inherit(element: Element, above: _Facts) -> _Facts:
    classes = _classes(element)
    # WeasyPrint 70.0 draws the words of `alt` where a picture could not be loaded.
    generated = above.generated or GENERATED in classes or element.tag == "img"
    note = element.get("id", "") if NOTE in classes else above.note
    if generated == above.generated and note == above.note:
        return above
    return _Facts(above.sheet, note, generated)


def _tally(page_box: Any, facts: Mapping[Element, _Facts], heads: set[Element]) -> _Tally:  # noqa: ANN401
    """Walk the boxes of a page in the order in which they are set.

    `heads` are the table heads drawn so far: the engine repeats a head on every page of its
    table, and a repeated one counts as generated.
    """
    tally = _Tally()
    for box, repeated in _walk(page_box, heads):
        about = facts.get(box.element, _NOWHERE)
        tally.sheet = tally.sheet or about.sheet
        tag = box.element_tag or ""
        if isinstance(box, boxes.TextBox):
            generated = about.generated or repeated or _pseudo(tag)
            note = "" if tag.endswith(CALL) else about.note
            tally.runs += _runs(box, note, generated)
        elif tag.endswith(CALL):
            tally.calls += [] if repeated else [about.note]
        elif about.note and "::" not in tag:
            top = box.position_y + box.margin_top
            bottom = top + box.border_height()
            first, last = tally.notes.get(about.note, (top, bottom))
            tally.notes[about.note] = min(top, first), max(bottom, last)
    return tally


def _walk(page_box: Any, heads: set[Element]) -> Iterator[tuple[Any, bool]]:  # noqa: ANN401
    stack = [
        (child, False)
        for child in reversed(page_box.children)
        if not isinstance(child, boxes.MarginBox)
    ]
    while stack:
        box, repeated = stack.pop()
        box = getattr(box, "_box", box)  # a placeholder of an absolutely positioned box
        if isinstance(box, boxes.TableRowGroupBox) and box.is_header:
            repeated = repeated or box.element in heads
            heads.add(box.element)
        yield box, repeated
        stack += [(child, repeated) for child in reversed(box.children)]


def _pseudo(tag: str) -> bool:
    """True for text that style makes; a first letter or line is the book's own text."""
    return "::" in tag and not tag.endswith(("::first-letter", "::first-line"))


def _runs(box: Any, note: str, generated: bool) -> list[Run]:  # noqa: ANN401
    if not box.text.strip():
        return []
    top, left = box.position_y, box.position_x
    bottom, right = top + box.margin_height(), left + box.width
    words, hyphen = _without_hyphen(box)
    runs = [Run(words, note, generated, top, bottom, left, right)]
    if hyphen:
        runs.append(Run(hyphen, note, True, top, bottom, right, right))
    return runs


def _without_hyphen(box: Any) -> tuple[str, str]:  # noqa: ANN401
    """The text of `box` and the hyphen that hyphenation put at its end, if it did.

    A box keeps no record of that, so a hyphen is taken for the engine's if the element does not
    have the same word with the same hyphen.
    """
    text: str = box.text
    hyphen: str = box.style["hyphenate_character"]
    if box.style["hyphens"] == "none" or not text.endswith(hyphen):
        return text, ""
    word = text.split()[-1].casefold()
    own = [box.element.text, *(child.tail for child in box.element)]
    if any(word in part.casefold() for part in own if part):
        return text, ""
    return text.removesuffix(hyphen), hyphen


def _page(index: int, label: str, page: Any, tally: _Tally, anchors: tuple[str, ...]) -> Page:  # noqa: ANN401
    box = page._page_box  # noqa: SLF001
    top, left = box.content_box_y(), box.content_box_x()
    return Page(
        index=index,
        label=label,
        sheet=tally.sheet,
        recto=box.page_type.side == "right",
        blank=not tally.sheet,
        width=page.width,
        height=page.height,
        text_top=top,
        text_bottom=top + box.height,
        text_left=left,
        text_right=left + box.width,
        note_top=_note_top(box),
        runs=tuple(tally.runs),
        calls=tuple(tally.calls),
        notes=tuple(NotePiece(note, *bounds) for note, bounds in tally.notes.items()),
        anchors=anchors,
    )


def _note_top(page_box: Any) -> float | None:  # noqa: ANN401
    for box in page_box.children:
        if isinstance(box, boxes.FootnoteAreaBox):
            return float(box.position_y + box.margin_top)
    return None
