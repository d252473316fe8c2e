"""Remove the contents of a text, since the book makes its own.

In: blocks and a `TextState`. Out: `without_contents`. An entry ends with the number of a page, or
is a line that occurs again further down.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from anban.importers.text.blocks import Block, BlockKind
from anban.importers.text.state import TextState
from anban.languages import alternatives_of

_NAMES = re.compile(rf"{alternatives_of(lambda one: one.importing.contents)}\s*[.:]?", re.I)
_PAGE = re.compile(
    r"(.*?[^\s.…])[\s.…·_]+"
    rf"(?:{alternatives_of(lambda one: one.importing.page)}\s*)?(?:\d{{1,4}}|[ivxl]{{1,5}})"
)
_LONGEST = 200
"""The most characters of an entry."""
_FEWEST = 2
"""A list of contents has at least so many entries; fewer lines may be anything."""


def without_contents(state: TextState, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` without the contents and their heading; each of their lines is listed."""
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.TEXT and _NAMES.fullmatch(block.text):
            end = _end(blocks, at)
            if end - at > _FEWEST:
                return (*blocks[:at], *_dropped(state, blocks[at:end]), *blocks[end:])
    return tuple(blocks)


def _dropped(state: TextState, contents: Sequence[Block]) -> tuple[Block, ...]:
    for block in contents:
        state.remove("contents of the source", block.line, block.text)
    entries = f"{len(contents) - 1} entries"
    state.guess(
        "contents of the source", contents[0].line, entries, "removed: a book makes its own"
    )
    return ()


def _end(blocks: Sequence[Block], start: int) -> int:
    """The index of the block after the last entry."""
    lines = Counter(_plain(b.text) for b in blocks[start + 1 :] if len(b.text) <= _LONGEST)
    seen: set[str] = set()
    end = start + 1
    while end < len(blocks) and blocks[end].kind is BlockKind.TEXT:
        text = blocks[end].text
        found = _PAGE.fullmatch(text)
        words = _plain(found[1] if found else text)
        if len(text) > _LONGEST or words in seen or not (found or lines[words] > 1):
            break
        seen.add(words)
        end += 1
    return end


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
