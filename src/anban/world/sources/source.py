r"""Read the files of a manuscript as text: UTF-8, in Unicode's form NFC, with `\n` as line end.

In: a `World` and the names of files. Out: a `Source` for each file, and diagnostics about its
characters. Lines and columns of every later diagnostic refer to `Source.lines`, which are in NFC.
So in a file that was stored decomposed, a column may be smaller than the one an editor shows.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from anban.core.diagnostics import Diagnostic, Rule, Span, times
from anban.core.memo import Memo
from anban.world.project import MANUSCRIPT, TEXT_LIMIT, Refused, World
from anban.world.sources import rules
from anban.world.sources.encodings import guess

LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""The characters that end a line of a file."""
_BYTE_ORDER_MARK = "\ufeff"
_ODD: tuple[tuple[Rule, frozenset[str]], ...] = (
    (
        rules.CONTROL_CHARACTER,
        frozenset(map(chr, (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0)))),
    ),
    (
        rules.BIDI_CHARACTER,
        frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
    ),
    (
        rules.INVISIBLE_CHARACTER,
        frozenset("\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff"),
    ),
    (rules.REPLACEMENT_CHARACTER, frozenset("\ufffd")),
    (
        rules.NONCHARACTER,
        frozenset(map(chr, range(0xFDD0, 0xFDF0)))
        | {chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF)},
    ),
)
_CLUSTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]+")


@dataclass(frozen=True, slots=True)
class Source:
    r"""One file as text. `path` is relative to the project's folder.

    `text` is in NFC and its lines end with `\n`; `lines` are its lines without that end. `digest`
    is the SHA-256 of the bytes of the file, in hexadecimal.
    """

    path: str
    text: str
    lines: tuple[str, ...]
    digest: str


def read_sources(
    world: World, files: Mapping[str, Span | None], memo: Memo | None = None
) -> tuple[tuple[Source, ...], tuple[Diagnostic, ...]]:
    """The `files` of a manuscript, in their order, and everything that is wrong with them.

    `files` maps each name, relative to `manuscript/`, to the place where `book.toml` lists it.
    """
    memo = memo or Memo()
    sources: list[Source] = []
    found: list[Diagnostic] = []
    for file, span in files.items():
        path = f"{MANUSCRIPT}/{file}"
        try:
            data = world.read(path, TEXT_LIMIT)
        except Refused as refused:
            found.append(refused.at(span, base=MANUSCRIPT))
            continue
        source, faults = memo(decode, path, data)
        found += faults
        if source is not None:
            sources.append(source)
    return tuple(sources), tuple(found)


def decode(path: str, data: bytes) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """The text of a file, and diagnostics about its characters; None if it is not UTF-8."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (_not_utf8(path, data, error.start),)
    stored = LINE_END.sub("\n", text.removeprefix(_BYTE_ORDER_MARK))
    composed = unicodedata.normalize("NFC", stored)
    lines = tuple(composed.split("\n"))
    found = [] if composed == stored else [_decomposed(path, stored.split("\n"), lines)]
    found += _odd_characters(path, composed)
    digest = hashlib.sha256(data).hexdigest()
    return Source(path, composed, lines, digest), tuple(found)


def _not_utf8(path: str, data: bytes, offset: int) -> Diagnostic:
    before = LINE_END.split(data[:offset].decode("utf-8"))
    span = Span(path, len(before), len(before[-1]) + 1)
    name = guess(data)
    likely = f"; it looks like {name}" if name else ""
    return rules.NOT_UTF8.at(span, offset=offset, byte=data[offset], guess=likely)


def _decomposed(path: str, stored: list[str], lines: tuple[str, ...]) -> Diagnostic:
    changed = [
        (number, before, after)
        for number, (before, after) in enumerate(zip(stored, lines, strict=True), 1)
        if before != after
    ]
    number, before, after = changed[0]
    same = takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
    column = min(sum(1 for _ in same), len(after) - 1)
    count = sum(_changed_letters(before) for _, before, _ in changed)
    return rules.DECOMPOSED.at(Span(path, number, column + 1), count=times(max(1, count)))


def _changed_letters(line: str) -> int:
    return sum(not unicodedata.is_normalized("NFC", cluster) for cluster in _CLUSTER.findall(line))


def _odd_characters(path: str, text: str) -> Iterator[Diagnostic]:
    """One diagnostic for each odd character, at its first place, with the number of times."""
    used = frozenset(text)
    for rule, odd in _ODD:
        for char in sorted(used & odd, key=text.index):
            at = text.index(char)
            span = Span(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
            yield rule.at(span, name=name_of(char), count=times(text.count(char)))


def name_of(char: str) -> str:
    """The code of a character and its Unicode name, if it has one."""
    code = f"U+{ord(char):04X}"
    name = unicodedata.name(char, "")
    return f"{code} ({name.lower()})" if name else code
