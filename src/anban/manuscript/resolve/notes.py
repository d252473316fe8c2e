"""The third pass: notes in the order of their calls, with the number that both show.

In: a book whose notes stand as they were written. Out: the book with `Chapter.notes` in order of
call, `Note.id` and `.number`, `NoteCall.note` and `.number`. What the parser has found at fault is
kept: a note that nothing calls stands behind the others, a call without a note stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from anban.core.book import Book, Chapter, Part
from anban.core.memo import Memo
from anban.core.nodes import Block, Inlines, Note, NoteCall
from anban.core.walk import map_inlines, stretches, walk_inlines
from anban.core.ways import held
from anban.manuscript.config.model import Scope


@dataclass(slots=True)
class _NoteNumberer:
    """Goes through the book; `numbers` starts again with each chapter if `scope` says so."""

    scope: Scope
    memo: Memo
    next: int = 1

    def piece(self, piece: Part | Chapter) -> Part | Chapter:
        if isinstance(piece, Chapter):
            return self.chapter(piece)
        return replace(piece, chapters=tuple(self.chapter(chapter) for chapter in piece.chapters))

    def chapter(self, chapter: Chapter) -> Chapter:
        first = 1 if self.scope is Scope.CHAPTER else self.next
        made = self.memo(_chapter, chapter, first)
        self.next = first + len(made.notes)
        return made


def gather(book: Book, scope: Scope, memo: Memo | None = None) -> Book:
    """`book` with its notes in order, numbered over the book or from 1 in each chapter."""
    numberer = _NoteNumberer(scope, memo or Memo())
    return Book(
        tuple(numberer.chapter(chapter) for chapter in book.front),
        tuple(numberer.piece(piece) for piece in book.body),
        tuple(numberer.chapter(chapter) for chapter in book.back),
    )


def _chapter(chapter: Chapter, first: int) -> Chapter:
    """`chapter` with its notes numbered from `first`."""
    notes = {note.label: note for note in _ordered(chapter, first)}
    return map_inlines(
        replace(chapter, notes=tuple(notes.values())), lambda inlines: _called(inlines, notes)
    )


def _ordered(chapter: Chapter, first: int) -> Iterator[Note]:
    notes = {note.label: note for note in chapter.notes}
    called = dict.fromkeys(call.label for call in calls(chapter) if call.label in notes)
    for index, label in enumerate(called | dict.fromkeys(notes)):
        yield replace(notes[label], id=f"{chapter.id}-n{index + 1}", number=str(first + index))


def calls(chapter: Chapter) -> Iterator[NoteCall]:
    """The calls of the running text in the order in which they are read, notes apart."""
    for inlines in (chapter.title, chapter.subtitle, *_sequences(chapter.blocks)):
        yield from (inline for inline in walk_inlines(inlines) if isinstance(inline, NoteCall))


def _sequences(blocks: Iterable[Block]) -> Iterator[Inlines]:
    for block in blocks:
        for stretch in stretches(block):
            yield stretch.words
            yield from _sequences(stretch.blocks)


def _called(inlines: Inlines, notes: Mapping[str, Note]) -> Inlines:
    found = [
        replace(inline, note=notes[inline.label].id, number=notes[inline.label].number)
        if isinstance(inline, NoteCall) and inline.label in notes
        else inline
        for inline in inlines
    ]
    return held(inlines, found)
