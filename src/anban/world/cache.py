"""A cache on disk: results of a build, kept for the next process.

In: a folder, keys, bytes. Out: the same bytes for the same key, or None. An entry is written to a
temporary file that is then renamed, so it is never there in part. It holds a digest, which is
checked when it is read; a damaged entry, or one of another format, counts as not there. When the
folder grows beyond its bound, the entries that were not read for the longest time are removed.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

FORMAT = b"anban cache 1\n"
"""The first bytes of an entry. Change the number when the form of an entry changes."""
DIGEST = 32
"""The length of the digest that follows, in bytes."""
BOUND = 256 * 1024 * 1024
"""The most bytes that the folder may hold."""
ENTRY_LIMIT = 64 * 1024 * 1024
"""The most bytes of one entry; a larger one is not kept."""
NAME = re.compile(r"[0-9a-f]{40}\.bin")
"""The name of an entry: 20 bytes of a BLAKE2b digest of its key, in hexadecimal."""


class Keep(Protocol):
    """Something that keeps bytes by a key, such as `FolderCache`."""

    def get(self, key: bytes) -> bytes | None: ...
    def put(self, key: bytes, data: bytes) -> None: ...


@dataclass(frozen=True, slots=True)
class FolderCache:
    """Keeps bytes in `folder`. The folder is made when there is something to keep.

    No error of the disk is raised: what cannot be kept or read is only computed again.
    """

    folder: Path
    bound: int = BOUND

    def get(self, key: bytes) -> bytes | None:
        """The bytes that were kept under `key`; None if there are none or they are damaged."""
        path = self._path(key)
        try:
            if path.stat().st_size > ENTRY_LIMIT:
                return None
            data = path.read_bytes()
        except OSError:
            return None
        head = FORMAT + _digest(data[len(FORMAT) + DIGEST :])
        if not data.startswith(head):
            return None
        with suppress(OSError):
            os.utime(path)  # the time of a file says when it was last used; see `_shrink`
        return data[len(head) :]

    def put(self, key: bytes, data: bytes) -> None:
        """Keep `data` under `key`; nothing happens if it is too large or cannot be written."""
        if len(data) > ENTRY_LIMIT:
            return
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
            try:
                with open(handle, "wb") as file:  # noqa: PTH123 - a descriptor
                    file.write(FORMAT + _digest(data) + data)
                Path(name).replace(self._path(key))
            finally:
                with suppress(OSError):
                    Path(name).unlink()
            self._shrink()

    def clear(self) -> None:
        """Remove every entry, and the folder if nothing else is in it."""
        for path in self._entries():
            with suppress(OSError):
                path.unlink()
        with suppress(OSError):
            self.folder.rmdir()

    def _path(self, key: bytes) -> Path:
        return self.folder / f"{hashlib.blake2b(key, digest_size=20).hexdigest()}.bin"

    def _entries(self) -> Iterator[Path]:
        with suppress(OSError):
            for path in sorted(self.folder.iterdir()):
                if NAME.fullmatch(path.name) or path.suffix == ".part":
                    yield path

    def _shrink(self) -> None:
        """Remove the entries that were not used for the longest time, down to the bound."""
        found = []
        for path in self._entries():
            with suppress(OSError):
                status = path.stat()
                found.append((status.st_mtime_ns, path, status.st_size))
        over = sum(size for *_, size in found) - self.bound
        for _, path, size in sorted(found):
            if over <= 0:
                return
            with suppress(OSError):
                path.unlink()
            over -= size


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=DIGEST).digest()
