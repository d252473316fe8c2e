"""What a name is made of: Vietnamese syllables, or the sounds of another language.

In: words. Out: `NAMES`: whether a word is a syllable, and what of a word is compared.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anban.languages.names import NameHabits, fold

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ONSET = r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
_RIME = (
    r"(?:[oq]?u?[aăâeêiy](?:ch|ng|nh|[cmnptiouy])?|o[aăe](?:ch|ng|nh|[cmnptioy])?"
    r"|[oôơuư](?:ng|[cmnptiu])?|oo(?:ng|c)|iê(?:ng|[cmnptu])|ia|yê(?:ng|[cmntu])|ya"
    r"|uô(?:ng|[cmnti])|ua|ươ(?:ng|[cmnptiu])|ưa|uơ|uê(?:ch|nh)?|uâ(?:ng|[nty])"
    r"|uy(?:ch|nh|[nptu])?|uyê[nt]|uya|ươu|oai|oao|oeo|uây|iêu|yêu|uôi|ươi|uya|êu|ia)"
)
_SYLLABLE = re.compile(rf"{_ONSET}{_RIME}\Z")
_SOUNDS = (
    ("ph", "f"), ("ck", "k"), ("q", "k"), ("c", "k"), ("x", "s"), ("z", "s"), ("w", "v"),
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("y", "i"),
)  # fmt: skip
"""What sounds alike in the ways to write a foreign name."""
_LIKE = (("tr", "ch"), ("x", "s"), ("y", "i"))
_ENDS = re.compile(r"(?:ng|t)\Z")
_ALIKE = {"ng": "n", "t": "c"}
_TWICE = re.compile(r"(.)\1+")
_LAST_E = re.compile(r"(?<=[^aeiou])e\Z")


@lru_cache(maxsize=65_536)
def is_vietnamese(word: str) -> bool:
    """True if `word` can be one Vietnamese syllable."""
    letters = unicodedata.normalize("NFD", word.lower())
    toneless = unicodedata.normalize("NFC", _TONES.sub("", letters))
    return _SYLLABLE.match(toneless) is not None


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """A foreign `word` by its sounds: the same for "Cayxỏn" and "Kaysone"."""
    letters = fold(word)
    for written, heard in _SOUNDS:
        letters = letters.replace(written, heard)
    letters = letters[:1] + letters[1:].replace("h", "")
    return _LAST_E.sub("", _TWICE.sub(r"\1", letters))


@lru_cache(maxsize=65_536)
def likeness(syllable: str) -> str:
    """A Vietnamese `syllable` without marks and without what many speakers do not tell apart:
    the same for "Viêng" and "Viên", "Xáng" and "Sáng".
    """
    letters = fold(syllable)
    for written, heard in _LIKE:
        letters = letters.replace(written, heard)
    return _ENDS.sub(lambda end: _ALIKE[end[0]], letters)


@lru_cache(maxsize=65_536)
def spelled(word: str) -> str:
    """`word` with its tone mark behind it: the same for "Hòa" and "Hoà"."""
    letters = unicodedata.normalize("NFD", word)
    return _TONES.sub("", letters) + "".join(_TONES.findall(letters))


NAMES = NameHabits(is_vietnamese, likeness, spelled, sound)
