"""The file around the objects of a PDF (ISO 32000-1, 7.5).

In: a `pydyf.PDF` whose objects are all there. Out: its bytes. pydyf 0.13 writes one object stream
for the whole book, at zlib's slowest level; here there are many, in the order of the objects, so
that those in which nothing has changed need not be compressed again. Versions before 1.5, which
know no object streams, are left to pydyf.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from io import BytesIO
from struct import Struct

import pydyf

from anban.typeset.objects import Raw, add_stream, settle

STREAMS = "1.5"
"""The first version of PDF with object streams."""
HELD = 128
"""Objects in an object stream."""
BINARY = b"%\xf0\x9f\x96\xa4\n"
"""Shows whoever moves the file that it is not text (7.5.2)."""
FREE, PLAIN, HELD_IN = 0, 1, 2
"""The types of entries in a cross-reference stream (7.5.8.3)."""
LAST = 65535
ENTRY = Struct(">BIH")
"""An entry of a cross-reference stream: its type in one byte, then four, then two."""

Entry = tuple[int, int, int]


def file(pdf: pydyf.PDF, version: str) -> bytes:
    """The bytes of `pdf`, with an identifier made from its objects."""
    if version >= STREAMS:
        pdf.add_object(pdf.info)
    settle(pdf)
    if version < STREAMS:
        out = BytesIO()
        pdf.write(out, version, True, False)
        return out.getvalue()
    return _filed(pdf, version)


def _filed(pdf: pydyf.PDF, version: str) -> bytes:
    held = [one for one in pdf.objects if isinstance(one, Raw) and one.compressible]
    entries: dict[int, Entry] = {0: (FREE, 0, LAST)}
    for start in range(0, len(held), HELD):
        group = held[start : start + HELD]
        number = len(pdf.objects)
        _add_objects(pdf, group)
        entries |= {one.number: (HELD_IN, number, at) for at, one in enumerate(group)}
    parts = [b"%%PDF-%s\n" % version.encode(), BINARY]
    offset = sum(map(len, parts))
    digest = hashlib.md5(usedforsecurity=False)
    for one in held:
        digest.update(one.data)
    for one in pdf.objects:
        if one.number in entries:
            continue
        parts.append(one.indirect + b"\n")
        digest.update(parts[-1])
        entries[one.number] = (PLAIN, offset, 0)
        offset += len(parts[-1])
    parts.append(_references(pdf, entries, offset, digest.hexdigest()))
    parts.append(b"startxref\n%d\n%%%%EOF\n" % offset)
    return b"".join(parts)


def _add_objects(pdf: pydyf.PDF, group: Sequence[Raw]) -> None:
    """Add an object stream that holds `group` (7.5.7)."""
    places, position = [], 0
    for one in group:
        places.append(b"%d %d" % (one.number, position))
        position += len(one.data) + 1
    head = b" ".join(places) + b"\n"
    extra = b"<</Type /ObjStm/N %d/First %d>>" % (len(group), len(head))
    add_stream(pdf, head + b"\n".join(one.data for one in group), extra)


def _references(pdf: pydyf.PDF, entries: dict[int, Entry], offset: int, name: str) -> bytes:
    """The cross-reference stream, which stands at `offset` (7.5.8)."""
    number = len(pdf.objects)
    entries[number] = (PLAIN, offset, 0)
    table = b"".join(ENTRY.pack(*entries[entry]) for entry in range(number + 1))
    extra = (
        b"<</Type /XRef/Size %d/W [1 4 2]/Root %s/Info %s/ID [(%s) (%s)]>>"
        % (number + 1, pdf.catalog.reference, pdf.info.reference, *[name.encode()] * 2)
    )  # fmt: skip
    add_stream(pdf, table, extra)
    return bytes(pdf.objects[number].indirect) + b"\n"
