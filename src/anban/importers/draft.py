"""The values that a reader makes of a file that was sent in. Nothing is written yet.

In: nothing. Out: `Draft` and the types of its fields. `path` is always the name of the file that
was sent. `line` counts from 1; in a file without lines (a docx, an EPUB) it counts paragraphs.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from anban.core.book import Matter, Role


class Thing(Enum):
    """A kind of thing that is counted, and whose sums must be even in the balance."""

    CHARACTER = "characters"
    NOTE = "notes"
    HEADING = "headings"
    PICTURE = "pictures"


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of things. Spaces are not characters. Title and subtitle are one heading."""

    characters: int = 0
    notes: int = 0
    headings: int = 0
    pictures: int = 0

    def of(self, thing: Thing) -> int:
        count: int = getattr(self, thing.value)
        return count


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of the source as text, running heads and the like included; see `balance`."""

    path: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Guess:
    """Something that the reader decided and that an editor may decide differently.

    `kind` is a few lower-case words; all guesses of one kind have the same. `before` is the text
    of the source, `after` is what became of it, or what to do. `first` is true if an editor should
    look at it first.
    """

    kind: str
    path: str
    line: int
    before: str
    after: str
    first: bool = False


@dataclass(frozen=True, slots=True)
class Removal:
    """Characters of the source that are not in the book, and the reason.

    `things` names other things that were counted in the source and are not in the book in that
    form: a heading, a note, a picture.
    """

    kind: str
    path: str
    line: int
    text: str
    things: tuple[Thing, ...] = ()


APART_TITLE = "title of what was set apart"
"""The kind of an addition that is the title of the piece with what was set apart. When several
texts are joined, the book has that piece and its title once."""


@dataclass(frozen=True, slots=True)
class Addition:
    """Characters of the book that are not in the source, such as a title that was missing.

    `path` and `line` are the place in the source to which they belong.
    """

    kind: str
    path: str
    line: int
    text: str
    things: tuple[Thing, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of the manuscript.

    `title`, `subtitle` and `text` are Markdown; `text` is without the title. `part` is the title,
    as plain text, of the part to which the piece belongs. `path` and `line` are where the piece
    begins in the source. `name` is the name of the file without number and suffix; if it is empty,
    the name is made of the title.
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
    """A file for `manuscript/images/`. `name` is its path in the pieces: `images/NAME`."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Author:
    """A contributor of the book; `role` is a role of `book.toml`."""

    name: str
    role: str = "author"


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that was read. `title` is plain text; `encoding` is empty if the format has none.

    `chapters` is the value of `chapters` in `[numbering]`; if it is empty, the default is used.
    `counts` has the notes, headings and pictures of the source. Characters are counted in `lines`.
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
