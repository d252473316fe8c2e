"""Fixes made in a file of the manuscript.

In: the bytes of a file, its matter, and fixes. Out: `mend`, the bytes with those fixes made that
find the words they are for, and after which the file still holds the same headings, notes,
references, code, addresses and runs in other languages.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from anban.core.book import Chapter, Matter
from anban.core.diagnostics import Fix, Severity
from anban.core.nodes import (
    Inline,
    Inlines,
    SoftBreak,
    Text,
)
from anban.core.registry import NodeRole, inline_facts
from anban.core.walk import inlines_of, plain, unheld, walk_blocks, walk_inlines
from anban.manuscript.parse.chapter import parse
from anban.world.sources.source import LINE_END, decode

_MARK = b"\xef\xbb\xbf"


def mend(
    path: str, data: bytes, matter: Matter, fixes: Iterable[Fix]
) -> tuple[bytes, tuple[Fix, ...]]:
    """`data` with as many of the `fixes` made as can be, and those that were.

    All at once if that keeps the file what it is; else one after the other. A file that is not
    composed is left alone: its columns are not those of the fixes.
    """
    before = _shape(path, data, matter)
    if before is None or not unicodedata.is_normalized("NFC", data.decode("utf-8")):
        return data, ()
    new, made = _changed(data, sorted(dict.fromkeys(fixes), key=lambda fix: fix.span))
    if _shape(path, new, matter) == before:
        return new, made
    kept: tuple[Fix, ...] = ()
    for fix in made:
        attempt, all_made = _changed(data, (*kept, fix))
        if _shape(path, attempt, matter) == before:
            kept = all_made
    return _changed(data, kept)


def _changed(data: bytes, fixes: Iterable[Fix]) -> tuple[bytes, tuple[Fix, ...]]:
    """`data` with the fixes made, line ends and the mark before the text as they were."""
    head = _MARK if data.startswith(_MARK) else b""
    lines = _lines(data[len(head) :].decode("utf-8"))
    made = []
    by_line: dict[int, list[Fix]] = {}
    for fix in fixes:
        by_line.setdefault(fix.span.line, []).append(fix)
    for number, some in by_line.items():
        lines[number - 1], done = _mended(lines[number - 1], some)
        made += done
    return head + "".join(lines).encode("utf-8"), tuple(made)


def _lines(text: str) -> list[str]:
    """The lines of `text`, each with its end."""
    ends = [match.end() for match in LINE_END.finditer(text)]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]


def _mended(line: str, fixes: Iterable[Fix]) -> tuple[str, list[Fix]]:
    """`line` with the fixes made from its end on, so that no place moves before it is reached."""
    made: list[Fix] = []
    bound = len(line)
    for fix in sorted(fixes, key=lambda fix: (fix.span.column, len(fix.old)), reverse=True):
        start = fix.span.column - 1
        end = start + len(fix.old)
        if end <= bound and line[start:end] == fix.old:
            line = line[:start] + fix.new + line[end:]
            bound = start
            made.append(fix)
    return line, made


def _shape(path: str, data: bytes, matter: Matter) -> tuple[tuple[object, ...], ...] | None:
    """All of a file that a fix may not change; None if it cannot be read without an error."""
    source, found = decode(path, data)
    if source is None:
        return None
    chapter, faults = parse(source, matter)
    errors = [one for one in (*found, *faults) if one.severity is Severity.ERROR]
    return None if chapter is None or errors else tuple(_parts(chapter))


def _parts(chapter: Chapter) -> Iterator[tuple[object, ...]]:
    yield chapter.id, chapter.role
    for inlines in (chapter.title, chapter.subtitle, chapter.short_title):
        yield from map(_inline, _standing(inlines))
    for note in (None, *chapter.notes):
        yield ("note", note.label if note else "")
        for block in walk_blocks(note.blocks if note else chapter.blocks):
            yield unheld(block)
            for inlines in inlines_of(block):
                yield from map(_inline, _standing(inlines))


def _standing(inlines: Inlines) -> Iterator[Inline]:
    """What is not the text between other nodes."""
    return (one for one in walk_inlines(inlines) if not isinstance(one, Text | SoftBreak))


def _inline(inline: Inline) -> tuple[object, ...]:
    apart = inline_facts(type(inline)).role is NodeRole.APART
    return *unheld(inline), plain((inline,)) if apart else ""
