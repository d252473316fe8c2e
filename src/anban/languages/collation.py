"""The order in which a language lists words: by letters, then by marks.

In: an alphabet, marks in their order. Out: `Collation`, whose `key` sorts.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(r"\w+")

Key = tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Collation:
    """`alphabet` holds the letters that have a place of their own, small and composed, in order.

    `marks` are combining characters in order: of two words with the same letters the one whose
    first differing mark comes earlier stands first, and one without a mark before all.
    """

    alphabet: str
    marks: str

    def key(self, text: str) -> Key:
        """What sorts `text` among others: word by word, the letters of a word before its marks.

        Figures stand before letters, and letters that the alphabet lacks behind it.
        """
        return tuple(self._word(word) for word in _WORD.findall(text))

    def _word(self, word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        apart = unicodedata.normalize("NFD", word.casefold())
        marks = tuple(self.marks.find(char) + 1 for char in apart if char in self.marks)
        letters = unicodedata.normalize("NFC", "".join(c for c in apart if c not in self.marks))
        return tuple(map(self._place, letters)), marks

    def _place(self, letter: str) -> int:
        at = self.alphabet.find(letter)
        if at < 0:
            base = unicodedata.normalize("NFD", letter)[0]
            at = self.alphabet.find(base)
        if at >= 0:
            return at
        return ord(letter) - 0x11_0000 if letter.isdigit() else len(self.alphabet) + ord(letter)
