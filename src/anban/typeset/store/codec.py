"""Values as bytes, and back: what a cache keeps, and what one process sends to another.

In: frozen values of `typeset`. Out: bytes. Only the classes named here can be read back, and only
as plain data: nothing that is read can run code.

Values are written by columns. A column has the same field of many values: the tops of all runs, the
kinds of all lines. So thousands of values are written with a few calls of msgpack, and what they
have in common is written once.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from inspect import get_annotations
from itertools import chain, islice, starmap
from operator import attrgetter
from types import NoneType
from typing import Any, TypeVar, cast

import msgpack

from anban.typeset import layout
from anban.typeset.pages import flow, furniture, ink, reading, record, state, tags
from anban.typeset.pages.galley import PdfPicture
from anban.typeset.pdf import filing, section, structure

CLASSES: tuple[type, ...] = (
    flow.Flow, flow.FlowPage, state.PageState, state.NoteKey, record.PageRecord, record.PageKind,
    record.AnchorMark, record.LinkArea, reading.PageContents, layout.Run, layout.Line,
    layout.NotePiece, ink.Ink, ink.Digit, ink.Form, ink.Resources, furniture.Bearing,
    furniture.MarginBoxes, furniture.Geometry, PdfPicture, tags.ContentStretch,
    section.PdfSection, filing.FilePart, structure.Limb,
)  # fmt: skip
CODES = {cls: code for code, cls in enumerate(CLASSES)}
NAMES = {cls: tuple(get_annotations(cls)) for cls in CLASSES}
FORM = f"columns of {NAMES}"
"""A text that differs from that of a version with other classes or fields. It belongs into the name
under which bytes are kept, so that older bytes are not read."""
ALIKE = frozenset((record.PageKind, record.AnchorMark, ink.Digit, ink.Form, ink.Resources))
"""Classes of which many values are equal, so that it pays to write equal values once. None of them
holds numbers that are equal but of different types, such as 1 and 1.0: one of these would come back
in the place of the other."""
SIMPLE = frozenset((str, bytes, int, float, bool, NoneType))
EXACT = frozenset((str, bytes, int, bool))
"""Types of which equal values have the same bits. Floats are not among them: 0.0 equals -0.0."""
PLAIN, ONCE, ROWS, LISTS, OBJECTS, MIXED = range(6)
"""The kinds of columns: simple values; each value once, with the places where it stands; tuples of
one length; tuples of several lengths; objects of one class; values of several types.
"""
WHOLE, PRESSED = 0, 1
"""The levels of compression (zlib): none, for bytes that hold compressed bytes already; and the
quickest, since speed matters more than size here."""


DAMAGE = (
    zlib.error, msgpack.UnpackException, ValueError, TypeError, LookupError, ArithmeticError,
    AttributeError, StopIteration, RecursionError, MemoryError,
)  # fmt: skip
"""The exceptions that may be raised while damaged or forged bytes are read."""


class UnreadableError(Exception):
    """The bytes cannot be read as a value that was stored."""


def dump(value: object, level: int = PRESSED) -> bytes:
    """`value` as bytes. TypeError if it holds an object of a class that is not named here."""
    return zlib.compress(msgpack.packb(_column([value])), level)


def load(data: bytes) -> Any:  # noqa: ANN401 (of whatever type it was)
    """The value that was dumped. UnreadableError for any other bytes."""
    try:
        packed = msgpack.unpackb(zlib.decompress(data), use_list=False, strict_map_key=True)
        (value,) = _values(packed)
    except DAMAGE as fault:
        raise UnreadableError(str(fault)) from fault
    return value


# --- values as a column -----------------------------------------------------------------------

_Column = tuple[Any, ...]
_Value = TypeVar("_Value")


def _column(values: Sequence[object]) -> _Column:
    """`values` as a column: a tuple that begins with the kind of the column."""
    kinds = dict.fromkeys(map(type, values))
    if kinds.keys() <= SIMPLE:
        return _once(values, _plain) if kinds.keys() in ({str}, {bytes}) else _plain(values)
    if len(kinds) > 1:
        return _mixed(values, list(kinds))
    (kind,) = kinds
    if kind is tuple:
        return _tuples(cast("Sequence[tuple[object, ...]]", values))
    if kind not in CODES:
        raise TypeError(f"{kind.__name__} cannot be stored")
    write = partial(_objects, kind)
    return _once(values, write) if kind in ALIKE else write(values)


def _plain(values: Sequence[object]) -> _Column:
    return PLAIN, values


def _once(values: Sequence[_Value], write: Callable[[Sequence[_Value]], _Column]) -> _Column:
    """Each of `values` once, if at least half of them are equal to others; or else as they are.

    `write` writes the column of the values. Up to 256 of them, a byte says which stands where.
    """
    places = {value: place for place, value in enumerate(dict.fromkeys(values))}
    if 2 * len(places) > len(values):
        return write(values)
    which = list(map(places.__getitem__, values))
    return ONCE, write(list(places)), bytes(which) if len(places) <= 256 else which


def _tuples(values: Sequence[tuple[object, ...]]) -> _Column:
    """Tuples. If all have one length and their items differ in type, they are records, and are
    written by their places. Others are lists, and all their items are written one after the other.
    """
    lengths = list(map(len, values))
    if len(set(lengths)) > 1 or len(set(map(type, values[0]))) < 2:
        return LISTS, lengths, _column(list(chain.from_iterable(values)))
    kinds = [set(map(type, column)) for column in zip(*values, strict=True)]
    exact = all(len(found) == 1 and found <= EXACT for found in kinds)
    return _once(values, _rows) if exact else _rows(values)


def _rows(values: Sequence[tuple[object, ...]]) -> _Column:
    return ROWS, *map(_column, zip(*values, strict=True))


def _objects(kind: type, values: Sequence[object]) -> _Column:
    columns = (list(map(attrgetter(name), values)) for name in NAMES[kind])
    return OBJECTS, CODES[kind], *map(_column, columns)


def _mixed(values: Sequence[object], kinds: list[type]) -> _Column:
    which = bytes(map(kinds.index, map(type, values)))
    columns = ([value for value in values if type(value) is kind] for kind in kinds)
    return MIXED, which, *map(_column, columns)


# --- and back ---------------------------------------------------------------------------------


def _values(column: _Column) -> Sequence[object]:
    """The values of a column that was written by `_column`."""
    sort, *parts = column
    return _READ[sort](*parts)


def _of_plain(values: Sequence[object]) -> Sequence[object]:
    return values


def _of_once(column: _Column, which: Iterable[int]) -> Sequence[object]:
    return list(map(_values(column).__getitem__, which))


def _of_rows(*columns: _Column) -> Sequence[object]:
    return list(zip(*map(_values, columns), strict=True))


def _of_lists(lengths: Sequence[int], column: _Column) -> Sequence[object]:
    items = _values(column)
    if sum(lengths) != len(items):
        raise ValueError("too many items, or too few")
    left = iter(items)
    return [tuple(islice(left, length)) for length in lengths]


def _of_objects(code: int, *columns: _Column) -> Sequence[object]:
    kind = CLASSES[code]
    if len(columns) != len(NAMES[kind]):
        raise ValueError("too many fields, or too few")
    rows = zip(*map(_values, columns), strict=True)
    if issubclass(kind, tuple):
        return list(map(partial(tuple.__new__, kind), rows))
    return list(starmap(kind, rows))


def _of_mixed(which: bytes, *columns: _Column) -> Sequence[object]:
    sources = [iter(_values(column)) for column in columns]
    return [next(sources[source]) for source in which]


_READ = (_of_plain, _of_once, _of_rows, _of_lists, _of_objects, _of_mixed)
