"""The last pass: the outline, from which contents, bookmarks and the ebook's navigation come.

In: a resolved book. Out: one line for each part, each listed chapter, and the headings of levels
1 and 2 in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from anban.core.book import Book, Chapter, Part, Role
from anban.core.memo import Memo
from anban.core.nodes import Heading, Inlines
from anban.languages import Language
from anban.manuscript.config.model import Config
from anban.manuscript.resolve.numbering import label
from anban.manuscript.resolve.titles import cited

DEEPEST = 2
"""The lowest level of heading that the outline shows."""


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A line of the outline: nesting `depth` from 0, never more than one below the line before.

    `number` is a chapter's or a part's label, "Chương II", or a section's number, "1.2"; empty
    without. `title` has neither notes nor links. `sheet` is the id of the part or chapter, `id`
    what the line leads to. `role` is the chapter's, None for a part.
    """

    depth: int
    number: str
    title: Inlines
    id: str
    sheet: str
    role: Role | None


def outline(
    book: Book, config: Config, language: Language, memo: Memo | None = None
) -> tuple[OutlineLine, ...]:
    """The outline of `book` in reading order. What has neither number nor title is left out."""
    memo = memo or Memo()
    lines: list[OutlineLine] = []
    for piece, depth in _placed(book):
        made = memo(_lines, piece, depth, config, language)
        lines += memo.again(f"outline of {piece.id}", made)
    return tuple(lines)


def _placed(book: Book) -> Iterator[tuple[Part | Chapter, int]]:
    """Every piece with the depth of its line."""
    yield from ((chapter, 0) for chapter in book.front)
    for piece in book.body:
        yield piece, 0
        if isinstance(piece, Part):
            yield from ((chapter, 1) for chapter in piece.chapters)
    yield from ((chapter, 0) for chapter in book.back)


def _lines(
    piece: Part | Chapter, depth: int, config: Config, language: Language
) -> tuple[OutlineLine, ...]:
    if isinstance(piece, Chapter):
        return tuple(_chapter(piece, depth, config, language))
    number = label(piece, config, language)
    return (OutlineLine(depth, number, cited(piece.title), piece.id, piece.id, None),)


def _chapter(
    chapter: Chapter, depth: int, config: Config, language: Language
) -> Iterator[OutlineLine]:
    if not chapter.role.facts.listed:
        return
    number, title = label(chapter, config, language), cited(chapter.title)
    if number or title:
        yield OutlineLine(depth, number, title, chapter.id, chapter.id, chapter.role)
        depth += 1
    deepest = depth
    for block in chapter.blocks:
        if isinstance(block, Heading) and block.level <= DEEPEST:
            at = min(depth + block.level - 1, deepest)
            deepest = at + 1
            yield OutlineLine(
                at, block.number, cited(block.children), block.id, chapter.id, chapter.role
            )
