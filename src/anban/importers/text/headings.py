"""Titles of pieces and headings of sections.

In: blocks, the usage of the text, a desk. Out: `mark_headings`, blocks with their pieces, parts
and headings marked, their lines joined, their numbers as they were; `levels` sets how deep each
heading lies, by the forms that stand above it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from anban.book import Role
from anban.importers.text.blocks import (
    Block,
    Kind,
    ends_clause,
    ends_sentence,
    is_broken,
    is_capitals,
    is_title_like,
    starts_small,
)
from anban.importers.text.desk import Desk
from anban.importers.text.numerals import NUMBER, number_of

LONGEST = 250
"""Characters of a heading that are not too many."""
LONGEST_RUN_IN = 500
"""Characters of one that a dash or a word of number marks as such."""
SHORT = 70
"""Characters of a heading that nothing but its shortness and its place tell."""
_PROSE = 120
_MOST_LINES = 8
"""Lines that one title may be broken over."""

_LABEL = re.compile(
    rf"(?P<label>(?:chương|chapter|hồi)\s+(?P<number>{NUMBER}))(?P<mark>\s*[.:–—-]\s*|\s+|$)(?P<rest>.*)",
    re.I,
)
_PART = re.compile(
    rf"(?P<label>(?:phần|part)\s+(?P<number>{NUMBER}))(?P<mark>\s*[.:–—-]\s*|\s+|$)(?P<rest>.*)",
    re.I,
)
_ROMAN = re.compile(r"(?=[IVXL])[IVXL]+(?:\.|\s*[-–—)])\s+(?=\S)")
_LETTER = re.compile(r"[A-HĐ](?:\.|\))\s+(?=\S)")
_ARABIC = re.compile(r"\d{1,2}(?:\.|\))\s+(?=\S)")
_DEEPER = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+(?=\S)")
_RUN_IN = re.compile(r"(?P<mark>[-–—•·+])\s*(?=[^\W\d_]|[“\"])")
_WORDED = re.compile(
    r"(?:(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) là|thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám)"
    r"|first|second|third|fourth|fifth|sixth)\s*[,:]",
    re.I,
)
_YEARS = re.compile(r"\((?:[^()]*\d{4}[^()]*)\)[.,]?")

RANKS = ("roman", "capitals", "letter", "arabic", "deeper", "plain", "colon", "worded", "run-in")
"""Forms of headings from the highest: a section in Roman numbers holds those with a dash."""
DEEPEST = 3


@cache
def _names() -> tuple[Mapping[str, Role], Mapping[str, Role]]:
    found = tomllib.loads(files(__package__).joinpath("pieces.toml").read_text("utf-8"))
    named = {name: Role(role) for role, names in found["named"].items() for name in names}
    numbered = {name: Role(role) for role, names in found["numbered"].items() for name in names}
    return named, numbered


@dataclass(slots=True)
class _Walk:
    """The blocks on the way from text to headings: those in front, and those still to come."""

    desk: Desk
    blocks: Sequence[Block]
    done: list[Block]
    at: int = 0

    def next(self, steps: int = 1) -> Block | None:
        at = self.at + steps
        return self.blocks[at] if at < len(self.blocks) else None


def mark_headings(desk: Desk, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` with their parts, pieces and headings marked."""
    walk = _Walk(desk, blocks, [])
    while walk.at < len(blocks):
        block = blocks[walk.at]
        if block.kind is not Kind.TEXT or not (
            _part(walk, block) or _chapter(walk, block) or _named(walk, block)
            or _section(walk, block) or _run_in(walk, block) or _plain(walk, block)
        ):  # fmt: skip
            walk.done.append(block)
            walk.at += 1
    return _colons(desk, walk.done)


# --- pieces ---------------------------------------------------------------------------------------


def _part(walk: _Walk, block: Block) -> bool:
    found = _labelled(walk, block, _PART)
    if found is None:
        return False
    walk.done.append(replace(found, kind=Kind.PART))
    return True


def _chapter(walk: _Walk, block: Block) -> bool:
    found = _labelled(walk, block, _LABEL)
    if found is None:
        return False
    walk.done.append(replace(found, kind=Kind.PIECE, form=Role.CHAPTER.value))
    return True


