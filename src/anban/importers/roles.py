"""Recognise the role of a piece by its title, and the number in a title.

In: the words of a title. Out: `role_of`, `label_of`, `part_label_of`. The titles are the same that
the reader of plain text knows.
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
    """The role of a piece with this title; a chapter if the title is not known."""
    words = " ".join(title.casefold().split()).strip(".: ")
    named, numbered = names_of_pieces()
    for name, role in numbered.items():
        if words == name or re.match(rf"{name}\s+(?:\d+|[a-z]|[ivx]+)\b", words):
            return role
    return named.get(words, Role.CHAPTER)


def label_of(title: str) -> str:
    """A label such as `Chương I. ` at the start of a title, or "". The book numbers by itself."""
    found = _CHAPTER.match(title)
    return found[0] if found else ""


def part_label_of(title: str) -> str:
    """A label such as `Phần I. ` at the start of a part's title, or ""."""
    found = _PART.match(title)
    return found[0] if found else ""
