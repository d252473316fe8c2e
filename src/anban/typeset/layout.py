"""The pages of a layout as values, before any byte of a PDF is written.

In: nothing. Out: the classes that describe a page and what stands on it. Positions are CSS pixels
(1/96 inch) from the top left corner of the trim. Pages are counted from 0. The `label` of a page is
what its folio has to show (iv, 24); its `folios` are what its margins really show.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Run(NamedTuple):
    """Characters that are drawn together on one line of a page.

    `generated` is true for text that is not in the manuscript: a number, a label, a folio. `note`
    is the id of the note to which the run belongs; it is empty for running text.
    """

    text: str
    note: str
    generated: bool
    top: float
    bottom: float
    left: float
    right: float


class Line(NamedTuple):
    """A line of text. Its runs are those of its page from the index `start` up to `end`.

    `kind` is the tag of its block, or REPEATED in the head of a table that goes on from the page
    before. `first` and `last` say whether it is the first and the last line of the block. `leading`
    is the distance of the block's lines in pixels, `space` the width of the line's word spaces in
    ems. A line is `plain` if its paragraph stands in no other block; then it has to keep the grid.
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
    """The part of a note's text that stands on one page, or all of it."""

    note: str
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is laid out.

    `sheet` is the id of the sheet to which its text belongs, empty on a blank page. `width` and
    `height` are those of the trim. `text_top` and `text_bottom` are the edges of the text area,
    which includes the notes; `note_top` is the upper edge of the note area, None without notes.
    `calls` are the ids of the notes that are called on the page. `calls`, `notes` and `lines` are
    in the order in which they are drawn. `anchors` are the ids of the elements that begin on it.
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
    """Where a page of the print edition begins in the text.

    `offset` is the number of characters of the sheet's running text in front of the page. Spaces,
    notes and generated text are not counted.
    """

    label: str
    sheet: str
    offset: int


Pagination = tuple[PageStart, ...]