def _labelled(walk: _Walk, block: Block, pattern: re.Pattern[str]) -> Block | None:
    """A title with its label, from this block and those that go on with it."""
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
        walk.desk.remove("label of a title", block.line, found["mark"].strip())
    texts = [rest or "", *(one.text for one in taken if one is not block)]
    rows = (*block.rows, *(row for one in taken if one is not block for row in one.rows))
    text = " ".join(" ".join(filter(None, texts)).split())
    if len(taken) > 1:
        _report_lines(walk.desk, block.line, [one.text for one in taken], text)
    return Block(Kind.PIECE, text, rows, block.gap, label=found["label"])


def _more_lines(walk: _Walk, taken: list[Block], *, after_label: bool) -> None:
    """Take the lines that a title goes on with; behind a bare label the first may stand apart."""
    while (block := walk.next(0)) is not None and len(taken) < _MOST_LINES:
        first = after_label and not taken
        apart = block.gap and not first
        if block.kind is not Kind.TEXT or not _goes_on(block, taken, first=first, apart=apart):
            return
        taken.append(block)
        walk.at += 1


def _goes_on(block: Block, taken: Sequence[Block], *, first: bool, apart: bool) -> bool:
    text = block.text
    if len(text) > LONGEST or _ROMAN.match(text) or _is_named(text) or _LABEL.fullmatch(text):
        return False
    if _YEARS.fullmatch(text):
        return bool(taken)
    if apart:
        return False
    if is_title_like(text):
        return True
    if first:
        return not ends_sentence(text) and not _RUN_IN.match(text) and len(text) <= LONGEST
    broken = any(is_broken(one.text) for one in taken)
    return broken and not ends_clause(text) and len(text) <= SHORT and starts_small(text)


def begins_piece(text: str) -> bool:
    """True if a chapter, a part or another piece with a name of its own may begin with `text`."""
    return bool(_is_named(text) or _LABEL.fullmatch(text) or _PART.fullmatch(text))


def _is_named(text: str) -> Role | None:
    named, numbered = _names()
    bare = text.strip(" .:*").casefold()
    if role := named.get(bare):
        return role
    for name, role in numbered.items():
        rest = bare.removeprefix(name)
        if rest != bare and re.fullmatch(rf"(?:\s+(?:{NUMBER}|[a-z]))?(?:\s*[.:–—-].*)?", rest):
            return role
    return None


def _named(walk: _Walk, block: Block) -> bool:
    role = _is_named(block.text)
    if role is None or len(block.text) > LONGEST:
        return False
    if not (is_title_like(block.text) or block.gap) or _stays_inside(walk, role, block):
        return False
    walk.desk.guess("piece", block.line, block.text, role.value)
    text = block.text.rstrip(" .:")
    if dropped := block.text[len(text) :].strip():
        walk.desk.remove("mark behind a title", block.line, dropped)
    walk.done.append(replace(block, kind=Kind.PIECE, form=role.value, text=text))
    walk.at += 1
    return True


def _stays_inside(walk: _Walk, role: Role, block: Block) -> bool:
    """True for `Kết luận` in small letters at the end of an article without chapters."""
    chapters = any(one.kind is Kind.PIECE and one.form == "chapter" for one in walk.done)
    return role in (Role.CONCLUSION, Role.INTRODUCTION) and not (
        chapters or is_title_like(block.text)
    )


# --- sections -------------------------------------------------------------------------------------


def _section(walk: _Walk, block: Block) -> bool:
    form = _form(block.text)
    if not form or len(block.text) > LONGEST or not _is_section(walk, block, form):
        return False
    walk.at += 1
    taken = [block]
    while (more := walk.next(0)) is not None and len(taken) < _MOST_LINES:
        if more.kind is not Kind.TEXT or more.gap or not _continues(block, more):
            break
        taken.append(more)
        walk.at += 1
    text = " ".join(one.text for one in taken)
    rows = tuple(row for one in taken for row in one.rows)
    if len(rows) > 1:
        walk.desk.guess(
            "heading on several lines", block.line, "⏎".join(r.text for r in rows), text
        )
    walk.done.append(Block(Kind.HEADING, text, rows, block.gap, form))
    return True


def _report_lines(desk: Desk, line: int, lines: Sequence[str], text: str) -> None:
    desk.guess("heading on several lines", line, "⏎".join(lines), text)


def _form(text: str) -> str:
    for form, pattern in (
        ("roman", _ROMAN), ("deeper", _DEEPER), ("letter", _LETTER), ("arabic", _ARABIC),
    ):  # fmt: skip
        if pattern.match(text):
            return form
    return "capitals" if is_capitals(text) and len(text.split()) > 1 else ""


