"""Laid sheets: from memory, from disk, or made by several processes, they have the same bytes."""

from __future__ import annotations

import select
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from io import BytesIO

import pytest
from PIL import Image

from anban.render.rendition import Rendition, Sheet
from anban.typeset import compositor
from anban.typeset.compositor import Compositor
from anban.typeset.pages.flow import Flow
from anban.typeset.pages.galley import Engine
from anban.typeset.settle import LayoutSession, settle
from anban.typeset.store import codec, laid_sheet
from anban.typeset.write import write
from anban.world import workers
from tests.typeset.specimens import INFO, Specimen

NOTED = [{1: 2, 4: 1}, {9: 14}, {3: 1}, {}]


@dataclass
class Memory:
    """A cache that counts what is asked of it."""

    entries: dict[bytes, bytes] = field(default_factory=dict)
    written: list[bytes] = field(default_factory=list)

    def get(self, key: bytes) -> bytes | None:
        return self.entries.get(key)

    def put(self, key: bytes, data: bytes) -> None:
        self.entries[key] = data
        self.written.append(key)


@pytest.fixture
def book(specimen: Specimen) -> Rendition:
    return specimen.rendition(*(specimen.noted(name, NOTED)[1] for name in ("a", "b", "c")))


def built(rendition: Rendition, specimen: Specimen, session: LayoutSession) -> tuple[bytes, int]:
    """The PDF of `rendition`, and how many pages were laid out for it."""
    layout = settle(lambda _: rendition, specimen.read, "vi", session)
    data, found = write(layout, INFO)
    assert found == ()
    assert data is not None
    assert layout.composition is not None
    return data, layout.composition.laid


def test_a_new_process_takes_over_what_the_last_one_kept(
    specimen: Specimen, book: Rendition
) -> None:
    memory = Memory()
    cold, laid = built(book, specimen, LayoutSession(memory))
    again, nothing = built(book, specimen, LayoutSession(memory))
    assert cold == again == built(book, specimen, LayoutSession())[0]
    assert laid > 9
    assert nothing == 0


