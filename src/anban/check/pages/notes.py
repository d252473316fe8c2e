"""The note audit. In: a book and its pages. Out: `NoteAudit`.

A note is judged by its identity: the call and the body that bear its id, wherever they are drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby, pairwise
from operator import attrgetter

from anban.check.characters import characters, contrast, of_note, parting
from anban.check.pages import rules
from anban.core.book import Book, Chapter
from anban.core.diagnostics import Diagnostic, Rule
from anban.core.memo import Memo
from anban.core.nodes import Note
from anban.typeset.layout import NotePiece, Page

KINDS = ("lost", "late", "early", "out_of_order", "off_page", "overlapping", "incomplete")
"""What can be wrong with a note, in the order in which it is told."""
SLACK = 1.0
"""Pixels by which boxes may touch without a fault: rounding, and rules drawn on an edge."""


@dataclass(frozen=True, slots=True)
class NoteAudit:
    """How many notes the book has, and how many of them are not as they should be.

    `split` counts notes that go on over a page; that is no fault. A note may count under more
    than one fault. `chapters` counts the faults of each chapter that has any, by its id.
    """

    notes: int
    lost: int
    late: int
    early: int
    out_of_order: int
    off_page: int
    overlapping: int
    incomplete: int
    split: int
    chapters: Mapping[str, int]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def clean(self) -> bool:
        return not self.diagnostics


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What was found of the notes of some chapters: kind of fault, chapter, words. `split` as in
    `NoteAudit`.
    """

    found: tuple[tuple[str, str, Diagnostic], ...]
    split: int


@dataclass(frozen=True, slots=True)
class _Trace:
    """What is drawn of a note of `chapter`: the page of its call, its pieces, its text."""

    chapter: str
    note: Note
    call: Page | None
    pieces: tuple[tuple[Page, NotePiece], ...]
    drawn: str

    @property
    def first(self) -> Page | None:
        return self.pieces[0][0] if self.pieces else None

    @property
    def split(self) -> bool:
        return len({page.index for page, _ in self.pieces}) > 1


def audit(book: Book, pages: tuple[Page, ...], memo: Memo | None = None) -> NoteAudit:
    """Look for every note of `book` on `pages`."""
    memo = memo or Memo()
    verdicts = [memo(_judge, *part) for part in _parts(book, pages, memo)]
    found = [one for kind in KINDS for each in verdicts for one in each.found if one[0] == kind]
    kinds = Counter(kind for kind, _, _ in found)
    return NoteAudit(
        notes=sum(len(chapter.notes) for chapter in book.chapters()),
        **{kind: kinds[kind] for kind in KINDS},
        split=sum(each.split for each in verdicts),
        chapters=Counter(chapter for _, chapter, _ in found),
        diagnostics=tuple(diagnostic for _, _, diagnostic in found),
    )


def _parts(
    book: Book, pages: tuple[Page, ...], memo: Memo
) -> list[tuple[tuple[Chapter, ...], tuple[Page, ...]]]:
    """The chapters that have notes, each with the pages on which there is something of them.

    If there is anything of a note elsewhere than with its chapter, or a chapter elsewhere than at
    its place: all chapters together, with all pages.
    """
    chapters = tuple(chapter for chapter in book.chapters() if chapter.notes)
    own = {chapter.id: frozenset(note.id for note in chapter.notes) for chapter in chapters}
    noted: list[tuple[str, tuple[Page, ...]]] = []
    apart = True
    for sheet, group in groupby(pages, attrgetter("sheet")):
        some = tuple(group)
        if ids := memo(_noted, some):
            noted.append((sheet, some))
            apart = apart and ids <= own.get(sheet, frozenset())
    found = dict(noted)
    if apart and [sheet for sheet, _ in noted] == [one for one in own if one in found]:
        return [((chapter,), found.get(chapter.id, ())) for chapter in chapters]
    return [(chapters, pages)]


def _noted(pages: tuple[Page, ...]) -> frozenset[str]:
    """The notes of which there is anything on `pages`, by id."""
    calls = (call for page in pages for call in page.calls)
    pieces = (piece.note for page in pages for piece in page.notes)
    runs = (run.note for page in pages for run in page.runs if run.note)
    return frozenset((*calls, *pieces, *runs))


def _judge(chapters: tuple[Chapter, ...], pages: tuple[Page, ...]) -> _Verdict:
    """Look for every note of `chapters` on `pages`, which follow one another."""
    traces = _traces(chapters, pages)
    finders: Mapping[str, Callable[[_Trace], Iterator[Diagnostic]]] = {
        "lost": _lost,
        "late": partial(_late, pages),
        "early": _early,
        "out_of_order": partial(_at, rules.NOTE_OUT_OF_ORDER, _out_of_order(traces, pages)),
        "off_page": _off_page,
        "overlapping": partial(_at, rules.NOTE_OVERLAPPING, _overlapping(pages)),
        "incomplete": _incomplete,
    }
    found = tuple(
        (kind, trace.chapter, diagnostic)
        for kind in KINDS
        for trace in traces
        for diagnostic in finders[kind](trace)
    )
    return _Verdict(found, sum(trace.split for trace in traces))


