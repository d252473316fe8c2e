"""Whatever ends a command: the right code, a few plain words, nothing half written."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from anban.core.errors import BugError, ProductError

Run = Callable[..., CompletedProcess[str]]
ANBAN = (sys.executable, "-m", "anban")
TERMINAL = {**os.environ, "TERM": "xterm-256color"}


def broken(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def raising(*_words: object, **_names: object) -> None:
        raise error

    monkeypatch.setattr("anban.app.cli.check.prepare", raising)


@pytest.mark.parametrize("error", [ZeroDivisionError("by zero"), BugError("by zero")])
def test_a_bug_is_one_plain_paragraph(
    run: Run, good: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    broken(monkeypatch, error)
    ran = run("check", "-C", good)
    assert ran.returncode == 70
    assert ran.stderr.startswith(f"bug: {type(error).__name__} at test_failure.py:")
    assert "not of your book" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "Traceback" in run("check", "-C", good, "--traceback").stderr


def test_an_error_of_the_tool_brings_its_code_and_hint(
    run: Run, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(monkeypatch, ProductError("the product is bad", "look at it"))
    ran = run("check", "-C", good)
    assert ran.returncode == 4
    assert ran.stderr == "error: the product is bad\n = hint: look at it\n"


def test_ctrl_c(run: Run, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, KeyboardInterrupt())
    ran = run("check", "-C", good)
    assert ran.returncode == 130
    assert "nothing half written" in ran.stderr


def test_a_closed_pipe_is_quiet() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*ANBAN, "explain"], stdout=writer, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (130, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_an_answer_that_cannot_be_written() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*ANBAN, "explain"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 3
    assert "error: cannot write the answer: no space left" in done.stderr


def stopped(book: Path, number: signal.Signals) -> tuple[int, str]:
    """Start a build, send it a signal once it holds the output folder; its exit code and stderr."""
    with subprocess.Popen(
        [*ANBAN, "-C", book, "build"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        end = time.monotonic() + 90
        while not (book / "output/.lock").exists() and time.monotonic() < end:
            time.sleep(0.01)
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
    return process.returncode, err


def test_sigterm_leaves_nothing_half_written(good: Path) -> None:
    code, err = stopped(good, signal.SIGTERM)
    assert code == 130
    assert "interrupted: nothing half written is left" in err
    assert "Traceback" not in err
    assert [path.name for path in (good / "output").iterdir()] == [".lock"]


def test_after_sigkill_the_last_good_edition_stands_and_the_next_build_works(
    good: Path, run: Run
) -> None:
    run("build", "-C", good)
    product = good / "output/the-ferry-paperback.pdf"
    before = product.read_bytes()
    (good / "output/.lock").unlink()
    (good / "manuscript/body/02-dusk.md").write_text("# Dusk\n\nThey came back.\n", "utf-8")
    code, _ = stopped(good, signal.SIGKILL)
    assert code == -signal.SIGKILL
    assert product.read_bytes() == before
    assert run("build", "-C", good).returncode == 0
    assert product.read_bytes() != before


def test_text_that_the_terminal_cannot_show(good: Path) -> None:
    (good / "manuscript/body/01-dawn.md").write_text("# Bình minh\n\nHọ đi[^tàu].\n", "utf-8")
    done = subprocess.run(
        [*ANBAN, "-C", good, "check"],
        env=dict(os.environ, PYTHONIOENCODING="latin-1", LC_ALL="C"),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert "H? ?i[^t\u00e0u].".encode("latin-1") in done.stderr


def test_a_name_with_a_line_end_or_a_control_breaks_no_line(run: Run, good: Path) -> None:
    odd = "a\n\x1b[2Jerror[Z999]: b\u2028\udcff.md"
    (good / "manuscript/body" / odd).write_text("# A\n\nB.\n", "utf-8")
    ran = run("check", "-C", good)
    assert ran.returncode == 1
    lines = [line for line in ran.stderr.splitlines() if "Z999" in line]
    assert [line.partition(":")[0] for line in lines] == ["warning[P111]", "error[C132]"]
    assert all("a\ufffd\ufffd[2Jerror[Z999]: b\ufffd\ufffd.md" in line for line in lines)
    assert "\x1b" not in ran.stderr
    assert "paper\ufffdback: not published" in run("build", "-C", good, "paper\nback").stderr


def test_what_is_typed_breaks_no_line(run: Run, good: Path) -> None:
    ran = run("build", "-C", good, "paper\nback")
    assert ran.stderr.startswith("error: the book has no edition `paper\ufffdback`\n = hint")


def test_colour_only_where_it_is_wanted(
    run: Run, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (good / "manuscript/body/01-dawn.md").write_text("# Dawn\n\nThey left[^ship].\n", "utf-8")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    coloured = run("check", "-C", good, "--strict").stderr
    monkeypatch.setenv("NO_COLOR", "1")
    plain = run("check", "-C", good, "--strict").stderr
    assert "\x1b[31m\x1b[1merror[" in coloured
    assert "\x1b" not in plain


def test_progress_is_for_a_terminal(good: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*ANBAN, "-C", good, "build"], stdout=subprocess.PIPE, stderr=theirs, env=TERMINAL
    ) as process:
        os.close(theirs)
        seen = b""
        with suppress(OSError):  # how Linux says that the other side of a terminal is closed
            while part := os.read(ours, 4096):
                seen += part
        assert process.stdout is not None
        out = process.stdout.read()
    os.close(ours)
    assert b"laying out the pages" in seen
    assert b"\x1b[" in seen
    assert b"\x1b" not in out
    assert out.count(b"\n") == 2
