"""Tasks are done by a copy of the process; those of a copy that fails are left to the caller."""

from __future__ import annotations

import os
import signal
import time

import pytest

from anban.world.workers import Pile, start


def test_the_heaviest_are_taken_first_and_each_but_once() -> None:
    pile = Pile([5, 1, 4, 5])
    taking = iter(pile)
    assert [next(taking), next(taking)] == [0, 3]
    assert [*pile] == [2, 1]
    assert [*taking] == []
    pile.close()


def test_what_a_pile_cannot_hold_is_left_undone() -> None:
    pile = Pile([1] * 100_000)
    taken = [*pile]
    assert taken == [*range(len(taken))]
    assert 0 < len(taken) < 100_000
    pile.close()


def test_a_copy_gives_the_bytes_of_its_tasks() -> None:
    pile = Pile([1, 2])
    helper = start(pile, lambda task: b"task %d" % task * 100_000)
    assert helper.results() == {1: b"task 1" * 100_000, 0: b"task 0" * 100_000}
    assert [*pile] == []
    pile.close()


def test_this_process_and_its_copy_share_a_pile() -> None:
    pile = Pile([1] * 9)
    taking = iter(pile)
    mine = [next(taking), next(taking)]
    helper = start(pile, lambda _: b"")
    theirs = helper.results()
    assert sorted((*mine, *theirs, *taking)) == [*range(9)]
    assert theirs
    pile.close()


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
    assert start(Pile([1, 1]), work).results() == {}
    assert capfd.readouterr() == ("", "")


def test_a_copy_that_hangs_is_ended_and_leaves_its_tasks_undone() -> None:
    helper = start(Pile([1]), hang)
    assert helper.results(patience=0.05) == {}
    with pytest.raises(ProcessLookupError):
        os.kill(helper.pid, 0)