def _traces(chapters: tuple[Chapter, ...], pages: tuple[Page, ...]) -> tuple[_Trace, ...]:
    calls: dict[str, Page] = {}
    pieces: dict[str, list[tuple[Page, NotePiece]]] = {}
    drawn: dict[str, list[str]] = {}
    for page in pages:
        for call in page.calls:
            calls.setdefault(call, page)
        for piece in page.notes:
            pieces.setdefault(piece.note, []).append((page, piece))
        for run in page.runs:
            if run.note and not run.generated:
                drawn.setdefault(run.note, []).append(run.text)
    return tuple(
        _Trace(
            chapter.id,
            note,
            calls.get(note.id),
            tuple(pieces.get(note.id, ())),
            " ".join(drawn.get(note.id, ())),
        )
        for chapter in chapters
        for note in chapter.notes
    )


def _at(rule: Rule, found: Mapping[str, Page], trace: _Trace) -> Iterator[Diagnostic]:
    note = trace.note
    if note.id in found:
        yield rule.at(note.span, number=note.number, label=found[note.id].label)


def _lost(trace: _Trace) -> Iterator[Diagnostic]:
    note = trace.note
    if trace.call is None:
        yield rules.CALL_LOST.at(note.span, number=note.number)
    elif not trace.pieces:
        yield rules.NOTE_LOST.at(note.span, number=note.number, label=trace.call.label)


def _late(pages: tuple[Page, ...], trace: _Trace) -> Iterator[Diagnostic]:
    call, first, note = trace.call, trace.first, trace.note
    if call is None or first is None:
        return
    gap = next(_after_gap(trace, pages), None)
    late = first if first.index > call.index else gap
    if late is not None:
        yield rules.NOTE_LATE.at(note.span, number=note.number, label=call.label, other=late.label)


def _after_gap(trace: _Trace, pages: tuple[Page, ...]) -> Iterator[Page]:
    """Pages on which the note goes on though a page before it, not blank, has none of it."""
    for (before, _), (page, _) in pairwise(trace.pieces):
        skipped = pages[before.index + 1 - pages[0].index : page.index - pages[0].index]
        if any(not one.blank for one in skipped):
            yield page


def _early(trace: _Trace) -> Iterator[Diagnostic]:
    call, first, note = trace.call, trace.first, trace.note
    if call is not None and first is not None and first.index < call.index:
        yield rules.NOTE_EARLY.at(
            note.span, number=note.number, label=call.label, other=first.label
        )


def _out_of_order(traces: Iterable[_Trace], pages: Iterable[Page]) -> Mapping[str, Page]:
    """Notes with a piece that stands after a piece of a later note, each with its page."""
    ranks = {trace.note.id: rank for rank, trace in enumerate(traces)}
    found: dict[str, Page] = {}
    highest = -1
    for page in pages:
        for piece in page.notes:
            rank = ranks.get(piece.note, highest)
            if rank < highest:
                found.setdefault(piece.note, page)
            highest = max(highest, rank)
    return found


def _off_page(trace: _Trace) -> Iterator[Diagnostic]:
    note = trace.note
    for page, piece in trace.pieces:
        runs = [run for run in page.runs if run.note == note.id]
        top = min([piece.top, *(run.top for run in runs)])
        bottom = max([piece.bottom, *(run.bottom for run in runs)])
        if top < page.text_top - SLACK or bottom > page.text_bottom + SLACK:
            yield rules.NOTE_OFF_PAGE.at(note.span, number=note.number, label=page.label)
            return


def _overlapping(pages: Iterable[Page]) -> Mapping[str, Page]:
    """Notes that share a place with running text or with the note before them."""
    found: dict[str, Page] = {}
    for page in pages:
        low = max((run.bottom for run in page.runs if not run.note), default=page.text_top)
        if page.notes and page.note_top is not None and low > page.note_top + SLACK:
            found.setdefault(page.notes[0].note, page)
        for above, below in pairwise(page.notes):
            if above.bottom > below.top + SLACK:
                found.setdefault(below.note, page)
    return found


def _incomplete(trace: _Trace) -> Iterator[Diagnostic]:
    note = trace.note
    if trace.first is None:
        return
    written = of_note(note)
    offsets = parting(characters(trace.drawn), written.characters)
    if offsets is None:
        return
    passage = written.at(offsets[1])
    said, meant = contrast(trace.drawn, written.text, offsets)
    yield rules.NOTE_INCOMPLETE.at(
        passage.span if passage else note.span,
        number=note.number,
        label=trace.first.label,
        drawn=said,
        written=meant,
    )
