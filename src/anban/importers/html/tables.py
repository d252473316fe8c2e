"""Read the tables of a page, with every cell in its column.

In: a `table` element. Out: from `table`, a `Table`. A cell over several columns or rows is followed
by empty cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from anban.importers.captions import without_number
from anban.importers.html.anchors import label_of
from anban.importers.html.names import name, said
from anban.importers.html.runs import look_of
from anban.importers.html.state import HtmlState
from anban.importers.passing import plain
from anban.importers.tree import Block, Inlines, Look, Table

WIDEST = 100
"""The most columns of a table. A page can claim that one cell spans millions."""

_ALIGNS = {"left": "start", "center": "center", "right": "end"}


def table(
    state: HtmlState,
    read: Callable[[etree._Element, Look], Inlines],
    element: etree._Element,
    look: Look,
) -> Iterator[Block]:
    """A `table` element as a table; `read` gives the inlines of a cell."""
    line = state.line(element)
    caption: Inlines = ()
    for one in element:
        if name(one) == "caption":
            words = read(one, look)
            caption = (*caption, *without_number(words, line, state.ledger))
    rows = [one for one in element.iter() if name(one) == "tr" and _owner(one) is element]
    grid = [list(_cells(state, read, row, look)) for row in rows]
    kept = [(row, cells) for row, cells in zip(rows, grid, strict=True) if cells]
    if not kept:
        return
    width = max(len(cells) for _, cells in kept)
    full = [(*cells, *[()] * (width - len(cells))) for _, cells in kept]
    head = kept[0][0]
    if any(name(one) == "td" for one in head) and not _in_head(head):
        words_ = " | ".join(plain(cell) for cell in full[0])
        state.ledger.guess("head of a table", line, words_, "the first row is its head")
    label = label_of(element, state.file)
    yield Table(full[0], tuple(full[1:]), _aligns(head, width), caption, label, line)


def _owner(row: etree._Element) -> etree._Element | None:
    """The table around a row; None if there is none."""
    for one in row.iterancestors():
        if name(one) not in ("thead", "tbody", "tfoot"):
            return one
    return None


def _in_head(row: etree._Element) -> bool:
    above = row.getparent()
    return above is not None and name(above) == "thead"


def _cells(
    state: HtmlState,
    read: Callable[[etree._Element, Look], Inlines],
    row: etree._Element,
    look: Look,
) -> Iterator[Inlines]:
    look = look_of(row, look, state.language)
    for cell in row:
        if name(cell) not in ("td", "th"):
            continue
        words = read(cell, look)
        span = said(cell, "colspan")
        width = max(1, min(int(span), WIDEST)) if span.isdecimal() else 1
        yield words
        yield from [()] * (width - 1)
        if width > 1 or said(cell, "rowspan") not in ("", "1"):
            state.ledger.guess("merged cells", state.line(cell), plain(words), "the first holds it")


def _aligns(head: etree._Element, width: int) -> tuple[str, ...]:
    found: list[str] = []
    for cell in head:
        if name(cell) in ("td", "th"):
            style = said(cell, "style").replace(" ", "").lower()
            aligned = style.partition("text-align:")[2].partition(";")[0]
            found.append(_ALIGNS.get(aligned or said(cell, "align").lower(), "start"))
    return tuple([*found, *["start"] * width][:width])
