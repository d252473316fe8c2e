"""Values as bytes, and back: what a cache keeps and a second process sends.

In: frozen values of `typeset`. Out: bytes. Only the classes named here can come back, and only as
values of plain data: nothing that is read can run.

A column holds what stands in the same place of many values: the tops of all runs, the kinds of all
lines. So thousands of values take a few calls, and what they share is written once.
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
"""What tells these bytes from those of another version."""
ALIKE = frozenset((record.PageKind, record.AnchorMark, ink.Digit, ink.Form, ink.Resources))
"""Classes of which many values are equal. They hold no number that equals one of another type."""
SIMPLE = frozenset((str, bytes, int, float, bool, NoneType))
EXACT = frozenset((str, bytes, int, bool))
"""Types whose equal values are the same to the bit."""
PLAIN, ONCE, ROWS, LISTS, OBJECTS, MIXED = range(6)
"""Sorts of columns: simple values; each value once, and which stands where; tuples of one length,
tuples of several; objects of a class; values of several kinds.
"""
WHOLE, PRESSED = 0, 1
"""Levels of compression: none, for what holds pressed values; speed counts for more than size."""


DAMAGE = (
    zlib.error, msgpack.UnpackException, ValueError, TypeError, LookupError, ArithmeticError,
    AttributeError, StopIteration, RecursionError, MemoryError,
)  # fmt: skip
"""What reading bytes that are no value of ours may raise."""


class UnreadableError(Exception):
    """These bytes are no value of ours."""


def dump(value: object, level: int = PRESSED) -> bytes:
    """`value` as bytes."""
    return zlib.compress(msgpack.packb(_column([value])), level)


def load(data: bytes) -> Any:  # noqa: ANN401 (of whatever type it was)
    """The value that was dumped. UnreadableError for anything else."""
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
    """`values` as tuples that begin with the sort of the column."""
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
    """Each of `values` once, if many of them are equal."""
    places = {value: place for place, value in enumerate(dict.fromkeys(values))}
    if 2 * len(places) > len(values):
        return write(values)
    which = list(map(places.__getitem__, values))
    return ONCE, write(list(places)), bytes(which) if len(places) <= 256 else which


def _tuples(values: Sequence[tuple[object, ...]]) -> _Column:
    """Tuples whose items are of several kinds, by the places of these; others end to end."""
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
    """The values of a column."""
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
