"""The fourth pass: cross-references get the ids of their targets, and the words they show.

In: a numbered book. Out: the book with `Reference.target` an id and its words as children, for a
page those that stand where no page is known; the targets by id; references that lead nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from anban.core.book import Book, Chapter, Part
from anban.core.diagnostics import Diagnostic
from anban.core.memo import Memo, Tables
from anban.core.nearest import nearest
from anban.core.nodes import Figure, Inlines, Reference, Shown
from anban.core.walk import map_inlines, walk_blocks
from anban.core.ways import held
from anban.languages import Language
from anban.manuscript.config.model import Config
from anban.manuscript.resolve.naming import Namer
from anban.manuscript.resolve.rules import (
    DETAILS_ELSEWHERE,
    NAMELESS_TARGET,
    UNKNOWN_LABEL,
    UNKNOWN_NOTE,
)
from anban.manuscript.resolve.targets import Catalogue, NamedTarget, Target, catalogue

_NOTE = "^"
"""Between a chapter's id, or nothing, and the label of a note."""


def refer(
    book: Book, config: Config, language: Language, memo: Memo | None = None
) -> tuple[Book, Mapping[str, Target], tuple[Diagnostic, ...]]:
    """`book` with its references resolved. One that leads nowhere stays as it was written."""
    memo = memo or Memo()
    known, clashes = catalogue(book, config, language, memo)
    reader = _ReferenceResolver((known.named, known.labels, known.notes), config, language, memo)
    referred = Book(
        tuple(reader.chapter(chapter) for chapter in book.front),
        tuple(reader.piece(piece) for piece in book.body),
        tuple(reader.chapter(chapter) for chapter in book.back),
    )
    targets = MappingProxyType({id_: named.target for id_, named in known.named.items()})
    return referred, targets, (*clashes, *reader.found)


@dataclass(slots=True)
class _ReferenceResolver:
    """Goes through the book, a chapter at a time."""

    known: Tables
    config: Config
    language: Language
    memo: Memo
    found: list[Diagnostic] = field(default_factory=list)

    def piece(self, piece: Part | Chapter) -> Part | Chapter:
        if isinstance(piece, Chapter):
            return self.chapter(piece)
        return replace(piece, chapters=tuple(self.chapter(chapter) for chapter in piece.chapters))

    def chapter(self, chapter: Chapter) -> Chapter:
        made, found = self.memo.looking(_chapter, self.known, chapter, self.config, self.language)
        self.found += found
        return made


def _chapter(
    known: Tables, chapter: Chapter, config: Config, language: Language
) -> tuple[Chapter, tuple[Diagnostic, ...]]:
    """`chapter` with its references resolved; `known` are the tables of a `Catalogue`."""
    catalogue = Catalogue(*known)
    resolver = _Resolver(catalogue, Namer(catalogue, config, language))
    made = map_inlines(chapter, lambda inlines: resolver.sequence(inlines, chapter.id))
    return made, (*resolver.found, *_elsewhere(chapter, made, catalogue))


def _elsewhere(chapter: Chapter, made: Chapter, known: Catalogue) -> Iterator[Diagnostic]:
    """Figures described in another chapter, which in an ebook is another file."""
    for written, figure in zip(_described(chapter), _described(made), strict=True):
        for reference, found in zip(written.details, figure.details, strict=True):
            assert isinstance(reference, Reference)
            assert isinstance(found, Reference)
            target = known.named.get(found.target)
            if target is not None and target.target.sheet != chapter.id:
                label = reference.target.removeprefix("#")
                yield DETAILS_ELSEWHERE.at(reference.span, label=label)


def _described(chapter: Chapter) -> Iterator[Figure]:
    blocks = walk_blocks(chapter.blocks)
    return (block for block in blocks if isinstance(block, Figure) and block.details)


@dataclass(slots=True)
class _Resolver:
    """Resolves the references of a chapter."""

    known: Catalogue
    namer: Namer
    found: list[Diagnostic] = field(default_factory=list)

    def sequence(self, inlines: Inlines, sheet: str) -> Inlines:
        found = [
            self.reference(inline, sheet) if isinstance(inline, Reference) else inline
            for inline in inlines
        ]
        return held(inlines, found)

    def reference(self, reference: Reference, sheet: str) -> Reference:
        label = reference.target.removeprefix("#")
        named = self.note(label, reference, sheet) if _NOTE in label else self.labelled(reference)
        if named is None:
            return reference
        children = reference.children
        if reference.shown is Shown.NAME and not named.target.name:
            self.found.append(NAMELESS_TARGET.at(reference.span, label=label))
        if reference.shown is not Shown.WORDS:
            children = self.namer.name(named, sheet, reference.span)
        return replace(reference, target=named.target.id, children=children)

    def labelled(self, reference: Reference) -> NamedTarget | None:
        label = reference.target.removeprefix("#")
        if label in self.known.labels:
            return self.known.named[label]
        near = nearest(label, self.known.labels)
        self.found.append(UNKNOWN_LABEL.at(reference.span, near=near, label=label))
        return None

    def note(self, label: str, reference: Reference, sheet: str) -> NamedTarget | None:
        home, _, name = label.rpartition(_NOTE)
        id_ = self.known.notes.get((home or sheet, name))
        if id_ is not None:
            return self.known.named[id_]
        near = nearest(label, _as_written(self.known, sheet))
        place = f"`{home or sheet}`"
        self.found.append(UNKNOWN_NOTE.at(reference.span, near=near, label=name, place=place))
        return None


def _as_written(known: Catalogue, sheet: str) -> Iterator[str]:
    """What `#` may stand before in chapter `sheet` to refer to a note."""
    for chapter, note in known.notes:
        if not note.startswith(_NOTE):
            yield f"{'' if chapter == sheet else chapter}{_NOTE}{note}"
