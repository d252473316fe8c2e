"""Make paragraphs of lines. In some texts each line is a paragraph, others are wrapped to a width.

In: rows and a `TextState`. Out: `paragraphs`. The whole text decides if it is wrapped: then most
lines that have a next line are nearly as long as the longest, and end in the middle of a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from anban.importers.text.blocks import (
    Block,
    BlockKind,
    SourceRow,
    ends_clause,
    ends_sentence,
    is_title_like,
    starts_small,
)
from anban.importers.text.separators import is_separator
from anban.importers.text.state import TextState
from anban.languages import Language, alternatives_of

_WIDEST = 120
"""The most characters of a line in a wrapped text; longer lines are paragraphs."""
_FULL = 0.75
"""A line of at least this share of the width counts as full."""
_FEWEST_PAIRS = 3
"""At least so many pairs of lines must be found before a text counts as wrapped."""
_HALF = 0.5
"""A text is wrapped if more than this share of the pairs are full, and more than this share of the
full ones continue their sentence in the next line."""
_OPENS = re.compile(
    r"[-–—•·+]\s|\*\s|\(?\d{1,3}[.)]\s|[a-zđ]\)\s|[IVX]+\.\s|[¹²³⁴⁵⁶⁷⁸⁹]"
    rf"|\[(?:\d+|{alternatives_of(lambda one: one.importing.note)})",
)
_ENTRY = re.compile(r"(?:[.…·_]\s*){3,}\d+$")
"""The end of an entry in a list of contents."""
_HYPHEN = re.compile(r"(\w+)-$")


def paragraphs(state: TextState, rows: Sequence[SourceRow]) -> tuple[Block, ...]:
    """The blocks of a text; each is a paragraph or a single line."""
    width = _width(rows)
    words = _WordCounts.of(rows)
    blocks: list[Block] = []
    for run, gap in _runs(rows):
        groups = _wrapped(run, width) if width else [[row] for row in run]
        for at, group in enumerate(groups):
            text = _join(state, group, words)
            blocks.append(Block(BlockKind.TEXT, text, tuple(group), gap if at == 0 else False))
    return tuple(blocks)


def _runs(rows: Sequence[SourceRow]) -> Iterator[tuple[list[SourceRow], bool]]:
    """Groups of lines without an empty line between them, and if an empty line was before."""
    run: list[SourceRow] = []
    for row in rows:
        if row.text:
            run.append(row)
        elif run:
            yield run, True
            run = []
    if run:
        yield run, True


def _width(rows: Sequence[SourceRow]) -> int:
    """The width to which the text was wrapped; 0 if each line is a paragraph."""
    pairs = [(before, after) for before, after in pairwise(rows) if before.text and after.text]
    lengths = sorted(len(row.text) for row in rows if row.text)
    if len(pairs) < _FEWEST_PAIRS:
        return 0
    longest = lengths[int(0.95 * (len(lengths) - 1))]
    if longest > _WIDEST:
        return 0
    full = [
        (before, after)
        for before, after in pairs
        if len(before.text) + 1 + len(after.text.split()[0]) > _FULL * longest
    ]
    going_on = sum(not ends_sentence(before.text) for before, _ in full)
    small = sum(starts_small(after.text) for _, after in full)
    wrapped = (
        len(full) > _HALF * len(pairs)
        and going_on > _HALF * len(full)
        and small > _HALF * len(full)
    )
    return longest if wrapped else 0


def _wrapped(run: list[SourceRow], width: int) -> list[list[SourceRow]]:
    """The lines of a group, divided into paragraphs."""
    if _stands_in_lines(run, width):
        return [[row] for row in run]
    groups: list[list[SourceRow]] = [[run[0]]]
    for before, row in pairwise(run):
        if _begins(before, row, width):
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def _stands_in_lines(run: list[SourceRow], width: int) -> bool:
    """True for verse, a signature or a title: several short lines that begin with capitals."""
    if len(run) == 1:
        return False
    short = all(len(row.text) <= _FULL * width for row in run)
    return short and not any(starts_small(row.text) for row in run)


def _begins(before: SourceRow, row: SourceRow, width: int) -> bool:
    """True if a paragraph begins with `row`."""
    short = len(before.text) + 1 + len(row.text.split()[0]) <= _FULL * width
    if any(is_separator(one.text) or _ENTRY.search(one.text) for one in (before, row)):
        return True
    if is_title_like(before.text) != is_title_like(row.text):
        return True
    if _OPENS.match(row.text) and (ends_clause(before.text) or short):
        return True
    if starts_small(row.text):
        return False
    return (row.indent > before.indent and ends_clause(before.text)) or (
        short and ends_clause(before.text)
    )


class _WordCounts:
    """How often each word of a text occurs. It decides about a hyphen at the end of a line."""

    def __init__(self, counts: Counter[str]) -> None:
        self.counts = counts

    @classmethod
    def of(cls, rows: Sequence[SourceRow]) -> _WordCounts:
        found = (word for row in rows for word in re.findall(r"\w+(?:-\w+)*", row.text.casefold()))
        return cls(Counter(found))


def _join(state: TextState, group: Sequence[SourceRow], words: _WordCounts) -> str:
    text = group[0].text
    for row in group[1:]:
        hyphen = _HYPHEN.search(text)
        if hyphen is None or not row.text[0].isalpha():
            text = f"{text} {row.text}"
            continue
        head, tail = hyphen[1], re.match(r"\w+", row.text)
        joined = f"{head}{tail[0] if tail else ''}"
        with_hyphen = f"{head}-{tail[0] if tail else ''}"
        line = row.number - 1
        if _drops(state.language, joined, with_hyphen, words, small=row.text[0].islower()):
            state.guess("hyphen at a line's end", line, f"{head}-⏎{row.text.split()[0]}", joined)
            state.remove("hyphen at a line's end", line, "-")
            text = f"{text[:-1]}{row.text}"
        else:
            shown = f"{head}-⏎{row.text.split()[0]}"
            state.guess("hyphen at a line's end", line, shown, with_hyphen)
            text = f"{text}{row.text}"
    return text


def _drops(
    language: Language, joined: str, hyphened: str, words: _WordCounts, *, small: bool
) -> bool:
    """True if a hyphen only broke a word; where a language breaks none, it belongs to it."""
    whole, kept = words.counts[joined.casefold()], words.counts[hyphened.casefold()]
    if whole != kept:
        return whole > kept
    return small and language.hyphenation.patterns != ""
