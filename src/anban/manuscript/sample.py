"""Make a sample of the book for shops: the front matter and the first chapter.

In: a resolved book. Out: from `cut`, the book up to its first chapter. A reference to a place that
was cut off keeps its words, but is no longer a link.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from functools import partial

from anban.core.book import Book, Chapter, Part, Role
from anban.core.memo import Memo
from anban.core.nodes import Figure, Inlines, Reference, Table
from anban.core.walk import map_inlines, walk_blocks
from anban.manuscript.resolve.resolution import Resolution


def cut(resolution: Resolution, memo: Memo | None = None) -> Resolution:
    """The sample of the book of `resolution`. With `memo`, the same object for the same input."""
    return (memo or Memo())(_cut, resolution)


def _cut(resolution: Resolution) -> Resolution:
    whole = resolution.book
    body = _through_first_chapter(whole.body)
    chapters = tuple(Book((), body, ()).chapters())
    front = tuple(chapter for chapter in whole.front if _holds(chapter, (*whole.front, *chapters)))
    book = Book(front, body, ())
    kept = {piece.id for piece in book.pieces()}
    targets = {one.id: one for one in resolution.targets.values() if one.sheet in kept}
    untied = partial(map_inlines, change=partial(_untied, targets))
    return replace(
        resolution,
        book=Book(
            tuple(map(untied, front)),
            tuple(
                replace(piece, chapters=tuple(map(untied, piece.chapters)))
                if isinstance(piece, Part)
                else untied(piece)
                for piece in body
            ),
            (),
        ),
        targets=targets,
        outline=tuple(line for line in resolution.outline if line.sheet in kept),
    )


def _through_first_chapter(body: tuple[Part | Chapter, ...]) -> tuple[Part | Chapter, ...]:
    """The pieces up to the first chapter, with an introduction before it."""
    kept: list[Part | Chapter] = []
    for piece in body:
        chapters = piece.chapters if isinstance(piece, Part) else (piece,)
        first = next((n for n, one in enumerate(chapters, 1) if one.role is Role.CHAPTER), None)
        kept.append(replace(piece, chapters=chapters[:first]) if isinstance(piece, Part) else piece)
        if first is not None:
            break
    return tuple(kept)


def _holds(chapter: Chapter, chapters: tuple[Chapter, ...]) -> bool:
    """False for a list of figures or tables that would be empty."""
    blocks = [block for one in chapters for block in walk_blocks(one.blocks)]
    listed = [one for one in blocks if isinstance(one, Figure | Table) and _is_listed(one)]
    match chapter.role:
        case Role.FIGURES:
            return any(isinstance(one, Figure) for one in listed)
        case Role.TABLES:
            return any(isinstance(one, Table) for one in listed)
        case _:
            return True


def _is_listed(block: Figure | Table) -> bool:
    return bool(block.number or block.caption)


def _untied(targets: Container[str], inlines: Inlines) -> Inlines:
    """`inlines`, in which a reference to a target that was cut off is replaced by its words."""
    words: list[Inlines] = [
        one.children if isinstance(one, Reference) and one.target not in targets else (one,)
        for one in inlines
    ]
    return tuple(inline for run in words for inline in run)
