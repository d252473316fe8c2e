"""What a reader makes of a text that was sent in: frozen values, nothing written yet.

In: nothing. Out: `Draft` and what it holds. A line of the source that has no lines (a docx, an
EPUB) is a paragraph, counted from 1; `path` is always the name of the file that was sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from anban.core.book import Matter, Role


class Thing(Enum):
    """What is counted, and must balance."""

    CHARACTER = "characters"
    NOTE = "notes"
    HEADING = "headings"
    PICTURE = "pictures"


@dataclass(frozen=True, slots=True)
class Counts:
    """`characters` leaves out spaces of every kind. A title and a subtitle are one heading."""

    characters: int = 0
    notes: int = 0
    headings: int = 0
    pictures: int = 0

    def of(self, thing: Thing) -> int:
        count: int = getattr(self, thing.value)
        return count


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of the source as text: what the balance is held against, furniture included."""

    path: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Guess:
    """Something that the reader decided and an editor may see otherwise.

    `kind` is a few lower-case words, the same for all guesses of a sort; `before` is the source,
    `after` what became of it, or what to do. `first`: an editor should look at it first.
    """

    kind: str
    path: str
    line: int
    before: str
    after: str
    first: bool = False


@dataclass(frozen=True, slots=True)
class Removal:
    """Characters of the source that are not in the book, and why.

    `things` says what else is not there any more: a heading, a note, a picture that was counted
    in the source and stands in the book in another form, or not at all.
    """

    kind: str
    path: str
    line: int
    text: str
    things: tuple[Thing, ...] = ()


APART_TITLE = "title of what was set apart"
"""The kind of addition that is the title of such a piece; a book of several texts has it once."""


@dataclass(frozen=True, slots=True)
class Addition:
    """Characters of the book that are not in the source: a title that was missing.

    `path` and `line` are the place in the source that they stand for.
    """

    kind: str
    path: str
    line: int
    text: str
    things: tuple[Thing, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of the manuscript.

    `title`, `subtitle` and `text` are Markdown, `text` without the title; `part` is the plain
    title of the part of the body that the piece belongs to. `path` and `line` are where it begins
    in the source. `name` is the file's name without number and suffix, made of the title if empty.
    """

    matter: Matter
    role: Role
    title: str
    text: str
    path: str
    line: int
    subtitle: str = ""
    part: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class DraftPicture:
    """A file for `manuscript/images/`: `name` as the pieces call it, `images/NAME`."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Author:
    """A contributor of the book: `role` as `book.toml` has it."""

    name: str
    role: str = "author"


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that was read. `title` is plain; `encoding` is empty where a format has none.

    `chapters` is how chapters are numbered, as `[numbering]` has it; empty leaves it to the tool.
    `counts` are notes, headings and pictures as the reader met them in the source; the characters
    are counted in `lines`.
    """

    title: str
    language: str
    pieces: tuple[Piece, ...]
    lines: tuple[SourceLine, ...]
    counts: Counts
    pictures: tuple[DraftPicture, ...] = ()
    authors: tuple[Author, ...] = ()
    guesses: tuple[Guess, ...] = ()
    removals: tuple[Removal, ...] = ()
    additions: tuple[Addition, ...] = ()
    subtitle: str = ""
    publisher: str = ""
    encoding: str = ""
    chapters: str = ""
