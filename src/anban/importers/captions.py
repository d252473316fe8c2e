"""Attach captions to the figures and tables to which they belong.

In: blocks, of which some are captions. Out: from `attach`, blocks without loose captions. The
number in a caption is removed and listed, because the book numbers figures and tables itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from anban.importers.ledger import Ledger
from anban.importers.passing import behind, plain
from anban.importers.tree import (
    Block,
    Blocks,
    Figure,
    Image,
    Inlines,
    Paragraph,
    StyledRun,
    Table,
)
from anban.languages import alternatives_of

_NUMBER = re.compile(
    rf"(?i:{alternatives_of(lambda one: one.importing.caption)})\s+"
    r"(?:\d+(?:[.\-–]\d+)*[a-z]?(?!\w)|[IVXLC]+(?=\s*[.:–—-]))\s*[.:–—-]?\s*"
)


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption that is not yet attached to a figure or table."""

    inlines: Inlines
    label: str = ""
    line: int = 0


def attach(blocks: Sequence[Block | Caption], ledger: Ledger) -> Blocks:
    """Attach each caption to the block before it, or else to the block after it."""
    made: list[Block] = []
    waiting: Caption | None = None
    for one in blocks:
        if isinstance(one, Caption):
            if waiting is not None:
                made.append(_loose(waiting, ledger))
            waiting = None
            if made and (with_it := _captioned(made[-1], one, ledger)):
                made[-1] = with_it
            else:
                waiting = one
            continue
        block = one
        if waiting is not None:
            with_it = _captioned(block, waiting, ledger)
            made += [] if with_it else [_loose(waiting, ledger)]
            block, waiting = with_it or block, None
        made.append(block)
    return (*made, *([_loose(waiting, ledger)] if waiting else []))


def _loose(caption: Caption, ledger: Ledger) -> Paragraph:
    ledger.guess(
        "caption of nothing", caption.line, plain(caption.inlines), "a paragraph", first=True
    )
    return Paragraph(caption.inlines, caption.line)


def _captioned(block: Block, caption: Caption, ledger: Ledger) -> Block | None:
    match block:
        case Table(caption=()) | Figure(caption=()):
            words = without_number(caption.inlines, caption.line, ledger)
            return replace(block, caption=words, label=block.label or caption.label)
        case Paragraph(inlines=inlines) if _picture(inlines) is not None:
            image = _picture(inlines)
            words = without_number(caption.inlines, caption.line, ledger)
            return Figure(image, words, caption.label, block.line) if image else None
        case _:
            return None


def _picture(inlines: Inlines) -> Image | None:
    told = [one for one in inlines if not (isinstance(one, StyledRun) and not one.text.strip())]
    return told[0] if len(told) == 1 and isinstance(told[0], Image) else None


def without_number(inlines: Inlines, line: int, ledger: Ledger) -> Inlines:
    """A caption without `Hình 3: `, if there are other words in it."""
    words = plain(inlines)
    found = _NUMBER.match(words)
    if not found or not words[found.end() :].strip():
        return inlines
    ledger.remove("number of a figure or table, which the book makes", line, found[0])
    return behind(inlines, found[0])
