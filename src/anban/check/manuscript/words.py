"""Words with capitals and words without: where names stand in a text.

In: the text of a run. Out: `names_in` and `names_used`, the groups of words with capitals;
`small_words`; `inside`, which tells whether a place lies inside a sentence.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from anban.core.registry import HARD, OBJECT

_LATIN = [chr(code) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00))]
UPPER = "".join(char for char in _LATIN if char.isupper())
LOWER = "".join(char for char in _LATIN if char.islower())
GAP = "[ \u00a0\n]"
WORD = r"[^\W\d_]+(?:[-’'][^\W\d_]+)*"
_CAPITAL = rf"[{UPPER}][^\W\d_]*(?:[-’'][^\W\d_]+)*"
_NAME = re.compile(rf"(?<![\w’'-]){_CAPITAL}(?:{GAP}{_CAPITAL})*")
_SMALL = re.compile(rf"(?<![\w’'-])[{LOWER}]+(?![\w’'-])")
_BEFORE = re.compile(rf"(?:\A|[.!?:…;“\"‘«(\[–—•/*{OBJECT}{HARD}-]{GAP}?|\d[.)]{GAP})\Z")
_QUOTED = re.compile("“[^”]*”|«[^»]*»")
_SENTENCE = 96
_FREE = re.compile(rf"(?!{GAP}[{LOWER}])")


@dataclass(frozen=True, slots=True)
class Capitals:
    """Words with capitals that stand side by side. `opens`: they begin a sentence, so the first
    may have its capital from that. `free`: no small word stands directly behind them.
    """

    words: tuple[str, ...]
    start: int
    end: int
    opens: bool
    free: bool


def names_in(text: str) -> Iterator[Capitals]:
    """The groups of words with capitals."""
    for match in _NAME.finditer(text):
        start, end = match.span()
        words = tuple(sys.intern(word) for word in match[0].split())
        free = _FREE.match(text, end) is not None
        yield Capitals(words, start, end, not inside(text, start), free)


@cache
def _mentioned(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?i:\b(?:{words})\b)[^.!?]{{0,80}}\Z")


def names_used(text: str, mentions: str) -> Iterator[Capitals]:
    """The names that `text` uses: not those in quotation marks, which others use, and not those
    that it speaks of as ways to write, behind a word of `mentions`: "sách viết *Nậm Bạc*".
    """
    pattern = _mentioned(mentions) if mentions else None
    quoted = quotations(text)
    for name in names_in(text):
        before = max(0, name.start - _SENTENCE)
        used = not (pattern and pattern.search(text, before, name.start))
        if used and not any(begin < name.start < stop for begin, stop in quoted):
            yield name


def quotations(text: str) -> list[tuple[int, int]]:
    """Where words stand in quotation marks."""
    return [match.span() for match in _QUOTED.finditer(text)]


def small_words(text: str) -> set[str]:
    """The words of `text` that are written without a capital."""
    return set(_SMALL.findall(text))


def inside(text: str, at: int) -> bool:
    """True if a sentence has begun before `at`."""
    return _BEFORE.search(text, max(0, at - 3), at) is None
