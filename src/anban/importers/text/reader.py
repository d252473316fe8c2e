"""Read a plain text: the rules in their order, from the bytes to a draft.

In: `Given`, `Wishes`. Out: from `read`, a draft or what is wrong; from `knows`, if bytes may be
text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from anban import languages
from anban.core.diagnostics import Diagnostic, Span
from anban.importers import rules
from anban.importers.draft import Draft, SourceLine
from anban.importers.given import Given, Wishes
from anban.importers.text.blocks import Block, BlockKind, is_title_like, lost_capitals
from anban.importers.text.capitals import Usage, restore, strange, unknown
from anban.importers.text.captions import mark_captions
from anban.importers.text.contents import without_contents
from anban.importers.text.furniture import without_furniture
from anban.importers.text.headings import levels, mark_headings
from anban.importers.text.lines import report_composed, rows_of, split
from anban.importers.text.lists import mark_lists
from anban.importers.text.notes import mark_notes
from anban.importers.text.pieces import pieces_of
from anban.importers.text.rendering import without_calls
from anban.importers.text.separators import mark_breaks
from anban.importers.text.state import TextState
from anban.importers.text.titles import mark_title
from anban.importers.text.trailing import mark_authors, mark_trailing
from anban.importers.text.verse import mark_verse
from anban.importers.text.wraps import paragraphs
from anban.world.project import MEBIBYTE, TEXT_LIMIT
from anban.world.sources.decoding import NAMES, Undecodable, decode, detect, recode


def knows(data: bytes) -> bool:
    """True unless the bytes begin like a known kind of file that is not text."""
    return kind_of(data) == ""


_KINDS = (
    (b"PK\x03\x04", "a zip archive"),
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word document (.doc)"),
    (b"{\\rtf", "a rich text document (.rtf)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)


def kind_of(data: bytes) -> str:
    """The kind of a file that is not text, in words for a message; empty if it may be text."""
    return next((words for start, words in _KINDS if data.startswith(start)), "")


def read(given: Given, wishes: Wishes) -> tuple[Draft | None, tuple[Diagnostic, ...]]:
    """The draft of a plain text, or None and the diagnostics."""
    if len(given.data) > TEXT_LIMIT:
        limit = TEXT_LIMIT // MEBIBYTE
        return None, (rules.TOO_LARGE.at(Span(given.name), limit=limit),)
    encoding = wishes.encoding or detect(given.data)
    if not encoding:
        known = ", ".join(NAMES)
        return None, (rules.UNKNOWN_ENCODING.at(Span(given.name), known=known),)
    try:
        stored = decode(given.data, encoding)
    except Undecodable as fault:
        return None, (_undecodable(given, encoding, fault.offset),)
    text, font = (stored, "") if wishes.encoding else recode(stored)
    language = languages.known(wishes.language or languages.guess(text))
    state = TextState(given.name, language)
    if encoding == "utf-8":
        report_composed(state, given.data.decode("utf-8"))
    said = f"{encoding}, typed in a font of {font}" if font else encoding
    blocks = _blocks(state, text)
    if not any(block.text for block in blocks):
        return None, (rules.EMPTY.at(Span(given.name)),)
    return _draft(state, text, blocks, replace(wishes, encoding=said, language=language.tag)), ()


def _undecodable(given: Given, encoding: str, offset: int) -> Diagnostic:
    line = given.data[:offset].count(b"\n") + 1
    byte = given.data[offset]
    return rules.WRONG_ENCODING.at(
        Span(given.name, line), encoding=encoding, offset=offset, byte=byte
    )


def _blocks(state: TextState, text: str) -> tuple[Block, ...]:
    """The blocks of the text, each marked with its kind."""
    rows = without_furniture(state, rows_of(state, text))
    blocks = mark_breaks(state, paragraphs(state, rows))
    blocks = without_contents(state, blocks)
    blocks = mark_captions(state, blocks)
    blocks = mark_notes(state, blocks)
    blocks = mark_title(state, blocks)
    blocks = mark_trailing(state, blocks)
    blocks = mark_headings(state, blocks)
    blocks = mark_authors(state, blocks)
    blocks = mark_lists(state, blocks)
    blocks = mark_verse(state, blocks)
    return _restored(state, levels(blocks))


_TITLES = (BlockKind.PIECE, BlockKind.PART, BlockKind.HEADING)


def _restored(state: TextState, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with the capitals of their titles restored as the text uses them."""
    titles = [block.text for block in blocks if block.kind in _TITLES]
    prose = (
        line for block in blocks if block.kind not in _TITLES for line in block.text.split("\n")
    )
    usage = Usage.of((text for text in prose if not is_title_like(text)), titles)
    return tuple(
        _with_capitals(state, block, usage) if block.kind in _TITLES else block for block in blocks
    )


def _with_capitals(state: TextState, block: Block, usage: Usage) -> Block:
    if not is_title_like(block.text) and not (block.label and lost_capitals(block.text)):
        return block
    text = restore(block.text, usage, state.language.importing.small_words)
    if text == block.text:
        return block
    state.guess(
        "capitals", block.line, without_calls(block.text), without_calls(text),
        first=unknown(text, usage),
    )  # fmt: skip
    for word, near in strange(text, usage):
        after = f"{near}? the text never has {word}; it was left as it is"
        state.guess("word found nowhere else", block.line, without_calls(text), after, first=True)
    return replace(block, text=text)


def _draft(state: TextState, text: str, blocks: Sequence[Block], wishes: Wishes) -> Draft:
    made = pieces_of(state, blocks, wishes)
    lines = tuple(
        SourceLine(state.path, number, unicodedata.normalize("NFC", line))
        for number, line in enumerate(split(text), 1)
    )
    return Draft(
        title=made.title,
        language=state.language.tag,
        pieces=made.pieces,
        lines=lines,
        counts=made.counts,
        authors=made.authors,
        guesses=tuple(sorted(state.guesses, key=lambda guess: guess.line)),
        removals=tuple(sorted(state.removals, key=lambda removal: removal.line)),
        additions=tuple(state.additions),
        encoding=wishes.encoding,
        chapters=made.chapters,
    )
