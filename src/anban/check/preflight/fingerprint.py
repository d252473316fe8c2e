"""What a page of a PDF is made of, in a few bytes.

In: a page of pikepdf. Out: a digest of all that it shows: its boxes, its content, and whatever that
draws with. Pages with equal ones look alike and have the same text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Stream

TREE = frozenset(("/Parent", "/Kids", "/Count", "/Annots", "/StructParents"))
"""Entries of a page, or of a node above it, that lead to other pages or tell its place among
them."""


class Fingerprints:
    """Takes the fingerprints of pages of one PDF; what they share is looked at once."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int], bytes] = {}

    def of(self, page: pikepdf.Page) -> bytes:
        """The fingerprint of `page`, with what it inherits."""
        found = hashlib.blake2b(digest_size=16)
        found.update(b"%d links" % len(page.obj.get("/Annots", ())))
        node: Any = page.obj
        while node is not None:
            for part in self._entries(node, TREE):
                found.update(part)
            node = node.get("/Parent")
        return found.digest()

    def _digest(self, value: Any) -> bytes:
        """What stands for `value`: for an object with a number, that of what it holds."""
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
        """The entries of a dictionary, in the order of their names, but those put `aside`."""
        for name, value in sorted(holder.items(), key=lambda entry: entry[0]):
            if name not in aside:
                yield b"%b %b\0" % (name.encode(), self._digest(value))
