"""Recognise the role of a piece by its title, and the number in a title.

In: the words of a title. Out: `role_of`, `label_of`, `part_label_of`. The titles are the same that
the reader of plain text knows.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from anban.core.book import Role
from anban.importers.text.numerals import NUMBER

_CHAPTER = re.compile(
    rf"(?:chương|chapter|hồi|kapitel|chapitre)\s+{NUMBER}(?:\s*[.:–—-]\s*|\s+|\Z)", re.IGNORECASE
)
_PART = re.compile(
    rf"(?:phần|part|quyển|tập)\s+(?:thứ\s+)?{NUMBER}(?:\s*[.:–—-]\s*|\s+|\Z)", re.IGNORECASE
)


@cache
def _names() -> tuple[Mapping[str, Role], tuple[tuple[str, Role], ...]]:
    found = tomllib.loads(files("anban.importers.text").joinpath("pieces.toml").read_text("utf-8"))
    named = {name: Role(role) for role, names in found["named"].items() for name in names}
    numbered = tuple(
        (name, Role(role)) for role, names in found["numbered"].items() for name in names
    )
    return named, numbered


def role_of(title: str) -> Role:
    """The role of a piece with this title; a chapter if the title is not known."""
    words = " ".join(title.casefold().split()).strip(".: ")
    named, numbered = _names()
    for name, role in numbered:
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
