"""Tasks dealt out, done by a copy of the process, and left undone by one that fails."""

from __future__ import annotations

import os
import signal
import time

import pytest

from anban.workers import shares, start


def test_the_heaviest_go_first_to_whoever_has_least() -> None:
    assert shares([5, 1, 4, 2], 2) == [(0, 1), (2, 3)]
    assert shares([1, 1, 1], 3) == [(0,), (1,), (2,)]
    assert shares([7], 2) == [(0,), ()]


def test_a_copy_gives_the_bytes_of_its_tasks() -> None:
    helper = start((1, 4), lambda task: b"task %d" % task * 100_000)
    assert helper.results() == {1: b"task 1" * 100_000, 4: b"task 4" * 100_000}


def fail(_: int) -> bytes:
    raise RuntimeError


def die(_: int) -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def hang(_: int) -> bytes:
    time.sleep(600)
    return b""


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("work", [fail, die])
def test_a_copy_that_fails_leaves_its_tasks_undone(
    work: object, capfd: pytest.CaptureFixture[str]
) -> None:
    assert callable(work)
    assert start((0, 1), work).results() == {}
    assert capfd.readouterr() == ("", "")


def test_a_copy_that_hangs_is_ended_and_leaves_its_tasks_undone() -> None:
    helper = start((0,), hang)
    assert helper.results(patience=0.05) == {}
    with pytest.raises(ProcessLookupError):
        os.kill(helper.pid, 0)
