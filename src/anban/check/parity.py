"""Check that a product has the same text as the book.

In: a book, and its pages or its documents. Out: diagnostics. Every character that is compared (see
`characters`) must be in the product once and in order. Notes are compared by themselves: those of
an ebook here, those on pages by the note audit. Of the text that the program generates, the words
of references and the calls of notes must be there, in the right order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from lxml import etree

from anban.check import rules
from anban.check.characters import Sign, Strand, characters, contrast, of_note, running
from anban.check.differences import differences
from anban.core.book import Book, Chapter, Part
from anban.core.diagnostics import Diagnostic, Rule, Span
from anban.core.errors import BugError
from anban.core.memo import Memo
from anban.typeset.layout import Page

_BODY = "{http://www.w3.org/1999/xhtml}body"
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
PRINT, EBOOK = "print edition", "ebook"


@dataclass(slots=True)
class _ProductText:
    """Text of a product. Each piece of it has a place: the label of a page, or a line."""

    pieces: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)

    def add(self, text: str | None, place: str) -> None:
        if text:
            self.pieces.append(text)
            self.places.append(place)

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def place(self, offset: int) -> str:
        """The place of the character at `offset`, counted as `characters` does."""
        lengths = (len(characters(piece)) for piece in self.pieces)
        starts = tuple(accumulate(lengths, initial=0))[:-1]
        index = bisect_right(starts, offset) - 1
        return self.places[index] if self.places else "its end"


@dataclass(slots=True)
class _Drawn:
    """The text that a product shows of one piece of the book.

    What was written and what was generated are apart, and so are notes, by their ids.
    """

    running: _ProductText = field(default_factory=_ProductText)
    generated: _ProductText = field(default_factory=_ProductText)
    notes: dict[str, _ProductText] = field(default_factory=dict)


def in_print(
    book: Book,
    pages: tuple[Page, ...],
    labels: Mapping[str, str],
    memo: Memo | None = None,
) -> tuple[Diagnostic, ...]:
    """Compare the running text of `book` with the text that is drawn on `pages`.

    `labels` gives the page label of each target that the book refers to.
    """
    memo = memo or Memo()
    drawn: dict[str, list[Page]] = {}
    for page in pages:
        drawn.setdefault(page.sheet, []).append(page)
    found: list[Diagnostic] = []
    for piece in _written(book):
        if piece.id in drawn:
            strand = memo(running, piece)
            shown = tuple(labels.get(sign.page, sign.text) for sign in _references(strand))
            found += memo(_on_pages, piece, strand, tuple(drawn[piece.id]), shown)
        else:
            found.append(_missing(piece, PRINT))
    return tuple(found)


def _on_pages(
    piece: Part | Chapter,
    written: Strand,
    pages: tuple[Page, ...],
    shown: tuple[str, ...],
) -> tuple[Diagnostic, ...]:
    words, generated, top = _ProductText(), _ProductText(), 0.0
    for page in pages:
        for run in page.runs:
            if run.note:
                continue
            if run.generated:
                generated.add(run.text, page.label)
                continue
            words.add(f" {run.text}" if run.top != top else run.text, page.label)
            top = run.top
    return (
        *_compare(rules.PRINT_DIFFERS, written, words, piece.span),
        *_shown(PRINT, _references(written), shown, generated.text),
    )


def in_ebook(
    book: Book, documents: Mapping[str, bytes], memo: Memo | None = None
) -> tuple[Diagnostic, ...]:
    """Compare the running text and the notes of `book` with those of an ebook.

    `documents` has the bytes of each document of the EPUB by the id of its sheet.
    """
    memo = memo or Memo()
    found: list[Diagnostic] = []
    for piece in _written(book):
        if piece.id in documents:
            found += memo(_in_document, piece, memo(running, piece), documents[piece.id])
        else:
            found.append(_missing(piece, EBOOK))
    return tuple(found)


def _in_document(piece: Part | Chapter, written: Strand, document: bytes) -> tuple[Diagnostic, ...]:
    drawn = _read(document, piece.id)
    noted = piece.notes if isinstance(piece, Chapter) else ()
    signs = (*written.signs, *(sign for note in noted for sign in of_note(note).signs))
    return (
        *_compare(rules.EBOOK_DIFFERS, written, drawn.running, piece.span),
        *_notes(piece, drawn),
        *_shown(EBOOK, signs, (sign.text for sign in signs), drawn.generated.text),
    )


def _written(book: Book) -> Iterator[Part | Chapter]:
    """The pieces that were written. A generated piece has no text in the book's tree."""
    for piece in book.pieces():
        if isinstance(piece, Part) or not piece.role.facts.generated:
            yield piece


def _missing(piece: Part | Chapter, product: str) -> Diagnostic:
    return rules.PIECE_MISSING.at(piece.span, piece=piece.id, product=product)


def _compare(rule: Rule, written: Strand, words: _ProductText, place: Span) -> Iterator[Diagnostic]:
    """Report each block that differs, with its place in the manuscript and in the product."""
    for offsets in differences(characters(words.text), written):
        passage = written.at(offsets[1])
        said, meant = contrast(words.text, written.text, offsets)
        span = passage.span if passage else place
        yield rule.at(span, drawn=said, written=meant, place=words.place(offsets[0]))


def _notes(piece: Part | Chapter, drawn: _Drawn) -> Iterator[Diagnostic]:
    for note in piece.notes if isinstance(piece, Chapter) else ():
        if note.id in drawn.notes:
            yield from _compare(rules.EBOOK_DIFFERS, of_note(note), drawn.notes[note.id], note.span)
        else:
            yield rules.EBOOK_NOTE_MISSING.at(note.span, number=note.number)


def _references(written: Strand) -> tuple[Sign, ...]:
    """The references of a text. In print, the note audit checks the calls of notes."""
    return tuple(sign for sign in written.signs if not sign.call)


def _shown(
    product: str, signs: Iterable[Sign], shown: Iterable[str], generated: str
) -> Iterator[Diagnostic]:
    """Report each of `signs` whose words are not in `generated`, or not in the right order."""
    text, here = characters(generated).casefold(), 0
    for sign, words in zip(signs, shown, strict=True):
        wanted = characters(words).casefold()
        found = text.find(wanted, here)
        if found < 0:
            yield rules.NOT_SHOWN.at(sign.span, product=product, shown=words)
        else:
            here = found + len(wanted)


def _read(document: bytes, name: str) -> _Drawn:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(document, parser)
    except etree.XMLSyntaxError as fault:
        raise BugError(f"the markup of `{name}` is not well-formed: {fault}") from fault
    drawn = _Drawn()
    body = root if root.tag == _BODY else root.find(_BODY)
    if body is not None:
        _gather(body, f"text/{name}.xhtml", drawn.running, drawn)
    return drawn


def _gather(element: etree._Element, file: str, into: _ProductText, drawn: _Drawn) -> None:
    """Add the text inside `element` to `into`; text of a note and generated text go to `drawn`."""
    if not isinstance(element.tag, str):
        return
    place = f"{file}:{element.sourceline}"
    if "generated" in element.get("class", "").split():
        drawn.generated.add("".join(map(str, element.itertext())), place)
        return
    if "footnote" in element.get(_EPUB_TYPE, "").split():
        into = drawn.notes.setdefault(element.get("id", ""), _ProductText())
    into.add(element.text, place)
    for child in element:
        _gather(child, file, into, drawn)
        into.add(child.tail, place)
