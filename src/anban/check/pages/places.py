"""Where in the manuscript the runs of pages were written.

In: a piece of the book and its pages. Out: a passage for each run, found by counting characters,
as parity does; what was found on pages, with its places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from anban.check.characters import Passage, Strand, characters, of_note, running
from anban.core.book import Book, Chapter, Part
from anban.core.diagnostics import Diagnostic
from anban.core.memo import Memo
from anban.typeset.layout import Page

Piece = Part | Chapter | None
Places = tuple[tuple[Passage | None, ...], ...]
"""For each page, what each of its runs shows; None where the book does not hold it."""
Told = tuple[int, int | None, Diagnostic]
"""What is to be said of a sheet, yet without a place: the page and the run it is about, from 0;
without a run it is about the sheet as a whole.
"""


def sheets(book: Book, pages: tuple[Page, ...]) -> tuple[tuple[Piece, tuple[Page, ...]], ...]:
    """The pages of each sheet, in their order, with the piece of `book` that stands on them."""
    pieces = {piece.id: piece for piece in book.pieces()}
    found: dict[str, list[Page]] = {}
    for page in pages:
        found.setdefault(page.sheet, []).append(page)
    return tuple((pieces.get(sheet), tuple(own)) for sheet, own in found.items())


def shown(label: str, edition: str) -> str:
    """The page that bears `label`, in words, in a book that is printed as `edition` and others."""
    label = label or "without a number"
    return f"{label} of `{edition}`" if edition else label


def placed(
    piece: Piece, pages: tuple[Page, ...], found: tuple[Told, ...], memo: Memo
) -> Iterator[Diagnostic]:
    """`found` with the places of it, which are looked for only if there is anything."""
    if not found or piece is None:
        yield from (diagnostic for _, _, diagnostic in found)
        return
    passages = memo(places, piece, pages)
    for page, run, diagnostic in found:
        source = piece if run is None else passages[page][run]
        yield replace(diagnostic, span=source.span) if source else diagnostic


def places(piece: Piece, pages: tuple[Page, ...]) -> Places:
    """The passages of the runs on all pages of `piece`, its notes included."""
    own = strands(piece)
    counted = dict.fromkeys(own, 0)
    return tuple(_on_page(page, own, counted) for page in pages)


def _on_page(
    page: Page, own: Mapping[str, Strand], counted: dict[str, int]
) -> tuple[Passage | None, ...]:
    found: list[Passage | None] = []
    for run in page.runs:
        owner = run.note or page.sheet
        found.append(own[owner].at(counted[owner]) if owner in own else None)
        if owner in counted and not run.generated:
            counted[owner] += len(characters(run.text))
    return tuple(found)


def strands(piece: Piece) -> Mapping[str, Strand]:
    """The text of `piece` and of each of its notes, by id."""
    if piece is None:
        return {}
    notes = piece.notes if isinstance(piece, Chapter) else ()
    return {piece.id: running(piece)} | {note.id: of_note(note) for note in notes}
