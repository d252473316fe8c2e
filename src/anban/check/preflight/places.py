"""Find the place in the manuscript of what is on a page.

In: a book and its pages. Out: `PrintedPlaces`, which gives a place for a page, for words on it and
for a picture. Places are found by counting characters, as `parity` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from anban.check.characters import Strand, characters
from anban.check.pages.places import strands
from anban.core.book import Book, Chapter, Part
from anban.core.diagnostics import Span
from anban.typeset.layout import Page, Run
from anban.world.pictures.pictures import pictures_of

MM = 96 / 25.4
"""CSS pixels in a millimetre."""

Located = tuple[tuple[Run, Span | None], ...]
SizeOf = Callable[[str], tuple[float, float] | None]
"""Gives the width and height of a picture of the manuscript in pixels; None if it is unreadable."""


@dataclass(frozen=True, slots=True)
class PrintedPlaces:
    """Gives places in the manuscript. A stale file has no pages here, and so no places.

    `runs` has the text runs of each page with their places. `pictures` has the picture files of
    each sheet. Both are computed on demand, since most files have no finding at all.
    """

    pages: tuple[Page, ...]
    runs: Mapping[int, Located]
    pictures: Mapping[str, tuple[tuple[str, Span], ...]]

    def label(self, page: int) -> str:
        """The label of the page at the index `page`: its folio, or else its number from 1."""
        return self.pages[page].label if self.pages else str(page + 1)

    def of_page(self, page: int) -> Span | None:
        """The place of the first words of the page."""
        return next((span for _, span in self.runs.get(page, ()) if span), None)

    def of_words(self, page: int, top: float, bottom: float) -> Span | None:
        """The place of the words between two heights of a page, in millimetres from the trim's top.

        If there are none, it is the place of the page's first words.
        """
        middle = (top + bottom) / 2 * MM
        on_line = (s for run, s in self.runs.get(page, ()) if run.top <= middle <= run.bottom and s)
        return next(on_line, None) or self.of_page(page)

    def of_picture(self, page: int, pixels: tuple[int, int], size_of: SizeOf) -> Span | None:
        """The place of a picture with these pixels: the first such one after the page's start."""
        if not self.pages:
            return None
        first, sheet = self.of_page(page), self.pages[page].sheet
        alike = [s for source, s in self.pictures.get(sheet, ()) if size_of(source) == pixels]
        behind = [s for s in alike if first is None or s >= first]
        return next(iter((*behind, *alike)), first)


NOWHERE = PrintedPlaces((), {}, {})


def places(book: Book, pages: tuple[Page, ...]) -> PrintedPlaces:
    """The places in the manuscript of everything on `pages`."""
    pieces = {piece.id: piece for piece in book.pieces()}
    return PrintedPlaces(pages, _Runs(pieces, pages), _Shown(pieces))


class _Runs(Mapping[int, Located]):
    """The runs of each page by its index. The pages of one sheet are computed together."""

    def __init__(self, pieces: Mapping[str, Part | Chapter], pages: tuple[Page, ...]) -> None:
        self._pieces = pieces
        self._pages = {page.index: page for page in pages}
        self._found: dict[int, Located] = {}

    def __getitem__(self, index: int) -> Located:
        if index not in self._found:
            sheet = self._pages[index].sheet
            known = strands(self._pieces.get(sheet))
            counted = dict.fromkeys((sheet, *known), 0)
            own = (page for page in self._pages.values() if page.sheet == sheet)
            self._found |= {page.index: tuple(_located(page, known, counted)) for page in own}
        return self._found[index]

    def __iter__(self) -> Iterator[int]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)


class _Shown(Mapping[str, tuple[tuple[str, Span], ...]]):
    """The pictures of each piece of the book, by the piece's id."""

    def __init__(self, pieces: Mapping[str, Part | Chapter]) -> None:
        self._pieces = pieces

    def __getitem__(self, name: str) -> tuple[tuple[str, Span], ...]:
        return pictures_of(self._pieces[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._pieces)

    def __len__(self) -> int:
        return len(self._pieces)


def _located(
    page: Page, known: Mapping[str, Strand], counted: dict[str, int]
) -> Iterator[tuple[Run, Span | None]]:
    for run in page.runs:
        owner = run.note or page.sheet
        if run.generated or owner not in known:
            yield run, None
            continue
        span = known[owner].place(counted[owner])
        counted[owner] += len(characters(run.text))
        yield run, span
