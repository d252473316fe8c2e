"""Find the headings of sections, and with `labels` the titles of pieces and parts.

In: blocks and a `TextState`. Out: `mark_headings` marks pieces, parts and headings, joins their
lines and keeps their numbers. `levels` gives each heading its level, which depends on the forms of
the headings above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from anban.importers.text.blocks import (
    Block,
    BlockKind,
    ends_clause,
    is_capitals,
    is_title_like,
    starts_small,
)
from anban.importers.text.labels import (
    LONGEST,
    MOST_LINES,
    ROMAN,
    RUN_IN,
    SHORT,
    YEARS,
    Walk,
    begins_piece,
    chapter,
    named,
    part,
    role_of,
)
from anban.importers.text.numerals import number_of
from anban.importers.text.state import TextState
from anban.languages import alternatives_of

LONGEST_RUN_IN = 500
"""The most characters of a heading that a dash or a numeral in words marks."""
_PROSE = 120
"""A block with more characters is a paragraph of the text; a heading has at most so many."""
_LETTER = re.compile(r"[A-HĐ](?:\.|\))\s+(?=\S)")
_SMALL = re.compile(r"[a-hđ]\)\s+(?=\S)")
_BARE = re.compile(r"\d{1,2}|[IVX]{1,5}")
_ARABIC = re.compile(r"\d{1,2}(?:\.|\))\s+(?=\S)")
_DEEPER = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+(?=\S)")
_WORDED = re.compile(
    rf"{alternatives_of(lambda one: one.importing.worded)}\s*[,:]",
    re.I,
)

RANKS = (
    "roman", "capitals", "letter", "bare", "arabic", "deeper", "small letter", "plain", "colon",
    "worded", "run-in",
)  # fmt: skip
"""The forms of headings from the highest level to the lowest: a section with a Roman number
contains those with a letter, and so on."""
DEEPEST = 3
"""The lowest level of heading below a title."""


def mark_headings(state: TextState, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` with their parts, pieces and headings marked."""
    walk = Walk(state, blocks, [])
    while walk.at < len(blocks):
        block = blocks[walk.at]
        if block.kind is not BlockKind.TEXT or not any(rule(walk, block) for rule in _RULES):
            walk.done.append(block)
            walk.at += 1
        if walk.done[-1].kind is BlockKind.PIECE:
            walk.number = 0
    return _colons(state, walk.done)


def _section(walk: Walk, block: Block) -> bool:
    form = _form(block.text)
    if not form or len(block.text) > LONGEST or not _is_section(walk, block, form):
        return False
    walk.at += 1
    taken = [block]
    while (more := walk.next(0)) is not None and len(taken) < MOST_LINES:
        if more.kind is not BlockKind.TEXT or more.gap or not _continues(block, more):
            break
        taken.append(more)
        walk.at += 1
    text = " ".join(one.text for one in taken)
    rows = tuple(row for one in taken for row in one.rows)
    if len(rows) > 1:
        walk.state.guess(
            "heading on several lines", block.line, "⏎".join(r.text for r in rows), text
        )
    walk.done.append(Block(BlockKind.HEADING, text, rows, block.gap, form))
    return True


def _bare_number(walk: Walk, block: Block) -> bool:
    """Take a number that is alone on its line as a heading.

    It must be a 1 with a 2 further down, or the number after that of the last such heading.
    """
    number = number_of(block.text) if _BARE.fullmatch(block.text) else 0
    if number != walk.number + 1 or not block.gap or walk.next() is None:
        return False
    if number == 1 and not _has_next(walk):
        return False
    walk.number = number
    walk.state.guess("heading that is a number", block.line, block.text, block.text)
    walk.done.append(replace(block, kind=BlockKind.HEADING, form="bare"))
    walk.at += 1
    return True


def _has_next(walk: Walk) -> bool:
    behind = (block for block in walk.blocks[walk.at + 1 :] if _BARE.fullmatch(block.text))
    following = next(behind, None)
    return following is not None and number_of(following.text) == 2


def _form(text: str) -> str:
    for form, pattern in (
        ("roman", ROMAN), ("deeper", _DEEPER), ("letter", _LETTER), ("arabic", _ARABIC),
        ("small letter", _SMALL),
    ):  # fmt: skip
        if pattern.match(text):
            return form
    return "capitals" if is_capitals(text) and len(text.split()) > 1 else ""


def _is_section(walk: Walk, block: Block, form: str) -> bool:
    behind = walk.next()
    if behind is None or (ends_clause(block.text) and not is_title_like(block.text)):
        return False
    if form == "capitals":
        return block.gap and not _closes_piece(walk)
    if is_title_like(block.text):
        return True
    before = walk.done[-1] if walk.done else None
    listed = before is not None and (before.text.endswith(":") or before.form == form)
    return (
        (block.gap or _stands_over(block, behind))
        and not (behind.kind is BlockKind.TEXT and _form(behind.text) == form)
        and not (listed and form in ("arabic", "small letter"))
        and not starts_small(re.sub(r"^(?:\w+\W+)+?(?=[^\W\d])", "", block.text, count=1))
    )


