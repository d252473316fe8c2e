"""Files that are written whole or not at all.

In: paths and bytes. Out: files, and `MissingError` in words where the disk does not take them. A
file is written beside its place and then put there; whoever does that calls `settle` last.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from anban.core.errors import MissingError
from anban.world.project import NO_LINK, OUTPUT


def write(path: Path, data: bytes) -> None:
    """Write `data` to `path`, to the disk itself; after any fault there is nothing at `path`."""
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINK, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink()
        raise


def settle(folder: Path) -> None:
    """Make the names in `folder` last through a power cut, where a folder can be opened for it."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def holds(path: Path, data: bytes) -> bool:
    """True if the file at `path` has these bytes."""
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


_HINTS = {
    errno.ENOSPC: "make room on the disk, then {again}",
    errno.EDQUOT: "make room in your quota, then {again}",
    errno.EFBIG: "raise the limit on the size of files, then {again}",
    errno.EROFS: "work in a folder that may be written",
    errno.EACCES: "give yourself the right to write in `{place}`",
    errno.EPERM: "give yourself the right to write in `{place}`",
}


_IN_USE = (5, 32, 33)
"""What Windows says of a file that another program has open: ERROR_ACCESS_DENIED,
ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION. It replaces or removes no such file."""


@contextmanager
def in_words(path: str) -> Iterator[None]:
    """Turn what the system says about writing to `path` into words for the person at the
    keyboard.
    """
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        again = "build again" if path == OUTPUT else "try again"
        place = path if path == OUTPUT else path.rpartition("/")[0]
        hint = _HINTS.get(error.errno or 0, "look at the folder `{place}`, then {again}")
        if getattr(error, "winerror", None) in _IN_USE:
            hint = "close the program that has the file open, then {again}"
        words = hint.format(place=place, again=again)
        raise MissingError(f"cannot write to `{path}`: {reason}", words) from error
