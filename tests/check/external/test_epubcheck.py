"""EPUBCheck as a program that may be absent, crash or hang. What it says of a real EPUB is tested
beside the packing.
"""

from __future__ import annotations

import importlib.util
import json
import os
import time
from pathlib import Path

import pytest

from anban.check.external import epubcheck
from anban.check.external.findings import Finding, NotChecked, Outcome
from anban.check.external.row import EPUBCHECK
from anban.check.external.rules import EPUBCHECK_ERROR, EPUBCHECK_WARNING

from .conftest import Shelf


def judged(shelf: Shelf, seconds: float = 60) -> Outcome:
    return EPUBCHECK.judge(shelf.room / "book.epub", shelf.room, seconds)


def answer(*messages: dict[str, object]) -> str:
    return json.dumps({"messages": messages})


def message(severity: str, *lines: int) -> dict[str, object]:
    places = [{"path": "OEBPS/a.xhtml", "line": line, "column": 2} for line in lines]
    return {"ID": "RSC-1", "severity": severity, "message": "odd", "locations": places}


def test_a_good_book_has_no_findings(shelf: Shelf) -> None:
    shelf.answers("java", answer(message("USAGE", 1), message("INFO")), 0)
    assert judged(shelf) == ()


def test_each_message_comes_with_its_places(shelf: Shelf) -> None:
    shelf.answers("java", answer(message("ERROR", 3, 9), message("WARNING")), 1)
    assert judged(shelf) == (
        Finding(EPUBCHECK_ERROR, "RSC-1", "odd", "OEBPS/a.xhtml", 3, 2),
        Finding(EPUBCHECK_ERROR, "RSC-1", "odd", "OEBPS/a.xhtml", 9, 2),
        Finding(EPUBCHECK_WARNING, "RSC-1", "odd", ""),
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
    shelf: Shelf, out: str, code: int, error: str, reason: str
) -> None:
    shelf.answers("java", out, code, error)
    outcome = judged(shelf)
    assert isinstance(outcome, NotChecked)
    assert outcome.reason == reason


def test_a_checker_that_hangs_is_stopped_with_all_it_started(shelf: Shelf, tmp_path: Path) -> None:
    shelf.put("java", f"/bin/sleep 60 & echo $! > {tmp_path}/child; wait")
    outcome = judged(shelf, seconds=0.5)
    assert isinstance(outcome, NotChecked)
    assert outcome.reason == "it was stopped after 0.5 seconds"
    status = Path(f"/proc/{(tmp_path / 'child').read_text().strip()}/status")
    assert any(_is_gone(status) for _ in range(100))


def test_a_checker_that_hangs_is_stopped_where_there_are_no_groups_of_processes(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "killpg")
    shelf.put("java", "exec /bin/sleep 60")
    begun = time.monotonic()
    outcome = judged(shelf, seconds=0.5)
    assert isinstance(outcome, NotChecked)
    assert time.monotonic() - begun < 30


def _is_gone(status: Path) -> bool:
    """Whether the process of `status` has ended; a killed one may take a moment to go."""
    time.sleep(0.1)
    return not status.exists() or "State:\tZ" in status.read_text()


def test_the_file_itself_is_no_place(shelf: Shelf) -> None:
    told = json.loads(answer(message("ERROR", 1)))
    told["messages"][0]["locations"][0]["path"] = str(shelf.room / "book.epub")
    shelf.answers("java", json.dumps(told), 1)
    assert judged(shelf) == (Finding(EPUBCHECK_ERROR, "RSC-1", "odd", "", 1, 2),)


def test_a_crash_leaves_nothing_in_the_folder_of_the_book(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    monkeypatch.chdir(folder)
    shelf.put("java", "echo crashed > hs_err_pid1.log; echo home > $HOME/.trace; exit 134")
    assert isinstance(judged(shelf), NotChecked)
    assert list(folder.iterdir()) == []
    assert (shelf.room / ".trace").exists()


def test_without_java_nothing_is_checked(shelf: Shelf) -> None:
    outcome = judged(shelf)
    assert isinstance(outcome, NotChecked)
    assert outcome.reason == "java is not installed"
    assert outcome == EPUBCHECK.lacks()
    shelf.put("java", "")
    assert EPUBCHECK.lacks() is None


def test_a_java_that_does_not_start(shelf: Shelf) -> None:
    shelf.put("java", "").write_bytes(b"\x7fELF")
    outcome = judged(shelf)
    assert isinstance(outcome, NotChecked)
    assert outcome.reason.startswith("java cannot be run: ")


def test_without_the_package_nothing_is_checked(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(epubcheck, "find_spec", lambda _: None)
    outcome = judged(shelf)
    assert isinstance(outcome, NotChecked)
    assert outcome.reason == "the package epubcheck is not installed"
    assert outcome == EPUBCHECK.lacks()


def test_a_package_without_its_program_is_none(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    spec = importlib.util.spec_from_file_location("epubcheck", tmp_path / "__init__.py")
    monkeypatch.setattr(epubcheck, "find_spec", lambda _: spec)
    assert isinstance(judged(shelf), NotChecked)