def _is_section(walk: _Walk, block: Block, form: str) -> bool:
    behind = walk.next()
    if behind is None or (ends_clause(block.text) and not is_title_like(block.text)):
        return False
    if form == "capitals":
        return block.gap and not _closes_piece(walk)
    if is_title_like(block.text):
        return True
    same = behind.kind is Kind.TEXT and _form(behind.text) == form
    before = walk.done[-1] if walk.done else None
    listed = before is not None and (before.text.endswith(":") or before.form == form)
    return (
        block.gap
        and not same
        and not (listed and form == "arabic")
        and not starts_small(re.sub(r"^\W*\w+\W+", "", block.text))
    )


def _closes_piece(walk: _Walk) -> bool:
    """True if nothing but short lines stand between here and the next piece: a signature."""
    for step in range(1, _MOST_LINES):
        block = walk.next(step)
        if block is None or block.kind is not Kind.TEXT:
            return True
        if begins_piece(block.text):
            return True
        if len(block.text) > SHORT or not is_title_like(block.text):
            return False
    return False


def _continues(block: Block, more: Block) -> bool:
    if _form(more.text) in ("roman", "letter", "arabic", "deeper"):
        return False
    if _YEARS.fullmatch(more.text):
        return True
    return is_title_like(block.text) and is_title_like(more.text) and not _is_named(more.text)


def _run_in(walk: _Walk, block: Block) -> bool:
    dash = _RUN_IN.match(block.text)
    worded = _WORDED.match(block.text)
    behind = walk.next()
    if not (dash or worded) or behind is None or behind.kind is not Kind.TEXT:
        return False
    if ends_clause(block.text) or len(block.text) > LONGEST_RUN_IN:
        return False
    if dash and (_RUN_IN.match(behind.text) or len(behind.text) <= SHORT):
        return False
    text = block.text[dash.end() :] if dash else block.text
    if dash:
        walk.desk.remove("mark before a heading", block.line, dash["mark"])
        walk.desk.guess("run-in heading", block.line, block.text, text)
    else:
        walk.desk.guess("heading numbered in words", block.line, block.text, text)
    if len(text) > LONGEST:
        walk.desk.guess("long heading", block.line, text, "shorten it, or make it text", first=True)
    form = "run-in" if dash else "worded"
    walk.done.append(replace(block, kind=Kind.HEADING, text=text, form=form))
    walk.at += 1
    return True


def _plain(walk: _Walk, block: Block) -> bool:
    """A short line between long paragraphs that does not end as a sentence does."""
    behind, before = walk.next(), walk.done[-1] if walk.done else None
    if behind is None or before is None or behind.kind is not Kind.TEXT or not block.gap:
        return False
    if len(block.text) > SHORT or ends_clause(block.text) or not _begins_heading(block.text):
        return False
    prose = before.kind is not Kind.TEXT or (len(before.text) > _PROSE and ends_clause(before.text))
    if not prose or len(behind.text) <= _PROSE or before.kind is Kind.BREAK:
        return False
    walk.desk.guess("heading by its shortness", block.line, block.text, block.text, first=True)
    walk.done.append(replace(block, kind=Kind.HEADING, form="plain"))
    walk.at += 1
    return True


def _begins_heading(text: str) -> bool:
    return text[0].isupper() and any(char.islower() for char in text)


def _colons(desk: Desk, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks`, a short line that ends in a colon before a heading made one above it."""
    marked: list[Block] = []
    for at, block in enumerate(blocks):
        behind = blocks[at + 1] if at + 1 < len(blocks) else None
        if (
            block.kind is Kind.TEXT and behind is not None and behind.kind is Kind.HEADING
            and behind.form in ("run-in", "worded") and block.text.endswith(":")
            and len(block.text) <= SHORT and block.text[0].isupper()
        ):  # fmt: skip
            desk.remove("mark behind a heading", block.line, ":")
            text = block.text.rstrip(" :")
            desk.guess("heading by its colon", block.line, block.text, text)
            block = replace(block, kind=Kind.HEADING, text=text, form="colon")
        marked.append(block)
    return tuple(marked)


def levels(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks`, each heading as deep as the forms above it in its piece make it."""
    above: list[str] = []
    leveled: list[Block] = []
    for block in blocks:
        if block.kind in (Kind.PIECE, Kind.PART):
            above = []
        if block.kind is Kind.HEADING:
            rank = RANKS.index(block.form)
            while above and RANKS.index(above[-1]) >= rank:
                above.pop()
            above.append(block.form)
            block = replace(block, level=min(len(above), DEEPEST))
        leveled.append(block)
    return tuple(leveled)
