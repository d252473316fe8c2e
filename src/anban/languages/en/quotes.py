"""Straight marks in English: double and single quotation marks, and apostrophes.

In: the text of a line. Out: `apostrophes`, the finder of those that surely are some; `pair`, which
tells quotations from the other apostrophes, and names the marks that it cannot tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from anban.core.registry import HARD, OBJECT
from anban.languages.edits import GAP, QUOTES, Edit, Place
from anban.languages.punctuation import where
from anban.languages.quotes import (
    APOSTROPHE,
    NOTHING,
    STRAIGHT,
    Paired,
    QuotationMarks,
    double_pairs,
    marked,
    typed_around,
)

_SINGLE = "'"
_MARKS = "'\"‘’“”"
_OPENING = "([{—–-/…"

_SURE = re.compile(
    rf"""
    (?<=[^\W_])'(?=[^\W\d_])                              # don't, the 1980's
    | (?<=[{OBJECT}\"”’)\]])'(?=(?:s|d|ll|re|ve)\b)        # "Dune"'s
    | (?<![\w’])'(?=(?:tisn?|twasn?|tweren?|twill|twouldn?|twon|twixt|em|til|cuz|nuff|nother|scuse
        |spect|neath|gainst|cept|fraid|n)\b(?!'\W))         # 'tis, 'em
    | (?<!\w)'(?=\d\d(?:s|ers)\b)                          # the '90s
    | (?<=\b[Oo])'(?=[{GAP}])                              # will o' the wisp
    | (?<=\b(?:ol|th|wi|mo))'(?=[{GAP}])                    # ol' man
    | (?<=\b(?:tho|lil))'(?=[{GAP}])                        # lil' sister
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AND = re.compile(rf"(?<=[{GAP}-])'n'(?=[{GAP}-])", re.IGNORECASE)
_LETTER = re.compile(
    rf"\b(?:letters?|variables?|symbols?|integers?|numbers?|an|the|let|where|if|is|by|as|of)[{GAP}]\Z",
    re.IGNORECASE,
)
"""What stands before an n that is spoken of, not short for "and"."""
_FEET = re.compile(r"(?<=\d)'(?:[ \u00a0]?\d{1,2}[½¼¾]?\"|(?=\d))")
"""Feet and inches: 6'2"."""
_SHORT = re.compile(r"\d\d(?!\w)|(?:cause|cos|round|bout|fore)(?!\w)", re.IGNORECASE)
"""What may be short for something longer, or begin a quotation: '45, 'cause."""
_POSSESSIVE = re.compile(rf"(?:[sxz]|[^\W\d_]in|{OBJECT})\Z", re.IGNORECASE)
"""What may be short for something longer, or end a quotation: the boys', huntin'."""


@where(_SINGLE)
def apostrophes(line: str) -> Iterator[Edit]:
    """Apostrophes that nothing else can be, whatever stands around them."""
    for match in _SURE.finditer(line):
        at = match.end() - 1
        yield Edit(QUOTES, ((at, at + 1, APOSTROPHE),))
    for match in _AND.finditer(line):
        start, end = match.span()
        if not _LETTER.search(line, max(0, start - 12), start):
            both = ((start, start + 1, APOSTROPHE), (end - 1, end, APOSTROPHE))
            yield Edit(QUOTES, both)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A straight single mark: whether it may open a quotation, and whether it may close one.

    `short`: it may be an apostrophe instead. `doubtful`: it may be that, or a sign for feet.
    """

    at: int
    opens: bool
    closes: bool
    short: bool
    doubtful: bool
    region: int

    @property
    def place(self) -> Place:
        return self.at, self.at + 1


@dataclass(slots=True)
class _Told:
    """What single marks turned out to be."""

    quotations: list[Place] = field(default_factory=list)
    apostrophes: list[int] = field(default_factory=list)
    untold: list[Place] = field(default_factory=list)


def pair(line: str, marks: QuotationMarks, fixed: Iterable[Place]) -> Paired:
    """Pair the straight marks of `line`, those inside `fixed` places apart.

    How deep a pair lies decides how it is printed, not whether it is typed double or single. Where
    double marks fail to pair, no single one is told either.
    """
    if STRAIGHT not in line and _SINGLE not in line:
        return NOTHING
    kept = (*fixed, *(match.span() for match in _FEET.finditer(line)))
    doubles, odd = double_pairs(line, kept)
    if odd is not None:
        return Paired(odd=odd)
    told = _Told()
    marked_off = _single_marks(line, kept, doubles)
    for region in sorted({mark.region for mark in marked_off}):
        _tell([mark for mark in marked_off if mark.region == region], told)
    pairs = sorted((*doubles, *told.quotations))
    typed = typed_around(line, marks, [start for start, _ in pairs])
    edits = [
        marked(one, marks, _depth(one, pairs) + inside)
        for one, inside in zip(pairs, typed, strict=True)
    ]
    edits += (Edit(QUOTES, ((at, at + 1, APOSTROPHE),)) for at in told.apostrophes)
    return Paired(tuple(edits), untold=tuple(sorted(told.untold)))


def _depth(one: Place, pairs: Iterable[Place]) -> int:
    return sum(start < one[0] and one[1] < end for start, end in pairs)


def _single_marks(line: str, kept: Sequence[Place], doubles: Sequence[Place]) -> tuple[_Mark, ...]:
    """The single marks. Those of one region may pair: in the same double marks, or in none."""
    around = (*doubles, *((m.start(), m.end() - 1) for m in re.finditer("“[^”]*”", line)))
    places = (match.start() for match in re.finditer(_SINGLE, line))
    return tuple(
        _mark(line, at, max((start for start, end in around if start < at < end), default=-1))
        for at in places
        if not any(start <= at < end for start, end in kept)
    )


def _mark(line: str, at: int, region: int) -> _Mark:
    """What the mark at `at` may be by what stands beside it; other marks before it are passed."""
    left = at
    while left and line[left - 1] in _MARKS:
        left -= 1
    before, after = line[left - 1 : left] if left else "", line[at + 1 : at + 2]
    free = before == "" or before in GAP + HARD
    ends = after == "" or after in GAP + HARD
    opens = (free or before in _OPENING) and not ends
    closes = not free and not after.isalnum()
    if opens:
        short = _SHORT.match(line, at + 1) is not None
    else:
        short = left == at and _POSSESSIVE.search(line, max(0, left - 4), left) is not None
    return _Mark(at, opens, closes, short, short or before.isdigit(), region)


def _tell(marks: Sequence[_Mark], told: _Told) -> None:
    """Tell the marks of one region, from the first to the last."""
    waiting = list(marks)
    while waiting:
        mark = waiting.pop(0)
        reach = takewhile(lambda one: one.short or not one.opens, waiting) if mark.opens else ()
        closing = [one for one in reach if one.closes]
        sure = [one for one in closing if not one.doubtful]
        if not sure and (mark.short or not mark.opens):
            _without_partner(mark, told)
        elif not sure and len(closing) != 1:
            # One of several marks may close this one, or none does: nobody can tell.
            told.untold += (one.place for one in (mark, *closing))
            waiting = [one for one in waiting if one not in closing]
        else:
            last = (sure or closing)[0]
            told.quotations.append((mark.at, last.at))
            at = waiting.index(last)
            for inner in waiting[:at]:
                _without_partner(inner, told)
            del waiting[: at + 1]


def _without_partner(mark: _Mark, told: _Told) -> None:
    """A mark that opens and closes nothing is an apostrophe, if it may be one."""
    if mark.short:
        told.apostrophes.append(mark.at)
    else:
        told.untold.append(mark.place)
