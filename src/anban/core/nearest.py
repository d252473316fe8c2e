"""Find the known word that was probably meant by an unknown one.

In: a word, and the known words. Out: from `nearest`, the known word that was probably meant, or
None.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

ALIKE = 0.6
"""How similar two words must be, from 0 to 1, for one to be offered instead of the other. It is the
default of `difflib.get_close_matches`."""


MOST = 500
"""If there are more known words, only one that is equal after `fold` is offered. Comparing forty
thousand words takes a second, and a book may have as many faults as it has files."""


def fold(text: str) -> str:
    """`text` case-folded and in Unicode's form NFC, for comparing names."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The most similar word of `known`, None if none is similar enough.

    Of several equally similar words it is always the same one.
    """
    folded: dict[str, str] = {}
    for candidate in sorted(known):
        folded.setdefault(fold(candidate), candidate)
    folded_word = fold(word)
    if folded_word in folded or len(folded) > MOST:
        return folded.get(folded_word)
    matches = get_close_matches(folded_word, folded, n=1, cutoff=ALIKE)
    return folded[matches[0]] if matches else None
