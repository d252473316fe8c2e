"""Put what is not part of the text into a piece of its own, so that an editor can decide about it.

In: blocks by their sort, a `TextState`. Out: `apart_piece`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from anban.core.book import Matter, Role
from anban.importers.draft import APART_TITLE, Piece, Thing
from anban.importers.text.blocks import Block, BlockKind
from anban.importers.text.rendering import labels_of, markdown
from anban.importers.text.state import TextState

APART_NAME = "ngoai-bai"
_APART: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "title": "Ngoài bài", "caption": "Lời chú của hình thiếu", "source": "Dòng nguồn",
        "stray": "Dòng không thuộc bài", "note": "Chú thích không có chỗ gọi",
        "front": "Dòng ở trang đầu",
    },
    "en": {
        "title": "Set apart", "caption": "Captions without pictures", "source": "Sources",
        "stray": "Lines that are no part of the text", "note": "Notes that nothing calls",
        "front": "Lines of the first page",
    },
}  # fmt: skip


def apart_piece(
    state: TextState, apart: Mapping[str, Sequence[Block]], notes: Mapping[str, Block]
) -> tuple[Piece, ...]:
    """A piece of the back matter with a heading for each sort; empty if nothing was set apart."""
    if not apart:
        return ()
    words = _APART[state.language]
    first = min(block.line for blocks in apart.values() for block in blocks)
    blocks: list[Block] = []
    for sort in words:
        if found := apart.get(sort):
            state.add("heading of what was set apart", first, words[sort], Thing.HEADING)
            blocks.append(Block(BlockKind.HEADING, words[sort], (), level=1))
            blocks += (
                replace(one, kind=BlockKind.TEXT, text=text)
                for one in found
                for text in one.text.split("\n")
            )
    state.add(APART_TITLE, first, words["title"], Thing.HEADING)
    text = markdown(blocks, labels_of("", blocks), notes, state.language)
    title = words["title"]
    return (
        Piece(Matter.BACK, Role.APPENDIX, title, text, state.path, first, name=APART_NAME),
    )  # fmt: skip
