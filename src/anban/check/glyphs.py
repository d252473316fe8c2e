"""Whether the fonts have every character of the book.

In: the resolved book, the configuration, the faces of the theme. Out: one diagnostic for each
character that none of them has, with the first places where it stands.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from anban.book import Book, Chapter
from anban.config.model import Config
from anban.diagnostics import Diagnostic, Related, Span
from anban.errors import MissingError
from anban.fonts import Face
from anban.fonts import coverage as characters_of
from anban.nodes import Block, Code, CodeBlock, Inlines, Text
from anban.rules.fonts import MISSING_GLYPH
from anban.walk import inlines_of, walk_blocks, walk_inlines

PLACES = 3
"""Places shown of one character; the rest is counted."""
UNDRAWN = ("Cc", "Cf", "Cn", "Cs", "Zl", "Zp", "Zs")
"""General categories that need no glyph of their own: they are spaces, or are never drawn."""

Place = tuple[str, Span | None]


def coverage(book: Book, config: Config, faces: tuple[Face, ...]) -> tuple[Diagnostic, ...]:
    """A diagnostic for each character of the book that no face of `faces` has.

    A damaged face counts as empty: `fonts.inspect` reports it.
    """
    known = frozenset(code for face in faces for code in _known(face))
    places: dict[str, list[Span | None]] = {}
    for character, span in (*_of_config(config), *_of_book(book)):
        if ord(character) not in known and unicodedata.category(character) not in UNDRAWN:
            places.setdefault(character, []).append(span)
    return tuple(_missing(character, spans) for character, spans in sorted(places.items()))


def _known(face: Face) -> frozenset[int]:
    try:
        return characters_of(face)
    except MissingError:
        return frozenset()


def _missing(character: str, spans: list[Span | None]) -> Diagnostic:
    first, *others = spans
    name = unicodedata.name(character, "a character without a name")
    return MISSING_GLYPH.at(
        first,
        related=[Related(span, "also here") for span in others[: PLACES - 1] if span],
        character=f"“{character}” (U+{ord(character):04X} {name})",
        times="once" if len(spans) == 1 else f"{len(spans)} times",
    )


def _of_config(config: Config) -> Iterator[Place]:
    book = config.metadata
    lines = {
        "book.title": book.title,
        "book.subtitle": book.subtitle,
        "book.publisher": book.publisher,
        "book.place": book.place,
        "book.rights": book.rights,
        "book.series": book.series,
        **{f"imprint.{line.key}": line.value for line in config.imprint},
    }
    for key, value in lines.items():
        yield from ((character, config.where.get(key)) for character in value)
    for contributor in book.contributors:
        yield from (
            (character, config.where.get("book.contributors")) for character in contributor.name
        )


def _of_book(book: Book) -> Iterator[Place]:
    for piece in book.pieces():
        yield from _of_inlines(piece.title)
        yield from _of_inlines(piece.subtitle)
        if isinstance(piece, Chapter):
            yield from _of_inlines(piece.short_title)
            yield from _of_blocks(piece.blocks)
            for note in piece.notes:
                yield from _of_blocks(note.blocks)


def _of_blocks(blocks: tuple[Block, ...]) -> Iterator[Place]:
    for block in walk_blocks(blocks):
        if isinstance(block, CodeBlock):
            yield from ((character, block.span) for character in block.text)
        for inlines in inlines_of(block):
            yield from _of_inlines(inlines)


def _of_inlines(inlines: Inlines) -> Iterator[Place]:
    for inline in walk_inlines(inlines):
        if isinstance(inline, Text | Code):
            yield from (
                (character, _within(inline.span, index))
                for index, character in enumerate(inline.text)
            )


def _within(span: Span, index: int) -> Span:
    """The place of a character of a text, never behind the text: an escape is longer in the file
    than on the page.
    """
    return Span(span.path, span.line, span.column + min(index, max(span.length - 1, 0)))
