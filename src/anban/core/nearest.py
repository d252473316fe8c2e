"""The closest match to a word that is not known.

In: a word and the words that are known. Out: the one that was probably meant, or None.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

ALIKE = 0.6
"""How alike two words must be, from 0 to 1, for one to be offered in place of the other."""


MOST = 500
"""Among more words than this only one that is the same but for `fold` is offered: comparing takes
a second for forty thousand words, and a book may have as many faults as it has files."""


def fold(text: str) -> str:
    """`text` without its letter case and with every letter composed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The word of `known` closest to `word`; of several equally close, always the same one."""
    folded: dict[str, str] = {}
    for candidate in sorted(known):
        folded.setdefault(fold(candidate), candidate)
    folded_word = fold(word)
    if folded_word in folded or len(folded) > MOST:
        return folded.get(folded_word)
    matches = get_close_matches(folded_word, folded, n=1, cutoff=ALIKE)
    return folded[matches[0]] if matches else None
