"""Put paragraphs together that belong together: lists, quotations, verse, figures with captions.

In: the items of a body, in order. Out: from `assemble`, blocks of the tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from anban.importers.captions import Caption, attach
from anban.importers.docx.headings import without_bold
from anban.importers.docx.items import BodyItem, ItemKind
from anban.importers.draft import Thing
from anban.importers.flat import coded
from anban.importers.ledger import Ledger
from anban.importers.passing import beside_words
from anban.importers.tree import (
    Block,
    Blocks,
    Break,
    CodeBlock,
    Heading,
    Inline,
    Listing,
    Paragraph,
    Quote,
    SceneBreak,
    Verse,
    VerseLine,
)


def assemble(items: Sequence[BodyItem], ledger: Ledger) -> Blocks:
    """The blocks of the tree for the items of a body."""
    blocks: list[Block | Caption] = []
    for kind, group in groupby(items, key=lambda item: item.kind):
        blocks += _together(kind, list(group), ledger)
    return attach(blocks, ledger)


def _together(kind: ItemKind, items: list[BodyItem], ledger: Ledger) -> Iterator[Block | Caption]:
    line = items[0].line
    match kind:
        case ItemKind.ITEM:
            yield from _lists(items, ledger)
        case ItemKind.QUOTE | ItemKind.EPIGRAPH:
            inner = tuple(Paragraph(item.inlines, item.line) for item in items if item.inlines)
            yield Quote(inner, epigraph=kind is ItemKind.EPIGRAPH, line=line)
        case ItemKind.VERSE:
            lines = [one for item in items for one in _verse(item)]
            if any(one.inlines for one in lines):
                yield Verse(tuple(lines), line=line)
        case ItemKind.CODE:
            parts = [coded(item.inlines) for item in items]
            text = "\n".join(code for code, _ in parts)
            others = tuple(one for _, rest in parts for one in rest)
            yield from [CodeBlock(text, line)] if text.strip() else []
            yield from [Paragraph(others, line)] if others else []
        case _:
            for item in items:
                yield from _alone(kind, item, ledger)


def _alone(kind: ItemKind, item: BodyItem, ledger: Ledger) -> Iterator[Block | Caption]:
    match kind:
        case ItemKind.BLOCK:
            yield from (item.block,) if item.block is not None else ()
        case ItemKind.TITLE | ItemKind.HEADING if item.words:
            ledger.meet(Thing.HEADING)
            level = 0 if kind is ItemKind.TITLE else item.level
            yield Heading(level, without_bold(item.inlines), item.label, line=item.line)
        case ItemKind.BREAK if not beside_words(item.inlines):
            ledger.remove("break between scenes", item.line, item.words)
            yield SceneBreak(item.line)
        case ItemKind.CAPTION if item.words:
            yield Caption(item.inlines, item.label, item.line)
        case _:
            yield Paragraph(item.inlines, item.line)


def _verse(item: BodyItem) -> Iterator[VerseLine]:
    """The lines of a paragraph; an empty paragraph ends a stanza."""
    line: list[Inline] = []
    for one in item.inlines:
        if isinstance(one, Break):
            yield VerseLine(tuple(line))
            line = []
        else:
            line.append(one)
    yield VerseLine(tuple(line))


def _lists(items: list[BodyItem], ledger: Ledger) -> Iterator[Listing]:
    """The lists in `items`: a new one begins where the kind changes at the same depth."""
    at = 0
    while at < len(items):
        first = items[at]
        held: list[list[Block]] = []
        start = _start(first)
        while at < len(items) and items[at].level >= first.level:
            item = items[at]
            if item.level > first.level:
                end = at
                while end < len(items) and items[end].level > first.level:
                    end += 1
                held[-1] += _lists(items[at:end], ledger)
                at = end
                continue
            if held and (_start(item) is None) != (start is None):
                break
            held.append([Paragraph(item.inlines, item.line)])
            at += 1
        _tell_form(first, ledger)
        yield Listing(tuple(map(tuple, held)), start, first.line)


def _start(item: BodyItem) -> int | None:
    return item.mark.number if item.mark and item.mark.ordered else None


def _tell_form(first: BodyItem, ledger: Ledger) -> None:
    form = first.mark.form if first.mark else "bullet"
    if form not in ("bullet", "decimal", "decimalZero"):
        ledger.guess("numbers of a list", first.line, form, "1. 2. 3.")
