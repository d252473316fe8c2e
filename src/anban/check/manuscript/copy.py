"""A chapter as the copy editor reads it: line after line of plain text, each with its places.

In: a chapter as it is written, and its source. Out: a `Copy` of `CopyRun`s. What is no text of the
book's language stands in a run as one character: runs in another language, code, addresses, numbers
and names that a reference will show.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape

from anban.core.book import Chapter
from anban.core.diagnostics import Fix, Span
from anban.core.nodes import (
    Block,
    Blocks,
    Inline,
    Inlines,
    NoteCall,
    Reference,
    Shown,
    Text,
)
from anban.core.registry import OBJECT, NodeRole, RunKind, Says, block_facts, inline_facts
from anban.core.walk import inlines_of, line_character, stretches
from anban.languages.punctuation import untouchable
from anban.manuscript.resolve.line import is_exact
from anban.world.sources.source import Source

Columns = tuple[int, ...]

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

CALL = "\ufff9"
"""Stands for the call of a note."""


@dataclass(frozen=True, slots=True)
class CopyRun:
    """A paragraph, a cell, a heading. `starts` are the offsets at which the `nodes` begin, and
    `columns` tells of each where its characters stand, None if they stand in a row.

    `fixed` are the places in which every character is meant, `led` the words of references.
    `quoted`: set off as the words of somebody else. `note` counts the notes, `row` the rows of a
    table; -1 elsewhere.
    """

    text: str
    kind: RunKind
    starts: tuple[int, ...]
    nodes: tuple[Inline, ...]
    columns: tuple[Columns | None, ...]
    fixed: tuple[tuple[int, int], ...]
    led: tuple[tuple[int, int], ...] = ()
    quoted: bool = False
    note: int = -1
    row: int = -1

    def place(self, start: int, end: int) -> Span:
        """Where the characters from `start` to `end` stand in the file, as far as is known."""
        index = bisect_right(self.starts, start) - 1
        node, offset = self.nodes[index], start - self.starts[index]
        if not isinstance(node, Text):
            return node.span
        column = self._column(index, offset)
        last = min(end - self.starts[index], len(node.text)) - 1
        stop = max(column + 1, self._column(index, last) + 1)
        return replace(node.span, column=node.span.column + column, length=stop - column)

    def _column(self, index: int, offset: int) -> int:
        """How far behind the beginning of a node the character at `offset` of it stands."""
        columns = self.columns[index]
        return offset if columns is None else columns[offset]

    def fix(self, start: int, end: int, new: str) -> tuple[Fix, ...]:
        """The change that puts `new` in the place of a stretch; none if that is not all one text
        that stands in the file as it is.
        """
        index = bisect_right(self.starts, start) - 1
        whole = isinstance(self.nodes[index], Text)
        whole &= bisect_right(self.starts, end - 1) - 1 == index
        if not whole or self.untouchable(start, end):
            return ()
        place = self.place(start, end)
        return (Fix(place, self.text[start:end], new),) if place.length == end - start else ()

    def untouchable(self, start: int, end: int) -> bool:
        """True if a character from `start` to `end` stands in an address or a number to dial."""
        return any(start < stop and begin < end for begin, stop in self.fixed)


@dataclass(frozen=True, slots=True, eq=False)
class Copy:
    """All runs of a chapter: title, text, then its notes."""

    chapter: Chapter
    runs: tuple[CopyRun, ...]

    def text(self) -> Iterator[CopyRun]:
        """The runs that are prose of the author's own, in which names and numbers are counted."""
        return (run for run in self.runs if not run.quoted)


def copy_of(chapter: Chapter, source: Source) -> Copy:
    """The galley of `chapter`, which is what `source` holds."""
    heads = (_run(inlines, RunKind.TITLE) for inlines in (chapter.title, chapter.subtitle))
    runs = [*heads, *_blocks(chapter.blocks, quoted=False)]
    for number, note in enumerate(chapter.notes):
        runs += (replace(run, note=number) for run in _blocks(note.blocks, quoted=False))
    return Copy(chapter, tuple(_placed(run, source) for run in runs if run.text))


def _placed(run: CopyRun, source: Source) -> CopyRun:
    """`run` with the columns of those of its texts that do not stand in a row."""
    if all(is_exact(node) for node in run.nodes):
        return run
    columns = (None if is_exact(node) else _columns(node, source) for node in run.nodes)
    return replace(run, columns=tuple(columns))


def _columns(node: Inline, source: Source) -> Columns:
    """Where each character of a text stands behind the first; escapes and entities are longer."""
    span, at = node.span, 0
    raw = source.lines[span.line - 1][span.column - 1 : span.column - 1 + span.length]
    columns: list[int] = []
    for char in node.text if isinstance(node, Text) else "":
        entity = _ENTITY.match(raw, at)
        named = entity is not None and unescape(entity[0]) == char
        at += raw.startswith("\\" + char, at)
        columns.append(min(at, span.length - 1))
        at += len(entity[0]) if entity and named else 1
    return tuple(columns)


def _blocks(blocks: Blocks, *, quoted: bool) -> Iterator[CopyRun]:
    for block in blocks:
        yield from _block(block, quoted=quoted)


def _block(block: Block, *, quoted: bool) -> Iterator[CopyRun]:
    role = block_facts(type(block)).role
    if role is NodeRole.APART:
        return
    for stretch in stretches(block):
        inner = quoted or (role is NodeRole.QUOTED and stretch.run is not RunKind.ATTRIBUTION)
        row = stretch.row if stretch.run is RunKind.CELL else -1
        if stretch.words:
            yield replace(_run(stretch.words, stretch.run), quoted=inner, row=row)
        yield from _blocks(stretch.blocks, quoted=inner)


def _run(inlines: Inlines, kind: RunKind) -> CopyRun:
    starts: list[int] = []
    nodes: list[Inline] = []
    pieces: list[str] = []
    led: list[tuple[int, int]] = []
    length = 0
    for node, text, leads in _pieces(inlines):
        starts.append(length)
        nodes.append(node)
        pieces.append(text)
        led += ((length, length + len(text)),) if leads else ()
        length += len(text)
    line = "".join(pieces)
    columns = (None,) * len(nodes)
    return CopyRun(line, kind, tuple(starts), tuple(nodes), columns, untouchable(line), tuple(led))


def _pieces(inlines: Inlines, *, led: bool = False) -> Iterator[tuple[Inline, str, bool]]:
    for inline in inlines:
        facts = inline_facts(type(inline))
        if isinstance(inline, NoteCall):
            yield inline, CALL, led
        elif facts.role is NodeRole.APART or _is_name(inline):
            yield inline, OBJECT, led
        elif facts.says is Says.HELD:
            for words in inlines_of(inline):
                yield from _pieces(words, led=led or isinstance(inline, Reference))
        else:
            yield inline, line_character(inline), led


def _is_name(inline: Inline) -> bool:
    """True of a reference that shows what the tool finds."""
    return isinstance(inline, Reference) and inline.shown is not Shown.WORDS
