"""The last pass: the outline, from which contents, bookmarks and the ebook's navigation come.

In: a resolved book. Out: one line for each part, each listed chapter, and the headings of levels
1 and 2 in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from anban.book import Book, Chapter, Part, Role
from anban.config.model import Config
from anban.language import Language
from anban.nodes import Heading, Inlines
from anban.resolve.numbering import label
from anban.resolve.titles import cited

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


def outline(book: Book, config: Config, language: Language) -> tuple[OutlineLine, ...]:
    """The outline of `book` in reading order. What has neither number nor title is left out."""
    lines: list[OutlineLine] = []
    for chapter in book.front:
        lines += _chapter(chapter, 0, config, language)
    for piece in book.body:
        if isinstance(piece, Part):
            lines += _part(piece, config, language)
        else:
            lines += _chapter(piece, 0, config, language)
    for chapter in book.back:
        lines += _chapter(chapter, 0, config, language)
    return tuple(lines)


def _part(part: Part, config: Config, language: Language) -> Iterator[OutlineLine]:
    number = label(part, config, language)
    yield OutlineLine(0, number, cited(part.title), part.id, part.id, None)
    for chapter in part.chapters:
        yield from _chapter(chapter, 1, config, language)


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
