"""Remove page numbers and running heads that were left in a text.

In: rows and a `TextState`. Out: `without_furniture`. A number alone on its line is a page number if
it is one of several rising numbers, or if it is at the end of a page. A running head is a short
line that is repeated near page numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, pairwise

from anban.importers.text.blocks import SourceRow, ends_clause, starts_small
from anban.importers.text.state import TextState

_NUMBER = re.compile(
    r"(?:[-–—\[(|]\s*)?(?:trang|tr\.|page|p\.)?\s*(\d{1,3})(?:\s*[-–—\])|])?", re.I
)
_DIGITS = re.compile(r"\d+")
FEWEST = 3
"""So many page numbers, or repetitions of a running head, are needed to recognise them."""
NEAR = 3
"""A running head is at most so many rows away from its page number."""
WIDEST = 90
"""The most characters of a running head."""
_STEP = 3
"""The greatest difference between two successive page numbers: a page with only a picture has
none."""


def without_furniture(state: TextState, rows: Sequence[SourceRow]) -> tuple[SourceRow, ...]:
    """`rows` without page numbers and running heads; a paragraph that they divided is joined."""
    numbers = _page_numbers(rows)
    heads = _running_heads(rows, numbers)
    for at in sorted(numbers | heads):
        kind = "page number" if at in numbers else "running head"
        state.remove(kind, rows[at].number, rows[at].text)
        state.guess(kind, rows[at].number, rows[at].text, "removed")
    return _closed(state, rows, numbers | heads)


def _page_numbers(rows: Sequence[SourceRow]) -> set[int]:
    """The indexes of rows that are only a page number and belong to a rising sequence."""
    found = [
        (at, int(match[1])) for at, row in enumerate(rows) if (match := _NUMBER.fullmatch(row.text))
    ]
    best = _longest_rise(found)
    beside = {at for at, _ in found if _ends_page(rows, at)}
    if best and dict(found)[best[0]] == 1 and not beside and not _cut(rows, best):
        best = []
    return (set(best) if len(best) >= FEWEST else set()) | beside


def _cut(rows: Sequence[SourceRow], places: Sequence[int]) -> bool:
    """True if one of the numbers is inside a sentence, so it cannot be the number of a section."""
    for at in places:
        before = next((rows[i].text for i in range(at - 1, -1, -1) if rows[i].text), "")
        rest = (rows[index].text for index in range(at + 1, len(rows)))
        behind = islice(filter(None, rest), NEAR)
        if before and not ends_clause(before) and any(map(starts_small, behind)):
            return True
    return False


def _longest_rise(found: Sequence[tuple[int, int]]) -> list[int]:
    """The rows of the longest sequence of numbers that rise in steps of at most `_STEP`."""
    ends: dict[int, int] = {}
    length, before = [1] * len(found), [-1] * len(found)
    for index, (at, number) in enumerate(found):
        for step in range(1, _STEP + 1):
            last = ends.get(number - step)
            if last is not None and at - found[last][0] > 1 and length[last] >= length[index]:
                length[index], before[index] = length[last] + 1, last
        ends[number] = index
    index = max(range(len(found)), key=length.__getitem__, default=-1)
    chain: list[int] = []
    while index >= 0:
        chain.append(found[index][0])
        index = before[index]
    return chain[::-1]


def _ends_page(rows: Sequence[SourceRow], at: int) -> bool:
    """True if a new page begins with this row, or with the next row that has words."""
    behind = next((row for row in rows[at + 1 :] if row.text or row.page), None)
    return rows[at].page or (behind is not None and behind.page)


def _running_heads(rows: Sequence[SourceRow], numbers: set[int]) -> set[int]:
    def shape(at: int) -> str:
        return _DIGITS.sub("", rows[at].text).strip(" -–—|.").casefold()

    beside = {at + step for at in numbers for step in range(-NEAR, NEAR + 1)} - numbers
    beside |= {at for at, row in enumerate(rows) if row.page}
    near = [at for at in sorted(beside) if 0 <= at < len(rows) and _may_be_head(rows[at].text)]
    counts = Counter(shape(at) for at in near)
    heads = {at for at in near if shape(at) and counts[shape(at)] >= FEWEST}
    return heads | _numbered_heads(rows)


def _may_be_head(text: str) -> bool:
    return 0 < len(text) <= WIDEST and any(char.isalpha() for char in text)


_WITH_NUMBER = re.compile(r"(\d{1,4})\s+(\D+)|(\D+?)\s+(\d{1,4})")


def _numbered_heads(rows: Sequence[SourceRow]) -> set[int]:
    """Lines with the same words and a rising page number: `12 SÔNG HỒNG`, `SÔNG HỒNG 14`."""
    by_words: dict[str, list[tuple[int, int]]] = {}
    for at, row in enumerate(rows):
        found = _WITH_NUMBER.fullmatch(row.text) if _may_be_head(row.text) else None
        if found:
            words = (found[2] or found[3]).strip().casefold()
            by_words.setdefault(words, []).append((at, int(found[1] or found[4])))
    heads: set[int] = set()
    for places in by_words.values():
        numbers = [number for _, number in places]
        steps = [after - before for before, after in pairwise(numbers)]
        if len(places) >= FEWEST and all(step > 0 for step in steps) and max(steps) > 1:
            heads |= {at for at, _ in places}
    return heads


def _closed(state: TextState, rows: Sequence[SourceRow], gone: set[int]) -> tuple[SourceRow, ...]:
    """The rows that stay; a sentence that was divided is joined."""
    kept: list[SourceRow] = []
    cut = False
    for at, row in enumerate(rows):
        if at in gone:
            cut = True
            continue
        if not row.text:
            kept.append(row)
            continue
        last = next((one for one in reversed(kept) if one.text), None)
        if cut and last is not None and starts_small(row.text) and not ends_clause(last.text):
            while not kept[-1].text:
                kept.pop()
            state.guess("sentence over two pages", row.number, f"{last.text}⏎{row.text}", "joined")
            kept[-1] = replace(last, text=f"{last.text} {row.text}")
            cut = False
            continue
        if cut and kept and kept[-1].text:
            kept.append(replace(row, text=""))
        cut = False
        kept.append(row)
    return tuple(kept)
