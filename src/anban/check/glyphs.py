"""Check that the fonts of a theme have every character of the book.

In: the resolved book, the configuration, the faces of the theme. Out: one diagnostic for each
character that no face has, with the places where it is used.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from anban.check.rules import MISSING_GLYPH
from anban.core.book import Book, Chapter, Part
from anban.core.diagnostics import Diagnostic, Related, Span
from anban.core.errors import MissingError
from anban.core.memo import Memo
from anban.core.nodes import Block, Inlines
from anban.core.registry import BlockFacts, facts
from anban.core.walk import Spoken, inlines_of, spoken, walk_blocks, walk_inlines
from anban.manuscript.config.model import Config
from anban.world.fonts import Face
from anban.world.fonts import coverage as characters_of

PLACES = 100
"""The most places that are shown for one character. Only a book in a script that no font of the
theme has would have more."""
UNDRAWN = ("Cc", "Cf", "Cn", "Cs", "Zl", "Zp", "Zs")
"""Unicode's general categories of characters that need no glyph: spaces, and what is not drawn."""

Place = tuple[str, Span | None]


def coverage(
    book: Book, config: Config, faces: tuple[Face, ...], memo: Memo | None = None
) -> tuple[Diagnostic, ...]:
    """A diagnostic for each character of the book that no face of `faces` has.

    A damaged face counts as empty: `fonts.inspect` reports it.
    """
    memo = memo or Memo()
    known = frozenset(chr(code) for face in faces for code in _known(face))
    places: dict[str, list[Span | None]] = {}
    written = (place for piece in _lacking(book, known, memo) for place in _of_piece(piece))
    for character, span in (*_of_config(config), *written):
        if _lacks(known, character):
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
        "cover.blurb": config.cover.blurb if config.cover else "",
        **{f"edition.{one.name}.price": one.price for one in config.editions},
        **{f"imprint.{line.key}": line.value for line in config.imprint},
    }
    for key, value in lines.items():
        yield from ((character, config.where.get(key)) for character in value)
    for contributor in book.contributors:
        yield from (
            (character, config.where.get("book.contributors")) for character in contributor.name
        )


def _lacks(known: frozenset[str], character: str) -> bool:
    return character not in known and unicodedata.category(character) not in UNDRAWN


def _lacking(book: Book, known: frozenset[str], memo: Memo) -> Iterator[Part | Chapter]:
    """The pieces of `book` that have a character not in `known`. Most books have none."""
    for piece in book.pieces():
        if any(_lacks(known, character) for character in memo(_characters, piece) - known):
            yield piece


def _characters(piece: Part | Chapter) -> frozenset[str]:
    return frozenset("".join(node.text for node in _texts(piece)))


def _of_piece(piece: Part | Chapter) -> Iterator[Place]:
    for node in _texts(piece):
        if isinstance(facts(type(node)), BlockFacts):
            yield from ((character, node.span) for character in node.text)
        else:
            for index, character in enumerate(node.text):
                yield character, _within(node.span, index)


def _texts(piece: Part | Chapter) -> Iterator[Spoken]:
    yield from _of_inlines(piece.title)
    yield from _of_inlines(piece.subtitle)
    if isinstance(piece, Chapter):
        yield from _of_inlines(piece.short_title)
        yield from _of_blocks(piece.blocks)
        for note in piece.notes:
            yield from _of_blocks(note.blocks)


def _of_blocks(blocks: tuple[Block, ...]) -> Iterator[Spoken]:
    for block in walk_blocks(blocks):
        if node := spoken(block):
            yield node
        for inlines in inlines_of(block):
            yield from _of_inlines(inlines)


def _of_inlines(inlines: Inlines) -> Iterator[Spoken]:
    return (node for inline in walk_inlines(inlines) if (node := spoken(inline)))


def _within(span: Span, index: int) -> Span:
    r"""The place of the character at `index` of a text, at most at the end of the text.

    An escape such as `\*` is longer in the file than on the page, so the place may be too small
    by a few columns.
    """
    return Span(span.path, span.line, span.column + min(index, max(span.length - 1, 0)))
