"""Prove that an import lost nothing: all that came in is in the book or listed as removed.

In: a `Draft`. Out: from `weigh`, the `Balance`, with diagnostics if something is missing. The
pieces are parsed as a build will parse them. Letters are compared without case, because an import
restores capitals, and in Unicode's form NFD, because it composes letters. Spaces do not count.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from anban.core.book import Chapter
from anban.core.diagnostics import Diagnostic, Severity, Span
from anban.core.nodes import Block, Heading, Inline, Inlines
from anban.core.walk import inlines_of, pictured, spoken, walk_blocks, walk_inlines
from anban.importers import rules
from anban.importers.draft import Counts, Draft, SourceLine, Thing
from anban.importers.files import document
from anban.importers.markdown import compact
from anban.manuscript.parse.chapter import parse
from anban.world.sources.source import Source

_SHOWN = 60
"""The most characters of a line that a message shows."""


@dataclass(frozen=True, slots=True)
class Sum:
    """One line of the balance: came in + added = went out + removed."""

    thing: Thing
    came: int
    added: int
    went: int
    removed: int

    @property
    def even(self) -> bool:
        return self.came + self.added == self.went + self.removed


@dataclass(frozen=True, slots=True)
class Balance:
    """The sums for all things, and the diagnostics; `faults` is empty if all sums are even."""

    sums: tuple[Sum, ...]
    faults: tuple[Diagnostic, ...]


def weigh(draft: Draft) -> Balance:
    """The balance of `draft`: characters, notes, headings and pictures, and what is wrong."""
    chapters, faults = _chapters(draft)
    parts = tuple(dict.fromkeys(piece.part for piece in draft.pieces if piece.part))
    went = "".join((*(text for chapter in chapters for text in words(chapter)), *parts))
    out = _out(chapters, went, len(parts))
    sums = tuple(_sum(draft, thing, out) for thing in Thing)
    if uneven := [one for one in sums if not one.even]:
        place = _first_lost(draft, went)
        faults += tuple(_uneven(one, place) for one in uneven)
    elif not faults and _letters(draft, went):
        faults = (_changed(_first_lost(draft, went)),)
    return Balance(sums, faults)


def words(chapter: Chapter) -> Iterator[str]:
    """Every piece of text of a chapter: titles, blocks, descriptions of pictures, notes."""
    for run in (chapter.title, chapter.subtitle):
        yield from _of(run)
    for block in _blocks(chapter):
        yield from _own(block)
        for run in inlines_of(block):
            yield from _of(run)


def _of(run: Inlines) -> Iterator[str]:
    for inline in walk_inlines(run):
        yield from _own(inline)


def _own(node: Block | Inline) -> Iterator[str]:
    """The characters of `node` itself, and the description of the picture that it shows."""
    if one := spoken(node):
        yield one.text
    if shown := pictured(node):
        yield shown.alt


def _chapters(draft: Draft) -> tuple[list[Chapter], tuple[Diagnostic, ...]]:
    chapters: list[Chapter] = []
    faults: list[Diagnostic] = []
    for piece in draft.pieces:
        text = document(piece)
        source = Source(piece.path, text, tuple(text.split("\n")), "")
        chapter, found = parse(source, piece.matter)
        span = Span(piece.path, piece.line)
        faults += [
            rules.BAD_MARKDOWN.at(span, message=one.message, line=one.span.line if one.span else 0)
            for one in found
            if one.severity is Severity.ERROR
        ]
        if chapter is not None:
            chapters.append(chapter)
    return chapters, tuple(faults)


def _out(chapters: list[Chapter], went: str, parts: int) -> Counts:
    blocks = [block for chapter in chapters for block in _blocks(chapter)]
    runs = [run for chapter in chapters for run in (chapter.title, chapter.subtitle)]
    runs += [run for block in blocks for run in inlines_of(block)]
    inlines = [inline for run in runs for inline in walk_inlines(run)]
    return Counts(
        characters=characters(went),
        notes=sum(len(chapter.notes) for chapter in chapters),
        headings=parts
        + sum(bool(chapter.title) for chapter in chapters)
        + sum(isinstance(block, Heading) for block in blocks),
        pictures=sum(pictured(one) is not None for one in (*blocks, *inlines)),
    )


def _blocks(chapter: Chapter) -> Iterator[Block]:
    for blocks in (chapter.blocks, *(note.blocks for note in chapter.notes)):
        yield from walk_blocks(blocks)


def _sum(draft: Draft, thing: Thing, out: Counts) -> Sum:
    if thing is Thing.CHARACTER:
        came = sum(characters(line.text) for line in draft.lines)
        added = sum(characters(one.text) for one in draft.additions)
        removed = sum(characters(one.text) for one in draft.removals)
    else:
        came = draft.counts.of(thing)
        added = sum(one.things.count(thing) for one in draft.additions)
        removed = sum(one.things.count(thing) for one in draft.removals)
    return Sum(thing, came, added, out.of(thing), removed)


def characters(text: str) -> int:
    """The number of characters of `text`. A letter with its marks counts once, a space never."""
    composed = unicodedata.normalize("NFC", text)
    return sum(not unicodedata.combining(char) for char in compact(composed))


def _bag(*texts: str) -> Counter[str]:
    bag: Counter[str] = Counter()
    for text in texts:
        bag.update(_fold(text))
    return bag


def _fold(text: str) -> str:
    """`text` in form NFD and case-folded, so that all ways to write a letter become equal."""
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold())
    return compact(apart)


def _letters(draft: Draft, went: str) -> bool:
    """True if the characters differ, although their number may be the same."""
    came = _bag(*(line.text for line in draft.lines), *(one.text for one in draft.additions))
    return came != _bag(went, *(one.text for one in draft.removals))


def _uneven(one: Sum, place: SourceLine) -> Diagnostic:
    return rules.UNEVEN.at(
        Span(place.path, place.number), thing=one.thing.value, came=one.came, added=one.added,
        went=one.went, removed=one.removed,
    )  # fmt: skip


def _changed(place: SourceLine) -> Diagnostic:
    words = place.text.strip()[:_SHOWN]
    return rules.OTHER_LETTERS.at(Span(place.path, place.number), words=words)


def _first_lost(draft: Draft, went: str) -> SourceLine:
    """The first line of the source with words that are not in the book and not listed."""
    removed: dict[tuple[str, int], list[str]] = {}
    for one in draft.removals:
        removed.setdefault((one.path, one.line), []).append(_fold(one.text))
    folded = _fold(went)
    for line in draft.lines:
        parts = _without(_fold(line.text), removed.get((line.path, line.number), []))
        if any(part not in folded for part in parts):
            return line
    return draft.lines[0] if draft.lines else SourceLine("", 1, "")


def _without(text: str, removed: list[str]) -> list[str]:
    """The parts of a line before, between and after the things that were removed from it."""
    parts = [text]
    for one in filter(None, removed):
        at = next((at for at, part in enumerate(parts) if one in part), None)
        if at is not None:
            parts[at : at + 1] = parts[at].split(one, 1)
    return parts
