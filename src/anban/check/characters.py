"""The characters of a book in the order in which they are set. In: its tree. Out: a `Strand`.

Notes stand apart from the running text. What the book's text does not hold is left out: numbers,
labels, names and pages that a reference shows, the sign of a scene break.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import assert_never

from anban.core.book import Chapter, Part
from anban.core.diagnostics import Span
from anban.core.nodes import Block, Blocks, Inline, Inlines, Note, NoteCall, Reference, Shown
from anban.core.registry import RunKind, Says, inline_facts
from anban.core.walk import plain, spoken, stretches

_HYPHEN, _NOTHING = "\u00ad", "\u200b"
"""The soft hyphen, which layout takes out where a line does not end there; U+200B, which layout
puts into an empty list item."""

EXCERPT = 24
"""Characters of an excerpt, spaces included."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What a product shows in place of a sign: the name of what is referred to, the number of a
    note that is called. `page` is the target of a reference to a page, for whose name a print
    edition shows the page's label; empty for all others.
    """

    text: str
    span: Span
    page: str = ""
    call: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text, where it was written, and whether it is part of a heading; `last` is true
    for that with which a paragraph, a title, a cell or another block of words ends. A `sign` has no
    text of its own.
    """

    text: str
    span: Span
    heading: bool = False
    last: bool = False
    sign: Sign | None = None


@dataclass(frozen=True)
class Strand:
    """Passages joined. What is counted of them is counted when it is asked for."""

    passages: tuple[Passage, ...]

    @cached_property
    def characters(self) -> str:
        """Those that count."""
        return characters(self.text)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each passage begins, and the end."""
        lengths = (len(characters(passage.text)) for passage in self.passages)
        return tuple(accumulate(lengths, initial=0))

    @property
    def ends(self) -> tuple[int, ...]:
        """Where each block of words ends."""
        ends = zip(self.passages, self.starts[1:], strict=True)
        return tuple(end for passage, end in ends if passage.last)

    def at(self, offset: int) -> Passage | None:
        """The passage of the character at `offset`; the last one beyond the end."""
        return self.passages[self._index(offset)] if self.passages else None

    def place(self, offset: int) -> Span | None:
        """Where the character at `offset` is, as far as the file has what its passage has."""
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
        """The signs in the text, in their order."""
        return tuple(passage.sign for passage in self.passages if passage.sign)

    @property
    def text(self) -> str:
        """The whole text, with its spaces."""
        return "".join(passage.text for passage in self.passages)


def characters(text: str) -> str:
    """The characters of `text` that count, as they are: as many as a page's beginning counts.

    Spaces of any kind do not.
    """
    return "".join(text.split()).replace(_HYPHEN, "").replace(_NOTHING, "")


def _index(text: str, offset: int) -> int:
    """Where in `text` its character at `offset` is, counted as `characters` does."""
    counted = 0
    for index, char in enumerate(text):
        step = len(characters(char))
        if step and counted >= offset:
            return index
        counted += step
    return max(len(text) - 1, 0)


def excerpt(text: str, offset: int) -> str:
    """A few words of `text` from its character at `offset` on, counted as `characters` does."""
    counted = 0
    for index, char in enumerate(text):
        step = len(characters(char))
        if step and counted >= offset:
            return " ".join(text[index : index + EXCERPT].split())
        counted += step
    return ""


def contrast(left: str, right: str, offsets: tuple[int, int]) -> tuple[str, str]:
    """Excerpts of two texts that part at `offsets`, from the same whole word on."""
    texts = tuple(zip((left, right), offsets, strict=True))
    back = max(offset - _word_start(text, offset) for text, offset in texts)
    said, meant = (excerpt(text, max(0, offset - back)) for text, offset in texts)
    return said, meant


def _word_start(text: str, offset: int) -> int:
    """Where the word of the character at `offset` begins; some scripts have no spaces."""
    counted = start = 0
    for char in text:
        if char.isspace():
            start = counted
        elif counted >= offset:
            break
        counted += len(characters(char))
    return max(start, offset - EXCERPT // 2)


def parting(left: str, right: str) -> tuple[int, int] | None:
    """How many characters of `left` and of `right` stand before they part; None if they do not.

    Capitals are the same as small letters, and may be more of them: a heading in capitals says
    STRASSE for Straße.
    """
    if left.casefold() == right.casefold():
        return None
    pairs = zip(letters(left), letters(right), strict=False)
    return next((at, there) for (one, at), (other, there) in pairs if one != other)


def letters(text: str) -> Iterator[tuple[str, int]]:
    """The small letters of `text`, each with the index of its character, and the end."""
    for index, char in enumerate(text):
        for letter in char.casefold():
            yield letter, index
    yield "", len(text)


def running(piece: Part | Chapter) -> Strand:
    """The running text of `piece`: title, subtitle, blocks."""
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
    for stretch in stretches(block):
        yield from _inlines(stretch.words, heading=stretch.run is RunKind.HEADING)
        yield from _blocks(stretch.blocks)


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
    says = inline_facts(type(inline)).says
    match says:
        case Says.TEXT | Says.SPACE:
            yield Passage(plain((inline,)), inline.span, heading)
        case Says.HELD:
            for stretch in stretches(inline):
                for child in stretch.words:
                    yield from _inline(child, heading)
        case Says.NOTHING:
            return
        case _:
            assert_never(says)


def _sign(inline: Reference | NoteCall) -> Sign:
    if isinstance(inline, NoteCall):
        return Sign(inline.number, inline.span, call=True)
    page = inline.target if inline.shown is Shown.PAGE else ""
    return Sign(plain(inline.children), inline.span, page)
