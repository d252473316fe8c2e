"""Read the body of a document: an item for each paragraph and for each table.

In: an element that contains blocks. Out: `BodyReader.items`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from lxml import etree

from anban.importers.docx.context import Context
from anban.importers.docx.items import BodyItem, ItemKind, kind_of
from anban.importers.docx.names import MC, W, child, on, value
from anban.importers.docx.runs import WordRuns
from anban.importers.docx.styles import Style
from anban.importers.given import REJECT
from anban.importers.passing import plain
from anban.importers.tree import Inline, Inlines, StyledRun, Table

_HIDDEN_ANCHOR = "_GoBack"


@dataclass(slots=True)
class BodyReader:
    """Reads the body of one document."""

    context: Context
    runs: WordRuns
    waiting: list[Inline] = field(default_factory=list)
    """The runs of a paragraph whose end was deleted; they belong to the next paragraph."""

    def items(self, element: etree._Element) -> list[BodyItem]:
        found: list[BodyItem] = []
        for one in element:
            step = self._steps.get(str(one.tag))
            if step is not None:
                found += step(self, one)
        if self.waiting:
            found.append(BodyItem(ItemKind.TEXT, self.context.line, tuple(self.waiting)))
            self.waiting = []
        return found

    def _paragraph(self, element: etree._Element) -> Iterator[BodyItem]:
        context = self.context
        context.line = context.lines.get(element, context.line)
        properties = child(element, "pPr")
        style = context.styles.paragraph(value(properties, "pStyle"))
        style = context.styles.placed(style, properties)
        inlines = (*self.waiting, *self.runs.read(element, style.face))
        asides, anchors = list(self.runs.asides), list(self.runs.anchors)
        self.waiting = []
        if self._runs_on(properties):
            self.waiting = list(inlines)
        else:
            yield self._item(element, style, inlines, anchors)
        for box in asides:
            yield from self._box(box)

    def _runs_on(self, properties: etree._Element | None) -> bool:
        """True if the end of the paragraph was deleted, or was inserted and is rejected."""
        gone = "ins" if self.context.changes == REJECT else "del"
        return child(properties, "rPr", gone) is not None

    def _item(
        self, element: etree._Element, style: Style, inlines: Inlines, anchors: list[str]
    ) -> BodyItem:
        context = self.context
        kind, level = kind_of(style, plain(inlines))
        mark = None
        if kind is ItemKind.ITEM and style.numbering is not None:
            mark = context.numbering.mark(*style.numbering)
            if mark.form == "none":
                kind, mark = ItemKind.TEXT, None
        runs = [one for one in inlines if isinstance(one, StyledRun) and one.text.strip()]
        item = BodyItem(kind, context.line, inlines, level, mark, _anchor(anchors))
        return replace(
            item,
            size=_size(element, style),
            bold=bool(runs) and all(run.look.bold != style.face.bold for run in runs),
            centred=style.aligned == "center",
        )

    def _box(self, box: etree._Element) -> Iterator[BodyItem]:
        inner = BodyReader(self.context, WordRuns(self.context))
        found = inner.items(box)
        words = " ".join(item.words for item in found)
        line = self.context.line
        if words:
            after = "text behind the paragraph that it stands at"
            self.context.ledger.guess("text box", line, words, after, first=True)
        yield from found

    # --- tables ----------------------------------------------------------------------------------

    def _table(self, element: etree._Element) -> Iterator[BodyItem]:
        context = self.context
        start = context.lines.get(next(element.iter(f"{W}p"), element), context.line)
        rows = [row for row in element.iter(f"{W}tr") if _owner(row, "tbl") is element]
        cells = [[cell for cell in row.iter(f"{W}tc") if _owner(cell, "tr") is row] for row in rows]
        if len(rows) == 1 and len(cells[0]) == 1:
            after = "the text in it"
            words = "".join(cells[0][0].itertext()).strip()
            context.ledger.guess("table of one cell", start, words, after)
            yield from self.items(cells[0][0])
            return
        read = [self._row(row, line) for row, line in zip(rows, cells, strict=True)]
        read = [row for row in read if row]
        if read:
            yield BodyItem(ItemKind.BLOCK, start, block=self._made(read, rows[0], start))

    def _row(self, row: etree._Element, cells: list[etree._Element]) -> list[Inlines]:
        """The cells of a row. After a cell over several columns come empty cells."""
        changed = "ins" if self.context.changes == REJECT else "del"
        if child(row, "trPr", changed) is not None:
            self.context.drop(row, f"row of a table, {changed}")
            return []
        found: list[Inlines] = []
        for cell in cells:
            span = value(cell, "tcPr", "gridSpan")
            width = min(int(span), 100) if span.isdecimal() else 1
            found += [self._cell(cell), *[()] * (width - 1)]
            if width > 1 or child(cell, "tcPr", "vMerge") is not None:
                self.context.ledger.guess(
                    "merged cells", self.context.line, plain(found[-width]), "the first holds it"
                )
        return found

    def _cell(self, cell: etree._Element) -> Inlines:
        """The paragraphs of a cell, on one line."""
        made: list[Inline] = []
        count = 0
        for item in self.items(cell):
            inner = _flat(item)
            if inner and any(not isinstance(one, StyledRun) or one.text.strip() for one in inner):
                count += 1
                made += [StyledRun(" "), *inner] if made else inner
        if count > 1:
            line = self.context.line
            self.context.ledger.guess("paragraphs in a cell", line, plain(tuple(made)), "one line")
        return tuple(made)

    def _made(self, rows: list[list[Inlines]], first: etree._Element, line: int) -> Table:
        width = max(len(row) for row in rows)
        full = [(*row, *[()] * (width - len(row))) for row in rows]
        if not on(child(first, "trPr"), "tblHeader"):
            words = " | ".join(plain(cell) for cell in full[0])
            self.context.ledger.guess("head of a table", line, words, "the first row is its head")
        return Table(full[0], tuple(full[1:]), ("start",) * width, line=line)

    # --- what holds blocks -----------------------------------------------------------------------

    def _control(self, element: etree._Element) -> Iterator[BodyItem]:
        gallery = value(child(element, "sdtPr", "docPartObj"), "docPartGallery")
        if gallery == "Table of Contents":
            self.context.drop(element, "contents, which the book makes")
            return
        inner = child(element, "sdtContent")
        yield from self.items(inner) if inner is not None else ()

    def _within(self, element: etree._Element) -> Iterator[BodyItem]:
        yield from self.items(element)

    def _alternatives(self, element: etree._Element) -> Iterator[BodyItem]:
        chosen = element.find(f"{MC}Choice")
        yield from self.items(chosen) if chosen is not None else ()

    def _foreign(self, _element: etree._Element) -> Iterator[BodyItem]:
        words = "a document of its own inside the file: import it by itself"
        self.context.ledger.guess(
            "part in another format", self.context.line, "", words, first=True
        )
        yield from ()

    _steps: ClassVar[Mapping[str, Callable[[BodyReader, etree._Element], Iterator[BodyItem]]]] = {
        f"{W}p": _paragraph,
        f"{W}tbl": _table,
        f"{W}sdt": _control,
        f"{W}ins": _within,
        f"{W}del": _within,
        f"{W}moveFrom": _within,
        f"{W}moveTo": _within,
        f"{W}customXml": _within,
        f"{W}smartTag": _within,
        f"{MC}AlternateContent": _alternatives,
        f"{W}altChunk": _foreign,
    }


def _owner(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iterancestors(f"{W}{name}"), None)


def _flat(item: BodyItem) -> Inlines:
    """An item of a cell on one line. A table inside a cell becomes its cells in their order."""
    if not isinstance(item.block, Table):
        return item.inlines
    made: list[Inline] = []
    for row in (item.block.head, *item.block.rows):
        for cell in row:
            made += [StyledRun(" "), *cell]
    return tuple(made)


def _anchor(anchors: list[str]) -> str:
    return next((one for one in anchors if one and one != _HIDDEN_ANCHOR), "")


def _size(element: etree._Element, style: Style) -> int:
    """The size of the greater part of a paragraph's text, in half points."""
    sizes: dict[int, int] = {}
    for run in element.iter(f"{W}r"):
        face = style.face.under(child(run, "rPr"))
        count = sum(len(one.text or "") for one in run.iter(f"{W}t"))
        sizes[face.size] = sizes.get(face.size, 0) + count
    return max(sizes, key=lambda size: sizes[size]) if sizes else style.face.size
