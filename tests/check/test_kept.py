"""What is kept from build to build is what would be found anew, and what has not changed is not
looked at again.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

from anban.check import parity
from anban.check.pages import evenness, geometry, makeup, notes, places
from anban.core.book import Book, Chapter, Role
from anban.core.diagnostics import Diagnostic, Span
from anban.core.memo import Memo
from anban.core.nodes import Note, NoteCall, Paragraph, Text
from anban.typeset.layout import Line, NotePiece, Page, Run

CHAPTERS, LINES, LEADING = ("a", "b", "c", "d"), 8, 10.0
TEXT_TOP, NOTE_TOP, BOTTOM = 10.0, 100.0, 140.0

Found = tuple[Diagnostic, ...]
CHECKS: dict[str, Callable[[Book, tuple[Page, ...], Memo | None], Found]] = {
    "notes": lambda book, pages, memo: notes.audit(book, pages, memo).diagnostics,
    "parity": lambda book, pages, memo: parity.in_print(book, pages, {}, memo),
    "geometry": geometry.examine,
    "makeup": makeup.examine,
    "evenness": evenness.examine,
}


def words(name: str, page: int, line: int) -> str:
    return f"{name} page {page} line {line}"


def chapter(name: str) -> Chapter:
    """Two pages of text, with two notes each."""

    def at(line: int) -> Span:
        return Span(f"body/{name}.md", line)

    made, blocks = [], []
    for page in range(2):
        text = tuple(Text(words(name, page, line) + " ", at(line)) for line in range(LINES))
        ids = [f"{name}-n{2 * page + order}" for order in range(2)]
        calls = tuple(NoteCall(one, at(9), one, one) for one in ids)
        blocks.append(Paragraph((*text, *calls), at(page + 1)))
        made += [Note(one, (Paragraph((Text(one, at(20)),), at(20)),), at(20), one) for one in ids]
    return Chapter(name, Role.CHAPTER, (), (), (), tuple(blocks), tuple(made), at(1))


BOOK = Book((), tuple(map(chapter, CHAPTERS)), ())


def page(index: int) -> Page:
    name, which = CHAPTERS[index // 2], index % 2
    ids = [f"{name}-n{2 * which + order}" for order in range(2)]
    tops = [TEXT_TOP + LEADING * line for line in range(LINES)]
    runs = [
        Run(words(name, which, line), "", False, top, top + LEADING, 20, 80)
        for line, top in enumerate(tops)
    ]
    pieces = [
        NotePiece(one, NOTE_TOP + LEADING * order, NOTE_TOP + LEADING * (order + 1))
        for order, one in enumerate(ids)
    ]
    runs += [Run(one.note, one.note, False, one.top, one.bottom, 20, 80) for one in pieces]
    lines = [
        Line("p", line, line + 1, False, False, top + 8, LEADING, 0.25, True)
        for line, top in enumerate(tops)
    ]
    return Page(
        index, str(index + 1), name, index % 2 == 0, False, 100, 150, TEXT_TOP, BOTTOM, 20, 80,
        NOTE_TOP, tuple(runs), tuple(ids), tuple(pieces), (), tuple(lines),
    )  # fmt: skip


SOUND = tuple(map(page, range(2 * len(CHAPTERS))))


def spoilt(pages: tuple[Page, ...], chance: random.Random) -> tuple[Page, ...]:
    """One thing more is wrong with `pages`."""
    here, there = chance.sample(range(len(pages)), 2)
    one, other = pages[here], pages[there]
    changes: list[dict[int, Page]] = [
        {here: replace(one, notes=one.notes[1:])},
        {here: replace(one, notes=one.notes[::-1])},
        {here: replace(one, calls=other.calls)},
        {here: replace(one, notes=()), there: replace(other, notes=(*other.notes, *one.notes))},
        {here: replace(other, index=here), there: replace(one, index=there)},
        {here: replace(one, note_top=50.0)},
        {here: replace(one, blank=True, sheet="")},
        {here: replace(one, text_bottom=NOTE_TOP + 5)},
        {here: replace(one, width=60)},
        {here: replace(one, runs=(*one.runs[1:], one.runs[0]))},
        {here: replace(one, runs=tuple(run._replace(right=85) for run in one.runs))},
        {here: replace(one, runs=tuple(run._replace(text=run.text[:-1]) for run in one.runs))},
        {here: replace(one, lines=one.lines[: chance.randrange(4)])},
        *(
            {here: replace(one, lines=tuple(line._replace(**made) for line in one.lines))}
            for made in LINES_SPOILT
        ),
    ]
    return tuple(chance.choice(changes).get(at, page) for at, page in enumerate(pages))


LINES_SPOILT: tuple[dict[str, Any], ...] = (
    {"kind": "h2"}, {"space": 0.8}, {"space": 0.1}, {"first": True}, {"last": True},
    {"baseline": 33.0}, {"kind": "td", "plain": False}, {"kind": "figcaption", "plain": False},
)  # fmt: skip


def test_a_sound_book_is_sound() -> None:
    assert [check(BOOK, SOUND, None) for check in CHECKS.values()] == [()] * len(CHECKS)


@pytest.mark.parametrize("seed", range(3))
def test_many_changes_one_after_another(seed: int) -> None:
    chance, memo, pages = random.Random(seed), Memo(), SOUND  # noqa: S311 - no secret
    told: Counter[str] = Counter()
    for turn in range(150):
        pages = SOUND if turn % 4 == 0 else spoilt(pages, chance)
        for name, check in CHECKS.items():
            found = check(BOOK, pages, memo)
            assert found == check(BOOK, pages, None), (name, turn)
            told.update(f"{name} {one.code}" for one in found)
        memo.turn()
    assert len(told) > 15


@pytest.mark.parametrize("seed", range(3))
def test_chapters_are_judged_apart_as_together(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Notes that stand with another chapter, or a chapter that stands elsewhere, too."""
    chance, pages = random.Random(seed), SOUND  # noqa: S311 - no secret
    judged: Counter[bool] = Counter()
    parts = notes._parts  # noqa: SLF001 - how they part is what is tested
    for turn in range(300):
        pages = SOUND if turn % 4 == 0 else spoilt(pages, chance)
        judged[len(parts(BOOK, pages, Memo())) > 1] += 1
        found = notes.audit(BOOK, pages)
        with monkeypatch.context() as patch:
            patch.setattr(notes, "_parts", lambda book, pages, _: [(book.body, pages)])
            assert found == notes.audit(BOOK, pages), turn
    assert min(judged[True], judged[False]) > 50


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (notes, "_judge"), (notes, "_noted"), (parity, "_on_pages"), (geometry, "_sheet"),
        (makeup, "_stands"), (makeup, "_sheet"), (evenness, "_sheet"),
    ],
)  # fmt: skip
def test_only_the_sheet_that_has_changed_is_looked_at(
    module: ModuleType,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[str] = []
    work = getattr(module, name)

    def watched(*given: Any) -> Any:  # noqa: ANN401
        pages = next(one for one in given if isinstance(one, tuple) and isinstance(one[0], Page))
        looked.append(pages[0].sheet)
        return work(*given)

    monkeypatch.setattr(module, name, watched)
    memo = Memo()
    for check in CHECKS.values():
        check(BOOK, SOUND, memo)
    assert looked == list(CHAPTERS)
    memo.turn()
    looked.clear()
    second = replace(SOUND[2], label="x")
    for check in CHECKS.values():
        check(BOOK, (*SOUND[:2], second, *SOUND[3:]), memo)
    assert looked == ["b"]


def test_places_are_looked_for_only_where_something_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[str] = []

    def watched(piece: Any, pages: Any) -> Any:  # noqa: ANN401
        looked.append(piece.id)
        return find(piece, pages)

    find = places.places
    monkeypatch.setattr(places, "places", watched)
    memo = Memo()
    wide = replace(
        SOUND[5],
        runs=tuple(run._replace(right=85) for run in SOUND[5].runs),
        lines=tuple(line._replace(space=0.8) for line in SOUND[5].lines),
    )
    for check in (geometry.examine, evenness.examine):
        assert check(BOOK, (*SOUND[:5], wide, *SOUND[6:]), memo)
    assert makeup.examine(BOOK, SOUND, memo) == ()
    assert looked == ["c"]
