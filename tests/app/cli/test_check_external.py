"""`anban check --external`: every checker that is there, and a word for those that are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]


def test_what_is_absent_is_not_checked_and_nothing_is_made(
    run: Run, good: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run("check", "-C", good)  # the fonts are known from here on
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = run("check", "--external", "-C", good)
    assert ran.returncode == 3
    for name in ("epubcheck: java", "ace: ace", "vnu: vnu", "stylelint: stylelint"):
        assert f"was not checked with {name} is not installed" in ran.stderr
    assert "no errors, 4 warnings\nerror: none of the checkers is on this machine\n" in ran.stderr
    assert run("check", "--external", "--strict", "-C", good).returncode == 1
    assert [path.name for path in good.iterdir()] == ["manuscript"]


def test_one_checker_that_is_there_is_enough(
    run: Run, good: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answer = '[{"source": "OEBPS/css/book.css", "warnings": []}]'
    program = tmp_path / "stylelint"
    program.write_text(f"#!/bin/sh\necho '{answer}' > lint.json\n")
    program.chmod(0o755)
    run("check", "-C", good)  # the fonts are known from here on
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = run("check", "--external", "-C", good)
    assert (ran.returncode, ran.stderr.count("was not checked with")) == (0, 3)


def test_a_fault_of_the_book_comes_before_the_checkers(run: Run, good: Path) -> None:
    (good / "manuscript/body/01-dawn.md").write_text("# Dawn\n\nLost[^1].\n")
    ran = run("check", "--external", "-C", good)
    assert ran.returncode == 1
    assert "N102" in ran.stderr
    assert "not checked" not in ran.stderr
