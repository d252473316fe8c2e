"""Recognise titles of parts, chapters and other pieces by a label or by their name.

In: a walk over blocks. Out: `Walk`; the rules `part`, `chapter` and `named`, which take a title
with all its lines; `begins_piece`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from anban.core.book import Role
from anban.importers.text.blocks import (
    Block,
    BlockKind,
    ends_sentence,
    is_title_like,
    starts_small,
)
from anban.importers.text.numerals import NUMBER, number_of
from anban.importers.text.state import TextState
from anban.languages import alternatives_of, every

LONGEST = 250
"""The most characters of a title or heading."""
SHORT = 70
"""The most characters of a heading that is only recognised by its length and its place."""
MOST_LINES = 8
"""The most lines of one title."""

_LABEL = re.compile(
    rf"(?P<label>{alternatives_of(lambda one: one.importing.chapter)}\s+(?P<number>{NUMBER}))"
    r"(?P<mark>\s*[.:–—-]\s*|\s+|$)(?P<rest>.*)",
    re.I,
)
_PART = re.compile(
    rf"(?P<label>{alternatives_of(lambda one: one.importing.part)}\s+(?P<number>{NUMBER}))"
    r"(?P<mark>\s*[.:–—-]\s*|\s+|$)(?P<rest>.*)",
    re.I,
)
ROMAN = re.compile(r"(?=[IVXL])[IVXL]+(?:\.|\s*[-–—)])\s+(?=\S)")
RUN_IN = re.compile(r"(?P<mark>[-–—•·+])\s*(?=[^\W\d_]|[“\"])")
YEARS = re.compile(r"\((?:[^()]*\d{4}[^()]*)\)[.,]?")


@cache
def names_of_pieces() -> tuple[Mapping[str, Role], Mapping[str, Role]]:
    """The names of pieces in every language, in small letters; and of those that have a number."""
    named: dict[str, Role] = {}
    numbered: dict[str, Role] = {}
    for language in every():
        for found, known in (
            (language.importing.roles, named),
            (language.importing.numbered, numbered),
        ):
            known |= {name: Role(role) for role, names in found.items() for name in names}
    return named, numbered


@dataclass(slots=True)
class Walk:
    """A walk over blocks: those that are done, and those that follow.

    `number` is the number of the last heading in this piece that is only a number.
    """

    state: TextState
    blocks: Sequence[Block]
    done: list[Block]
    at: int = 0
    number: int = 0

    def next(self, steps: int = 1) -> Block | None:
        at = self.at + steps
        return self.blocks[at] if at < len(self.blocks) else None


def part(walk: Walk, block: Block) -> bool:
    """Take the title of a part, such as `Phần I`."""
    found = _labelled(walk, block, _PART)
    if found is None:
        return False
    walk.done.append(replace(found, kind=BlockKind.PART))
    return True


def chapter(walk: Walk, block: Block) -> bool:
    """Take the title of a chapter, such as `Chương 2`."""
    found = _labelled(walk, block, _LABEL)
    if found is None:
        return False
    walk.done.append(replace(found, kind=BlockKind.PIECE, form=Role.CHAPTER.value))
    return True


def _labelled(walk: Walk, block: Block, pattern: re.Pattern[str]) -> Block | None:
    """A title with its label, made of this block and of those that continue it."""
    found = pattern.fullmatch(block.text)
    if found is None or number_of(found["number"]) == 0 or len(block.text) > LONGEST:
        return None
    rest = found["rest"]
    if rest and (starts_small(rest) or (ends_sentence(rest) and not is_title_like(rest))):
        return None
    if rest and not found["mark"].strip() and not is_title_like(rest):
        return None
    taken = [block] if rest else []
    walk.at += 1
    _more_lines(walk, taken, after_label=not rest)
    if found["mark"].strip():
        walk.state.remove("label of a title", block.line, found["mark"].strip())
    texts = [rest or "", *(one.text for one in taken if one is not block)]
    rows = (*block.rows, *(row for one in taken if one is not block for row in one.rows))
    text = " ".join(" ".join(filter(None, texts)).split())
    if len(taken) > 1:
        report_lines(walk.state, block.line, [one.text for one in taken], text)
    return Block(BlockKind.PIECE, text, rows, block.gap, label=found["label"])


def _more_lines(walk: Walk, taken: list[Block], *, after_label: bool) -> None:
    """Take the lines that continue a title.

    After a label without words, an empty line may be before the first of them.
    """
    while (block := walk.next(0)) is not None and len(taken) < MOST_LINES:
        first = after_label and not taken
        apart = block.gap and not first
        if block.kind is not BlockKind.TEXT or not _goes_on(block, taken, first=first, apart=apart):
            return
        taken.append(block)
        walk.at += 1


def _goes_on(block: Block, taken: Sequence[Block], *, first: bool, apart: bool) -> bool:
    text = block.text
    if len(text) > LONGEST or ROMAN.match(text) or role_of(text) or _LABEL.fullmatch(text):
        return False
    if YEARS.fullmatch(text):
        return bool(taken)
    if apart:
        return False
    if is_title_like(text):
        return True
    if first:
        return not ends_sentence(text) and not RUN_IN.match(text) and len(text) <= LONGEST
    return starts_small(text) and len(text) <= SHORT and not ends_sentence(text)


def begins_piece(text: str) -> bool:
    """True if a chapter, a part, or a piece with a known name may begin with `text`."""
    return bool(role_of(text) or _LABEL.fullmatch(text) or _PART.fullmatch(text))


def role_of(text: str) -> Role | None:
    """The role of a piece that has this name; None if the name is not known."""
    named, numbered = names_of_pieces()
    bare = text.strip(" .:*").casefold()
    if role := named.get(bare):
        return role
    for name, role in numbered.items():
        rest = bare.removeprefix(name)
        if rest != bare and re.fullmatch(rf"(?:\s+(?:{NUMBER}|[a-z]))?(?:\s*[.:–—-].*)?", rest):
            return role
    return None


def named(walk: Walk, block: Block) -> bool:
    """Take the title of a piece with a known name, such as `Lời nói đầu`."""
    role = role_of(block.text)
    if role is None or len(block.text) > LONGEST:
        return False
    if not (is_title_like(block.text) or block.gap) or _stays_inside(walk, role, block):
        return False
    walk.state.guess("piece", block.line, block.text, role.value)
    text = block.text.rstrip(" .:")
    if dropped := block.text[len(text) :].strip():
        walk.state.remove("mark behind a title", block.line, dropped)
    walk.done.append(replace(block, kind=BlockKind.PIECE, form=role.value, text=text))
    walk.at += 1
    return True


def _stays_inside(walk: Walk, role: Role, block: Block) -> bool:
    """True for a title such as `Kết luận` in small letters in an article without chapters."""
    chapters = any(one.kind is BlockKind.PIECE and one.form == "chapter" for one in walk.done)
    return role in (Role.CONCLUSION, Role.INTRODUCTION) and not (
        chapters or is_title_like(block.text)
    )


def report_lines(state: TextState, line: int, lines: Sequence[str], text: str) -> None:
    """Report a heading that was on several lines."""
    state.guess("heading on several lines", line, "⏎".join(lines), text)
