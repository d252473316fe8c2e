"""Parse `book.toml` as TOML.

In: bytes. Out: a `Document` with the data and the place of every key, or a diagnostic if it is not
TOML.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from anban.core.diagnostics import Diagnostic, Span
from anban.manuscript.config import rules
from anban.manuscript.config.locate import KeyPlace, TextLines, locate
from anban.world.project import BOOK_FILE, MEBIBYTE

BOOK_LIMIT = MEBIBYTE
"""The most bytes of `book.toml`. A list of ten thousand chapters needs half of it."""
DEEPEST_KEY = 32
"""The most names in a dotted key. The memory that `tomllib` (Python 3.11) needs grows with the
square of their number."""

_LONG_KEY = re.compile(
    rf"(?<![\w\"'-])(?:(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{DEEPEST_KEY}}}"
)
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Document:
    """`book.toml` as data, with the place of each key."""

    data: Mapping[str, Any]
    places: Mapping[str, KeyPlace]

    def where(self, key: str) -> Span:
        """The place of the value of `key`; if it is missing, that of its table or of the file."""
        while key:
            if key in self.places:
                return self.places[key].value
            key = key.rpartition(".")[0]
        return Span(BOOK_FILE)

    def where_key(self, key: str) -> Span:
        """The place of the key itself."""
        return self.places[key].key if key in self.places else self.where(key)


def understand(data: bytes) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Decode and parse the bytes of `book.toml`. The document is None if that fails."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, (_not_utf8(data, error.start),)
    lines = TextLines(text, BOOK_FILE)
    long = _LONG_KEY.search(text)
    if long:
        reason = f"a key of more than {DEEPEST_KEY} names"
        return None, (rules.TOML_SYNTAX.at(lines.span(*long.span()), reason=reason),)
    try:
        return Document(tomllib.loads(text), locate(text, BOOK_FILE)), ()
    except RecursionError:
        reason = "it nests too deep"
        return None, (rules.TOML_SYNTAX.at(Span(BOOK_FILE), reason=reason),)
    except tomllib.TOMLDecodeError as error:
        return None, (_syntax(text, lines, error),)
    except ValueError:
        reason = "a number has thousands of digits"
        return None, (rules.TOML_SYNTAX.at(Span(BOOK_FILE), reason=reason),)


def _syntax(text: str, lines: TextLines, error: ValueError) -> Diagnostic:
    message = str(error)
    place = _PLACE.search(message)
    start = len(text.rstrip())
    if place and place[1]:
        # `tomllib` counts lines after turning CRLF into LF, which leaves columns as they are.
        before = text.split("\n")[: int(place[1]) - 1]
        start = sum(len(line) + 1 for line in before) + int(place[2]) - 1
    reason = _PLACE.sub("", message)
    return rules.TOML_SYNTAX.at(
        lines.span(start, start + 1), reason=reason[:1].lower() + reason[1:]
    )


def _not_utf8(data: bytes, start: int) -> Diagnostic:
    line = data.count(b"\n", 0, start) + 1
    column = len(data[data.rfind(b"\n", 0, start) + 1 : start].decode("utf-8")) + 1
    byte = f"0x{data[start]:02X}"
    return rules.TOML_ENCODING.at(Span(BOOK_FILE, line, column), byte=byte, offset=start)
