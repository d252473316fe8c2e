"""Objects of a PDF whose bytes are ready.

In: bytes, texts, numbers. Out: objects with numbers, and the references to them.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import lru_cache

from anban.typeset.engine.objects import Object, String, to_bytes

LEVEL = 6
"""The level of compression (zlib). Higher levels cost much time for hardly smaller files."""


class Raw(Object):
    """An object whose bytes are ready."""

    def __init__(self, data: bytes, *, stream: bool = False) -> None:
        super().__init__()
        self._data = data
        self._stream = stream

    @property
    def data(self) -> bytes:
        return self._data

    @data.setter
    def data(self, data: bytes) -> None:
        self._data = data

    @property
    def compressible(self) -> bool:
        return not self._stream


class Objects:
    """Objects of a PDF with the numbers from `first` on, one after the other."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.all: list[Object] = []

    @property
    def end(self) -> int:
        """The number that the next object gets."""
        return self.first + len(self.all)

    def add_object(self, found: Object) -> None:
        """Give `found` the next number. The method has this name because the engine writes fonts
        into it as if it were a `pydyf.PDF`.
        """
        found.number = self.end
        self.all.append(found)


def place(objects: Objects) -> Raw:
    """Add an object without content, which gets it later, and return it."""
    found = Raw(b"")
    objects.add_object(found)
    return found


def add(objects: Objects, data: bytes) -> bytes:
    """Add an object with these bytes, and return the reference to it."""
    return _added(objects, Raw(data))


def add_stream(objects: Objects, content: bytes, extra: bytes = b"<<>>") -> bytes:
    """Compress `content`, add it as a stream, and return the reference to it."""
    data = _deflate(content)
    return add_ready(objects, data, joined(extra, b"/Filter /FlateDecode/Length %d" % len(data)))


def add_ready(objects: Objects, data: bytes, head: bytes) -> bytes:
    """Add a stream whose data are ready, and return the reference to it."""
    return _added(objects, Raw(head + b"\nstream\n" + data + b"\nendstream", stream=True))


def _added(objects: Objects, found: Raw) -> bytes:
    objects.add_object(found)
    return bytes(found.reference)


@lru_cache(maxsize=4096)
def _deflate(content: bytes) -> bytes:
    return zlib.compress(content, LEVEL)


def joined(dictionary: bytes, entry: bytes) -> bytes:
    """The bytes of a dictionary with one more entry."""
    return dictionary[:-2] + entry + b">>"


def string(text: str) -> bytes:
    """A text string as it is written into a PDF."""
    return bytes(String(text).data)


def numbers(values: Iterable[float]) -> bytes:
    """Numbers as the engine writes them, with spaces between."""
    return bytes(b" ".join(to_bytes(float(value)) for value in values))
