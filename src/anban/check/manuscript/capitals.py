"""Names of offices and bodies whose capitals are not always the same.

In: galleys, the words at which a name ends. Out: `capitals`, what one chapter writes; `find`, W132.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from anban.check.manuscript.copy import Copy
from anban.check.manuscript.mixture import NEVER, Met, together, told
from anban.check.manuscript.rules import CAPITALS_TWO_WAYS
from anban.check.manuscript.words import GAP, UPPER, WORD, inside
from anban.core.book import Role
from anban.core.diagnostics import Diagnostic
from anban.core.registry import RunKind

_LONGEST = 4
"""Words of a name that are looked at."""
_FIRST = re.compile(rf"(?<![\w’'-])(?=[{UPPER}])")
_WORDS = re.compile(rf"{WORD}(?:{GAP}{WORD}){{0,{_LONGEST - 1}}}")
_ENOUGH = 2

Forms = Mapping[str, Met]


def capitals(copy: Copy, joins: frozenset[str]) -> Forms:
    """Every beginning of two and more words, the first with a capital, inside a sentence; up to the
    first word of `joins`. Without such words nothing is compared.
    """
    found: dict[str, Met] = {}
    if not joins or copy.chapter.role is Role.BIBLIOGRAPHY:
        return found
    for run in copy.text():
        if run.kind not in (RunKind.TITLE, RunKind.HEADING):
            for form, start, end in _forms(run.text, joins):
                found[form] = found.get(form, NEVER).again(run, start, end)
    return found


def _forms(text: str, joins: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    """The beginnings, and where they stand; not those of a name that goes on from before."""
    behind = 0
    for first in _FIRST.finditer(text):
        start = first.start()
        match = _WORDS.match(text, start)
        if match is None or start < behind or not inside(text, start):
            continue
        words = list(takewhile(lambda word: word not in joins, match[0].split()))
        named = list(takewhile(lambda word: word[0].isupper(), words))
        behind = start + len(" ".join(named))
        for length in range(2, len(words) + 1):
            form = " ".join(words[:length])
            yield form, start, start + len(form)


def find(chapters: Sequence[Forms]) -> Iterator[Diagnostic]:
    """Forms that are the same but for the capital of their last word."""
    forms = together(chapters)
    longer = {form.rpartition(" ")[0]: form for form in reversed(list(forms))}
    for form, met in forms.items():
        beginning, _, last = form.rpartition(" ")
        other = f"{beginning} {_turned(last)}"
        if other not in forms or last.isupper():
            continue
        more = forms[other]
        if (met.count, form) < (more.count, other) and more.count >= _ENOUGH:
            odd, usual = longer.get(form, form), longer.get(other, other)
            yield told(CAPITALS_TWO_WAYS, odd, met, usual, more)


def _turned(word: str) -> str:
    """`word` with its first letter small if it is a capital, and the other way round."""
    return word[:1].swapcase() + word[1:]
