"""`anban check`: what it prints for people and for programs, and what it mends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from anban.app.catalogue import CATALOGUE
from anban.app.cli.formats import as_annotations
from anban.core.diagnostics import Report, Span
from anban.world.rules import FOREIGN_FOLDER
from tests.check.manuscript.books import FIRST, book

Run = Callable[..., CompletedProcess[str]]

TEXT = "# Sông\n\nSách của của tôi , thế - thôi.\n"


@pytest.fixture
def world(tmp_path: Path) -> Path:
    return book(tmp_path / "sach", TEXT).root


def test_text_says_how_many_places_can_be_mended(run: Run, world: Path) -> None:
    ran = run("check", "-C", world)
    assert ran.returncode == 0
    assert "warning[W111]: `của` stands here twice" in ran.stderr
    assert " --> manuscript/body/01.md:3:6" in ran.stderr
    assert "W106" not in ran.stderr
    assert ran.stderr.endswith("no errors, 2 warnings; --fix mends 1 place\n")
    assert run("check", "-v", "-C", world).stderr.endswith("2 warnings; --fix mends 2 places\n")


def test_json_holds_everything(run: Run, world: Path) -> None:
    ran = run("check", "--format", "json", "-C", world)
    told = json.loads(ran.stdout)
    assert {name: told[name] for name in ("format", "version", "counts", "mended")} == {
        "format": "anban-check",
        "version": 1,
        "counts": {"error": 0, "warning": 2, "info": 1},
        "mended": [],
    }
    assert [one["code"] for one in told["findings"]] == ["W111", "W102", "W106"]
    place = {"file": "manuscript/body/01.md", "line": 3, "column": 17, "length": 1}
    assert told["findings"][1] == {
        "code": "W102",
        "name": "space-too-many",
        "severity": "warning",
        "message": "a space stands before a mark, once in this file",
        "hint": "`anban check --fix` does it, or do it by hand",
        **place,
        "related": [],
        "fixes": [{"old": " ", "new": "", **place}],
    }
    assert ran.stderr.startswith("no errors, 2 warnings")


def test_json_of_a_book_that_cannot_be_read(run: Run, world: Path) -> None:
    (world / "manuscript/book.toml").write_text("[book\n")
    ran = run("check", "--format", "json", "--fix", "-C", world)
    assert ran.returncode == 1
    told = json.loads(ran.stdout)
    assert told["counts"]["error"] == 1
    assert told["findings"][0]["line"] == 1


def test_annotations(run: Run, world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(world.parent)
    (line, _) = run("check", "--format", "github", "-C", world).stdout.splitlines()
    assert line == (
        "::warning file=sach/manuscript/body/01.md,line=3,col=6,endColumn=13,"
        "title=W111 doubled-word::`của` stands here twice%0Adelete one of them"
    )
    monkeypatch.chdir(world / "manuscript")
    ran = run("check", "--format", "github", "-v", "--strict", "-C", world)
    assert [line[:43] for line in ran.stdout.splitlines()] == [
        "::error file=manuscript/body/01.md,line=3,c",
        "::error file=manuscript/body/01.md,line=3,c",
        "::notice file=manuscript/body/01.md,line=3,",
    ]


def test_annotations_of_a_sound_book(run: Run, good: Path) -> None:
    assert run("check", "--format", "github", "-C", good).stdout == ""


def test_an_annotation_ends_where_it_should() -> None:
    found = CATALOGUE["W111"].at(Span("a,b:c%.md", 2, 1, 3), text="50%\r\n::error::x\u202e")
    assert as_annotations(Report.of([found]), "", verbose=False) == (
        "::warning file=a%2Cb%3Ac%25.md,line=2,col=1,endColumn=4,title=W111 doubled-word::"
        "`50%25\ufffd%0A::error::x\ufffd` stands here twice%0Adelete one of them"
    )
    whole = FOREIGN_FOLDER.at(None, what="a file")
    assert as_annotations(Report.of([whole]), "", verbose=False).startswith("::error title=B102 ")


def test_fix_says_what_it_did_and_does_it_once(run: Run, world: Path) -> None:
    ran = run("check", "--fix", "-C", world)
    assert ran.stdout == "manuscript/body/01.md: 1 space-too-many, 1 typed-dash\n"
    assert (world / "manuscript" / FIRST).read_text("utf-8") == (
        "# Sông\n\nSách của của tôi, thế – thôi.\n"
    )
    assert ran.stderr.endswith("no errors, 1 warning\n")
    again = run("check", "--fix", "--format", "json", "-C", world)
    assert json.loads(again.stdout)["mended"] == []


def test_fix_is_told_in_json(run: Run, world: Path) -> None:
    told = json.loads(run("check", "--fix", "--format", "json", "-C", world).stdout)
    assert told["mended"] == [
        {"file": "manuscript/body/01.md", "fixes": {"space-too-many": 1, "typed-dash": 1}}
    ]
    assert [one["code"] for one in told["findings"]] == ["W111"]


def test_a_build_asks_the_copy_editor_only_for_what_the_book_denies(run: Run, world: Path) -> None:
    assert "W111" not in run("build", "-C", world).stderr
    toml = world / "manuscript/book.toml"
    toml.write_text(f'{toml.read_text("utf-8")}\n[check]\ndeny = ["W111"]\n', "utf-8")
    ran = run("build", "-C", world)
    assert ran.returncode == 1
    assert "error[W111]" in ran.stderr
    assert "ebook: not published" in ran.stderr


@pytest.mark.parametrize("code", ["W102", "name-two-ways"])
def test_explain_knows_the_copy_editors_rules(run: Run, code: str) -> None:
    ran = run("explain", code)
    assert ran.returncode == 0
    assert "To let it stand" in ran.stdout
