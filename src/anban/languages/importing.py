"""What importers know a language by, and the words that its texts are made of.

In: `importing.toml` of a folder. Out: `Importing`; `alternatives`, of which patterns are made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

Alternatives = tuple[str, ...]
"""Pieces of patterns without groups, any of which may stand."""


@dataclass(frozen=True, slots=True)
class Importing:
    """Words in the texts that authors send, in small letters where capitals do not matter.

    `letters` are those beyond a to z that the language writes, `distinct` those of them that no
    other language writes.

    `chapter`, `part` and `volume` stand before the number of one, `ordinal` between them: "phần thứ
    hai". `numbers` are the words for one, two, three …, several for one parted by a stroke.
    `roles` are the names of pieces by their role in a book, `numbered` those that bear a number.
    `small_words` stay small in a title whose other words have capitals; none if only names have.

    `contents` and `notes` are the headings of those, `page` stands before the number of a page,
    `note` before that of a note. `worded` begins a heading that counts in words. `credit` and
    `figure` begin the caption of a picture, `caption` any. `book` and `called` stand before the
    title of the book.

    `author`, `rank`, `source`, `advert` and `end` are in lines at the ends of a text: whose it is,
    where it was, what else there is to read, that it is over. `styles` are what a word processor
    calls its styles, by what they are for.
    """

    letters: frozenset[str]
    distinct: frozenset[str]
    chapter: Alternatives
    part: Alternatives
    volume: Alternatives
    ordinal: Alternatives
    numbers: Alternatives
    roles: Mapping[str, Alternatives]
    numbered: Mapping[str, Alternatives]
    small_words: frozenset[str]
    contents: Alternatives
    notes: Alternatives
    page: Alternatives
    note: Alternatives
    worded: Alternatives
    credit: Alternatives
    figure: Alternatives
    caption: Alternatives
    book: Alternatives
    called: Alternatives
    author: Alternatives
    rank: Alternatives
    source: Alternatives
    advert: Alternatives
    end: Alternatives
    styles: Mapping[str, Alternatives]
    share_of_words: Callable[[str], tuple[float, int]] | None = None
    """How many of the words with letters beyond ASCII are words of the language, from 0 to 1, and
    how many such words there are; for a language that was typed in encodings of its own."""


STYLES = (
    "title", "subtitle", "contents", "caption", "epigraph", "verse", "quotation", "heading",
)  # fmt: skip


def alternatives(pieces: Iterable[str]) -> str:
    """A pattern, without a group to refer to, that any of `pieces` fits; none fits nothing."""
    found = tuple(dict.fromkeys(pieces))
    return f"(?:{'|'.join(found)})" if found else "(?!)"


def words_of(name: str) -> str:
    """`name`, a word or several, as a pattern."""
    return r"\s+".join(map(re.escape, name.split()))
