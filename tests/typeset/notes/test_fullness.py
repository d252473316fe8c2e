"""Pages are as full as they can be, and a page that was tried in vain is as if it never was.

In the tiny books here a page holds 60 mm: lines of 5 mm, and lines of notes of 4 mm at its foot.
So what fits is counted from the manuscript alone, without asking the engine where anything stands.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest

from anban.typeset.layout import Page
from anban.typeset.notes import solver
from anban.typeset.notes.memory import Memory
from tests.typeset.books import Script, faults, note
from tests.typeset.specimens import MM, Specimen

PAGE, LINE, NOTE_LINE = 60, 5, 4
INITIAL = 3
"""Lines beside a drop initial, which stay together."""
WHITE = solver.Policy().white * PAGE
SEEDS = (0, 1, 2, 3, 5, 6, 7, 8)
"""Not 4: there the notes of the three lines beside an initial need more than a page."""
LABEL = re.compile(r"(\d+)\.(\d+)")

Label = tuple[int, int]

SPECIMEN = Specimen().having(
    """
    @page { @footnote { margin: 0 } }
    p, .note { orphans: 1; widows: 1 } .initial::first-letter { float: left }
    .beside { float: left; width: 12mm } .columns { columns: 2 } .row { display: flex }
    .base { position: relative } .free { position: absolute } .head { position: running(head) }
    """
)


@dataclass
class Manuscript:
    """Paragraphs of numbered lines, with notes of so many lines called on some of them."""

    blocks: list[str] = field(default_factory=list)
    notes: dict[Label, tuple[int, ...]] = field(default_factory=dict)
    order: list[Label] = field(default_factory=list)
    initials: set[Label] = field(default_factory=set)

    def paragraph(
        self,
        count: int,
        notes: Mapping[int, tuple[int, ...]],
        kind: str = "",
        *,
        flows: bool = True,
    ) -> str:
        number = len(self.notes) + len(self.order)
        lines = []
        for line in range(count):
            self.notes[number, line] = notes.get(line, ())
            called = "".join(note("<br/>".join("w" * tall)) for tall in notes.get(line, ()))
            lines.append(f"Ho {number}.{line}{called}")
            if flows:
                self.order.append((number, line))
        if kind == "initial":
            self.initials.add((number, 0))
        return f'<p class="{kind}">{"<br/>".join(lines)}</p>'

    def unit(self, label: Label) -> int:
        """The height of the lines from `label` on that have to stand on one page, and of their
        notes.
        """
        number, line = label
        count = INITIAL if label in self.initials else 1
        together = [(number, line + more) for more in range(count)]
        return count * LINE + NOTE_LINE * sum(sum(self.notes[each]) for each in together)

    def pages(self) -> tuple[Page, ...]:
        sheet = Script("a", tuple(self.blocks)).sheet()
        pages = SPECIMEN.pages(sheet)
        assert faults([sheet], pages) == {}
        return pages


def made_up(seed: int) -> Manuscript:
    """A chapter of paragraphs, some with a drop initial, some beside a word."""
    chance = random.Random(seed)  # noqa: S311 - it only makes up a chapter
    chapter = Manuscript()

    def notes(count: int, often: float) -> dict[int, tuple[int, ...]]:
        called = (line for line in range(count) if chance.random() < often)
        return {
            line: tuple(chance.choices((1, 2, 3, 5), k=chance.randint(1, 2))) for line in called
        }

    for _ in range(7):
        count = chance.randint(4, 9)
        kind = chance.choice(("", "initial", "beside"))
        if kind == "beside":
            beside = chapter.paragraph(1, {}, flows=False)
            chapter.blocks.append(f'<div class="beside">{beside}</div>')
            kind = ""
        chapter.blocks.append(chapter.paragraph(count, notes(count, 0.25), kind))
    return chapter


# --- fullness ---------------------------------------------------------------------------------


def lines_on(page: Page) -> list[Label]:
    found = (LABEL.search(run.text) for run in page.runs if not run.note and not run.generated)
    return [(int(one[1]), int(one[2])) for one in found if one]


def note_lines_on(page: Page) -> int:
    return len({run.top for run in page.runs if run.note})


def white(chapter: Manuscript, page: Page) -> int:
    """The millimetres of a page that are left between its text and its notes."""
    text = sum(label in set(chapter.order) for label in lines_on(page))
    return PAGE - LINE * text - NOTE_LINE * note_lines_on(page)


def goes_on(page: Page, after: Page) -> bool:
    """Whether the last note of a page goes on overleaf."""
    return bool(page.notes and after.notes) and page.notes[-1].note == after.notes[0].note


def assert_full(chapter: Manuscript, pages: Sequence[Page]) -> None:
    assert [each for page in pages for each in lines_on(page) if each in chapter.order] == (
        chapter.order
    )
    for page, after in pairwise(pages):
        left = white(chapter, page)
        assert left >= 0, f"page {page.index} holds too much"
        if goes_on(page, after):
            assert left < NOTE_LINE, f"page {page.index}: more of the note fits"
        else:
            first = lines_on(after)[0]
            if first in chapter.order:
                assert left < chapter.unit(first), f"page {page.index}: the next line fits"
                if first not in chapter.initials and len(chapter.notes[first]) == 1:
                    assert left - LINE < WHITE + NOTE_LINE, f"page {page.index}: begin the note"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_next_line_with_its_notes_would_not_have_fitted(seed: int) -> None:
    chapter = made_up(seed)
    assert_full(chapter, chapter.pages())


@pytest.mark.parametrize("seed", range(3))
def test_notes_stand_at_the_foot_and_close_together(seed: int) -> None:
    for page in made_up(seed).pages():
        if page.notes:
            assert page.notes[-1].bottom == pytest.approx(page.text_bottom)
            assert page.note_top == pytest.approx(
                page.text_bottom - note_lines_on(page) * NOTE_LINE * MM
            )


def spread(count: int, notes: Mapping[int, tuple[int, ...]]) -> str:
    return Manuscript().paragraph(count, notes)


@pytest.mark.parametrize("tall", [2, 3])
@pytest.mark.parametrize("lead", [6, 7, 8])
def test_the_foot_rises_under_columns_until_their_notes_fit(lead: int, tall: int) -> None:
    """The call is the last line of the first column: it goes to the other one as the foot rises."""
    columns = spread(24, {11 - lead: (tall,)})
    sheet = Script("a", (spread(lead, {}), f'<div class="columns">{columns}</div>')).sheet()
    pages = SPECIMEN.pages(sheet)
    assert faults([sheet], pages) == {}
    rows = len({run.top for run in pages[0].runs if not run.note and not run.generated})
    assert rows * LINE + note_lines_on(pages[0]) * NOTE_LINE <= PAGE
    assert (rows + 1) * LINE + tall * NOTE_LINE > PAGE


# --- tries that came to nothing ---------------------------------------------------------------


@dataclass(frozen=True)
class Decision:
    """What the solver chose for a page: the foot, the limit of the notes, or notes alone."""

    bare: bool
    reserve: float
    limit: float


class Decisions:
    """Notes what the solver decides, then lays each page just so, with a single try."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.taken: list[Decision] = []
        self.tries = 0
        self.patch = monkeypatch

    def watch(self) -> None:
        done, lay = solver._Solver._done, Memory.lay

        def noting(this: Any, trial: Any, area: Any) -> Any:
            bare = trial.reserve == 0 and trial.root is not None and not trial.root.children
            self.taken.append(Decision(bare, trial.reserve, area.limit))
            return done(this, trial, area)

        def counting(this: Any, bottom: float, root: Any) -> Any:
            self.tries += 1
            return lay(this, bottom, root)

        self.patch.setattr(solver._Solver, "_done", noting)
        self.patch.setattr(Memory, "lay", counting)

    def follow(self) -> None:
        self.patch.undo()
        left: Iterator[Decision] = iter(self.taken)

        def place(this: Any) -> Any:
            decision = next(left)
            if decision.bare:
                return this._bare()
            trial = this.trial(decision.reserve)
            return this._done(trial, this.area(trial.calls, decision.limit))

        self.patch.setattr(solver._Solver, "place", place)


