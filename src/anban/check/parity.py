"""The same text in the book and in its products. In: a book, pages or sheets. Out: diagnostics.

Every character that counts must stand in the product, once and in order. Notes are compared on
their own: those on pages by the note audit, those of an ebook here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from anban.book import Book, Chapter, Part
from anban.check.characters import Strand, characters, contrast, of_note, parting, running
from anban.diagnostics import Diagnostic, Rule, Span
from anban.errors import BugError
from anban.keeping import Keeper
from anban.render.rendition import Sheet
from anban.rules import pages as rules
from anban.typeset.layout import Page, Run

_BODY = "{http://www.w3.org/1999/xhtml}body"
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


def in_print(
    book: Book, pages: tuple[Page, ...], keeper: Keeper | None = None
) -> tuple[Diagnostic, ...]:
    """Compare the running text of `book` with what is drawn on `pages`."""
    keeper = keeper or Keeper()
    drawn: dict[str, list[Page]] = {}
    for page in pages:
        drawn.setdefault(page.sheet, []).append(page)
    found: list[Diagnostic] = []
    for piece in _written(book):
        if piece.id in drawn:
            found += keeper(_on_pages, piece, keeper(running, piece), tuple(drawn[piece.id]))
        else:
            found.append(_missing(piece, "print edition"))
    return tuple(found)


def _on_pages(
    piece: Part | Chapter, written: Strand, pages: tuple[Page, ...]
) -> tuple[Diagnostic, ...]:
    runs = [run for page in pages for run in page.runs if not run.generated and not run.note]
    return tuple(_compare(rules.PRINT_DIFFERS, written, _joined(runs), piece.span))


def in_ebook(
    book: Book, sheets: tuple[Sheet, ...], keeper: Keeper | None = None
) -> tuple[Diagnostic, ...]:
    """Compare the running text and the notes of `book` with the documents of `sheets`."""
    keeper = keeper or Keeper()
    by_id = {sheet.id: sheet for sheet in sheets}
    found: list[Diagnostic] = []
    for piece in _written(book):
        if piece.id in by_id:
            found += keeper(_in_sheet, piece, keeper(running, piece), by_id[piece.id])
        else:
            found.append(_missing(piece, "ebook"))
    return tuple(found)


def _in_sheet(piece: Part | Chapter, written: Strand, sheet: Sheet) -> tuple[Diagnostic, ...]:
    words = _words_of(sheet)
    text = "".join(words.running)
    differing = _compare(rules.EBOOK_DIFFERS, written, text, piece.span)
    return *differing, *_notes(piece, words)


def _written(book: Book) -> Iterator[Part | Chapter]:
    """The pieces that somebody wrote; a generated one has no text in the tree."""
    for piece in book.pieces():
        if isinstance(piece, Part) or not piece.role.facts.generated:
            yield piece


def _missing(piece: Part | Chapter, product: str) -> Diagnostic:
    return rules.PIECE_MISSING.at(piece.span, piece=piece.id, product=product)


def _joined(runs: list[Run]) -> str:
    """The text of `runs`, with a space where a new line begins."""
    words, top = [], 0.0
    for run in runs:
        words.append(f" {run.text}" if run.top != top else run.text)
        top = run.top
    return "".join(words)


def _compare(rule: Rule, written: Strand, drawn: str, place: Span) -> Iterator[Diagnostic]:
    """The first difference, if there is one, where it was written."""
    offsets = parting(characters(drawn), written.characters)
    if offsets is None:
        return
    passage = written.at(offsets[1])
    said, meant = contrast(drawn, written.text, offsets)
    yield rule.at(passage.span if passage else place, drawn=said, written=meant)


def _notes(piece: Part | Chapter, words: _Words) -> Iterator[Diagnostic]:
    for note in piece.notes if isinstance(piece, Chapter) else ():
        if note.id in words.notes:
            text = "".join(words.notes[note.id])
            yield from _compare(rules.EBOOK_DIFFERS, of_note(note), text, note.span)
        else:
            yield rules.EBOOK_NOTE_MISSING.at(note.span, number=note.number)


@dataclass(slots=True)
class _Words:
    """The words of a document: its running text, and its notes by id."""

    running: list[str] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=dict)


def _words_of(sheet: Sheet) -> _Words:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(sheet.xhtml.encode(), parser)
    except etree.XMLSyntaxError as fault:
        raise BugError(f"the markup of `{sheet.id}` is not well-formed: {fault}") from fault
    words = _Words()
    body = root if root.tag == _BODY else root.find(_BODY)
    if body is not None:
        _gather(body, words.running, words)
    return words


def _gather(element: etree._Element, into: list[str], words: _Words) -> None:
    """Add the words below `element` to `into`, and a note's to its own."""
    if not isinstance(element.tag, str) or "generated" in element.get("class", "").split():
        return
    if "footnote" in element.get(_EPUB_TYPE, "").split():
        into = words.notes.setdefault(element.get("id", ""), [])
    into.append(element.text or "")
    for child in element:
        _gather(child, into, words)
        into.append(child.tail or "")
