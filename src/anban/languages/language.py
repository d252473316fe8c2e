"""One value for all that depends on the language of a book.

In: what its folder says. Out: `Language`, every part of it frozen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from anban.languages.collation import Collation
from anban.languages.copyediting import CopyEditing
from anban.languages.importing import Importing
from anban.languages.typography import TypographicRules
from anban.languages.words import Words


@dataclass(frozen=True, slots=True)
class Hyphenation:
    """`patterns` is the tag of the patterns by which words are broken at a line's end, such as
    `en-us`; empty in a language that breaks none.
    """

    patterns: str


@dataclass(frozen=True, slots=True)
class Scaffold:
    """The text of a new book: what it is called until it has a name, and its files by their paths.

    In a file, `$title`, `$date` and `$cover` stand for what the new book is told.
    """

    title: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """What a language knows. Each is made once, and told from others by itself.

    `tag` is that of its folder, so `vi` for a book in `vi-VN`; `name` is what it calls itself;
    `also` are words that people write for the tag. `onix` is its code in list 74 of EDItEUR.
    `imprint` are the keys of `[imprint]` that have to be filled in where an imprint page is made.
    """

    tag: str
    name: str
    also: tuple[str, ...]
    words: Words
    typography: TypographicRules
    hyphenation: Hyphenation
    collation: Collation
    copyediting: CopyEditing
    importing: Importing
    scaffold: Scaffold
    onix: str
    imprint: tuple[str, ...]

    def say(self, key: str, **values: object) -> str:
        """The message `key`; a short way to `words`, of all parts the one most asked."""
        return self.words.say(key, **values)
