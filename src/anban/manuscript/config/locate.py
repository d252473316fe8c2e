"""Find the place of each key and value in a TOML text, since `tomllib` does not give places.

In: a text that `tomllib` accepts. Out: from `locate`, a mapping of dotted keys to `KeyPlace`s. An
element of an array has the key `key[0]`. A name that needs quotes in TOML has quotes here too.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from anban.core.diagnostics import Span

_LINE_END = re.compile(r"\r\n|[\n\r\u0085\u2028\u2029]")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SPACE = re.compile(r"[ \t]*")
_FILLING = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*+")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""(?:"{0,2})'
    r"|'''(?:[^']|'(?!''))*+'''(?:'{0,2})"
    r'|"(?:[^"\\]|\\.)*+"'
    r"|'[^']*+'",
    re.DOTALL,
)
_PLAIN = re.compile(r"\d{4}-\d\d-\d\d [^\s,\]}#]+|[^\s,\]}#]+")


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """The places of a key and of its value.

    For a table both are its header. For a value of several lines it is the first line.
    """

    key: Span
    value: Span


class TextLines:
    """Gives lines and columns in a text, counted as in every diagnostic."""

    def __init__(self, text: str, path: str) -> None:
        self._path = path
        ends = list(_LINE_END.finditer(text))
        self._starts = [0, *(end.end() for end in ends)]
        self._ends = [*(end.start() for end in ends), len(text)]

    def span(self, start: int, end: int) -> Span:
        """The span from offset `start` to `end`, cut at the end of its first line."""
        index = bisect_right(self._starts, start) - 1
        length = max(1, min(end, self._ends[index]) - start)
        return Span(self._path, index + 1, start - self._starts[index] + 1, length)


def locate(text: str, path: str) -> Mapping[str, KeyPlace]:
    """The place of every key of `text`, which `tomllib` has accepted. `path` is the file's path."""
    scanner = _Scanner(text, TextLines(text, path))
    scanner.document()
    return MappingProxyType(scanner.places)


def join(table: str, name: str) -> str:
    """The dotted key of `name` inside `table`; `table` is empty for the document itself."""
    shown = name if _BARE.fullmatch(name) else '"' + name.replace('"', '\\"') + '"'
    return f"{table}.{shown}" if table else shown


class _Scanner:
    """Reads a valid text once from start to end; `at` is the present offset."""

    def __init__(self, text: str, lines: TextLines) -> None:
        self.text = text
        self.lines = lines
        self.at = 0
        self.places: dict[str, KeyPlace] = {}
        self.counts: dict[str, int] = {}

    def document(self) -> None:
        table = ""
        self.skip(_FILLING)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.skip(_FILLING)

    def skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return match[0] if match else ""

    def header(self) -> str:
        brackets = 2 if self.text.startswith("[[", self.at) else 1
        self.at += brackets
        names, span = self.key()
        self.at += brackets
        table = ""
        for name in names[:-1]:
            table = self.latest(join(table, name))
            self.places.setdefault(table, KeyPlace(span, span))
        table = join(table, names[-1])
        self.places.setdefault(table, KeyPlace(span, span))
        if brackets == 2:
            self.counts[table] = self.counts.get(table, 0) + 1
            table = self.latest(table)
        self.places[table] = KeyPlace(span, span)
        return table

    def latest(self, table: str) -> str:
        """The key of `table`; if it is an array of tables, the key of its last element so far."""
        count = self.counts.get(table)
        return table if count is None else f"{table}[{count - 1}]"

    def key(self) -> tuple[list[str], Span]:
        """The names of a dotted key and its place. Afterwards `at` is after the key and spaces."""
        names: list[str] = []
        self.skip(_SPACE)
        start = self.at
        while True:
            bare = self.skip(_BARE)
            names.append(bare or _unquoted(self.skip(_STRING)))
            end = self.at
            self.skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return names, self.lines.span(start, end)
            self.at += 1
            self.skip(_SPACE)

    def pair(self, table: str) -> None:
        names, key = self.key()
        self.at += 1
        self.skip(_SPACE)
        for name in names[:-1]:
            table = join(table, name)
            self.places.setdefault(table, KeyPlace(key, key))
        self.value(join(table, names[-1]), key)

    def value(self, name: str, key: Span | None) -> None:
        start = self.at
        match self.text[start]:
            case "[":
                self.array(name)
            case "{":
                self.inline_table(name)
            case '"' | "'":
                self.skip(_STRING)
            case _:
                self.skip(_PLAIN)
        span = self.lines.span(start, self.at)
        self.places[name] = KeyPlace(key or span, span)

    def array(self, name: str) -> None:
        count = 0
        self.at += 1
        self.skip(_FILLING)
        while self.text[self.at] != "]":
            self.value(f"{name}[{count}]", None)
            count += 1
            self.separator()
        self.at += 1

    def inline_table(self, name: str) -> None:
        self.at += 1
        self.skip(_FILLING)
        while self.text[self.at] != "}":
            self.pair(name)
            self.separator()
        self.at += 1

    def separator(self) -> None:
        self.skip(_FILLING)
        if self.text[self.at] == ",":
            self.at += 1
            self.skip(_FILLING)


def _unquoted(string: str) -> str:
    return next(iter(tomllib.loads(f"{string} = 0")))
