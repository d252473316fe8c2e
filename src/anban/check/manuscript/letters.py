"""Letters that look like others, and characters that cannot be seen.

In: a galley and the habits of its language. Out: W112, W113. Runs in other languages are not in a
galley.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from anban.check.manuscript.copy import Copy
from anban.check.manuscript.rules import HIDDEN_IN_WORD, LOOKALIKE
from anban.check.manuscript.spots import Spot, gathered, spot
from anban.core.diagnostics import Diagnostic
from anban.languages.copyediting import CopyEditing
from anban.world.sources.source import name_of

_ALWAYS = dict(
    zip(
        "АВЕЅІЈКМНОРСТХУаесорхуіјѕԁһΑΒΕΖΗΙΚΜΝΟΡΤΥΧοѵƉɖı",
        "ABESIJKMHOPCTXYaecopxyijsdhABEZHIKMNOPTYXovĐđi",
        strict=True,
    )
)
"""Cyrillic, Greek, and Latin letters of other languages (Unicode TR 39, confusables)."""
_WIDE = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFF21, 0xFF5B)}
_LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_SHARED = {
    letter: plain
    for letter, plain in (_ALWAYS | _WIDE | _LIGATURES).items()
    if len(letter) == 1 and plain.isalpha()
}
_WORD = re.compile(r"[^\W\d_]{2,}")
_LATIN = re.compile("[A-Za-zÀ-ÖØ-öø-ſƠơƯưẠ-ỹ]")
_HIDDEN = re.compile("[\u200b\u2060\ufeff]")


@cache
def _any_of(letters: str) -> re.Pattern[str]:
    return re.compile(f"[{letters}]")


def find(copy: Copy, habits: CopyEditing) -> Iterator[Diagnostic]:
    letters = {**_SHARED, **habits.lookalikes}
    any_of_them = _any_of("".join(letters))
    found: dict[str, list[Spot]] = {}
    hidden: dict[str, list[Spot]] = {}
    for run in copy.runs:
        for match in _WORD.finditer(run.text) if any_of_them.search(run.text) else ():
            odd = [char for char in match[0] if char in letters]
            rest = "".join(char for char in match[0] if char not in letters)
            if odd and _LATIN.search(rest):
                new = "".join(letters.get(char, char) for char in match[0])
                found.setdefault(odd[0], []).append(spot(run, *match.span(), new))
        for match in _HIDDEN.finditer(run.text):
            hidden.setdefault(match[0], []).append(spot(run, *match.span(), ""))
    for char, spots in found.items():
        yield from gathered(LOOKALIKE, spots, name=name_of(char), letter=letters[char])
    for char, spots in hidden.items():
        yield from gathered(HIDDEN_IN_WORD, spots, name=name_of(char))
