"""What leads to a build and what is told of it, with a stream of changes made by hand."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from anban.app.build import Order
from anban.app.watch import Project, Turn, watch
from anban.core.errors import MissingError, UsageError
from anban.world import publishing
from anban.world.project import World

Act = Callable[[Path], object]

BODY = "manuscript/body/{}.md"


def saved(name: str, text: str) -> Act:
    def act(book: Path) -> None:
        path = book / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    return act


def replaced(name: str, old: str, new: str) -> Act:
    def act(book: Path) -> None:
        text = (book / name).read_text("utf-8")
        assert old in text
        (book / name).write_text(text.replace(old, new), "utf-8")

    return act


def nothing(_book: Path) -> None:
    """Stir, though nothing was saved."""


class Turns(list[Turn]):
    def finished(self, turn: Turn) -> None:
        self.append(turn)


def watched(book: Path, *acts: Act, editions: tuple[str, ...] = ("paperback",)) -> Turns:
    """The builds after each of `acts`; the first is the one before any."""

    def stirs() -> Iterator[None]:
        yield
        for act in acts:
            act(book)
            yield

    world, turns = World.open(book), Turns()
    project = Project(world.root, world.environment)
    watch(project, Order(editions), stirs(), turns, itertools.count().__next__)
    return turns


def product(book: Path) -> bytes:
    return (book / "output/the-ferry-paperback.pdf").read_bytes()


def test_a_saved_chapter_is_built_and_nothing_else_is_laid_out(good: Path) -> None:
    first, then = watched(good, replaced(BODY.format("02-dusk"), "came back", "returned"))
    assert (first.changed, first.moved, first.laid) == ((), 0, first.pages - _blank(first))
    assert then.changed == ("manuscript/body/02-dusk.md",)
    assert (then.laid, then.moved, then.pages) == (1, 0, first.pages)
    assert then.seconds > 0
    assert then.outcome is not None
    assert [made.artifact.changed for made in then.outcome.made] == [True]


def _blank(turn: Turn) -> int:
    assert turn.outcome is not None
    return sum(page.blank for layout in turn.outcome.layouts for page in layout.pages)


def test_pages_behind_a_longer_chapter_move(good: Path) -> None:
    _, then = watched(good, replaced(BODY.format("01-dawn"), "They", "They " * 900))
    assert then.laid > 2
    assert then.moved == 1


def test_a_stir_without_a_change_builds_nothing(good: Path) -> None:
    assert len(watched(good, nothing, nothing)) == 1


@pytest.mark.parametrize(
    "name", ["01-dawn.md~", ".01-dawn.md.swp", "#01-dawn.md#", "4913", "x.tmp", "a.md.part"]
)
def test_what_an_editor_leaves_for_a_moment_is_no_change(good: Path, name: str) -> None:
    assert len(watched(good, saved(f"manuscript/body/{name}", "x"))) == 1


def test_a_fault_is_told_and_the_last_good_edition_stays_until_it_is_mended(good: Path) -> None:
    seen: list[bytes] = []

    def mend(book: Path) -> None:
        seen.append(product(book))
        replaced(BODY.format("02-dusk"), "#nowhere", "#dawn")(book)

    _, faulty, sound = watched(good, replaced(BODY.format("02-dusk"), "#dawn", "#nowhere"), mend)
    assert faulty.report.faulty
    assert faulty.outcome is not None
    assert faulty.outcome.withheld == ("paperback",)
    assert seen == [product(good)]
    assert not sound.report.faulty
    assert (sound.laid, sound.moved) == (0, 0)


def test_a_chapter_is_added_renamed_and_removed(good: Path) -> None:
    listed = '"body/02-dusk.md"'
    toml = "manuscript/book.toml"

    def renamed(book: Path) -> None:
        (book / BODY.format("03-night")).rename(book / BODY.format("03-late"))
        replaced(toml, "03-night", "03-late")(book)

    def removed(book: Path) -> None:
        (book / BODY.format("03-late")).unlink()
        replaced(toml, ', "body/03-late.md"', "")(book)

    turns = watched(
        good,
        saved(BODY.format("03-night"), "# Night\n\nThey slept.\n"),
        replaced(toml, listed, f'{listed}, "body/03-night.md"'),
        renamed,
        removed,
    )
    first, alone, added, again, gone = turns
    assert alone.changed == ("manuscript/body/03-night.md",)
    assert added.pages > first.pages
    assert again.changed == (BODY.format("03-late"), BODY.format("03-night"), toml)
    assert (again.pages, gone.pages) == (added.pages, first.pages)
    assert [turn.report.faulty for turn in turns] == [False, True, False, False, False]


def test_a_theme_is_watched_from_the_build_on_that_reads_it(good: Path) -> None:
    dress = replaced("manuscript/book.toml", 'format = "pdf"', 'format = "pdf"\ntheme = "dress"')
    saved("dress/theme.toml", '[css]\npdf = ["own.css"]\n')(good)
    saved("dress/own.css", "p { margin-block-end: 0 }")(good)
    turns = watched(
        good,
        saved("dress/own.css", "p { margin-block-end: 1px }"),
        dress,
        saved("dress/own.css", "p { margin-block-end: 9em }"),
        saved("elsewhere/own.css", "p { margin-block-end: 9em }"),
    )
    assert [turn.changed for turn in turns] == [
        (), ("manuscript/book.toml",), ("dress/own.css",),
    ]  # fmt: skip
    assert turns[2].laid == turns[2].pages - _blank(turns[2])


def test_what_the_machine_lacks_is_told_and_watching_goes_on(good: Path) -> None:
    held = publishing.hold(good)

    def hold(book: Path) -> None:
        held.__enter__()
        replaced(BODY.format("02-dusk"), "came back", "returned")(book)

    def free(book: Path) -> None:
        held.__exit__(None, None, None)
        replaced(BODY.format("02-dusk"), "returned", "came home")(book)

    _, busy, done = watched(good, hold, free)
    assert busy.outcome is None
    assert isinstance(busy.fault, MissingError)
    assert done.outcome is not None
    assert done.outcome.made


def test_a_wrong_name_ends_it_at_the_start(good: Path) -> None:
    with pytest.raises(UsageError):
        watched(good, editions=("papreback",))


def test_only_what_was_asked_for_is_made(good: Path) -> None:
    (turn,) = watched(good)
    assert turn.outcome is not None
    assert [made.product.edition for made in turn.outcome.made] == ["paperback"]
    assert not (good / "output/the-ferry-ebook.epub").exists()
