"""What keeps an edition from being published, and what does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from anban.app.catalogue import CATALOGUE
from anban.app.editions import draw
from anban.check import parity
from anban.check import rules as texts
from anban.core.diagnostics import Diagnostic, Severity
from anban.manuscript.reader import read
from anban.render import rules as editions
from anban.render.faults import TemplateFault
from anban.typeset import rules as pages
from anban.typeset.settle import Layout, settle
from anban.world import publishing
from anban.world.project import World

Run = Callable[..., CompletedProcess[str]]

PDF, EPUB = "the-ferry-paperback.pdf", "the-ferry-ebook.epub"


def published(book: Path) -> list[str]:
    return sorted(path.name for path in (book / "output").glob("the-*"))


def failing_layout(monkeypatch: pytest.MonkeyPatch, found: Diagnostic) -> None:
    def failing(*words: Any) -> Layout:  # noqa: ANN401 (those of settle)
        return replace(settle(*words), diagnostics=(found,))

    monkeypatch.setattr("anban.app.edition.settle", failing)


def test_a_fault_in_the_layout_withholds_both(
    good: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_layout(monkeypatch, pages.ENGINE_FAILED.at(None, where="chapter `dawn`", fault="deep"))
    ran = run("build", "-C", good)
    assert ran.returncode == 1
    assert "failed on chapter `dawn`" in ran.stderr
    assert published(good) == []


def test_a_missing_word_in_print_withholds_both(
    good: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = texts.PRINT_DIFFERS.at(None, drawn="a", written="b", place="1")
    monkeypatch.setattr(parity, "in_print", lambda *_: (lost,))
    ran = run("build", "-C", good)
    assert ran.returncode == 4
    assert ran.stderr.count("error[Y101]") == 1
    assert published(good) == []


def test_a_missing_word_in_the_ebook_leaves_the_print(
    good: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = texts.EBOOK_DIFFERS.at(None, drawn="a", written="b", place="1")
    monkeypatch.setattr(parity, "in_ebook", lambda *_: (lost,))
    ran = run("build", "-C", good)
    assert ran.returncode == 4
    assert "ebook: not published" in ran.stderr
    assert published(good) == [PDF]


@pytest.mark.parametrize(("name", "left"), [("write", [EPUB]), ("epub", [PDF])])
def test_what_cannot_be_written(
    good: Path, run: Run, monkeypatch: pytest.MonkeyPatch, name: str, left: list[str]
) -> None:
    found = pages.ENGINE_FAILED.at(None, where="the file", fault="full")
    if name == "write":
        monkeypatch.setattr("anban.app.edition.write", lambda *_: (None, (found,)))
    else:
        monkeypatch.setattr("anban.epub.packing.pack", lambda *_, **_named: (None, (found,)))
    ran = run("build", "-C", good)
    assert ran.returncode == 1
    assert published(good) == left


def test_a_template_that_fails_only_with_page_numbers(
    good: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(text: Any, edition: Any, theme: Any, labels: Mapping[str, str], memo: Any) -> Any:  # noqa: ANN401
        if labels:
            raise TemplateFault(editions.TEMPLATE_ENDLESS.at(None, sheet="dawn"))
        return draw(text, edition, theme, labels, memo)

    monkeypatch.setattr("anban.app.edition.draw", failing)
    ran = run("build", "-C", good)
    assert ran.returncode == 1
    assert published(good) == []


def test_another_build_at_work(good: Path, run: Run) -> None:
    with publishing.hold(good):
        ran = run("build", "-C", good)
    assert ran.returncode == 3
    assert "another anban holds the folder `output` of this book" in ran.stderr
    assert "wait until it is done" in ran.stderr


def test_an_ebook_of_its_own_needs_no_pages(good: Path, run: Run) -> None:
    toml = good / "manuscript/book.toml"
    toml.write_text(toml.read_text().replace('pages-from = "paperback"\n', ""))
    ran = run("build", "-C", good, "ebook")
    assert ran.returncode == 0
    assert "ebook: no page list, 1 note, " in ran.stderr


def test_what_the_book_says_of_itself_is_in_the_report(good: Path) -> None:
    chapter = good / "manuscript/body/02-dusk.md"
    chapter.write_text("# Dusk\n\nThey came\u200bback.\n", "utf-8")
    world = World.open(good)
    lax, strict = read(world, CATALOGUE).report, read(world, CATALOGUE, strict=True).report
    assert [found.severity for found in lax] == [Severity.WARNING]
    assert [found.severity for found in strict] == [Severity.ERROR]
