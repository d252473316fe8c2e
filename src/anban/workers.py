"""Work shared between this process and copies of it.

In: tasks with their weights, a function that gives bytes. Out: the bytes of each task that another
process did; the others are left to the caller. A copy that fails, or is ended, leaves its tasks
undone: nothing depends on it but time.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import NoReturn

import msgpack

CAN_FORK = hasattr(os, "fork")


@dataclass(frozen=True, slots=True)
class Helper:
    """A copy of this process at work on `tasks`, named by their places in the list of all."""

    pid: int
    pipe: int
    tasks: tuple[int, ...]

    def results(self) -> dict[int, bytes]:
        """What it has done, when it has ended; nothing if it failed."""
        with open(self.pipe, "rb") as file:  # noqa: PTH123 - a descriptor
            data = file.read()
        _, status = os.waitpid(self.pid, 0)
        with suppress(ValueError, msgpack.UnpackException, TypeError):
            done = msgpack.unpackb(data, use_list=False)
            if status == 0 and len(done) == len(self.tasks):
                return dict(zip(self.tasks, done, strict=True))
        return {}


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
