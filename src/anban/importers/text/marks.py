"""Find notes and the marks that call them, in all the forms in which authors write them.

In: blocks. Out: `calls_of` gives everything that may be a mark, `calls_at_starts` the marks with
which a paragraph begins, and `groups_of` the notes that are together.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from anban.importers.text.blocks import UPPER, Block, BlockKind, starts_small
from anban.languages import alternatives_of

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTE = alternatives_of(lambda one: one.importing.note)
_BODIES = (
    ("footnote", re.compile(rf"\[{_NOTE}\s+(\d{{1,3}})\s*[:.]\s*(.+)(\])$", re.I)),
    ("bracket", re.compile(r"\[(\d{1,3})\][.:]?\s*(.+)()")),
    ("paren", re.compile(r"\((\d{1,3})\)[.:]?\s*(.+)()")),
    ("raised", re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(?![⁰¹²³⁴⁵⁶⁷⁸⁹])\s*(.+)()")),
    ("star", re.compile(r"\(?(\*{1,3}|†)\)?\s*([^\s*].*)()")),
    ("figure", re.compile(rf"(\d{{1,3}})(?:[.)](?!\d)\s*|\s+|(?=[{UPPER}“\"]))(\S.*)()")),
)
_CALLS = (
    ("bracket", re.compile(r"\[(\d{1,3})\]")),
    ("paren", re.compile(r"\((\d{1,3})\)")),
    ("raised", re.compile(r"(?<=\S)([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})")),
    ("star", re.compile(r"\((\*{1,3})\)")),
    ("star", re.compile(r"(?<=[^\s*])(\*{1,3}|†)(?![\w*])")),
    ("figure", re.compile(r"(?<=[^\W\d_])(\d{1,3})(?![\w%/]|[.,]\d)")),
    ("figure", re.compile(r"(?<=[^\d\s][.,;:!?”\"’)])(\d{1,3})(?![\w%/]|[.,]\d)")),
    ("figure", re.compile(r"(?<=[”\"’)])(\d{1,3})(?![\w%/]|[.,]\d)")),
)
_CALLED = re.compile(r"\[\d{1,3}\]|(?<=\S)[⁰¹²³⁴⁵⁶⁷⁸⁹]")
_UNITS = re.compile(r"(?:^|[^\w])(?:\d[\d.,]*)?(?:[kcdm]?m|ha|tr|[a-z])$", re.I)
_WORD = re.compile(r"[^\W\d_]+$")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+")
_MOST_BETWEEN = 2
"""The most paragraphs that continue a note before the next note."""


@dataclass(frozen=True, slots=True)
class CallMark:
    """A mark in a text: its block, its offsets there, its number or stars, its form."""

    block: int
    start: int
    stop: int
    key: str
    form: str


@dataclass(frozen=True, slots=True)
class NoteBody:
    """A note: the blocks from `block` up to `end` (exclusive), and its words without the mark."""

    block: int
    end: int
    key: str
    text: str
    form: str
    mark: str
    close: str


def calls_of(blocks: Sequence[Block]) -> list[CallMark]:
    """Everything in `blocks` that may call a note, except at the start of a paragraph."""
    calls: list[CallMark] = []
    for at, block in enumerate(blocks):
        taken: set[int] = {
            place for url in _ADDRESS.finditer(block.text) for place in range(*url.span())
        }
        for form, pattern in _CALLS:
            for found in pattern.finditer(block.text):
                places = set(range(*found.span()))
                if found.start() == 0 or taken & places or not _may_call(block, found, form):
                    continue
                taken |= places
                key = found[1].translate(_RAISED).lstrip("0") or "0"
                calls.append(CallMark(at, found.start(), found.end(), key, form))
    return sorted(calls, key=lambda call: (call.block, call.start))


def _may_call(block: Block, found: re.Match[str], form: str) -> bool:
    before = block.text[: found.start()]
    if form == "raised":
        return not re.search(r"(?:^|[\d\s])[kcdm]?m$", before)
    if form != "figure":
        return True
    if _UNITS.search(before):
        return False
    word = _WORD.search(before)
    return word is None or (word[0].islower() and len(word[0]) > 1) or word[0].istitle()


def calls_at_starts(blocks: Sequence[Block], calls: Sequence[CallMark]) -> list[CallMark]:
    """Marks at the start of a paragraph that call a note instead of beginning one.

    For such a mark, another paragraph that begins with the same number follows, and no other mark
    with this number comes before. Besides, the words after the mark begin with a small letter, or
    no other mark with this number is between the two paragraphs.
    """
    called: dict[tuple[str, str], list[int]] = defaultdict(list)
    for call in calls:
        called[call.key, call.form].append(call.block)
    bodies: dict[tuple[str, str], list[NoteBody]] = defaultdict(list)
    for at in range(len(blocks)):
        if (body := _body(blocks, at)) is not None and body.form in ("bracket", "raised"):
            bodies[body.key, body.form].append(body)
    return [
        CallMark(body.block, 0, len(body.mark), body.key, body.form)
        for sort, some in bodies.items()
        for body, later in pairwise(some)
        if _is_call(body, later, called[sort])
    ]


def _is_call(body: NoteBody, later: NoteBody, called: Sequence[int]) -> bool:
    """True if the mark at the start of `body` is a call.

    `later` is the next note with the same number; `called` are the blocks with a mark of it.
    """
    if called and called[0] < body.block:
        return False
    between = bisect_left(called, later.block) > bisect_right(called, body.block)
    return starts_small(body.text) or not between


def groups_of(blocks: Sequence[Block], texts: set[int]) -> Iterator[list[NoteBody]]:
    """Groups of notes of one form, one below the other. Blocks in `texts` are not notes."""
    at = 0
    while at < len(blocks):
        body = _body(blocks, at) if at not in texts else None
        if body is None:
            at += 1
            continue
        group = [body]
        while (more := _next_body(blocks, group[-1])) is not None:
            group[-1] = replace(group[-1], end=more.block)
            group.append(more)
        at = group[-1].end
        if body.form != "figure" or _stands_apart(blocks, at):
            yield group


def _stands_apart(blocks: Sequence[Block], end: int) -> bool:
    """True if no text follows directly after `end`, so that the notes are not headings."""
    return end == len(blocks) or blocks[end].gap or blocks[end].kind is not BlockKind.TEXT


def _body(blocks: Sequence[Block], at: int) -> NoteBody | None:
    block = blocks[at]
    if block.kind is not BlockKind.TEXT:
        return None
    for form, pattern in _BODIES:
        if found := pattern.fullmatch(block.text):
            key = found[1].translate(_RAISED).lstrip("0") or "0"
            mark = block.text[: found.start(2)].strip()
            return NoteBody(at, at + 1, key, found[2], form, mark, found[3])
    return None


def _next_body(blocks: Sequence[Block], before: NoteBody) -> NoteBody | None:
    """The note after `before`: directly after it, or after paragraphs that continue it."""
    if before.end >= len(blocks):
        return None
    direct = _body(blocks, before.end)
    if direct is not None and direct.form == before.form:
        return direct
    if before.form in ("star", "footnote", "figure") or not before.key.isdecimal():
        return None
    for at in range(before.end + 1, min(before.end + _MOST_BETWEEN + 1, len(blocks))):
        between = blocks[before.end : at]
        if any(one.kind is not BlockKind.TEXT or _CALLED.search(one.text) for one in between):
            return None
        later = _body(blocks, at)
        if later is not None and later.form == before.form:
            return later if later.key == str(int(before.key) + 1) else None
    return None
