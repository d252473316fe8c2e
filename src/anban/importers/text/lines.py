"""Divide a text into lines and remove characters that cannot be seen.

In: decoded text and a `TextState`. Out: `rows_of`. Spaces of every kind become plain spaces. If
letters were stored apart from their marks, they were composed when the text was decoded; that is
reported here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from anban.importers.text.blocks import SourceRow
from anban.importers.text.state import TextState

LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_NO_BREAK = re.compile("[\u00a0\u202f\u2007]")
_SPACES = re.compile(r"\s+")
_TAB = 4
"""The number of spaces for a tab, when the indent of a line is measured."""


def rows_of(state: TextState, text: str) -> tuple[SourceRow, ...]:
    """The lines of `text` as rows; an empty line becomes a row without text."""
    rows = tuple(_row(state, number, line) for number, line in enumerate(split(text), 1))
    _report_spaces(state, text)
    return rows


def split(text: str) -> list[str]:
    """The lines of `text` without their ends."""
    return LINE_END.split(text)


def _row(state: TextState, number: int, line: str) -> SourceRow:
    for found in _INVISIBLE.findall(line):
        state.remove("invisible character", number, found)
    seen = _INVISIBLE.sub("", line)
    page = "\f" in seen
    spread = seen.replace("\f", "").replace("\t", " " * _TAB)
    words = _SPACES.sub(" ", spread).strip()
    return SourceRow(number, words, len(spread) - len(spread.lstrip()), page)


def _report_spaces(state: TextState, text: str) -> None:
    lines = [number for number, line in enumerate(split(text), 1) if _NO_BREAK.search(line)]
    if lines:
        count = len(_NO_BREAK.findall(text))
        places = ", ".join(map(str, lines))
        before = f"{count} no-break space{'s' * (count > 1)} (lines {places})"
        state.guess("no-break spaces", lines[0], before, "plain spaces; the build sets its own")


def report_composed(state: TextState, stored: str) -> None:
    """Report letters of `stored` whose marks stand apart."""
    for number, line in enumerate(split(stored), 1):
        for word in _apart(line):
            composed = unicodedata.normalize("NFC", word)
            shown = " ".join(f"U+{ord(char):04X}" for char in word if unicodedata.combining(char))
            state.guess("letters composed", number, f"{word} (with {shown})", composed)


def _apart(line: str) -> Iterator[str]:
    for word in line.split():
        if not unicodedata.is_normalized("NFC", word):
            yield word
