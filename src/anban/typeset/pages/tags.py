"""The structure of a page, as values: which stretch of its content belongs to which element.

In: a page box and the structure of its sheet. Out: a `Marking`, which tells the drawing of a page
which marks to write, and after that the `ContentStretch`es of the page in reading order. An element
that stands on two pages has a stretch on each of them, with the same place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from anban.typeset.engine import boxes
from anban.typeset.pages.marked import Area, Marking
from anban.typeset.pages.roles import CALL, LABEL, ElementPlace, SheetReading
from anban.typeset.pages.sheets import ROOT

UNSPACED = re.compile(
    "[-/\u00ad\u2010\u2013\u2014\u200b"  # hyphens, dashes
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff]$"  # Thai, Lao, Burmese, Khmer, Chinese
)
"""The end of a line after which no space is added: nothing stood there that the break took away. A
hyphen or a dash joins two words, and these scripts do not part words by spaces."""
PARTS = (("::footnote-call", CALL), ("::footnote-marker", LABEL), ("::marker", LABEL))


class ContentStretch(NamedTuple):
    """The content of one element on one page.

    `block`, `order` and `part` are the place of the element, with the block counted from the block
    in which the page starts. `marks` are the numbers of its marks (MCID; ISO 32000-1, 14.7.4).
    `area` is set for a picture: left, top, right, bottom in pixels, as the page was drawn.
    """

    block: int
    order: int
    part: str
    marks: tuple[int, ...]
    area: Area | None

    def place(self, first: int) -> ElementPlace:
        """The place of the element in the sheet, for a page that starts in block `first`."""
        block = self.block if self.block == ROOT else self.block + first
        return ElementPlace(block, self.order, self.part)


def mark(page: boxes.PageBox, sheet: SheetReading, begun: frozenset[Element]) -> Marking:
    """The marking of `page`.

    `begun` are the elements that began on an earlier page. If a table is among them, its head is
    only repeated here, and counts as an artifact.
    """
    found = Marking()
    last, line_before = None, None
    for box in _read(page, begun):
        if isinstance(box, boxes.LineBox):
            line_before = last
            found.ends |= _end(box)
            continue
        owner = sheet.owners.get(box.element)
        if owner is None:
            continue
        place = _part(sheet, owner, box)
        if line_before is not None and found.places[-1] == place:
            found.ends |= _spaced(line_before)
        found.add(box, place)
        last, line_before = box, None
    return found


def stretches(marking: Marking, first: int) -> tuple[ContentStretch, ...]:
    """The marked content in reading order, for a page that starts in block `first`."""
    marks: dict[int, list[int]] = {}
    for number, index in enumerate(marking.marks):
        marks.setdefault(index, []).append(number)
    return tuple(
        ContentStretch(
            *ElementPlace(*marking.places[index]).moved(-first), tuple(marks[index]),
            marking.areas.get(index),
        )
        for index in sorted(marks)
    )  # fmt: skip


def _part(sheet: SheetReading, owner: ElementPlace, box: boxes.Box) -> ElementPlace:
    """The place to which `box` belongs: that of a call or a label, if it is one and has its own."""
    tag = box.element_tag or ""
    for suffix, part in PARTS:
        if tag.endswith(suffix):
            place = owner._replace(part=part)
            return place if place in sheet.survey.branches else owner
    return owner


def _end(line: boxes.LineBox) -> set[boxes.Box]:
    """The last text of a line, if the paragraph goes on and a space was dropped at the break."""
    if line.resume_at is None:
        return set()
    texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox) and box.text]
    return _spaced(texts[-1]) if texts else set()


def _in_line(line: boxes.LineBox) -> bool:
    """True for the inner line that WeasyPrint 70.0 makes where `::first-line` has a style. The
    engine does not note on it where the next line begins.
    """
    return bool(line.element_tag.endswith("::first-line"))


def _spaced(box: boxes.Box) -> set[boxes.Box]:
    """`box`, if a space has to be shown behind it."""
    return {box} if isinstance(box, boxes.TextBox) and not UNSPACED.search(box.text) else set()


def _read(page: boxes.PageBox, begun: frozenset[Element]) -> Iterator[boxes.Box]:
    """The lines, texts and pictures in reading order, without leaders and repeated heads."""
    stack = [(child, False) for child in reversed(page.children)]
    while stack:
        box, continued = stack.pop()
        box = boxes.placed(box)
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
            yield box
            continue
        if isinstance(box, boxes.LineBox) and not _in_line(box):
            yield box
        if isinstance(box, boxes.TableBox):
            continued = box.element in begun
        repeated = continued and isinstance(box, boxes.TableRowGroupBox) and box.is_header
        if not (repeated or box.is_leader):
            stack += [(child, continued) for child in reversed(box.children)]
