"""The names of one chapter: what is heard of them, and which of them its lists explain.

In: a galley, the words behind which a name is spoken of. Out: `Heard`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from anban.check.manuscript.copy import Copy, CopyRun
from anban.check.manuscript.mixture import NEVER, Met
from anban.check.manuscript.words import Capitals, names_in, names_used, small_words
from anban.core.book import Role
from anban.core.registry import RunKind

LISTS = (Role.PEOPLE, Role.GLOSSARY)
"""Pieces of a book that say which names there are, and how else they are written."""
_UNREAD = (Role.BIBLIOGRAPHY,)
_BRACKET = re.compile(r"[ \u00a0\n]?\(\Z")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """How often words with capitals were met, and whether ever without a small word behind."""

    met: Met
    free: bool


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """`names` by their words and by whether they open a sentence; `small`: words without a
    capital; `entries`: the names that stand together in one entry of a list, or one behind the
    other in brackets.
    """

    names: Mapping[tuple[Words, bool], Name]
    small: frozenset[str]
    entries: tuple[frozenset[str], ...]
    listed: frozenset[str]


def hear(copy: Copy, mentions: str) -> Heard:
    names: dict[tuple[Words, bool], Name] = {}
    small: set[str] = set()
    entries: list[frozenset[str]] = []
    role = copy.chapter.role
    for run in copy.text() if role not in _UNREAD else ():
        if run.kind in (RunKind.TITLE, RunKind.HEADING):
            continue
        small |= small_words(run.text)
        found = [one for one in names_used(run.text, mentions) if not _spelled_out(one)]
        entries += _explained(run)
        for one in found:
            key = (one.words, one.opens)
            known = names.get(key, Name(NEVER, free=False))
            met = known.met.again(run, one.start, one.end)
            names[key] = Name(met, known.free or one.free)
    rows = list(_rows(copy)) if role in LISTS else []
    listed = frozenset().union(*rows) if rows else frozenset[str]()
    return Heard(names, frozenset(small), (*entries, *rows), listed)


def _spelled_out(one: Capitals) -> bool:
    """All of it is in capitals: BBC, ASEAN."""
    return all(len(word) > 1 and word.isupper() for word in one.words)


def _explained(run: CopyRun) -> Iterator[frozenset[str]]:
    """A name and the one that stands behind it in brackets."""
    for first, second in pairwise(names_in(run.text)) if "(" in run.text else ():
        if _BRACKET.fullmatch(run.text, first.end, second.start):
            yield frozenset(_parts((first, second)))


def _rows(copy: Copy) -> Iterator[frozenset[str]]:
    """What stands in one term of a list, or in one row of a table."""
    row: set[str] = set()
    number = -1
    for run in copy.runs:
        if run.kind is RunKind.TERM:
            yield frozenset(_parts(names_in(run.text)))
        if run.kind is RunKind.CELL:
            if run.row != number:
                yield frozenset(row)
                row, number = set(), run.row
            row |= set(_parts(names_in(run.text)))
    yield frozenset(row)


def _parts(found: Iterable[Capitals]) -> Iterator[str]:
    """Each word of the names, and each name as a whole."""
    for one in found:
        yield from one.words
        yield " ".join(one.words)
