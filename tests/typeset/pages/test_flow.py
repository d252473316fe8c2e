"""A sheet that flows anew after an edit becomes the same pages as one that was never set before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from anban.typeset.engine import boxes
from anban.typeset.engine.layout import Resume
from anban.typeset.faults import EngineError
from anban.typeset.notes.context import Policy
from anban.typeset.pages import flow as flowing
from anban.typeset.pages.flow import Flow, flow
from anban.typeset.pages.galley import Engine
from anban.typeset.pages.sheets import PreparedSheet, prepare
from anban.typeset.pages.state import NoteKey, PageState, freeze, thaw
from tests.typeset.books import Editor, Manner, Script, Writer, note, theme
from tests.typeset.specimens import Specimen, no_files

Drawn = tuple[tuple[str, float, float], ...]
DENSE = Manner(notes=0.5, tall=0.2, plain=0.8)
EDITS = 10


def drawn(page: Any, _: PageState) -> Drawn:
    """Every text of a page and where it stands."""
    found = page.descendants(placeholders=True)
    texts = (getattr(box, "_box", box) for box in found)
    return tuple(
        (box.text, round(box.position_x, 3), round(box.position_y, 3))
        for box in texts
        if isinstance(box, boxes.TextBox)
    )


def copied(engine: Engine, script: Script) -> PreparedSheet:
    return prepare(script.sheet(), late=engine.late, placed=False)


def flowed(engine: Engine, script: Script, *before: Flow[Drawn], most: int = 1000) -> Flow[Drawn]:
    copy = copied(engine, script)
    galley = engine.galley(copy.section)
    return flow(
        galley, copy.keys, drawn, Policy(), right=True, sided=False, most=most, before=before
    )


def pages(of: Flow[Drawn]) -> list[tuple[PageState, Drawn]]:
    return [(page.state, page.record) for page in of.pages]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(theme(105, 160), "vi", no_files)


def plain(count: int, seed: int = 5) -> Script:
    return Writer(seed, Manner(notes=0.1, tall=0, plain=1)).chapter("a", count)


def edited(engine: Engine, seed: int, count: int) -> Iterator[tuple[str, Flow[Drawn], Flow[Drawn]]]:
    """What was done to a chapter, step by step, and its flow after that: from the old, and new."""
    editor = Editor(seed)
    script = Writer(seed, DENSE).chapter("a", 12)
    older = before = flowed(engine, script)
    for _ in range(count):
        name, changed = editor.edit(script)
        if len(changed.paragraphs()) < 6:
            continue
        again, fresh = flowed(engine, changed, before, older), flowed(engine, changed)
        yield name, again, fresh
        script, before, older = changed, fresh, before


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_edit_the_flow_is_that_of_a_new_sheet(engine: Engine, seed: int) -> None:
    laid = total = 0
    for name, again, fresh in edited(engine, seed, EDITS):
        assert pages(again) == pages(fresh), name
        laid, total = laid + again.laid, total + len(fresh.pages)
    assert laid < total


def of_lines(count: int, behind: str = "") -> str:
    return f"<p>{'<br/>'.join(f'dòng {line}' for line in range(count))}{behind}</p>"


@pytest.fixture(scope="module")
def tiny() -> Engine:
    return Engine(Specimen().css + "h2 { break-before: page }", "vi", no_files)


def test_pages_are_taken_over_from_each_of_several_flows(tiny: Engine) -> None:
    lines = tuple(of_lines(1) for _ in range(30))
    script = Script("a", (*lines, "<h2>Hai</h2>", *lines))
    first, second = script.having(0, of_lines(2)), script.having(31, of_lines(2))
    both = first.having(31, of_lines(2))
    pasts = flowed(tiny, first), flowed(tiny, second)
    again = flowed(tiny, both, *pasts)
    assert pages(again) == pages(flowed(tiny, both))
    assert again.laid < min(flowed(tiny, both, past).laid for past in pasts)


def differ(engine: Engine, before: Script, after: Script) -> bool:
    again = flowed(engine, after, flowed(engine, before))
    return pages(again) != pages(flowed(engine, after))


def test_notes_carried_are_part_of_the_state(tiny: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """If they were not, a page would be taken over whose notes do not go on from those before."""
    tall = note("<br/>".join(f"lời {line}" for line in range(20)))
    before = Script("a", (of_lines(2), of_lines(3, tall), "<h2>Hai</h2>", of_lines(3)))
    after = before.having(0, of_lines(4))
    assert not differ(tiny, before, after)

    def bare(state: PageState) -> PageState:
        return replace(state, notes=(), skip=None)

    def find(self: Any, state: PageState) -> int | None:
        return {bare(known): index for known, index in self.index.items()}.get(bare(state))

    monkeypatch.setattr(flowing._Past, "find", find)
    assert differ(tiny, before, after)


def test_what_a_page_looked_at_is_part_of_it(tiny: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """If it were not, a page would be taken over and what now stands behind it be left out."""
    before = Script("a", (of_lines(11), of_lines(5), of_lines(3)))
    after = before.with_block(1, of_lines(1))
    assert not differ(tiny, before, after)
    monkeypatch.setattr(flowing._Setter, "_reach", lambda *_: 0)
    assert differ(tiny, before, after)


# --- how much is laid out ---------------------------------------------------------------------


def test_nothing_is_laid_where_nothing_changed(engine: Engine) -> None:
    script = plain(40)
    before = flowed(engine, script)
    assert before.laid == len(before.pages) > 6
    assert flowed(engine, script, before).laid == 0


def test_a_word_in_the_middle_changes_few_pages(engine: Engine) -> None:
    script = plain(40)
    before = flowed(engine, script)
    middle = script.paragraphs()[20]
    changed = Editor(3).word(script, middle)
    again = flowed(engine, changed, before)
    assert pages(again) == pages(flowed(engine, changed))
    assert 1 <= again.laid <= 3


def test_pages_in_front_of_an_edit_are_taken_over(engine: Engine) -> None:
    script = plain(40)
    before = flowed(engine, script)
    changed = Editor(3).paragraph(script, script.paragraphs()[-2])
    again = flowed(engine, changed, before)
    assert pages(again) == pages(flowed(engine, changed))
    assert again.laid <= 4


def test_a_page_is_followed_where_a_block_is_moved_to() -> None:
    """Pages behind a new first paragraph come out as before where a break is forced."""
    styled = Engine(theme(105, 160) + "h2 { break-before: page }", "vi", no_files)
    parts = [plain(12, seed).blocks[1:] for seed in (7, 8)]
    script = Script("a", (*parts[0], "<h2>Hai</h2>", *parts[1]))
    before = flowed(styled, script)
    changed = script.with_block(2, "<p>Một.</p>")
    again = flowed(styled, changed, before)
    assert pages(again) == pages(flowed(styled, changed))
    behind = sum(page.state.block > 13 for page in again.pages)
    assert again.laid <= len(again.pages) - behind


def test_a_note_renumbered_is_no_change(engine: Engine) -> None:
    script = Script("a", tuple(f"<p>{word}{note(word)}</p>" for word in ("một", "hai", "ba") * 30))
    before = flowed(engine, script)
    changed = script.having(0, f"<p>một{note('x')}{note('một')}</p>")
    again = flowed(engine, changed, before)
    assert pages(again) == pages(flowed(engine, changed))
    assert again.laid <= 3 < len(again.pages)


def test_what_is_added_behind_the_last_block_is_seen(engine: Engine) -> None:
    """The last page saw that nothing follows."""
    script = Script("a", ("<p>một</p>", "<p>hai</p>"))
    before = flowed(engine, script)
    changed = script.with_block(2, "<p>ba</p>")
    again = flowed(engine, changed, before)
    assert [text for text, *_ in again.pages[0].record] == ["một", "hai", "ba"]


def test_a_heading_that_a_paragraph_pulls_along_is_seen(engine: Engine) -> None:
    """A chain of headings at the foot of a page depends on the block behind them all."""
    script = plain(20)
    at = next(page.state.block for page in flowed(engine, script).pages if page.state.block > 4)
    for place in range(at - 2, at + 3):
        changed = script.with_block(place, "<h2>Một</h2>").with_block(place + 1, "<h2>Hai</h2>")
        before = flowed(engine, changed)
        longer = changed.having(place + 2, "<p>Ba.</p>")
        assert pages(flowed(engine, longer, before)) == pages(flowed(engine, longer))


def test_too_many_pages_are_a_fault(engine: Engine) -> None:
    with pytest.raises(EngineError, match="more than 3 pages"):
        flowed(engine, plain(40), most=3)


# --- states -----------------------------------------------------------------------------------


def test_a_position_survives_freezing() -> None:
    position: Resume = {0: {3: None, 4: {1: {2: None}}}, 7: None}
    frozen = freeze(position)
    assert thaw(frozen) == position
    assert hash(frozen) == hash(freeze(thaw(frozen)))
    assert (freeze(None), thaw(None)) == (None, None)


def test_a_state_moves_with_its_blocks() -> None:
    state = PageState(3, None, True, "any", "", True, (), (NoteKey(2, 1),), called=(0,))
    assert state.moved({2: 2, 3: 3}) == state
    assert state.moved({2: 5, 3: 6}) == replace(state, block=6, notes=(NoteKey(5, 1),))
    assert state.moved({3: 6}) is None
    assert state.moved({2: 5}) is None
    assert replace(state, ended=True, block=0).moved({2: 4}) == replace(
        state, ended=True, block=0, notes=(NoteKey(4, 1),)
    )
