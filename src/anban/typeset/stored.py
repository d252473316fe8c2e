"""Values as bytes, and back: what a cache keeps and a second process sends.

In: frozen values of this room. Out: bytes. Only the classes named here can come back, and only as
values of plain data: nothing that is read can run.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import msgpack

from anban.typeset import flow, furniture, ink, layout, pages, record, state, tags
from anban.typeset.engine import Picture

CLASSES: tuple[type, ...] = (
    flow.Flow, flow.FlowPage, state.PageState, state.NoteKey, record.PageRecord, record.PageKind,
    record.Mark, record.LinkArea, pages.Contents, layout.Run, layout.Line, layout.NotePiece,
    ink.Ink, ink.Digit, ink.Form, ink.Resources, furniture.Bearing, furniture.Geometry, Picture,
    tags.Stretch,
)  # fmt: skip
CODES = {cls: code for code, cls in enumerate(CLASSES)}
NAMES = {cls: tuple(field.name for field in fields(cls)) for cls in CLASSES}
LEVEL = 1
"""Of compression: speed counts for more than size."""


class UnreadableError(Exception):
    """These bytes are no value of ours."""


def dump(value: object) -> bytes:
    """`value` as bytes."""
    return zlib.compress(msgpack.packb(_flat(value)), LEVEL)


def load(data: bytes) -> Any:
    """The value that was dumped. UnreadableError for anything else."""
    try:
        packed = msgpack.unpackb(zlib.decompress(data), use_list=False, strict_map_key=True)
        return _built(packed)
    except Exception as fault:
        raise UnreadableError(str(fault)) from fault


def _flat(value: Any) -> Any:
    """`value` as tuples: one that stands for a class begins with its code, others with None."""
    kind = type(value)
    if kind is tuple:
        return (None, *map(_flat, value))
    if kind in CODES:
        return (CODES[kind], *(_flat(getattr(value, name)) for name in NAMES[kind]))
    if value is None or kind in (str, bytes, int, float, bool):
        return value
    raise TypeError(f"{kind.__name__} cannot be stored")


def _built(value: Any) -> Any:
    if type(value) is not tuple:
        return value
    code, *rest = value
    made: Callable[..., Any] = _tuple if code is None else CLASSES[code]
    return made(*map(_built, rest))


def _tuple(*values: Any) -> tuple[Any, ...]:
    return values
