"""A process ends at once, and loses nothing by it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]
SCRIPT = Path(sys.executable).with_name("anban")
LOOKED_ON = "import sys; sys.setprofile(str().format)"
AT_WORK = "import threading; threading.Thread(target=threading.main_thread().join).start()"
"""A thread that works as long as the main one does."""


def ended(before: str, *words: str) -> str:
    """What a process says at its end that did `before` first, and then what `words` ask for."""
    told = (
        "import atexit, sys\n"
        "from anban.app.cli import process\n"
        "class Kept:\n"
        "    def __del__(self): print('cleared away')\n"
        "kept = Kept()\n"
        "atexit.register(print, 'asked for')\n"
        f"{before}\n"
        f"sys.argv[1:] = {words!r}\n"
        "process()\n"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.partition("anban 0")[2].partition("\n")[2]


def test_nothing_is_cleared_away_and_what_asked_for_it_is_called() -> None:
    assert ended("", "--version") == "asked for\n"


@pytest.mark.parametrize("before", [LOOKED_ON, AT_WORK])
def test_a_process_that_is_not_alone_ends_as_ever(before: str) -> None:
    assert ended(before, "--version") == "asked for\ncleared away\n"


@pytest.mark.parametrize("start", [[SCRIPT], [sys.executable, "-m", "anban"]])
def test_all_that_was_said_arrives(run: Run, start: list[str]) -> None:
    done = subprocess.run(
        [*start, "explain", "book.toml"], capture_output=True, text=True, check=True
    )
    assert done.stdout == run("explain", "book.toml").stdout
    done = subprocess.run([*start, "explain", "Z999"], capture_output=True, text=True, check=False)
    again = run("explain", "Z999")
    assert (done.returncode, done.stderr) == (again.returncode, again.stderr)


def test_a_pipe_that_is_closed_while_it_is_written_to() -> None:
    with subprocess.Popen(
        [SCRIPT, "explain", "book.toml"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 130


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
def test_a_stream_that_was_never_open(closed: str) -> None:
    number = {"stdout": 1, "stderr": 2}[closed]
    shell = f'exec "$0" --version {number}>&-'
    done = subprocess.run(["sh", "-c", shell, SCRIPT], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_an_answer_that_cannot_be_written() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [SCRIPT, "explain"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 3
    assert done.stderr.startswith("error: cannot write the answer: no space left")


def test_a_book_is_built_whole(run: Run, good: Path) -> None:
    done = subprocess.run(
        [SCRIPT, "-C", good, "build", "paperback"],
        env={**os.environ, "PYTHONDEVMODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    (product,) = map(Path, done.stdout.splitlines())
    before = product.read_bytes()
    assert done.returncode == 0
    assert "ResourceWarning" not in done.stderr
    assert run("-C", good, "build", "paperback", "--no-cache").returncode == 0
    assert product.read_bytes() == before