def _stands_over(block: Block, behind: Block) -> bool:
    """True for a short line without an empty line before it, above a sentence or a heading."""
    over = ends_clause(behind.text) or bool(_form(behind.text)) or len(behind.text) > _PROSE
    return len(block.text) <= _PROSE and behind.kind is BlockKind.TEXT and over


def _closes_piece(walk: Walk) -> bool:
    """True if only short lines, such as a signature, follow before the next piece."""
    for step in range(1, MOST_LINES):
        block = walk.next(step)
        if block is None or block.kind is not BlockKind.TEXT:
            return True
        if begins_piece(block.text):
            return True
        if len(block.text) > SHORT or not is_title_like(block.text):
            return False
    return False


def _continues(block: Block, more: Block) -> bool:
    if _form(more.text) not in ("", "capitals"):
        return False
    if YEARS.fullmatch(more.text):
        return True
    return is_title_like(block.text) and is_title_like(more.text) and not role_of(more.text)


def _run_in(walk: Walk, block: Block) -> bool:
    dash = RUN_IN.match(block.text)
    worded = _WORDED.match(block.text)
    behind = walk.next()
    if not (dash or worded) or behind is None or behind.kind is not BlockKind.TEXT:
        return False
    if ends_clause(block.text) or len(block.text) > LONGEST_RUN_IN:
        return False
    if dash and (RUN_IN.match(behind.text) or len(behind.text) <= SHORT):
        return False
    text = block.text[dash.end() :] if dash else block.text
    if dash:
        walk.state.remove("mark before a heading", block.line, dash["mark"])
        walk.state.guess("run-in heading", block.line, block.text, text)
    else:
        walk.state.guess("heading numbered in words", block.line, block.text, text)
    if len(text) > LONGEST:
        walk.state.guess(
            "long heading", block.line, text, "shorten it, or make it text", first=True
        )
    form = "run-in" if dash else "worded"
    walk.done.append(replace(block, kind=BlockKind.HEADING, text=text, form=form))
    walk.at += 1
    return True


def _plain(walk: Walk, block: Block) -> bool:
    """Take a short line between long paragraphs that does not end like a sentence."""
    behind, before = walk.next(), walk.done[-1] if walk.done else None
    if behind is None or before is None or behind.kind is not BlockKind.TEXT or not block.gap:
        return False
    if len(block.text) > SHORT or ends_clause(block.text) or not _begins_heading(block.text):
        return False
    prose = before.kind is not BlockKind.TEXT or (
        len(before.text) > _PROSE and ends_clause(before.text)
    )
    if not prose or len(behind.text) <= _PROSE or before.kind is BlockKind.BREAK:
        return False
    walk.state.guess("heading by its shortness", block.line, block.text, block.text, first=True)
    walk.done.append(replace(block, kind=BlockKind.HEADING, form="plain"))
    walk.at += 1
    return True


def _begins_heading(text: str) -> bool:
    return text[0].isupper() and any(char.islower() for char in text)


_RULES = (part, chapter, named, _bare_number, _section, _run_in, _plain)
"""The rules for a block, the surest first. Each takes the block, and those that continue it, and
gives True; or it gives False."""


def _colons(state: TextState, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks`; a short line that ends with a colon before a heading becomes a higher heading."""
    marked: list[Block] = []
    for at, block in enumerate(blocks):
        behind = blocks[at + 1] if at + 1 < len(blocks) else None
        if (
            block.kind is BlockKind.TEXT and behind is not None and behind.kind is BlockKind.HEADING
            and behind.form in ("run-in", "worded") and block.text.endswith(":")
            and len(block.text) <= SHORT and block.text[0].isupper()
        ):  # fmt: skip
            state.remove("mark behind a heading", block.line, ":")
            text = block.text.rstrip(" :")
            state.guess("heading by its colon", block.line, block.text, text)
            block = replace(block, kind=BlockKind.HEADING, text=text, form="colon")
        marked.append(block)
    return tuple(marked)


def levels(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks`, each heading with the level that the forms above it in its piece give it."""
    above: list[str] = []
    leveled: list[Block] = []
    for block in blocks:
        if block.kind in (BlockKind.PIECE, BlockKind.PART):
            above = []
        if block.kind is BlockKind.HEADING:
            rank = RANKS.index(block.form)
            while above and RANKS.index(above[-1]) >= rank:
                above.pop()
            above.append(block.form)
            block = replace(block, level=min(len(above), DEEPEST))
        leveled.append(block)
    return tuple(leveled)
