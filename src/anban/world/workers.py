"""Work shared between this process and copies of it.

In: tasks with their weights, a function that gives bytes. Out: the bytes of each task that another
process did; the others are left to the caller. Whoever has done one takes the next, so that all
have work until the last. A copy that fails, or is ended, leaves what it took undone: nothing
depends on it but time.
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
NAME = 4
"""Bytes that name a task."""


class Pile:
    """Tasks, named by their places in `weights`, that this process and copies of it take one by
    one, the heaviest first.
    """

    def __init__(self, weights: Sequence[int]) -> None:
        self._pipe, writing = os.pipe()
        os.set_blocking(writing, False)  # what the pipe cannot hold is left undone
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
    """A copy of this process at work."""

    pid: int
    pipe: int

    def results(self, patience: float = PATIENCE) -> dict[int, bytes]:
        """What it has done, by task, when it has ended; nothing if it failed, or was silent for
        too long.
        """
        data = b"".join(self._said(patience))
        _, status = os.waitpid(self.pid, 0)
        with suppress(ValueError, msgpack.UnpackException, TypeError):
            done = msgpack.unpackb(data, use_list=False)
            if status == 0:
                return dict(done)
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


def start(pile: Pile, work: Callable[[int], bytes]) -> Helper:
    """Let a copy of this process do `work` on what it can take from `pile`."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # from Python 3.12 on, a fork beside a thread warns; the copy only lays out, and ends
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if not pid:
        _work(writing, pile, work)
    os.close(writing)
    return Helper(pid, reading)


def _work(pipe: int, pile: Pile, work: Callable[[int], bytes]) -> NoReturn:
    """What the copy does: it never returns to what this process was doing."""
    code = 1
    try:
        with open(pipe, "wb") as file:
            file.write(msgpack.packb([(task, work(task)) for task in pile]))
        code = 0
    finally:
        os._exit(code)
