"""Decide which headings of a text begin parts and pieces, and the levels of the others.

In: blocks whose headings have the levels of the source. Out: `Outline`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from anban.importers.passing import plain
from anban.importers.roles import label_of, part_label_of
from anban.importers.tree import Block, Heading

PART, PIECE, SECTION = "part", "piece", "section"


@dataclass(slots=True)
class Outline:
    """The outline of a text. Call `step` for each heading, in the order of the text.

    A heading of the highest level begins a piece. It begins a part if its words say so, or if
    chapters are directly below it. With `whole`, only the first heading begins a piece.
    """

    headings: Sequence[Heading]
    whole: bool = False
    _begun: bool = False
    _in_part: bool = False
    _base: int = 1
    _levels: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, blocks: Sequence[Block], *, whole: bool) -> Outline:
        headings = [block for block in blocks if isinstance(block, Heading)]
        levels = sorted({level(one) for one in headings}) or [1]
        return cls(headings, whole, _base=levels[0], _levels=levels[:2])

    def step(self, heading: Heading) -> tuple[str, int]:
        """What `heading` begins: `PART`, `PIECE` or `SECTION`, and the level of a section."""
        deep = level(heading)
        if self.whole:
            return self._whole(deep)
        if deep == self._levels[0]:
            self._in_part = self._is_part(heading)
            self._base = deep
            return (PART if self._in_part else PIECE), 0
        if self._in_part and deep == self._levels[1]:
            self._base = deep
            return PIECE, 0
        return SECTION, max(1, deep - self._base)

    def _whole(self, deep: int) -> tuple[str, int]:
        first, self._begun = not self._begun, True
        if first:
            self._base = deep
        return (PIECE, 0) if first else (SECTION, max(1, deep - self._base))

    def _is_part(self, heading: Heading) -> bool:
        words = plain(heading.inlines)
        if label_of(words):
            return False
        if part_label_of(words):
            return len(self._levels) > 1 or self._same_level()
        return any(label_of(plain(one.inlines)) for one in self._below(heading))

    def _below(self, heading: Heading) -> list[Heading]:
        """The headings one level below, up to the next on the same level."""
        at = next(i for i, one in enumerate(self.headings) if one is heading)
        found: list[Heading] = []
        for one in self.headings[at + 1 :]:
            if level(one) <= level(heading):
                break
            found += [one] if level(one) == self._levels[-1] else []
        return found

    def _same_level(self) -> bool:
        """True if headings that call themselves chapters are on the same level as parts."""
        top = (one for one in self.headings if level(one) == self._levels[0])
        return any(label_of(plain(one.inlines)) for one in top)


def level(heading: Heading) -> int:
    """The level of a heading; the title of the book counts as 1 too."""
    return max(1, heading.level)
