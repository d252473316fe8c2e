"""Pages in their places in the book.

In: the records of a sheet's pages, and the place of each page in the book. Out: `Placed` pages for
the PDF, and the `Page` values of `layout` for everything else.
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
    """A page of a sheet, not yet at its place in the book.

    `names` has the ids on the page and the numbers that it shows: the ids of its anchors, the ids
    of its notes, the numbers of its notes, the numbers of pages. Two pages of one record with
    equal `names` look the same. `source` has bytes that no other page of any book has; it is empty
    where that is not known.
    """

    prepared: PreparedSheet
    page: FlowPage[PageRecord]
    names: tuple[str, ...]
    source: bytes = b""

    @classmethod
    def of(
        cls, prepared: PreparedSheet, page: FlowPage[PageRecord], source: bytes = b""
    ) -> SheetPage:
        """The page of a sheet, with the names that it shows."""
        bare = cls(prepared, page, ())
        notes, labels = bare.notes().values(), bare.labels()
        anchors = (name for name, _, _ in bare.anchors())
        numbers = (prepared.numbers[note] for note in notes)
        return cls(prepared, page, (*anchors, *notes, *numbers, *labels), source)

    @property
    def record(self) -> PageRecord:
        """What was drawn on the page, and what stands on it."""
        return self.page.record

    def name(self, mark: AnchorMark) -> str:
        """The id of what a mark of the record stands for."""
        return self.prepared.names[mark.among(self.page.state.block)]

    def notes(self) -> Mapping[str, str]:
        """The ids of the page's notes, by the names that the page's contents have for them."""
        contents = self.record.contents
        tokens = (*contents.calls, *(one.note for one in contents.notes))
        tokens += tuple(token for _, token in contents.numbered)
        return {token: self.name(AnchorMark.read(token, 0)) for token in tokens}

    def numbers(self) -> tuple[str, ...]:
        """The numbers that the ink leaves open: first those of notes, then those of pages."""
        first, prepared = self.page.state.block, self.prepared
        keys = (NoteKey(at + first, order) for at, order in self.record.numbered)
        return (*(prepared.numbers[prepared.notes[key]] for key in keys), *self.labels())

    def labels(self) -> tuple[str, ...]:
        """The numbers of pages that the page shows."""
        first = self.page.state.block
        return tuple(self.prepared.labels[at + first, order] for at, order in self.record.labelled)

    def anchors(self) -> Iterator[tuple[str, float, float]]:
        """The id of each anchor and its point, in pixels from the trim's top left corner, as the
        page was drawn (as a right page).
        """
        return ((self.name(mark), x, y) for mark, x, y in self.record.anchors)


@dataclass(frozen=True, slots=True)
class Placed:
    """A page in its place in the book. A page without a `leaf` is blank.

    The text was drawn as on a right page; here it stands `shift` pixels to the right of that.
    `number` is the number of which the page's label is made.
    """

    page: Page
    leaf: SheetPage | None
    furniture: Ink
    geometry: Geometry
    shift: float
    number: PageNumber

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the drawn page, in pixels from the trim's top left corner, in PDF points from
        the lower left corner of the placed page.
        """
        return (x + self.shift) * POINTS, (self.geometry.height - y) * POINTS


def page_of(
    index: int,
    label: str,
    leaf: SheetPage | None,
    geometry: Geometry,
    shift: float,
    folios: tuple[str, ...],
) -> Page:
    """The page with this index, counted from 0, as a value for the checks and the page-list."""
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
    """The runs of a page, moved to its side, with numbers in the place of zeros and with the ids
    of notes. A run in which nothing changes is passed on as it is, which is most of them.
    """
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
