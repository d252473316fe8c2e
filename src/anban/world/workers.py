"""Share work between this process and copies of it, which are made by `fork`.

In: tasks, each with a weight, and a function that does a task and gives bytes. Out: the bytes of
each task that a copy did; the caller does the others. Each process takes the next task when it has
done one, so all are busy to the end. If a copy fails or is killed, the tasks it took are not done
and the caller does them: that costs time, but the result is the same.
"""

from __future__ import annotations

import os
import select
import signal
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import NoReturn

import msgpack

CAN_FORK = hasattr(os, "fork")
PATIENCE = 60.0
"""Seconds without output after which a copy is killed, since it probably hangs. That can happen if
another thread of this process held a lock at the fork: in the copy nobody releases it.
"""
CHUNK = 1 << 20
"""Bytes that are read from a copy at once."""
NAME = 4
"""Bytes for the number of a task in the pipe."""


class Pile:
    """Tasks from which this process and its copies take one after the other, heaviest first.

    A task is the index of its weight in `weights`. The numbers wait in a pipe that all processes
    read: a read takes a number out, so each task is taken once, without a lock.
    """

    def __init__(self, weights: Sequence[int]) -> None:
        self._pipe, writing = os.pipe()
        os.set_blocking(writing, False)  # tasks that do not fit into the pipe stay with the caller
        places = sorted(range(len(weights)), key=lambda at: (-weights[at], at))
        os.write(writing, b"".join(place.to_bytes(NAME, "big") for place in places))
        os.close(writing)

    def __iter__(self) -> Iterator[int]:
        while taken := os.read(self._pipe, NAME):
            yield int.from_bytes(taken, "big")

    def close(self) -> None:
        os.close(self._pipe)


@dataclass(frozen=True, slots=True)
class Helper:
    """A copy of this process that is working. `pipe` is where it writes its results."""

    pid: int
    pipe: int

    def results(self, patience: float = PATIENCE) -> dict[int, bytes]:
        """Wait until the copy has ended; give the bytes of each task that it did.

        Empty if it failed, or if it wrote nothing for `patience` seconds.
        """
        data = b"".join(self._output(patience))
        _, status = os.waitpid(self.pid, 0)
        with suppress(ValueError, msgpack.UnpackException, TypeError):
            done = msgpack.unpackb(data, use_list=False)
            if status == 0:
                return dict(done)
        return {}

    def _output(self, patience: float) -> Iterator[bytes]:
        """What the copy writes until it closes the pipe; a copy that hangs is killed."""
        with open(self.pipe, "rb", buffering=0) as file:  # noqa: PTH123 - a descriptor
            waiting = select.poll()
            waiting.register(file, select.POLLIN)
            while waiting.poll(1000 * patience):
                chunk = file.read(CHUNK)
                if not chunk:
                    return
                yield chunk
        os.kill(self.pid, signal.SIGKILL)


def start(pile: Pile, work: Callable[[int], bytes]) -> Helper:
    """Start a copy of this process, which takes tasks from `pile` and does `work` on each."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Python 3.12 and later warn of a fork while a thread runs; the copy only lays out and ends
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if not pid:
        _work(writing, pile, work)
    os.close(writing)
    return Helper(pid, reading)


def _work(pipe: int, pile: Pile, work: Callable[[int], bytes]) -> NoReturn:
    """Run in the copy: do the tasks, write their results, and end the copy without returning."""
    code = 1
    try:
        with open(pipe, "wb") as file:
            file.write(msgpack.packb([(task, work(task)) for task in pile]))
        code = 0
    finally:
        os._exit(code)
