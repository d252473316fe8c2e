"""Find verse: several short lines that begin with a capital and do not end like sentences.

In: blocks and a `TextState`. Out: `mark_verse`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from anban.importers.text.blocks import Block, BlockKind, ends_sentence, is_capitals, starts_small
from anban.importers.text.state import TextState

_LONGEST = 60
"""The most characters of a line of verse."""
_MOST_WORDS, _FEWEST_WORDS = 11, 3
"""The most and the fewest words of a line of verse. In Vietnamese a word here is a syllable; a
line of the common forms has at most eight."""
_FEWEST = 2
"""The least number of lines."""
_NOT_VERSE = re.compile(r"[-–—•·+*]\s|\d|.*(?:\d{4}|https?://|@)|.*:$|[A-ZĐ]\. ")
_MEASURES = ((6, 8), (7, 7), (8, 8), (5, 5), (7, 6), (4, 4))
"""Only two lines are verse if their numbers of words are those of a common Vietnamese couplet, such
as six and eight (lục bát)."""


def mark_verse(state: TextState, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` with verse marked. If an empty line is after every line, they make no stanzas."""
    marked: list[Block] = []
    at = 0
    while at < len(blocks):
        end = _end(blocks, at)
        while at < end and ends_sentence(blocks[at].text):
            marked.append(blocks[at])
            at += 1
        end = _without_loose_end(blocks, at, end)
        run = blocks[at:end]
        if _is_verse(run, blocks, at, end):
            marked.append(_verse(state, run))
        else:
            marked += run or blocks[end : end + 1]
        at = max(end, at + (not run))
    return tuple(marked)


def _end(blocks: Sequence[Block], start: int) -> int:
    end = start
    while end < len(blocks) and _may_be_line(blocks[end]):
        end += 1
    return end


def _without_loose_end(blocks: Sequence[Block], start: int, end: int) -> int:
    """`end`, moved before a single sentence that follows the last of several stanzas."""
    run = blocks[start:end]
    loose = len(run) > _FEWEST and run[-1].gap and ends_sentence(run[-1].text)
    return end - 1 if loose and not all(line.gap for line in run[1:]) else end


def _may_be_line(block: Block) -> bool:
    text = block.text
    return (
        block.kind is BlockKind.TEXT
        and len(text) <= _LONGEST
        and _FEWEST_WORDS <= len(text.split()) <= _MOST_WORDS
        and not _NOT_VERSE.match(text)
        and not is_capitals(text)
        and not starts_small(text)
    )


def _is_verse(lines: Sequence[Block], blocks: Sequence[Block], start: int, end: int) -> bool:
    if len(lines) < _FEWEST:
        return False
    ends = [ends_sentence(line.text) for line in lines]
    if sum(ends) > len(lines) / 2:
        return False
    if len(lines) > _FEWEST:
        return True
    measure = tuple(len(line.text.split()) for line in lines)
    inside = start > 0 and end < len(blocks)
    return inside and not ends[0] and measure in _MEASURES


def _verse(state: TextState, lines: Sequence[Block]) -> Block:
    rows = tuple(row for line in lines for row in line.rows)
    apart = all(line.gap for line in lines)
    text = "\n".join(
        f"\n{line.text}" if line.gap and at and not apart else line.text
        for at, line in enumerate(lines)
    )
    state.guess("verse", lines[0].line, "⏎".join(line.text for line in lines), "verse")
    return replace(lines[0], kind=BlockKind.VERSE, text=text, rows=rows)
