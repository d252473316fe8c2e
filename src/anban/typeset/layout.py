"""What typesetting gives before any byte of a PDF is written: pages and what stands on them.

Positions are CSS pixels (1/96 inch) from the top left corner of the trim. Pages are counted
from 0; a page's `label` is what its folio is to show (iv, 24), its `folios` are what its margins do
show, as drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Run(NamedTuple):
    """Characters drawn together on one line of a page.

    `generated` is true for what the book's text does not hold: a number, a label, a folio.
    `note` is the id of the note the run belongs to, empty for running text.
    """

    text: str
    note: str
    generated: bool
    top: float
    bottom: float
    left: float
    right: float


class Line(NamedTuple):
    """A line of text: the runs of its page from `start` up to `end`.

    `kind` is the tag of the block that it is set in, or REPEATED in a table's head that stands on
    the page again. `first` and `last` say whether it begins and ends that block. `leading` is the
    distance between the block's lines in pixels, `space` the width of the line's word spaces in
    em. A `plain` line is one of a paragraph that stands in no other block, and keeps the grid.
    """

    kind: str
    start: int
    end: int
    first: bool
    last: bool
    baseline: float
    leading: float
    space: float
    plain: bool


REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class NotePiece:
    """The whole or a part of a note's body on a page."""

    note: str
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is laid out.

    `sheet` is the id of the sheet whose text it bears, empty on a blank page. `width` and
    `height` are those of the trim. `text_top` and `text_bottom` bound the text area, notes
    included; `note_top` is the upper edge of the note area, None without notes. `calls`,
    `notes` and `lines` are in the order in which they are drawn. An anchor stands on the page on
    which its element begins, and on no other.
    """

    index: int
    label: str
    sheet: str
    recto: bool
    blank: bool
    width: float
    height: float
    text_top: float
    text_bottom: float
    text_left: float
    text_right: float
    note_top: float | None
    runs: tuple[Run, ...]
    calls: tuple[str, ...]
    notes: tuple[NotePiece, ...]
    anchors: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    folios: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageStart:
    """Where a page of the print edition begins: the sheet, and how many non-space characters
    of its running text, notes apart and nothing generated counted, stand before the page.
    """

    label: str
    sheet: str
    offset: int


Pagination = tuple[PageStart, ...]
