"""The characters of a book in reading order, as they must be in every product.

In: a part, a chapter or a note. Out: a `Strand` of text with its places in the manuscript. Notes
have strands of their own. What the program generates is left out: numbers, labels, the words and
pages that a reference shows, the sign of a scene break.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from anban.core.book import Chapter, Part
from anban.core.diagnostics import Span
from anban.core.nodes import Block, Blocks, Inline, Inlines, Note, NoteCall, Reference, Shown
from anban.core.registry import RunKind
from anban.core.walk import inlines_of, plain, said, spoken, stretches

_HYPHEN, _NOTHING = "\u00ad", "\u200b"
"""The soft hyphen, which layout removes where a line does not end at it, and U+200B, which layout
puts into an empty list item. Both may differ between products, so they are not compared."""

EXCERPT = 24
"""The length of an excerpt in a message, in characters, with spaces: about four words."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What a product must show for a reference or a note call, for example "Chapter 2" or "17".

    `page` is the target of a reference to a page, since a print edition shows the label of that
    page instead. It is empty for everything else.
    """

    text: str
    span: Span
    page: str = ""
    call: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text, the place where it was written, and whether it is part of a heading.

    `last` is true for the piece at the end of a block, such as a paragraph, a title or a table
    cell. A passage with a `sign` has no text of its own.
    """

    text: str
    span: Span
    heading: bool = False
    last: bool = False
    sign: Sign | None = None


@dataclass(frozen=True)
class Strand:
    """Passages in reading order. Its properties are computed when they are first used."""

    passages: tuple[Passage, ...]

    @cached_property
    def characters(self) -> str:
        """The characters that are compared, without spaces; see the function `characters`."""
        return characters(self.text)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The offset in `characters` at which each passage begins, and the total length."""
        lengths = (len(characters(passage.text)) for passage in self.passages)
        return tuple(accumulate(lengths, initial=0))

    @property
    def ends(self) -> tuple[int, ...]:
        """The offset in `characters` at which each block of text ends."""
        ends = zip(self.passages, self.starts[1:], strict=True)
        return tuple(end for passage, end in ends if passage.last)

    def at(self, offset: int) -> Passage | None:
        """The passage of the character at `offset`; beyond the end, the last passage."""
        return self.passages[self._index(offset)] if self.passages else None

    def place(self, offset: int) -> Span | None:
        """The place in the manuscript of the character at `offset`, exact to its passage's text."""
        passage = self.at(offset)
        if passage is None:
            return None
        index = self._index(offset)
        into = _index(passage.text, offset - self.starts[index])
        span = passage.span
        into = min(into, max(span.length - 1, 0))
        length = max(min(span.length - into, EXCERPT), 1)
        return Span(span.path, span.line, span.column + into, length)

    def _index(self, offset: int) -> int:
        return min(bisect_right(self.starts, offset), len(self.passages)) - 1

    @property
    def signs(self) -> tuple[Sign, ...]:
        """The references and note calls of the text, in their order."""
        return tuple(passage.sign for passage in self.passages if passage.sign)

    @property
    def text(self) -> str:
        """The whole text, with spaces."""
        return "".join(passage.text for passage in self.passages)


def characters(text: str) -> str:
    """The characters of `text` that are compared: all but spaces, soft hyphens and U+200B.

    The start of a print page is counted in the same characters.
    """
    return "".join(text.split()).replace(_HYPHEN, "").replace(_NOTHING, "")


def _index(text: str, offset: int) -> int:
    """The index in `text` of the character with the number `offset` in `characters(text)`."""
    counted = 0
    for index, char in enumerate(text):
        step = len(characters(char))
        if step and counted >= offset:
            return index
        counted += step
    return max(len(text) - 1, 0)


def excerpt(text: str, offset: int) -> str:
    """A few words of `text` from the character with the number `offset` in `characters(text)`."""
    counted = 0
    for index, char in enumerate(text):
        step = len(characters(char))
        if step and counted >= offset:
            return " ".join(text[index : index + EXCERPT].split())
        counted += step
    return ""


def contrast(left: str, right: str, offsets: tuple[int, int]) -> tuple[str, str]:
    """Excerpts of two texts that differ from `offsets` on. Both begin at the same whole word."""
    texts = tuple(zip((left, right), offsets, strict=True))
    back = max(offset - _word_start(text, offset) for text, offset in texts)
    said, meant = (excerpt(text, max(0, offset - back)) for text, offset in texts)
    return said, meant


def _word_start(text: str, offset: int) -> int:
    """The offset at which the word around `offset` begins.

    The search goes back only a short way, because some scripts have no spaces.
    """
    counted = start = 0
    for char in text:
        if char.isspace():
            start = counted
        elif counted >= offset:
            break
        counted += len(characters(char))
    return max(start, offset - EXCERPT // 2)


def parting(left: str, right: str) -> tuple[int, int] | None:
    """The numbers of equal characters at the start of `left` and of `right`; None if all are equal.

    Capitals count as equal to small letters. The two numbers can differ, since a word may be
    longer in capitals: a heading shows STRASSE for Straße.
    """
    if left.casefold() == right.casefold():
        return None
    pairs = zip(letters(left), letters(right), strict=False)
    return next((at, there) for (one, at), (other, there) in pairs if one != other)


def letters(text: str) -> Iterator[tuple[str, int]]:
    """Each letter of the case-folded `text` with the index of its character, and then the end."""
    for index, char in enumerate(text):
        for letter in char.casefold():
            yield letter, index
    yield "", len(text)


def running(piece: Part | Chapter) -> Strand:
    """The running text of `piece`: its title, its subtitle and its blocks, without notes."""
    passages = [*_inlines(piece.title, heading=True), *_inlines(piece.subtitle, heading=True)]
    if isinstance(piece, Chapter):
        passages += _blocks(piece.blocks)
    return Strand(tuple(passages))


def of_note(note: Note) -> Strand:
    """The text of `note`."""
    return Strand(tuple(_blocks(note.blocks)))


def _blocks(blocks: Blocks) -> Iterator[Passage]:
    for block in blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[Passage]:
    if own := spoken(block):
        yield Passage(own.text, own.span, last=True)
    for run, words, blocks, _ in stretches(block):
        if words:
            yield from _inlines(words, heading=run is RunKind.HEADING)
        if blocks:
            yield from _blocks(blocks)


def _inlines(inlines: Inlines, *, heading: bool = False) -> Iterator[Passage]:
    for inline in inlines:
        yield from _inline(inline, heading)
    if inlines:
        yield Passage(" ", inlines[-1].span, heading, last=True)


def _inline(inline: Inline, heading: bool) -> Iterator[Passage]:
    if isinstance(inline, NoteCall) or (
        isinstance(inline, Reference) and inline.shown is not Shown.WORDS
    ):
        yield Passage("", inline.span, heading, sign=_sign(inline))
        return
    own = said(inline)
    if own:
        yield Passage(own, inline.span, heading)
    elif own is None:
        for words in inlines_of(inline):
            for child in words:
                yield from _inline(child, heading)


def _sign(inline: Reference | NoteCall) -> Sign:
    if isinstance(inline, NoteCall):
        return Sign(inline.number, inline.span, call=True)
    page = inline.target if inline.shown is Shown.PAGE else ""
    return Sign(plain(inline.children), inline.span, page)
