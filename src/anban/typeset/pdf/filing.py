"""The file around the objects of a PDF (ISO 32000-1, 7.5).

In: the objects of a PDF in parts; each part has a range of numbers of its own. Out: the bytes of
the file. pydyf 0.13 writes all objects of a book each time, and compresses all that are no streams
in one piece, at zlib's slowest level. Here the bytes of a part that has not changed are used again.
Numbers that no part uses are marked as free.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from struct import Struct

from anban.typeset.engine.objects import Object
from anban.typeset.pdf.objects import Objects, add_stream

STREAMS = "1.5"
"""The first version of PDF with object streams."""
HELD = 128
"""How many objects are put into one object stream."""
BINARY = b"%\xf0\x9f\x96\xa4\n"
"""A comment with bytes above 127, which tells programs that the file is not text (7.5.2)."""
FREE, PLAIN, HELD_IN = 0, 1, 2
"""The types of entries in a cross-reference stream (7.5.8.3)."""
LAST = 65535
ENTRY = Struct(">BIH")
"""An entry of a cross-reference stream: its type in one byte, then four, then two."""
UNUSED = ENTRY.pack(FREE, 0, LAST)
"""An entry for a number that is not in use (7.5.4)."""


@dataclass(frozen=True, slots=True)
class FilePart:
    """Objects as they stand in the file, with the numbers from `first` on.

    `table` has a cross-reference entry for each number. `plain` names the objects that stand by
    themselves, in no object stream: the place of the entry in `table`, and the offset of the object
    in `data`. The offset in the file is only known when all parts are there.
    """

    first: int
    data: bytes
    table: bytes
    plain: tuple[tuple[int, int], ...]
    digest: bytes

    @property
    def end(self) -> int:
        """The first number behind those of this part."""
        return self.first + len(self.table) // ENTRY.size


def pack(objects: Objects, version: str) -> FilePart:
    """Write `objects` as a part of a PDF of this version. From version 1.5 on, objects that are no
    streams are put into object streams, which are added to `objects`.
    """
    ready = [(one.number, one.data, one.compressible) for one in objects.all]
    entries: dict[int, tuple[int, int, int]] = {}
    if version >= STREAMS:
        held = [(number, data) for number, data, small in ready if small]
        for start in range(0, len(held), HELD):
            group = held[start : start + HELD]
            stream = _object_stream(objects, group)
            ready.append((stream.number, stream.data, False))
            entries |= {one: (HELD_IN, stream.number, at) for at, (one, _) in enumerate(group)}
    pieces, plain, offset = [], [], 0
    for number, data, _ in ready:
        if number not in entries:
            plain.append((ENTRY.size * (number - objects.first), offset))
            entries[number] = PLAIN, 0, 0
            pieces.append(b"%d 0 obj\n%b\nendobj\n" % (number, data))
            offset += len(pieces[-1])
    data = b"".join(pieces)
    table = b"".join(ENTRY.pack(*entries[one]) for one in range(objects.first, objects.end))
    digest = hashlib.blake2b(data, digest_size=16).digest()
    return FilePart(objects.first, data, table, tuple(plain), digest)


def _object_stream(objects: Objects, group: Sequence[tuple[int, bytes]]) -> Object:
    """Add an object stream that holds `group` (7.5.7)."""
    places, position = [], 0
    for number, data in group:
        places.append(b"%d %d" % (number, position))
        position += len(data) + 1
    head = b" ".join(places) + b"\n"
    extra = b"<</Type /ObjStm/N %d/First %d>>" % (len(group), len(head))
    add_stream(objects, head + b"\n".join(data for _, data in group), extra)
    return objects.all[-1]


def file(parts: Sequence[FilePart], version: str, said: bytes) -> bytes:
    """The bytes of the PDF that consists of `parts`, which are in the order of their numbers.

    `said` are the entries of its trailer that refer to objects. Its identifier is a digest of what
    it holds, so that it does not depend on the time.
    """
    head = b"%%PDF-%s\n%s" % (version.encode(), BINARY)
    name = hashlib.md5(b"".join(part.digest for part in parts), usedforsecurity=False)
    said += b"/ID [(%s) (%s)]" % ((name.hexdigest().encode(),) * 2)
    offset = len(head) + sum(len(part.data) for part in parts)
    table = _table(parts, len(head))
    if version >= STREAMS:
        end = _reference_stream(table, offset, said)
    else:
        end = b"".join(_reference_table(table, said))
    data = (part.data for part in parts)
    return b"".join((head, *data, end, b"startxref\n%d\n%%%%EOF\n" % offset))


def _table(parts: Sequence[FilePart], offset: int) -> bytearray:
    """The cross-reference entries of all numbers. `offset` is that of the first part."""
    table = bytearray()
    for part in parts:
        table += UNUSED * (part.first - len(table) // ENTRY.size)
        start = len(table)
        table += part.table
        for place, distance in part.plain:
            ENTRY.pack_into(table, start + place, PLAIN, offset + distance, 0)
        offset += len(part.data)
    return table


def _reference_stream(table: bytearray, offset: int, said: bytes) -> bytes:
    """The cross-reference stream (7.5.8). It stands at `offset` and has an entry for itself."""
    number = len(table) // ENTRY.size
    objects = Objects(number)
    extra = b"<</Type /XRef/Size %d/W [1 4 2]%b>>" % (number + 1, said)
    add_stream(objects, bytes(table + ENTRY.pack(PLAIN, offset, 0)), extra)
    return b"%d 0 obj\n%b\nendobj\n" % (number, objects.all[0].data)


def _reference_table(table: bytearray, said: bytes) -> Iterator[bytes]:
    """The cross-reference table and the trailer of older PDFs (7.5.4, 7.5.5)."""
    size = len(table) // ENTRY.size
    yield b"xref\n0 %d\n" % size
    for kind, offset, generation in ENTRY.iter_unpack(table):
        yield b"%010d %05d %b \n" % (offset, generation, b"f" if kind == FREE else b"n")
    yield b"trailer\n<</Size %d%b>>\n" % (size, said)
