"""Labels of headings, figures and tables, and the form that each gets in the manuscript.

In: blocks and notes of texts that may refer to each other. Out: from `labels_in`, all labels; from
`without_idle`, blocks that keep only the labels to which something refers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from anban.importers.passing import plain, runs_of
from anban.importers.tree import (
    UNNAMED,
    Block,
    Blocks,
    Figure,
    Heading,
    Note,
    Quote,
    Reference,
    StyledRun,
    Table,
)
from anban.manuscript.config.values import slug_of
from anban.manuscript.parse.attributes import is_label


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a text. `taken` maps each to its form in the manuscript.

    `used` are the forms to which something refers.
    """

    taken: Mapping[str, str]
    used: frozenset[str]


def labels_in(texts: Iterable[tuple[Blocks, Mapping[str, Note]]]) -> Labels:
    """The labels of texts that may refer to each other, each text as its blocks and its notes."""
    blocks: list[Block] = []
    for outer, notes in texts:
        blocks += (*outer, *(block for note in notes.values() for block in note.blocks))
    taken = _labels(tuple(blocks))
    links = {
        one.look.link[1:]
        for line in runs_of(tuple(blocks))
        for one in line
        if isinstance(one, StyledRun) and one.look.link.startswith("#")
    }
    links |= {
        one.label for line in runs_of(tuple(blocks)) for one in line if isinstance(one, Reference)
    }
    return Labels(taken, frozenset(taken[link] for link in links if link in taken))


def _labels(blocks: Blocks) -> Mapping[str, str]:
    """The labels of blocks, each with the form that it gets.

    The label of a chapter is made of its title, and no other label may be the same.
    """
    chapters = _chapters(blocks)
    found: dict[str, str] = {}
    for block in _labelled(blocks):
        if block.label and block.label not in found:
            others = {slug for slug, owner in chapters.items() if owner is not block}
            found[block.label] = _label(_name(block), {*found.values(), *others})
    return found


def _chapters(blocks: Blocks) -> Mapping[str, Block]:
    headings = [block for block in blocks if isinstance(block, Heading)]
    levels = sorted({max(1, block.level) for block in headings})[:2]
    return {slug_of(plain(one.inlines)): one for one in headings if one.level <= max(levels)}


def _labelled(blocks: Blocks) -> Iterator[Heading | Table | Figure]:
    for block in blocks:
        if isinstance(block, Heading | Figure) or (isinstance(block, Table) and block.caption):
            yield block
        elif isinstance(block, Quote):
            yield from _labelled(block.blocks)


def _name(block: Heading | Table | Figure) -> str:
    """The text from which a label is made: the id in `file#id`, or the words of the block."""
    name = block.label.rpartition("#")[2] or block.label
    if not name.startswith(UNNAMED):
        return name
    words = plain(block.inlines if isinstance(block, Heading) else block.caption)
    return slug_of(words) or type(block).__name__.lower()


def _label(name: str, taken: Collection[str]) -> str:
    """A label of plain letters that is not in `taken`."""
    plain_label = re.sub(r"[^A-Za-z0-9_-]+", "-", slug_of(name) or name).strip("-")
    label = plain_label if is_label(plain_label) else f"x-{plain_label}".rstrip("-")
    number, free = 1, label
    while free in taken:
        number += 1
        free = f"{label}-{number}"
    return free


def without_idle(blocks: Blocks, used: Collection[str], taken: Mapping[str, str]) -> Blocks:
    """The blocks with only the labels in `used`, each in its form in the manuscript."""

    def changed(block: Block) -> Block:
        match block:
            case Heading(label=label) | Table(label=label) | Figure(label=label):
                new = taken.get(label, "")
                return replace(block, label=new if new in used else "")
            case Quote(blocks=inner):
                return replace(block, blocks=tuple(map(changed, inner)))
            case _:
                return block

    return tuple(map(changed, blocks))
