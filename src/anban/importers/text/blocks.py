"""Blocks: the paragraphs of a plain text, each with the kind that the rules gave it.

In: nothing. Out: `BlockKind`, `SourceRow`, `Block`, and functions about texts that many rules use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto


class BlockKind(Enum):
    """What a block is."""

    TEXT = auto()
    PART = auto()
    PIECE = auto()
    HEADING = auto()
    BREAK = auto()
    VERSE = auto()
    ITEM = auto()
    NOTE = auto()
    CAPTION = auto()
    AUTHOR = auto()
    SOURCE = auto()
    STRAY = auto()


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A line of the source: its number, its text without spaces at both ends, its indent.

    `page` is true if a new page of the source begins with it.
    """

    number: int
    text: str
    indent: int = 0
    page: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the source, or several lines that belong together.

    `rows` are the lines of which it was made. `gap` is true if an empty line was before it. `form`
    depends on the kind: the role of a piece, the form of a heading, the mark of an item or of a
    note. `level` is the level of a heading, 1 to 3. `label` is the label of a title: `Chương I`.
    """

    kind: BlockKind
    text: str
    rows: tuple[SourceRow, ...]
    gap: bool = True
    form: str = ""
    level: int = 0
    label: str = ""

    @property
    def line(self) -> int:
        return self.rows[0].number if self.rows else 1


UPPER = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯ" + "".join(chr(code) for code in range(0x1EA0, 0x1EFA, 2))
"""Capitals, for the inside of a character class. From U+1EA0 on, every second letter is a capital.
"""
CALL_OPEN, CALL_CLOSE, RAISED_OPEN, RAISED_CLOSE = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
"""Noncharacters of Unicode. They take the place of marks of Markdown until the words are escaped,
since they cannot occur in a text."""
CLOSERS = f"”’\"'»)]*¹²³⁴⁵⁶⁷⁸⁹⁰{CALL_OPEN}{CALL_CLOSE}{RAISED_OPEN}{RAISED_CLOSE}"
_TERMINAL = re.compile(rf"[.!?…;:][{re.escape(CLOSERS)}\d]*$")
_SENTENCE_END = re.compile(rf"[.!?…][{re.escape(CLOSERS)}\d]*$")


def ends_sentence(text: str) -> bool:
    """True if `text` ends like a sentence."""
    return bool(_SENTENCE_END.search(text))


def ends_clause(text: str) -> bool:
    """True if `text` ends like a sentence, or like a clause in a list."""
    return bool(_TERMINAL.search(text)) or text.endswith(",")


def starts_small(text: str) -> bool:
    """True if the first letter of `text` is a small letter."""
    first = next((char for char in text if char.isalpha()), "")
    return first.islower()


def is_capitals(text: str) -> bool:
    """True if `text` has at least three letters and nearly all of them are capitals.

    A title in capitals may have small letters in it, such as a unit or a foreign name.
    """
    letters = [char for char in text if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    return len(letters) >= 3 and capitals >= 0.85 * len(letters)


_BROKEN = re.compile(r"\w+")


def is_broken(text: str) -> bool:
    """True if `text` has capitals inside words, as titles have that lost their font of capitals."""
    words = [word for word in _BROKEN.findall(text) if word.isalpha()]
    broken = sum(_mixed(word) for word in words)
    return broken >= 2 or (broken == 1 and len(words) <= 4)


def _mixed(word: str) -> bool:
    """True for `đẠO`, `sỰ`, `HỢp` and `VIệT`; not for `Đảng`, `USD`, `iPhone` or `McNamara`."""
    inside = [char for char in word[1:] if char.isupper()]
    if not inside or word.isupper():
        return False
    small = [char for char in word if char.islower()]
    return len(inside) > 1 or not inside[0].isascii() or not any(char.isascii() for char in small)


def is_title_like(text: str) -> bool:
    """True if `text` is set in capitals, or was and lost some of them."""
    return is_capitals(text) or is_broken(text)


def lost_capitals(text: str) -> bool:
    """True if a title probably lost its font of capitals.

    In that case only its first letter is a capital, or there are capitals inside words.
    """
    if any(map(_mixed, _BROKEN.findall(text))):
        return True
    return len(text.split()) >= 4 and not any(char.isupper() for char in text[1:])
