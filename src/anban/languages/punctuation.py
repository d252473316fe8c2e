"""Finders of what every language's typesetter corrects: dashes, ellipses, quotation marks.

In: the text of a line. Out: edits, or places that an editor has to look at. A finder reads the
line once and changes neither letters nor digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from anban.core.registry import HARD, SOFT
from anban.languages.edits import (
    DASHES,
    ELLIPSES,
    GAP,
    NO_BREAK,
    QUOTES,
    SPACES,
    Edit,
    Finder,
    Place,
    Replacement,
)

Found = TypeVar("Found")

EM = "—"
_MARKS = {"-": "–", "--": "–", "---": EM}
_HYPHENS = re.compile(r"-++")
_ANY_DASH = re.compile(r"[-–—]++")
_SUBTRACTED = re.compile(rf"-[ {NO_BREAK}]?\d[\d.,]*+[ {NO_BREAK}]?=")
_BEFORE_DASH = re.compile(rf"(?<=[^\s])(?P<gap>[ {SOFT}]{{1,4}})(?=[–—](?:[{GAP}{HARD}]|\Z))")
_WORD = re.compile(r"\w+")
_WORD_BEFORE = re.compile(r"\w+\Z")
_WIDEST = 24
"""How many characters beside a place are looked at for a word."""
_DOTS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_DOMAIN = r"(?:vn|la|com|org|net|gov|edu|info)\b"
_MAY_BE_UNTOUCHABLE = re.compile(rf"://|www\.|@|\.{_DOMAIN}|ISBN|ĐT|Tel|Fax|Hotline|iện thoại|hone")
"""What stands in all that `_UNTOUCHABLE` finds, and is found much quicker."""
_UNTOUCHABLE = re.compile(
    rf"""
    (?:https?://|www\.)[^\s"“”<>]+                      # an address on the web
    | (?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+         # an e-mail address
    | (?<![\w.-])(?:[\w-]++\.)++{_DOMAIN}[^\s"“”<>]*
    | ISBN(?:-1[03])?[:\ \u00a0]{{0,3}}\d(?:[-\ \u00a0]?[\dX])*+
    | (?:ĐT|Tel|Fax|Hotline|[Đđ]iện\ thoại|[Pp]hone)[.:\ \u00a0]{{0,3}}[+(]{{0,2}}
      \d(?:[().\-\ \u00a0]{{0,2}}\d)*+                    # a telephone number
    """,
    re.VERBOSE,
)


def where(
    *signs: str,
) -> Callable[[Callable[[str], Iterable[Found]]], Callable[[str], Iterable[Found]]]:
    """Makes a finder one that is asked only where one of `signs` stands, for it finds no other."""

    def only(finder: Callable[[str], Iterable[Found]]) -> Callable[[str], Iterable[Found]]:
        def find(line: str) -> Iterable[Found]:
            for sign in signs:
                if sign in line:
                    return finder(line)
            return ()

        return find

    return only


@dataclass(frozen=True, slots=True)
class _Dash:
    """A run of dashes from `start` to `end`; the gaps around it reach from `left` to `right`.

    `before` and `after` are the characters beyond the gaps, empty at the bounds of the line.
    """

    left: int
    start: int
    end: int
    right: int
    before: str
    after: str

    @property
    def opens(self) -> bool:
        """It stands first in a line, as in dialogue."""
        return self.before == ""

    @property
    def closes(self) -> bool:
        return self.after == ""

    @property
    def parted(self) -> tuple[bool, bool]:
        """Whether a gap stands before it, and behind it."""
        return self.left < self.start, self.end < self.right


def _found(line: str, pattern: re.Pattern[str]) -> Iterator[_Dash]:
    for match in pattern.finditer(line):
        left, right = match.span()
        while left and line[left - 1] in GAP:
            left -= 1
        while right < len(line) and line[right] in GAP:
            right += 1
        before, after = line[left - 1 : left] if left else "", line[right : right + 1]
        yield _Dash(left, *match.span(), right, before.strip(HARD), after.strip(HARD))


@dataclass(frozen=True, slots=True)
class DashWords:
    """What a language writes beside a hyphen that is no dash, as alternatives of a pattern.

    `suspended` follow the first half of "pre- and post-war", `degrees` a negative number.
    """

    suspended: str
    degrees: str


@cache
def dashes(words: DashWords, *, closed: bool) -> Finder:
    """The finder of hyphens that stand for dashes: spaced, doubled, trebled, one opening speech.

    A spaced one becomes a dash with its spaces, or, if `closed`, an em dash without them.
    """
    negative = re.compile(
        rf"-[ {NO_BREAK}]\d+(?:[.,]\d+)?[ {NO_BREAK}]?(?:[°º]|(?:{words.degrees})\b)"
    )
    parting = _closed if closed else _spaced

    @where("-")
    def find(line: str) -> Iterator[Edit]:
        for dash in _found(line, _HYPHENS):
            mark = _MARKS.get(line[dash.start : dash.end])
            if mark is None:
                continue
            match dash.parted:
                case False, True if dash.opens and _speaks(dash.after):
                    yield Edit(DASHES, ((dash.start, dash.end, mark),))
                case (True, True) if not dash.opens and not _minus(line, dash, negative):
                    yield Edit(DASHES, parting(line, dash, mark))
                case True, False if not dash.opens and dash.closes:
                    yield Edit(DASHES, parting(line, dash, mark))
                case False, False if dash.end - dash.start > 1:
                    numbers = dash.before.isdigit() and dash.after.isdigit()
                    mark = EM if closed and not numbers else mark
                    yield Edit(DASHES, ((dash.start, dash.end, mark),))
                case _:
                    pass

    return find


def _spaced(_line: str, dash: _Dash, mark: str) -> tuple[Replacement, ...]:
    return (dash.left, dash.start, NO_BREAK), (dash.start, dash.end, mark)


def _closed(line: str, dash: _Dash, _mark: str) -> tuple[Replacement, ...]:
    if SOFT not in line[dash.left : dash.right]:
        return ((dash.left, dash.right, EM),)
    # A line end of the source is a node of its own, and changed by itself.
    gaps = ((dash.left, dash.start, ""), (dash.end, dash.right, ""))
    return (dash.start, dash.end, EM), *(gap for gap in gaps if gap[0] < gap[1])


def _speaks(after: str) -> bool:
    return after.isalpha() or after in ('"', "“", "‘")


def _minus(line: str, dash: _Dash, negative: re.Pattern[str]) -> bool:
    pattern = _SUBTRACTED if dash.before.isdigit() else negative
    return pattern.match(line, dash.start) is not None


@cache
def uneven(words: DashWords) -> Callable[[str], Iterable[Place]]:
    """The finder of dashes with a space on one side only, and the words beside: "Nam -Lào".

    A negative number is none of them, nor the first half of "pre- and post-war".
    """
    suspended = re.compile(rf"(?:{words.suspended})\b")

    @where("-", "–", "—")
    def find(line: str) -> Iterator[Place]:
        for dash in _found(line, _ANY_DASH):
            match dash.parted:
                case True, False:
                    numbers = dash.before.isdigit() and dash.after.isdigit()
                    odd = dash.before != "" and (numbers or dash.after.isalpha())
                case False, True:
                    both = dash.before.isalnum() and dash.after.isalnum()
                    odd = both and not suspended.match(line, dash.right)
                case _:
                    odd = False
            if odd:
                yield _with_words(line, dash)

    return find


def _with_words(line: str, dash: _Dash) -> Place:
    before = _WORD_BEFORE.search(line, max(0, dash.left - _WIDEST), dash.left)
    after = _WORD.match(line, dash.right, dash.right + _WIDEST)
    return before.start() if before else dash.left, after.end() if after else dash.right


@where("...")
def ellipses(line: str) -> Iterator[Edit]:
    for match in _DOTS.finditer(line):
        yield Edit(ELLIPSES, ((*match.span(), "…"),))


@where("'")
def apostrophes(line: str) -> Iterator[Edit]:
    """A straight apostrophe between two letters: D'Argenlieu, letter's."""
    for match in _APOSTROPHE.finditer(line):
        yield Edit(QUOTES, ((*match.span(), "’"),))


def no_break(pattern: re.Pattern[str], *, behind: re.Pattern[str] | None = None) -> Finder:
    """A finder that makes the group `gap` of `pattern` a no-break space.

    `behind`, if given, has to match at the end of what stands before the gap.
    """

    def find(line: str) -> Iterator[Edit]:
        for match in pattern.finditer(line):
            start, end = match.span("gap")
            if behind is None or behind.search(line, max(0, start - _WIDEST), start):
                yield Edit(SPACES, ((start, end, NO_BREAK),))

    return find


def initials(pattern: re.Pattern[str], kinds: re.Pattern[str]) -> Finder:
    """A finder of the `gap` behind an initial: V. I. Lênin.

    A letter behind a word of `kinds` ends a sentence, "vitamin C. Ngoài ra"; one that opens the
    line counts paragraphs, "A. Mở đầu", unless a second initial follows.
    """

    def find(line: str) -> Iterator[Edit]:
        for match in pattern.finditer(line):
            start, end = match.span()
            counts = start == 0 and line[end + 1 : end + 2] != "."
            if not counts and not kinds.search(line, max(0, start - _WIDEST), start):
                yield Edit(SPACES, ((*match.span("gap"), NO_BREAK),))

    return find


before_dashes = where("–", "—")(no_break(_BEFORE_DASH))
"""The space before a spaced dash, which may not begin a line."""


def untouchable(line: str) -> tuple[Place, ...]:
    """Addresses, ISBNs and telephone numbers, in which every character is meant."""
    if not _MAY_BE_UNTOUCHABLE.search(line):
        return ()
    return tuple(match.span() for match in _UNTOUCHABLE.finditer(line))
