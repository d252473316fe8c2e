"""Pieces of a PDF whose bytes are ready. In: values. Out: objects, and how values are written."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import lru_cache

from anban.typeset.engine.objects import Object, String, to_bytes

LEVEL = 6
"""Of compression: the last percents of size cost more time than they are worth."""


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
        """The number behind the last one."""
        return self.first + len(self.all)

    def add_object(self, found: Object) -> None:
        """Give `found` the next number; named as in `pydyf.PDF`, for which it stands in."""
        found.number = self.end
        self.all.append(found)


def place(objects: Objects) -> Raw:
    """Add an object that is to be written later."""
    found = Raw(b"")
    objects.add_object(found)
    return found


def add(objects: Objects, data: bytes) -> bytes:
    """Add an object; the reference to it."""
    return _added(objects, Raw(data))


def add_stream(objects: Objects, content: bytes, extra: bytes = b"<<>>") -> bytes:
    """Add a stream that is to be compressed; the reference to it."""
    data = _deflate(content)
    return add_ready(objects, data, joined(extra, b"/Filter /FlateDecode/Length %d" % len(data)))


def add_ready(objects: Objects, data: bytes, head: bytes) -> bytes:
    """Add a stream as it is; the reference to it."""
    return _added(objects, Raw(head + b"\nstream\n" + data + b"\nendstream", stream=True))


def _added(objects: Objects, found: Raw) -> bytes:
    objects.add_object(found)
    return bytes(found.reference)


@lru_cache(maxsize=4096)
def _deflate(content: bytes) -> bytes:
    return zlib.compress(content, LEVEL)


def joined(dictionary: bytes, entry: bytes) -> bytes:
    """`dictionary` with one entry more."""
    return dictionary[:-2] + entry + b">>"


def string(text: str) -> bytes:
    return bytes(String(text).data)


def numbers(values: Iterable[float]) -> bytes:
    return bytes(b" ".join(to_bytes(float(value)) for value in values))
