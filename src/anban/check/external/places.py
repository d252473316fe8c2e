"""Find the line in the manuscript or theme from which a place inside an EPUB was made.

In: the EPUB, the book, the theme's style sheets. Out: `SourcePlaces`, which gives the `Span` for a
finding. For a place in a document it is the next word, or the figure or table around it. For a
place in the style sheet it is the theme's file, and for one in a picture that picture's file.
"""

from __future__ import annotations

import io
import zipfile
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from xml.parsers import expat

from anban.check.characters import Strand, characters, of_note, running
from anban.check.external.findings import Finding
from anban.core.book import Book, Chapter, Part
from anban.core.diagnostics import Span
from anban.core.nodes import Heading, Note
from anban.core.walk import walk_blocks
from anban.epub.adapter import ROOT
from anban.render.folder import File
from anban.world.project import MANUSCRIPT

TEXTS = f"{ROOT}/text"
STYLES = f"{ROOT}/css"
IMAGES = f"{ROOT}/images"
BODILESS = frozenset({"img", "figure", "table"})
"""Elements that are not placed by their words. Their place is that of the whole block."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """An element of a document.

    `line` and `column` are where its tag begins. `steps` is the way to it from the root. `ids` are
    its own id and those of the elements around it, the nearest first. `note` is the id of the note
    it is in, or empty. `count` is the number of characters before it in that note or in the
    running text.
    """

    line: int
    column: int
    steps: tuple[int, ...]
    name: str
    ids: tuple[str, ...]
    note: str
    count: int


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet. `note` is the id of the note it is in."""

    steps: tuple[int, ...]
    ids: tuple[str, ...]
    note: str
    generated: bool
    children: int = 0


@dataclass(slots=True)
class _Walk:
    """Parses a document once and records every element."""

    spots: list[_Spot] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=lambda: [_Open((), (), "", generated=False)])
    _counts: dict[str, int] = field(default_factory=dict)
    _body: bool = False

    def through(self, document: bytes) -> tuple[_Spot, ...]:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda name, given: self._start(parser, name, given)
        parser.EndElementHandler = lambda _: self._open.pop()
        parser.CharacterDataHandler = self._characters
        parser.Parse(document, True)
        return tuple(self.spots)

    def _start(self, parser: expat.XMLParserType, name: str, given: dict[str, str]) -> None:
        above = self._open[-1]
        above.children += 1
        self._body = self._body or name == "body"
        called = (given["id"],) if "id" in given else ()
        noted = "footnote" in given.get("epub:type", "").split()
        inner = _Open(
            (*above.steps, above.children),
            (*called, *above.ids),
            given.get("id", "") if noted else above.note,
            above.generated or "generated" in given.get("class", "").split(),
        )
        self._open.append(inner)
        place = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        count = self._counts.get(inner.note, 0)
        self.spots.append(_Spot(*place, inner.steps, name, inner.ids, inner.note, count))

    def _characters(self, text: str) -> None:
        above = self._open[-1]
        if self._body and not above.generated:
            counted = self._counts.get(above.note, 0) + len(characters(text))
            self._counts[above.note] = counted


@dataclass(frozen=True, slots=True)
class SourcePlaces:
    """Gives the place of a finding in the manuscript or the theme.

    `files` are the files of the EPUB. `pictures` has the bytes of the manuscript's pictures by
    their paths. `edition` is the place of the edition in `book.toml`.
    """

    files: Mapping[str, bytes]
    book: Book
    css: tuple[File, ...]
    pictures: Mapping[str, bytes]
    edition: Span | None

    @classmethod
    def of(
        cls,
        data: bytes,
        book: Book,
        css: tuple[File, ...],
        pictures: Mapping[str, bytes],
        edition: Span | None,
    ) -> SourcePlaces:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        return cls(files, book, css, pictures, edition)

    def __call__(self, finding: Finding) -> Span | None:
        """The place from which the part with `finding` was made.

        For a file that the program generated it is the edition's place in `book.toml`. It is None
        if the finding names no file.
        """
        path = PurePosixPath(finding.path)
        match str(path.parent):
            case _ if finding.path not in self.files:
                return None
            case folder if folder == TEXTS:
                return self._in_text(path.stem, finding) or self.edition
            case folder if folder == STYLES:
                return self._in_style(finding) or self.edition
            case folder if folder == IMAGES:
                return self._in_picture(finding) or self.edition
            case _:
                return self.edition

    def _in_text(self, sheet: str, finding: Finding) -> Span | None:
        piece = next((one for one in self.book.pieces() if one.id == sheet), None)
        if piece is None:
            return None
        spot = _spot(_Walk().through(self.files[finding.path]), finding)
        return _span(piece, spot) if spot else piece.span

    def _in_style(self, finding: Finding) -> Span | None:
        sheet = self.files[finding.path].decode("utf-8")
        for file in self.css:
            before, found, _ = sheet.partition(file.text.rstrip("\n"))
            line = finding.line - before.count("\n")
            if found and 1 <= line <= found.count("\n") + 1:
                return Span(file.path, line, max(1, finding.column))
        return None

    def _in_picture(self, finding: Finding) -> Span | None:
        content = self.files[finding.path]
        path = next((path for path, known in self.pictures.items() if known == content), None)
        if path is None:
            return None
        return Span(f"{MANUSCRIPT}/{path}", max(1, finding.line), max(1, finding.column))


def _spot(spots: tuple[_Spot, ...], finding: Finding) -> _Spot | None:
    """The element that `finding` is about, None if there is none.

    It is the element at the end of its steps, or else the last one that begins before its line and
    column: checkers give the column at which a tag ends.
    """
    if finding.steps:
        return next((spot for spot in spots if spot.steps[1:] == finding.steps), None)
    if finding.line < 1:
        return None
    place = finding.line, max(1, finding.column - 1)
    index = bisect_right(spots, place, key=lambda spot: (spot.line, spot.column)) - 1
    return spots[index] if index >= 0 else None


def _span(piece: Part | Chapter, spot: _Spot) -> Span:
    """The place in the manuscript of the element at `spot`."""
    noted = {note.id: note for note in piece.notes} if isinstance(piece, Chapter) else {}
    if spot.note in noted:
        note: Note = noted[spot.note]
        return _word(of_note(note), spot.count) or note.span
    blocks = _blocks(piece) if spot.name in BODILESS else {}
    block = next((blocks[one] for one in spot.ids if one in blocks), None)
    if block:
        return block
    return (_word(running(piece), spot.count) if spot.count else None) or piece.span


def _blocks(piece: Part | Chapter) -> dict[str, Span]:
    blocks = walk_blocks(piece.blocks) if isinstance(piece, Chapter) else ()
    return {
        block.id: block.span
        for block in blocks
        if hasattr(block, "id") and not isinstance(block, Heading)
    }


def _word(strand: Strand, count: int) -> Span | None:
    passage = strand.at(count)
    return passage.span if passage else None
