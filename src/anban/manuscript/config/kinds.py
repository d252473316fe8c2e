"""The kinds of value that a key of `book.toml` can have.

In: a value as `tomllib` gives it. Out: a `ValueKind` knows which TOML types it takes, how to name
itself in a message, and how to read such a value (raising `BadValue`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from anban.core.nearest import nearest
from anban.core.page_numbers import GO_ON, PageNumerals
from anban.languages.typography import Outer
from anban.manuscript.config import rules, values
from anban.manuscript.config.model import (
    ContributorRole,
    Format,
    Numerals,
    Scope,
    Standard,
    Variant,
)
from anban.manuscript.config.values import BadValue, listed
from anban.world.printers import BINDINGS, PAPERS, PROFILES

Read = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class ValueKind:
    """A kind of value. `expected` is its name in messages.

    `types` are the types that `tomllib` may give for it. `read` makes the value and may raise
    `BadValue`. `element` is the kind of the elements of a list. `table` is the name of the table in
    the schema that an element of a list may be instead of a text. `words` is true for text that is
    printed, which is converted to Unicode's form NFC.
    """

    expected: str
    types: tuple[type, ...]
    read: Read = lambda value: value
    element: ValueKind | None = None
    table: str = ""
    words: bool = False


def choice(words: Iterable[str], make: Read = str) -> ValueKind:
    """The kind whose value is one of `words`; `make` turns the word into the value."""
    known = tuple(words)

    def read(value: str) -> Any:  # noqa: ANN401 (each choice has a type of its own)
        if value not in known:
            near = nearest(value, known)
            raise BadValue(rules.UNKNOWN_CHOICE, near, value=value, choices=listed(known))
        return make(value)

    return ValueKind(f"one of {listed(known)}", (str,), read)


def member(of: type[Enum]) -> ValueKind:
    """The kind whose value is a member of the enumeration `of`, written as its value."""
    return choice((one.value for one in of), of)


def number(least: int, most: int) -> ValueKind:
    """The kind of whole numbers from `least` to `most`, both included."""
    bounds = f"from {least} to {most}"

    def read(value: int) -> int:
        if not least <= value <= most:
            raise BadValue(rules.OUT_OF_RANGE, value=value, range=bounds)
        return value

    return ValueKind(f"a whole number {bounds}", (int,), read)


def number_or(word: str, meant: int, least: int, most: int) -> ValueKind:
    """A whole number within bounds, or `word`, which stands for the number `meant`."""
    numbers, words = number(least, most), choice((word,))

    def read(value: int | str) -> int:
        if isinstance(value, int):
            return int(numbers.read(value))
        words.read(value)
        return meant

    return ValueKind(f'{numbers.expected}, or "{word}"', (int, str), read)


def several(of: ValueKind, expected: str) -> ValueKind:
    """The kind of lists whose elements all have the kind `of`."""
    return ValueKind(expected, (list,), element=of)


def _read_day(value: str | date) -> date:
    return values.day(value) if isinstance(value, str) else value


TEXT = ValueKind("a text in quotes", (str,), values.one_line, words=True)
PROSE = ValueKind("a text in quotes", (str,), values.composed, words=True)
TEXTS = several(TEXT, "a list of texts in square brackets")
LANGUAGE = ValueKind("a language tag in quotes", (str,), values.language_tag)
DAY = ValueKind("a date", (date, str), _read_day)
FLAG = ValueKind("true or false", (bool,))
SLUG = ValueKind("a text in quotes", (str,), values.slug)
ISBN = ValueKind("an ISBN in quotes", (str,), values.isbn)
LENGTH = ValueKind("a length in quotes", (str,), values.length)
TRIM = ValueKind("width x height in quotes", (str,), values.trim)
PATH = ValueKind("a path in quotes", (str,), values.path)
WEB = ValueKind("an address in quotes", (str,), values.web_address)
MAIL = ValueKind("an address in quotes", (str,), values.mail_address)
NAME = ValueKind("the name of an edition in quotes", (str,))
CODE = ValueKind("the code of a rule in quotes", (str,))
CODES = several(CODE, "a list of codes in square brackets")
THEMA = several(
    ValueKind("a code of Thema in quotes", (str,), values.thema),
    "a list of codes in square brackets",
)
FILES = several(PATH, "a list of files in square brackets")
ENTRIES = several(PATH, "a list of files and names of pages in square brackets")
BODY = several(
    ValueKind(
        "a file in quotes, or a part in braces", (str, dict), values.path, table="manuscript.parts"
    ),
    "a list of files and parts in square brackets",
)
FORMAT = member(Format)
NUMERALS = member(Numerals)
SCOPE = member(Scope)
PAGE_NUMERALS = member(PageNumerals)
PAGE_PREFIX = ValueKind("a short text without a space, in quotes", (str,), values.page_prefix)
PAGE_START = number_or("go on", GO_ON, 1, 9999)
CONTRIBUTOR_ROLE = member(ContributorRole)
CONFORMANCE = choice(("A", "AA", "AAA"))
WCAG = choice(("2.0", "2.1", "2.2"))
QUOTES = choice(one.value for one in Outer)
PAPER = choice(PAPERS)
BINDING = choice(BINDINGS)
PROFILE = choice(PROFILES)
PRICE_CODE = ValueKind("two or five digits in quotes", (str,), values.price_code)
VARIANT = member(Variant)
STANDARD = member(Standard)
HEADING_LEVELS = number(0, 3)
COPIES = number(1, 10_000_000)
MULTIPLE = number(1, 128)
