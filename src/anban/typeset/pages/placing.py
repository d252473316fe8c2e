"""Pages in their places in the book. In: what a sheet's pages hold, and where they stand. Out:
`Placed`, for the PDF, and the `Page` values of `layout`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from anban.core.page_numbers import PageNumber
from anban.typeset.layout import NotePiece, Page, Run
from anban.typeset.pages.flow import FlowPage
from anban.typeset.pages.furniture import Geometry
from anban.typeset.pages.ink import POINTS, Ink
from anban.typeset.pages.record import AnchorMark, PageRecord
from anban.typeset.pages.sheets import ZERO, PreparedSheet
from anban.typeset.pages.state import NoteKey


@dataclass(frozen=True, slots=True, eq=False)
class SheetPage:
    """A page of a sheet on its way into the book.

    `names` are the ids on it: those of its anchors, then its notes; then all numbers that it shows.
    `source` tells it from every other page of any book, empty where that is not known.
    """

    prepared: PreparedSheet
    page: FlowPage[PageRecord]
    names: tuple[str, ...]
    source: bytes = b""

    @classmethod
    def of(
        cls, prepared: PreparedSheet, page: FlowPage[PageRecord], source: bytes = b""
    ) -> SheetPage:
        bare = cls(prepared, page, ())
        notes, labels = bare.notes().values(), bare.labels()
        anchors = (name for name, _, _ in bare.anchors())
        numbers = (prepared.numbers[note] for note in notes)
        return cls(prepared, page, (*anchors, *notes, *numbers, *labels), source)

    @property
    def record(self) -> PageRecord:
        return self.page.record

    def name(self, mark: AnchorMark) -> str:
        """The id of what a mark of the record stands for."""
        return self.prepared.names[mark.among(self.page.state.block)]

    def notes(self) -> Mapping[str, str]:
        """The ids of the page's notes by what its contents call them."""
        contents = self.record.contents
        tokens = (*contents.calls, *(one.note for one in contents.notes))
        tokens += tuple(token for _, token in contents.numbered)
        return {token: self.name(AnchorMark.read(token, 0)) for token in tokens}

    def numbers(self) -> tuple[str, ...]:
        """The numbers that the ink leaves open: those of notes, then those of pages."""
        first, prepared = self.page.state.block, self.prepared
        keys = (NoteKey(at + first, order) for at, order in self.record.numbered)
        return (*(prepared.numbers[prepared.notes[key]] for key in keys), *self.labels())

    def labels(self) -> tuple[str, ...]:
        """The numbers of pages that the page shows."""
        first = self.page.state.block
        return tuple(self.prepared.labels[at + first, order] for at, order in self.record.labelled)

    def anchors(self) -> Iterator[tuple[str, float, float]]:
        """Ids and points, as drawn."""
        return ((self.name(mark), x, y) for mark, x, y in self.record.anchors)


@dataclass(frozen=True, slots=True)
class Placed:
    """A page in its place. Without a `leaf` it is blank.

    `shift` is how many pixels to the right of where it was drawn its text stands; `number` is what
    its label is made of.
    """

    page: Page
    leaf: SheetPage | None
    furniture: Ink
    geometry: Geometry
    shift: float
    number: PageNumber

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Pixels from the trim's top left corner, as drawn, as PDF points on the page."""
        return (x + self.shift) * POINTS, (self.geometry.height - y) * POINTS


def page_of(
    index: int,
    label: str,
    leaf: SheetPage | None,
    geometry: Geometry,
    shift: float,
    folios: tuple[str, ...],
) -> Page:
    """The page number `index`, from 0, as a value."""
    bound = partial(
        Page, index=index, label=label, recto=index % 2 == 0, folios=folios,
        width=geometry.width, height=geometry.height,
        text_top=geometry.top, text_bottom=geometry.top + geometry.depth,
        text_left=geometry.left, text_right=geometry.left + geometry.measure,
    )  # fmt: skip
    if leaf is None:
        return bound(sheet="", blank=True, note_top=None, runs=(), calls=(), notes=(), anchors=())
    contents, names = leaf.record.contents, leaf.notes()
    return bound(
        sheet=leaf.prepared.id, blank=False, note_top=contents.note_top,
        runs=tuple(_runs(leaf, names, shift)),
        calls=tuple(names[call] for call in contents.calls),
        notes=tuple(NotePiece(names[one.note], one.top, one.bottom) for one in contents.notes),
        anchors=tuple(name for name, _, _ in leaf.anchors()),
        lines=contents.lines,
    )  # fmt: skip


def _runs(leaf: SheetPage, names: Mapping[str, str], shift: float) -> Iterator[Run]:
    contents = leaf.record.contents
    numbers = {index: leaf.prepared.numbers[names[token]] for index, token in contents.numbered}
    first = leaf.page.state.block
    for index, token in contents.labelled:
        numbers[index] = leaf.prepared.labels[AnchorMark.read(token, 0).among(first)]
    for index, run in enumerate(contents.runs):
        if not (run.note or shift or index in numbers):
            yield run
            continue
        number = numbers.get(index, "")
        text = run.text.replace(ZERO * len(number), number, 1) if number else run.text
        note = names[run.note] if run.note else ""
        left, right = run.left + shift, run.right + shift
        yield Run(text, note, run.generated, run.top, run.bottom, left, right)
