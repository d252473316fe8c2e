"""Where in the manuscript the runs of pages were written.

In: a piece of the book and its pages. Out: a passage for each run, found by counting characters,
as parity does.
"""

from __future__ import annotations

from collections.abc import Mapping

from anban.book import Book, Chapter, Part
from anban.check.characters import Passage, Strand, characters, of_note, running
from anban.typeset.layout import Page

Piece = Part | Chapter | None
Places = tuple[tuple[Passage | None, ...], ...]
"""For each page, what each of its runs shows; None where the book does not hold it."""


def sheets(book: Book, pages: tuple[Page, ...]) -> tuple[tuple[Piece, tuple[Page, ...]], ...]:
    """The pages of each sheet, in their order, with the piece of `book` that stands on them."""
    pieces = {piece.id: piece for piece in book.pieces()}
    found: dict[str, list[Page]] = {}
    for page in pages:
        found.setdefault(page.sheet, []).append(page)
    return tuple((pieces.get(sheet), tuple(own)) for sheet, own in found.items())


def shown(label: str, edition: str) -> str:
    """The page that bears `label`, in words, in a book that is printed as `edition` and others."""
    return f"{label} of `{edition}`" if edition else label


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
