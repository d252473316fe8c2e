"""Recognise the headings of a document without styles by their look.

In: the items of a body. Out: `with_headings`. A heading is a short line that does not end a
sentence and that is larger than the text, bold or centred. Its size decides its level.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from anban.core.book import Role
from anban.importers.docx.items import BodyItem, ItemKind
from anban.importers.ledger import Ledger
from anban.importers.roles import label_of, part_label_of, role_of
from anban.importers.tree import Inlines, StyledRun

LONGEST = 150
"""The most characters of a heading."""

_ENDS = re.compile(r"[.,;:…]\Z")


def with_headings(items: Sequence[BodyItem], ledger: Ledger) -> list[BodyItem]:
    """`items`. If no style makes a heading, those that look like headings become headings."""
    if any(item.kind is ItemKind.HEADING for item in items):
        return list(items)
    usual = _usual_size(items)
    ranks = sorted({_rank(item, usual) for item in items if _looks(item, usual)}, reverse=True)
    return [_made(item, ranks, usual, ledger) if _looks(item, usual) else item for item in items]


def _usual_size(items: Sequence[BodyItem]) -> int:
    sizes: Counter[int] = Counter()
    for item in items:
        sizes[item.size] += len(item.words)
    return max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 20


def _looks(item: BodyItem, usual: int) -> bool:
    words = item.words
    if item.kind is not ItemKind.TEXT or not words or len(words) > LONGEST:
        return False
    if not any(char.isalpha() for char in words) or _ENDS.search(words):
        return False
    return item.size > usual or item.bold or (item.centred and words.isupper())


def _rank(item: BodyItem, usual: int) -> tuple[bool, int, bool, bool]:
    """The rank of a heading by its look: a greater rank is a higher level."""
    words = item.words
    named = bool(label_of(words) or part_label_of(words)) or role_of(words) is not Role.CHAPTER
    return named, max(item.size, usual), item.centred, words.isupper()


def _made(
    item: BodyItem, ranks: list[tuple[bool, int, bool, bool]], usual: int, ledger: Ledger
) -> BodyItem:
    level = ranks.index(_rank(item, usual)) + 1
    ledger.guess("heading by its looks", item.line, item.words, f"level {level}", first=True)
    return replace(item, kind=ItemKind.HEADING, level=level, inlines=without_bold(item.inlines))


def without_bold(inlines: Inlines) -> Inlines:
    """`inlines` with no run bold, since a heading is bold by its style."""
    return tuple(
        replace(one, look=replace(one.look, bold=False)) if isinstance(one, StyledRun) else one
        for one in inlines
    )
