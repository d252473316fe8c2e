"""What a build has worked out, kept for the next process.

In: a folder, keys, bytes. Out: the same bytes for the same key, or nothing. An entry is whole or it
is not there: it is written beside its place and moved into it, and bears a digest that is checked
when it is read. A damaged, foreign or older entry is a miss. What has not been asked for longest
goes first when the folder grows beyond its bound.
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
DIGEST = 32
BOUND = 256 * 1024 * 1024
"""Bytes that the folder may hold."""
ENTRY_LIMIT = 64 * 1024 * 1024
"""Bytes of one entry; a larger one is not kept."""
NAME = re.compile(r"[0-9a-f]{40}\.bin")


class Keep(Protocol):
    """Where bytes are kept."""

    def get(self, key: bytes) -> bytes | None: ...
    def put(self, key: bytes, data: bytes) -> None: ...


@dataclass(frozen=True, slots=True)
class FolderCache:
    """Keeps bytes in `folder`, which it makes when it first has something to keep.

    Whatever goes wrong with the disk, nothing is raised: what cannot be kept is worked out again.
    """

    folder: Path
    bound: int = BOUND

    def get(self, key: bytes) -> bytes | None:
        """The bytes under `key`, None if there are none that are whole."""
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
            os.utime(path)
        return data[len(head) :]

    def put(self, key: bytes, data: bytes) -> None:
        """Keep `data` under `key`."""
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
        """Remove what was asked for longest ago until the folder keeps its bound."""
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
