"""Check every table and key of `book.toml` against the schema.

In: a `Document`. Out: nested `Values`, with defaults for what is missing, and everything that is
wrong with the form. A wrong value becomes None, so that later checks can skip it.
"""

from __future__ import annotations

import datetime
import unicodedata
from typing import Any, assert_never

from anban.core.diagnostics import Diagnostic
from anban.core.nearest import nearest
from anban.manuscript.config import rules
from anban.manuscript.config.document import Document
from anban.manuscript.config.kinds import ValueKind
from anban.manuscript.config.locate import join
from anban.manuscript.config.schema import Key, SchemaTable, Shape, keys_of, tables_of
from anban.manuscript.config.values import BadValue

Values = dict[str, Any]

_NAMES: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number with a point",
    bool: "true or false",
    list: "a list",
    dict: "a table",
    datetime.date: "a date",
    datetime.datetime: "a date with a time",
    datetime.time: "a time of day",
}


def read_values(document: Document) -> tuple[Values, tuple[Diagnostic, ...]]:
    """The values of the whole document, and everything that is wrong with their form."""
    form = _Form(document)
    values = form.fill("", document.data, "")
    return values, tuple(form.found)


class _Form:
    """Reads tables and collects diagnostics. `at` is always the dotted key of what is read."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.found: list[Diagnostic] = []

    def fill(self, table: str, raw: Any, at: str) -> Values:  # noqa: ANN401 (TOML)
        """The values of one table; `table` is its name in the schema, `raw` its TOML."""
        keys, inner = keys_of(table), tables_of(table)
        self.unknown(table, raw, at, [*keys, *inner])
        values: Values = {}
        for name, key in keys.items():
            values[name] = self.key(key, raw, at)
        for name, below in inner.items():
            values[name] = self.table(below, raw.get(name), join(at, name))
        return values

    def unknown(self, table: str, raw: Values, at: str, known: list[str]) -> None:
        shown = f"`[{at}]`" if table else "`book.toml`"
        for name in raw:
            if name not in known:
                span = self.document.where_key(join(at, name))
                near = nearest(name, known)
                self.found.append(rules.UNKNOWN_KEY.at(span, near=near, table=shown, name=name))

    def table(self, table: SchemaTable, raw: Any, at: str) -> Any:  # noqa: ANN401 (TOML)
        """A table that may be missing: its values, or a list of them, or a mapping by name."""
        match table.shape:
            case Shape.ROW:
                rows = self.typed(list, raw, at, table) or []
                return [self.row(table, row, f"{at}[{index}]") for index, row in enumerate(rows)]
            case Shape.NAMED:
                named = self.typed(dict, raw, at, table) or {}
                return {name: self.row(table, row, join(at, name)) for name, row in named.items()}
            case Shape.ONE:
                if raw is None and table.optional:
                    return None
                one = self.typed(dict, raw, at, table)
                return None if one is None else self.fill(table.name, one, at)
            case _:
                assert_never(table.shape)

    def row(self, table: SchemaTable, raw: Any, at: str) -> Values | None:  # noqa: ANN401 (TOML)
        one = self.typed(dict, raw, at, table)
        return None if one is None else self.fill(table.name, one, at)

    def typed(self, wanted: type, raw: Any, at: str, table: SchemaTable) -> Any:  # noqa: ANN401 (TOML)
        """`raw` if it has the type `wanted`, an empty value if it is missing, None if it is wrong."""
        if raw is None:
            return wanted()
        if type(raw) is wanted:
            return raw
        expected = "a table" if wanted is dict else "a row of tables"
        self.wrong_type(at, expected, raw, table.header)
        return None

    def key(self, key: Key, raw: Values, at: str) -> Any:  # noqa: ANN401 (each kind has its own)
        """The value of `key` in the table `raw`, or its default; None if the value is wrong."""
        place = join(at, key.name)
        given = raw.get(key.name)
        blank = type(given) is str and not given.strip()
        if given is None and key.required:
            span = self.document.where(at)
            self.found.append(
                rules.MISSING_KEY.at(span, key=place, example=key.line, meaning=key.meaning)
            )
            return None
        if blank and (key.required or key.default != ""):
            span = self.document.where(place)
            self.found.append(rules.EMPTY_VALUE.at(span, key=place, example=key.line))
            return None
        if given is None or blank:
            return self.default(key)
        return self.value(key, key.kind, given, place)

    def default(self, key: Key) -> Any:  # noqa: ANN401 (each kind has its own)
        return key.default if key.default in ("", ()) else key.kind.read(key.default)

    def value(self, key: Key, kind: ValueKind, raw: Any, at: str) -> Any:  # noqa: ANN401 (TOML)
        if type(raw) not in kind.types:
            self.wrong_type(at, kind.expected, raw, key.line)
            return None
        if type(raw) is dict:
            return self.fill(kind.table, raw, at)
        if kind.element is not None:
            each = kind.element
            return [self.value(key, each, one, f"{at}[{i}]") for i, one in enumerate(raw)]
        span = self.document.where(at)
        if kind.words and not unicodedata.is_normalized("NFC", raw):
            self.found.append(rules.DECOMPOSED_VALUE.at(span, key=at))
        try:
            return kind.read(raw)
        except BadValue as bad:
            self.found.append(bad.at(span, at, key.line))
            return None

    def wrong_type(self, at: str, expected: str, raw: Any, example: str) -> None:  # noqa: ANN401
        self.found.append(
            rules.WRONG_TYPE.at(
                self.document.where(at),
                key=at,
                expected=expected,
                found=_NAMES[type(raw)],
                example=example,
            )
        )
