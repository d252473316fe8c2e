"""How a language spells names: what two spellings of one name have in common.

In: words. Out: `fold`, what every language compares; `NameHabits`, what one adds to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

_NO_LETTER = re.compile(r"[\W_]+")
_MARKS = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class NameHabits:
    """What tells two names from one in a language whose words are syllables.

    `is_native` is True if a word can be one syllable of the language. `likeness` is the same for
    syllables that many speakers do not tell apart, `spelled` for two spellings of one syllable,
    `sound` for a foreign word written in two ways.
    """

    is_native: Callable[[str], bool]
    likeness: Callable[[str], str]
    spelled: Callable[[str], str]
    sound: Callable[[str], str]


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """`word` in small letters without marks and hyphens: "Mát-xcơ-va" is "matxcova"."""
    plain = _MARKS.sub("", unicodedata.normalize("NFD", word.lower().replace("đ", "d")))
    return _NO_LETTER.sub("", plain)
