"""Recognise Vietnamese words by the structure of the language's syllables.

In: text. Out: from `share`, how many of its words with letters beyond ASCII are Vietnamese
syllables. Text that was decoded with a wrong table has hardly any.
"""

from __future__ import annotations

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_WORD = re.compile(r"[^\W\d_]+")
# a syllable: perhaps a first consonant, then one vowel or more, then perhaps a last consonant
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"(?:[aăâeêioôơuưy]|i[êa]|yê|u[ôaâêơy]|uyê|uya|ư[ơa]|o[aăeo]|[aâeêoôơuưy]o|[aăâoôơuưy]i|[aâ]y"
    r"|[aâeêiưy]u|iêu|yêu|uôi|ươi|ươu|oai|oay|oao|oeo|uao|uây|uyu)"
    r"(?:ch|ng|nh|[cmnpt])?"
)


def share(text: str) -> tuple[float, int]:
    """The share of Vietnamese syllables, from 0 to 1, among the words with letters beyond ASCII.

    The second value is the number of these words.
    """
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return sum(map(_is_syllable, words)) / len(words) if words else 0.0, len(words)


def _is_syllable(word: str) -> bool:
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    apart = unicodedata.normalize("NFD", word.lower())
    tones = sum(apart.count(tone) for tone in _TONES)
    plain = unicodedata.normalize("NFC", "".join(char for char in apart if char not in _TONES))
    return tones <= 1 and bool(_SYLLABLE.fullmatch(plain))
