"""Find what is at the end of a text and not part of it: its author, its source, advertisements.

In: blocks and a `TextState`. Out: `mark_trailing` marks author lines, source lines and stray
matter. `author_of` gives the name in an author line. Nothing is deleted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from anban.importers.text.blocks import UPPER, Block, BlockKind, ends_sentence
from anban.importers.text.labels import begins_piece
from anban.importers.text.rendering import without_calls
from anban.importers.text.state import TextState
from anban.languages import alternatives_of

_TAIL = 6
"""Such lines are looked for among so many blocks at the end."""
_SHORT = 160
"""A line about an author or a source has at most so many characters; a longer one is text."""
_URL = re.compile(r"https?://\S+|www\.\S+")
_SOURCE = re.compile(rf"{alternatives_of(lambda one: one.importing.source)}\s*:", re.I)
_CALL = re.compile(alternatives_of(lambda one: one.importing.advert), re.I)
_STARRED = re.compile(r"[*>»•]+\s*")
_NAME = rf"(?:[{UPPER}]\w*)(?:\s+[{UPPER}]\w*){{1,4}}"
_RANK = alternatives_of(lambda one: one.importing.rank)
_AUTHOR = re.compile(
    rf"(?:{alternatives_of(lambda one: one.importing.author)}\s*:?\s+|(?:{_RANK}\.?[,\s]*)+)"
    rf"(?P<name>{_NAME})(?P<rest>\s*[,(–-].*)?",
)
_END = re.compile(rf"{alternatives_of(lambda one: one.importing.end)}\W*", re.I)
_SIGNED = re.compile(rf"(?P<name>{_NAME})")


def mark_trailing(state: TextState, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks`, with such lines at the end of the text or directly below its title marked."""
    marked = list(blocks)
    last = [at for at, block in enumerate(blocks) if block.kind is BlockKind.TEXT][-_TAIL:]
    notes = [at for at, block in enumerate(blocks) if block.kind is BlockKind.NOTE]
    if notes:
        last += [at for at in range(max(0, notes[0] - 2), notes[0]) if at not in last]
    for at in sorted(last, reverse=True):
        block = marked[at]
        if block.kind is BlockKind.TEXT and (found := _kind(marked, at)):
            marked[at] = _apart(state, block, found)
    return tuple(marked)


def mark_authors(state: TextState, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks`, with the author lines directly below the title of the text marked."""
    marked = list(blocks)
    for at, block in enumerate(blocks[1:3], 1):
        titled = blocks[0].kind is BlockKind.PIECE and not blocks[0].label
        if (
            titled
            and block.kind is BlockKind.TEXT
            and (_names_author(block.text) or (at == 1 and _SIGNED.fullmatch(block.text)))
        ):
            marked[at] = _apart(state, block, BlockKind.AUTHOR)
    return tuple(marked)


def is_name(text: str) -> bool:
    """True for a line that may be the name of a person and has nothing else."""
    return bool(_SIGNED.fullmatch(text)) and not text.isupper()


def _kind(blocks: Sequence[Block], at: int) -> BlockKind | None:
    text = blocks[at].text
    before = blocks[at - 1] if at else None
    if len(text) > _SHORT and not _URL.search(text):
        return None
    if _is_source(text) or _URL.fullmatch(text):
        return BlockKind.SOURCE
    if _CALL.search(text) and (_STARRED.match(text) or _is_tail(blocks, at)):
        return BlockKind.STRAY
    below_title = before is not None and begins_piece(before.text)
    if _names_author(text) and _is_tail(blocks, at) and not below_title:
        return BlockKind.AUTHOR
    return None


def _is_source(text: str) -> bool:
    return bool(_SOURCE.match(text)) and (len(text) <= _SHORT // 2 or bool(_URL.search(text)))


def _is_tail(blocks: Sequence[Block], at: int) -> bool:
    """True if nothing of the text follows."""
    return at > 0 and not any(block.kind is BlockKind.TEXT for block in blocks[at + 1 :])


def _names_author(text: str) -> bool:
    text = without_calls(text)
    if _AUTHOR.fullmatch(text):
        return True
    if _END.fullmatch(text):
        return False
    words = text.split()
    return (
        bool(_SIGNED.fullmatch(text)) and text.isupper() and 2 <= len(words) <= 4
        and not ends_sentence(text)
    )  # fmt: skip


_AFTER = {
    BlockKind.AUTHOR: "author line: stays in the text, the name in book.toml",
    BlockKind.SOURCE: "source line: set apart",
    BlockKind.STRAY: "no part of the text: set apart",
}


def _apart(state: TextState, block: Block, kind: BlockKind) -> Block:
    first = kind is not BlockKind.SOURCE
    state.guess("line outside the text", block.line, block.text, _AFTER[kind], first=first)
    return replace(block, kind=kind)


def author_of(text: str) -> str:
    """The name in an author line. Words in capitals get small letters after the first one."""
    text = without_calls(text)
    found = _AUTHOR.fullmatch(text) or _SIGNED.fullmatch(text)
    name = found["name"] if found else text
    return " ".join(w.capitalize() if w.isupper() else w for w in name.split())
