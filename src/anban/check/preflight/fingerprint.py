"""A digest of everything that a page of a PDF shows.

In: a page of pikepdf. Out: a digest of its boxes, its content, and all objects that the content
uses. Pages with equal digests look the same and have the same text, so one need not be read again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Stream

TREE = frozenset(("/Parent", "/Kids", "/Count", "/Annots", "/StructParents"))
"""Entries of a page, or of a node above it, that refer to other pages or to its place among them.
They do not change what the page shows."""


class Fingerprints:
    """Computes the digests of the pages of one PDF. An object that pages share is read once."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int], bytes] = {}

    def of(self, page: pikepdf.Page) -> bytes:
        """The digest of `page`, including what it inherits; 16 bytes."""
        found = hashlib.blake2b(digest_size=16)
        found.update(b"%d links" % len(page.obj.get("/Annots", ())))
        node: Any = page.obj
        while node is not None:
            for part in self._entries(node, TREE):
                found.update(part)
            node = node.get("/Parent")
        return found.digest()

    def _digest(self, value: Any) -> bytes:
        """The digest of `value`; an object with a number gets the digest of its content."""
        if not isinstance(value, Array | Dictionary | Stream):
            return repr(value).encode()
        place = value.objgen
        if place not in self.known or not value.is_indirect:
            self.known[place] = b"within itself"
            made = hashlib.blake2b(b"".join(self._parts(value)), digest_size=16).digest()
            self.known[place] = made
            return made
        return self.known[place]

    def _parts(self, value: Any) -> Iterator[bytes]:
        if isinstance(value, Array):
            yield b"[" + b" ".join(map(self._digest, value)) + b"]"
            return
        yield from self._entries(value, frozenset())
        if isinstance(value, Stream):
            yield value.read_raw_bytes()

    def _entries(self, holder: Any, aside: frozenset[str]) -> Iterator[bytes]:
        """The entries of a dictionary in the order of their names, without those in `aside`."""
        for name, value in sorted(holder.items(), key=lambda entry: entry[0]):
            if name not in aside:
                yield b"%b %b\0" % (name.encode(), self._digest(value))
