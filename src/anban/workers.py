"""Work shared between this process and copies of it.

In: tasks with their weights, a function that gives bytes. Out: the bytes of each task that another
process did; the others are left to the caller. A copy that fails, or is ended, leaves its tasks
undone: nothing depends on it but time.
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
"""Seconds without a word after which a copy is taken to hang: it may have been made while another
thread of this process held a lock, which in the copy nobody gives back.
"""
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Helper:
    """A copy of this process at work on `tasks`, named by their places in the list of all."""

    pid: int
    pipe: int
    tasks: tuple[int, ...]

    def results(self, patience: float = PATIENCE) -> dict[int, bytes]:
        """What it has done, when it has ended; nothing if it failed, or was silent for too long."""
        data = b"".join(self._said(patience))
        _, status = os.waitpid(self.pid, 0)
        with suppress(ValueError, msgpack.UnpackException, TypeError):
            done = msgpack.unpackb(data, use_list=False)
            if status == 0 and len(done) == len(self.tasks):
                return dict(zip(self.tasks, done, strict=True))
        return {}

    def _said(self, patience: float) -> Iterator[bytes]:
        """What it writes, until it closes its end; a copy that hangs is ended."""
        with open(self.pipe, "rb", buffering=0) as file:  # noqa: PTH123 - a descriptor
            waiting = select.poll()
            waiting.register(file, select.POLLIN)
            while waiting.poll(1000 * patience):
                said = file.read(CHUNK)
                if not said:
                    return
                yield said
        os.kill(self.pid, signal.SIGKILL)


def shares(weights: Sequence[int], hands: int) -> list[tuple[int, ...]]:
    """The places of `weights` dealt out to `hands`, the heaviest first to whoever has least."""
    dealt: list[list[int]] = [[] for _ in range(hands)]
    loads = [0] * hands
    for place in sorted(range(len(weights)), key=lambda at: (-weights[at], at)):
        least = loads.index(min(loads))
        dealt[least].append(place)
        loads[least] += weights[place]
    return [tuple(sorted(share)) for share in dealt]


def start(tasks: tuple[int, ...], work: Callable[[int], bytes]) -> Helper:
    """Let a copy of this process do `work` on each of `tasks`."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # from Python 3.12 on, a fork beside a thread warns; the copy only lays out, and ends
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if not pid:
        _work(writing, tasks, work)
    os.close(writing)
    return Helper(pid, reading, tasks)


def _work(pipe: int, tasks: tuple[int, ...], work: Callable[[int], bytes]) -> NoReturn:
    """What the copy does: it never returns to what this process was doing."""
    code = 1
    try:
        with open(pipe, "wb") as file:
            file.write(msgpack.packb([work(task) for task in tasks]))
        code = 0
    finally:
        os._exit(code)
