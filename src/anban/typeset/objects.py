"""Pieces of a PDF whose bytes are ready. In: values. Out: objects, and how values are written."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import lru_cache

import pydyf

LEVEL = 6
"""Of compression: the last percents of size cost more time than they are worth."""


class Raw(pydyf.Object):
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


def settle(pdf: pydyf.PDF) -> None:
    """Turn every object into its bytes, once: pydyf 0.13 asks each for them twice."""
    for place, one in enumerate(pdf.objects):
        if one.free != "f" and not isinstance(one, Raw):
            pdf.objects[place] = ready = Raw(one.data, stream=not one.compressible)
            ready.number = one.number


def add(pdf: pydyf.PDF, data: bytes) -> bytes:
    """Add an object; the reference to it."""
    return _added(pdf, Raw(data))


def add_stream(pdf: pydyf.PDF, content: bytes, extra: bytes = b"<<>>") -> bytes:
    """Add a stream that is to be compressed; the reference to it."""
    data = _deflate(content)
    return add_ready(pdf, data, joined(extra, b"/Filter /FlateDecode/Length %d" % len(data)))


def add_ready(pdf: pydyf.PDF, data: bytes, head: bytes) -> bytes:
    """Add a stream as it is; the reference to it."""
    return _added(pdf, Raw(head + b"\nstream\n" + data + b"\nendstream", stream=True))


def _added(pdf: pydyf.PDF, found: Raw) -> bytes:
    pdf.add_object(found)
    return bytes(found.reference)


@lru_cache(maxsize=4096)
def _deflate(content: bytes) -> bytes:
    return zlib.compress(content, LEVEL)


def joined(dictionary: bytes, entry: bytes) -> bytes:
    """`dictionary` with one entry more."""
    return dictionary[:-2] + entry + b">>"


def string(text: str) -> bytes:
    return bytes(pydyf.String(text).data)


def numbers(values: Iterable[float]) -> bytes:
    return bytes(b" ".join(pydyf._to_bytes(float(value)) for value in values))
