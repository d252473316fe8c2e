"""Programs of our own in place of the checkers: the only ones on the path."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Shelf:
    """A folder of programs; `room` is where a checker works."""

    folder: Path
    room: Path

    def put(self, name: str, script: str) -> Path:
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return path

    def answers(self, name: str, out: str, code: int, error: str = "") -> Path:
        """A program that says `out`, complains of `error` and ends with `code`."""
        answer = self.folder / f"{name}.answer"
        answer.write_text(out)
        return self.put(name, f"/bin/cat {answer}; echo '{error}' >&2; exit {code}")


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Shelf:
    folder, room = tmp_path / "bin", tmp_path / "room"
    folder.mkdir()
    (room / "OEBPS" / "css").mkdir(parents=True)
    (room / "OEBPS" / "css" / "book.css").write_text("p { margin: 0 }\n")
    (room / "book.epub").write_text("")
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("PUPPETEER_EXECUTABLE_PATH", raising=False)
    return Shelf(folder, room)