def assert_tries_leave_no_trace(
    specimen: Specimen, blocks: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet, decisions = Script("a", tuple(blocks)).sheet(), Decisions(monkeypatch)
    decisions.watch()
    found = specimen.lay(sheet)
    decisions.follow()
    assert specimen.lay(sheet) == found
    assert decisions.tries > len(decisions.taken), "no page was tried in vain"


def div(kind: str, *inside: str) -> str:
    return f'<div class="{kind}">{"".join(inside)}</div>'


TRIED = {
    "floats": (spread(8, {}), div("beside", spread(5, {})), spread(9, {3: (4,)})),
    "columns": (spread(8, {}), div("columns", spread(24, {3: (2,)})), spread(4, {})),
    "rows": (
        spread(6, {}),
        div("row", div("", spread(10, {2: (2,)})), div("", spread(9, {8: (5,)}))),
    ),
    "boxes set free": (spread(9, {8: (5,)}), div("base", div("free", "y")), spread(9, {})),
    "running heads": (spread(9, {8: (5,)}), div("head", "head"), spread(12, {2: (4,)})),
    "lists": (spread(9, {}), f"<ul><li>{spread(4, {1: (3,)})}</li><li>{spread(4, {})}</li></ul>"),
}


@pytest.mark.parametrize("kind", TRIED)
def test_a_page_tried_in_vain_is_laid_as_at_once(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = SPECIMEN.having("@page { @top-center { content: element(head) } }")
    assert_tries_leave_no_trace(head, TRIED[kind], monkeypatch)


@pytest.mark.parametrize("seed", range(6))
def test_so_it_is_in_made_up_chapters(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_tries_leave_no_trace(SPECIMEN, made_up(seed).blocks, monkeypatch)
