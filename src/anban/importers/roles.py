"""What a piece is in the book, told by its title, and how its number is taken off.

In: words of a title. Out: `role_of`, `label_of`, `is_part`. The names are those that the reader of
plain text knows.
"""

from __future__ import annotations

import re

from anban.core.book import Role
from anban.importers.text.labels import names_of_pieces
from anban.importers.text.numerals import NUMBER
from anban.languages import alternatives_of
from anban.languages.importing import alternatives

_MARK = r"(?:\s*[.:–—-]\s*|\s+|\Z)"
_STRANGE = ("kapitel", "chapitre")
"""Chapters of files in German and French, which are no languages of books yet."""
_CHAPTER = re.compile(
    rf"{alternatives_of(lambda one: one.importing.chapter)}\s+{NUMBER}{_MARK}"
    rf"|{alternatives(_STRANGE)}\s+{NUMBER}{_MARK}",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"{alternatives_of(lambda one: (*one.importing.part, *one.importing.volume))}\s+"
    rf"(?:{alternatives_of(lambda one: one.importing.ordinal)}\s+)?{NUMBER}{_MARK}",
    re.IGNORECASE,
)


def role_of(title: str) -> Role:
    words = " ".join(title.casefold().split()).strip(".: ")
    named, numbered = names_of_pieces()
    for name, role in numbered.items():
        if words == name or re.match(rf"{name}\s+(?:\d+|[a-z]|[ivx]+)\b", words):
            return role
    return named.get(words, Role.CHAPTER)


def label_of(title: str) -> str:
    """`Chương I. ` at the beginning of a title, which the book makes by itself; else nothing."""
    found = _CHAPTER.match(title)
    return found[0] if found else ""


def part_label_of(title: str) -> str:
    """`Phần I. ` at the beginning of a part's title; else nothing."""
    found = _PART.match(title)
    return found[0] if found else ""
