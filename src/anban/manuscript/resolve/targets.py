"""What cross-references may lead to: parts, chapters, sections, figures, tables and notes.

In: a numbered book. Out: `Catalogue`, the targets by id, with those that bear a label, and the
labels that clash.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from anban.core.book import Book, Chapter, Part
from anban.core.diagnostics import Diagnostic, Related, Span
from anban.core.memo import Memo
from anban.core.nodes import Block, Figure, Heading, Inlines, Table
from anban.core.walk import plain, walk_blocks
from anban.languages import Language
from anban.manuscript.config.model import Config
from anban.manuscript.resolve.numbering import label
from anban.manuscript.resolve.rules import CLASHING_LABELS
from anban.manuscript.resolve.titles import without_notes


class TargetKind(Enum):
    """What a target is."""

    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    FIGURE = "figure"
    TABLE = "table"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Target:
    """A place that a reference may lead to; `sheet` is the id of the part or chapter it is in.

    `name` is what a reference shows, "Hình 3" or "mục “Sông”", empty if there is nothing to show;
    `title` are the words of its title or caption.
    """

    id: str
    sheet: str
    kind: TargetKind
    name: str
    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class NamedTarget:
    """A target and what its name is made of: a number's words, or a title to stand in `key`."""

    target: Target
    label: str
    words: str
    title: Inlines
    key: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The targets of a book by id. `labels` has those of the manuscript, notes apart, as its keys.

    `notes` maps a chapter's id and a note's label to the note's id.
    """

    named: Mapping[str, NamedTarget]
    labels: Mapping[str, None]
    notes: Mapping[tuple[str, str], str]


def catalogue(
    book: Book, config: Config, language: Language, memo: Memo | None = None
) -> tuple[Catalogue, tuple[Diagnostic, ...]]:
    """Every target of `book`, and the labels that two of them bear."""
    memo = memo or Memo()
    named: dict[str, NamedTarget] = {}
    found: list[Diagnostic] = []
    for piece in book.pieces():
        for entry in memo(_collected, piece, config, language):
            first = named.setdefault(entry.target.id, entry)
            if first is not entry and not _both_pieces(first, entry):
                found.append(_clash(first, entry))
    notes = {
        (chapter.id, note.label): note.id for chapter in book.chapters() for note in chapter.notes
    }
    labels = dict.fromkeys(sorted({entry.label for entry in named.values() if entry.label}))
    known = (MappingProxyType(mapping) for mapping in (named, labels, notes))
    return Catalogue(*known), tuple(found)


def _both_pieces(first: NamedTarget, second: NamedTarget) -> bool:
    """Two chapters or parts: their clash is found where the book is put together."""
    pieces = (TargetKind.PART, TargetKind.CHAPTER)
    return first.target.kind in pieces and second.target.kind in pieces


def _clash(first: NamedTarget, second: NamedTarget) -> Diagnostic:
    if second.label:
        place, other = second.target, first.target
    else:
        place, other = first.target, second.target
    related = Related(other.span, f"this {other.kind.value} bears it, too")
    return CLASHING_LABELS.at(place.span, related=(related,), label=place.id)


def _collected(
    piece: Part | Chapter, config: Config, language: Language
) -> tuple[NamedTarget, ...]:
    """`piece` as a target, and the targets in it."""
    collector = _Collector(config, language)
    inside = collector.inside(piece) if isinstance(piece, Chapter) else ()
    return collector.piece(piece), *inside


@dataclass(frozen=True, slots=True)
class _Collector:
    config: Config
    language: Language

    def piece(self, piece: Part | Chapter) -> NamedTarget:
        kind = TargetKind.PART if isinstance(piece, Part) else TargetKind.CHAPTER
        shown = label(piece, self.config, self.language)
        return self.named(
            piece.id, piece.id, kind, piece.span,
            bears=piece.id, words=shown, title=piece.title, key="title",
        )  # fmt: skip

    def inside(self, chapter: Chapter) -> Iterator[NamedTarget]:
        yield from self.blocks(chapter.blocks, chapter.id)
        for note in chapter.notes:
            words = self.language.say("note", number=note.number)
            yield self.named(note.id, chapter.id, TargetKind.NOTE, note.span, words=words)
            yield from self.blocks(note.blocks, chapter.id)

    def blocks(self, blocks: Iterable[Block], sheet: str) -> Iterator[NamedTarget]:
        for block in walk_blocks(blocks):
            match block:
                case Heading():
                    yield self.named(
                        block.id, sheet, TargetKind.SECTION, block.span,
                        bears=block.label, words=self.numbered("section-numbered", block.number),
                        title=block.children, key="section",
                    )  # fmt: skip
                case Figure() | Table():
                    kind = TargetKind.FIGURE if isinstance(block, Figure) else TargetKind.TABLE
                    yield self.named(
                        block.id, sheet, kind, block.span,
                        bears=block.label, words=self.numbered(kind.value, block.number),
                        title=block.caption,
                    )  # fmt: skip
                case _:
                    pass

    def numbered(self, key: str, number: str) -> str:
        return self.language.say(key, number=number) if number else ""

    def named(
        self,
        id_: str,
        sheet: str,
        kind: TargetKind,
        span: Span,
        *,
        bears: str = "",
        words: str = "",
        title: Inlines = (),
        key: str = "",
    ) -> NamedTarget:
        title = without_notes(title)
        text = plain(title)
        name = words or (self.language.say(key, title=text) if key and text else "")
        return NamedTarget(Target(id_, sheet, kind, name, text, span), bears, words, title, key)
