"""Where in the manuscript the text of each page was written.

In: a book and its pages. Out: `Places`, which gives a place for a page, for words on it, and for a
picture. Found by counting characters, as parity does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from anban.book import Book, Chapter, Part
from anban.check.characters import Strand, characters, of_note, running
from anban.diagnostics import Span
from anban.pictures import pictures_of
from anban.typeset.layout import Page, Run

MM = 96 / 25.4
"""CSS pixels in a millimetre."""

SizeOf = Callable[[str], tuple[float, float] | None]
"""Gives the pixels of a picture of the manuscript, None if it cannot be told."""


@dataclass(frozen=True, slots=True)
class Places:
    """`runs` are those of each page with their places, `pictures` the files that a sheet shows.

    Without pages, of a file that is not what the manuscript makes, nothing has a place.
    """

    pages: tuple[Page, ...]
    runs: Mapping[int, tuple[tuple[Run, Span | None], ...]]
    pictures: Mapping[str, tuple[tuple[str, Span], ...]]

    def label(self, page: int) -> str:
        """What the page is called: its folio, or how many pages stand before it."""
        return self.pages[page].label if self.pages else str(page + 1)

    def of_page(self, page: int) -> Span | None:
        """Where the first words of the page are."""
        return next((span for _, span in self.runs.get(page, ()) if span), None)

    def of_words(self, page: int, top: float, bottom: float) -> Span | None:
        """Where the words between two heights of a page, in mm, are; else those of the page."""
        middle = (top + bottom) / 2 * MM
        on_line = (s for run, s in self.runs.get(page, ()) if run.top <= middle <= run.bottom and s)
        return next(on_line, None) or self.of_page(page)

    def of_picture(self, page: int, pixels: tuple[int, int], size_of: SizeOf) -> Span | None:
        """Where the picture of that size is shown: the first one behind the page's first words."""
        if not self.pages:
            return None
        first, sheet = self.of_page(page), self.pages[page].sheet
        alike = [s for source, s in self.pictures.get(sheet, ()) if size_of(source) == pixels]
        behind = [s for s in alike if first is None or s >= first]
        return next(iter((*behind, *alike)), first)


NOWHERE = Places((), {}, {})


def places(book: Book, pages: tuple[Page, ...]) -> Places:
    """The places of everything on `pages`."""
    pieces = {piece.id: piece for piece in book.pieces()}
    runs: dict[int, tuple[tuple[Run, Span | None], ...]] = {}
    strands: dict[str, Strand] = {}
    counted: dict[str, int] = {}
    for page in pages:
        if page.sheet not in counted:
            found = _strands(pieces.get(page.sheet))
            strands |= found
            counted |= dict.fromkeys((page.sheet, *found), 0)
        runs[page.index] = tuple(_located(page, strands, counted))
    shown = {name: pictures_of(piece) for name, piece in pieces.items()}
    return Places(pages, runs, shown)


def _located(
    page: Page, strands: Mapping[str, Strand], counted: dict[str, int]
) -> Iterator[tuple[Run, Span | None]]:
    for run in page.runs:
        owner = run.note or page.sheet
        if run.generated or owner not in strands:
            yield run, None
            continue
        span = strands[owner].place(counted[owner])
        counted[owner] += len(characters(run.text))
        yield run, span


def _strands(piece: Part | Chapter | None) -> dict[str, Strand]:
    if piece is None:
        return {}
    notes = piece.notes if isinstance(piece, Chapter) else ()
    return {piece.id: running(piece)} | {note.id: of_note(note) for note in notes}
