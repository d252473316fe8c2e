"""Blocks: the paragraphs of a plain text, and what each is taken for.

In: nothing. Out: `BlockKind`, `SourceRow`, `Block`, and what all rules ask of a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto


class BlockKind(Enum):
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
    """A line of the source: its number, its words without spaces around, how far it is set in.

    `page`: a new page of the source began with it.
    """

    number: int
    text: str
    indent: int = 0
    page: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the source, or several lines that belong together.

    `rows` are the lines it was made of; `gap`: a free line stood before it. `form` tells what its
    kind needs: the role of a piece, the form of a heading, the mark of an item or a note. `level`
    is that of a heading, 1 to 3. `label` is what a title was numbered with: `Chương I`.
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
"""Capitals, for the inside of a character class."""
CALL_OPEN, CALL_CLOSE, RAISED_OPEN, RAISED_CLOSE = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
"""Noncharacters that stand for marks of Markdown until the words are escaped."""
CLOSERS = f"”’\"'»)]*¹²³⁴⁵⁶⁷⁸⁹⁰{CALL_OPEN}{CALL_CLOSE}{RAISED_OPEN}{RAISED_CLOSE}"
_TERMINAL = re.compile(rf"[.!?…;:][{re.escape(CLOSERS)}\d]*$")
_SENTENCE_END = re.compile(rf"[.!?…][{re.escape(CLOSERS)}\d]*$")


def ends_sentence(text: str) -> bool:
    """True if `text` ends as a sentence does."""
    return bool(_SENTENCE_END.search(text))


def ends_clause(text: str) -> bool:
    """True if `text` ends as a sentence or a clause in a list does."""
    return bool(_TERMINAL.search(text)) or text.endswith(",")


def starts_small(text: str) -> bool:
    """True if the first letter of `text` is a small one."""
    first = next((char for char in text if char.isalpha()), "")
    return first.islower()


def is_capitals(text: str) -> bool:
    """True if nearly all letters are capitals, and there are a few of them."""
    letters = [char for char in text if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    return len(letters) >= 3 and capitals >= 0.85 * len(letters)


_BROKEN = re.compile(r"\w+")


def is_broken(text: str) -> bool:
    """True if capitals stand inside words, as a font without them leaves a title."""
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
    return is_capitals(text) or is_broken(text)


def lost_capitals(text: str) -> bool:
    """True if no letter but the first is a capital, or a word is broken by one, as a font of
    capitals leaves a title.
    """
    if any(map(_mixed, _BROKEN.findall(text))):
        return True
    return len(text.split()) >= 4 and not any(char.isupper() for char in text[1:])