def test_after_an_edit_a_new_process_lays_out_only_what_changed(specimen: Specimen) -> None:
    memory = Memory()
    _, sheet = specimen.noted("a", NOTED * 6)
    _, laid = built(specimen.rendition(sheet), specimen, LayoutSession(memory))
    cut = sheet.xhtml.index("</p>", len(sheet.xhtml) // 2)
    longer = replace(sheet, xhtml=f"{sheet.xhtml[:cut]}<br/>ebb{sheet.xhtml[cut:]}")
    data, anew = built(specimen.rendition(longer), specimen, LayoutSession(memory))
    assert data == built(specimen.rendition(longer), specimen, LayoutSession())[0]
    assert 1 <= anew < laid


@pytest.mark.parametrize("damage", [b"", b"x", "half", "other class", "other form"])
def test_a_damaged_entry_is_a_miss(
    specimen: Specimen, book: Rendition, damage: bytes | str
) -> None:
    memory = Memory()
    cold, _ = built(book, specimen, LayoutSession(memory))
    for key, data in list(memory.entries.items()):
        if damage == "half":
            memory.entries[key] = data[: len(data) // 2]
        elif damage == "other class":
            memory.entries[key] = codec.dump((1, 2, 3))
        elif damage == "other form":
            memory.entries[key] = codec.dump(((b"x", codec.dump((1, 2))), (b"y", b"z")))
        else:
            assert isinstance(damage, bytes)
            memory.entries[key] = damage
    again, laid = built(book, specimen, LayoutSession(memory))
    assert again == cold
    assert laid > 9


def test_of_the_ways_in_which_a_sheet_stood_the_one_that_fits_is_read(
    specimen: Specimen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an edit that was taken back, too; any other way is read only if none fits."""
    memory = Memory()
    read: list[bytes] = []
    load = laid_sheet.load

    def loaded(engine: Engine, data: bytes) -> laid_sheet.LaidSheet | None:
        read.append(data)
        return load(engine, data)

    monkeypatch.setattr(laid_sheet, "load", loaded)
    first, second, third = (
        specimen.rendition(specimen.sheet("a", f"<p>{words}</p>")) for words in ("a", "b", "c")
    )
    for rendition in (first, second):
        built(rendition, specimen, LayoutSession(memory))
    read.clear()
    assert built(first, specimen, LayoutSession(memory))[1] == 0
    assert built(second, specimen, LayoutSession(memory))[1] == 0
    assert len(set(read)) == len(read) == 2
    read.clear()
    assert (
        built(third, specimen, LayoutSession(memory))[0]
        == built(third, specimen, LayoutSession())[0]
    )
    assert len(set(read)) == len(read) == 2


def test_one_damaged_way_leaves_the_others(specimen: Specimen) -> None:
    memory = Memory()
    first, second = (
        specimen.rendition(specimen.sheet("a", f"<p>{words}</p>")) for words in ("a", "b")
    )
    for rendition in (first, second):
        built(rendition, specimen, LayoutSession(memory))
    (key,) = (key for key in memory.entries if key.endswith(b"a") and b"PdfVariant(" not in key)
    (digest, _), kept = codec.load(memory.entries[key])
    memory.entries[key] = codec.dump(((digest, b"x"), kept))
    assert built(first, specimen, LayoutSession(memory))[1] == 0
    assert built(second, specimen, LayoutSession(memory))[1] == 1


def test_another_style_sheet_or_language_finds_nothing(specimen: Specimen, book: Rendition) -> None:
    memory = Memory()
    built(book, specimen, LayoutSession(memory))
    styled = replace(book, css=book.css + "p { color: gray }")
    assert built(styled, specimen, LayoutSession(memory))[1] > 9


def test_a_face_whose_file_changed_is_a_miss(
    specimen: Specimen, book: Rendition, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Memory()
    built(book, specimen, LayoutSession(memory))
    monkeypatch.setattr(laid_sheet, "_digest", lambda *_: b"another file")
    assert built(book, specimen, LayoutSession(memory))[1] > 9


def test_a_picture_that_changed_is_drawn_anew(specimen: Specimen) -> None:
    """The same path, other bytes: in a session that was kept, and from a cache."""
    held = {"colour": "red"}

    def read(_: str) -> bytes:
        svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect fill="{}"/></svg>'
        return svg.format(held["colour"]).replace("<rect", '<rect width="9" height="9"').encode()

    styled = specimen.having(read=read)
    section = '<p>x</p><p><img src="images/a.svg" alt="x"/></p>'
    sheet = replace(styled.sheet("a", section), resources=("images/a.svg",))
    rendition, memory = styled.rendition(sheet), Memory()
    session = LayoutSession(memory)
    red, _ = built(rendition, styled, session)
    held["colour"] = "blue"
    warm, laid = built(rendition, styled, session)
    assert laid == 1
    assert (
        warm
        == built(rendition, styled, LayoutSession())[0]
        == built(rendition, styled, LayoutSession(memory))[0]
    )
    assert warm != red


def test_a_photograph_comes_back_from_the_cache(specimen: Specimen) -> None:
    png = BytesIO()
    Image.new("L", (9, 9), 90).save(png, "PNG")
    styled = specimen.having(read=lambda _: png.getvalue())
    section = '<p>x</p><p><img src="images/a.png" alt="x"/></p>'
    sheet = replace(styled.sheet("a", section), resources=("images/a.png",))
    rendition, memory = styled.rendition(sheet), Memory()
    cold, _ = built(rendition, styled, LayoutSession(memory))
    assert b"/Subtype /Image" in cold
    assert built(rendition, styled, LayoutSession(memory)) == (cold, 0)


def test_what_the_engine_said_is_said_again(specimen: Specimen) -> None:
    """A picture that cannot be drawn is reported by every build, whatever was kept."""
    styled = specimen.having(read=lambda _: b"not a picture")
    rendition = styled.rendition(styled.sheet("a", '<p><img src="images/x.png" alt="x"/></p>'))
    memory = Memory()
    cold = settle(lambda _: rendition, styled.read, "vi", LayoutSession(memory)).diagnostics
    again = settle(lambda _: rendition, styled.read, "vi", LayoutSession(memory)).diagnostics
    assert [found.code for found in cold] == ["L103"]
    assert again == cold


@pytest.mark.parametrize("jobs", [2, 3, 8])
def test_several_processes_give_the_same_bytes(
    specimen: Specimen, book: Rendition, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compositor, "SHARED", 0)
    started = []
    start = workers.start

    def counted(pile: workers.Pile, work: Callable[[int], bytes]) -> workers.Helper:
        started.append(pile)
        return start(pile, work)

    monkeypatch.setattr(workers, "start", counted)
    data, laid = built(book, specimen, LayoutSession(jobs=jobs))
    assert (data, laid) == built(book, specimen, LayoutSession())
    assert len(started) == min(jobs, 3) - 1


def test_a_helper_that_dies_is_made_up_for(
    specimen: Specimen, book: Rendition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compositor, "SHARED", 0)
    monkeypatch.setattr(workers, "start", _busy)
    monkeypatch.setattr(workers.Helper, "results", lambda helper: _end(helper))
    data, _ = built(book, specimen, LayoutSession(jobs=2))
    monkeypatch.undo()
    assert data == built(book, specimen, LayoutSession())[0]


def _busy(pile: workers.Pile, work: Callable[[int], bytes]) -> workers.Helper:
    """A helper that has done a task before this process takes its first."""
    helper = _start(pile, work)
    select.select([helper.pipe], [], [])
    return helper


def _end(helper: workers.Helper) -> dict[int, bytes]:
    assert _results(helper)
    return {}


_start, _results = workers.start, workers.Helper.results


def test_pages_with_other_measures_on_the_left_keep_their_sides(specimen: Specimen) -> None:
    """What cannot change sides is laid out for the side it stands on, and again when that moves."""
    styled = specimen.having("@page :left { margin-left: 14mm }")
    names = ("a", "b")
    sheets: list[Sheet] = [styled.noted(name, [{1: 1}, {}, {}])[1] for name in names]
    session = LayoutSession()
    built(styled.rendition(*sheets), styled, session)
    longer = styled.sheet("a", "<p>line</p>")
    moved = styled.rendition(longer, sheets[1])
    assert built(moved, styled, session)[0] == built(moved, styled, LayoutSession())[0]


@pytest.mark.parametrize(("more", "anew"), [(0, 0), (1, 3), (2, 2), (3, 5)])
def test_a_sheet_is_set_again_only_if_it_changes_sides(
    specimen: Specimen, more: int, anew: int
) -> None:
    """Two pages, set for the side they stand on; each sheet put in front of them has one page."""
    styled = specimen.having("@page :left { margin-left: 14mm }")
    last = styled.noted("z", [{}, {}])[1]
    session = LayoutSession()
    assert built(styled.rendition(last), styled, session)[1] == 2
    front = [styled.sheet(name, f"<p>{name}</p>") for name in "abc"[:more]]
    moved = styled.rendition(*front, last)
    data, laid = built(moved, styled, session)
    assert (data, laid) == (built(moved, styled, LayoutSession())[0], anew)


def test_a_compositor_forgets_sheets_that_are_gone(specimen: Specimen, book: Rendition) -> None:
    found = Compositor(book.css, "vi", specimen.read)
    found.compose(book)
    found.compose(replace(book, sheets=book.sheets[:1]))
    assert list(found.sheets) == ["a"]


@pytest.mark.parametrize(
    ("side", "next_right", "begins"),
    [(None, True, True), (None, False, False), ("right", False, True), ("left", True, False)],
)
def test_a_sheet_begins_on_the_side_that_it_asks_for(
    side: str | None, next_right: bool, begins: bool
) -> None:
    laid = laid_sheet.LaidSheet(side, True, False, Flow((), ()), ())
    assert laid.begins(next_right) == begins
