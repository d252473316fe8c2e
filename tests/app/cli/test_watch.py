"""`anban watch` as a person runs it: a process that is told of changes by the system."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from anban.app.build import Outcome
from anban.app.cli.watch import Asked, _staying, _stirs, named
from anban.app.watch import Project
from anban.core.diagnostics import Report
from anban.world.project import World

PATIENCE = 90
"""Seconds that a busy machine may take for a line."""


class Watcher:
    """A running `anban watch`; `line` waits for the next line of its answer."""

    def __init__(self, book: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "anban", "watch", "-C", book, "paperback"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def line(self) -> str:
        return self.lines.get(timeout=PATIENCE)


@pytest.fixture
def watcher(good: Path) -> Iterator[Watcher]:
    running = Watcher(good)
    yield running
    if running.process.poll() is None:
        running.process.kill()
    running.process.wait(PATIENCE)
    for stream in (running.process.stdout, running.process.stderr):
        if stream:
            stream.close()


def test_saving_builds_again_and_control_c_ends_it(good: Path, watcher: Watcher) -> None:
    assert watcher.line().startswith("the book: ")
    product = good / "output/the-ferry-paperback.pdf"
    before = product.read_bytes()
    chapter = good / "manuscript/body/02-dusk.md"
    text = chapter.read_text("utf-8")
    draft = chapter.with_name("draft")
    draft.write_text(text.replace("came back", "returned"), "utf-8")
    draft.replace(chapter)
    assert watcher.line().startswith("body/02-dusk.md: 1 page of ")
    after = product.read_bytes()
    assert after != before
    chapter.write_text(text + "\n<b>x</b>\n", "utf-8")
    assert "1 error, no warnings; the last good edition stays" in watcher.line()
    assert product.read_bytes() == after
    watcher.process.send_signal(signal.SIGINT)
    assert watcher.process.wait(PATIENCE) == 130
    assert watcher.process.stderr is not None
    said = watcher.process.stderr.read()
    assert "02-dusk.md:5:1" in said
    assert "Traceback" not in said
    assert sorted(path.name for path in (good / "output").iterdir()) == [
        ".cache", ".lock", "manifest.json", "the-ferry-paperback.pdf",
    ]  # fmt: skip


def test_control_c_that_python_dropped_ends_it_at_the_next_look(good: Path) -> None:
    world, asked = World.open(good), Asked()
    stirs = _stirs(Project(world.root, world.environment), asked)
    next(stirs)
    next(stirs)
    with pytest.raises(KeyboardInterrupt):
        asked.interrupted(signal.SIGINT, None)
    with pytest.raises(KeyboardInterrupt):
        next(stirs)


def test_a_line_names_a_few_files_and_counts_the_rest() -> None:
    files = tuple(f"manuscript/body/{number}.md" for number in range(5))
    assert named(files[:2]) == "body/0.md, body/1.md"
    assert named((*files, "styles/a.css")) == "body/0.md, body/1.md, body/2.md, 3 more"
    assert named(()) == "the book"


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (("paperback", "ebook"), "the last good edition stays"),
        (("ebook",), "not published; the last good one of ebook stays"),
        ((), "not published"),
    ],
)
def test_only_a_good_edition_that_is_there_stays(kept: tuple[str, ...], said: str) -> None:
    assert _staying(Outcome(Report(), withheld=("paperback", "ebook"), kept=kept)) == said
