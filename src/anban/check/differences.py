"""Find where the text of a product differs from the text that was written, block by block.

In: the characters of a product, and the `Strand` of the written text. Out: a pair of offsets for
each block that differs. After a difference, the comparison continues at the next block that both
texts have, so one missing word does not make the whole chapter differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from anban.check.characters import Strand, letters

ANCHOR, SURE = 24, 6
"""The next block is searched for by its first letters: as many as it has, but at most `ANCHOR` and
at least `SURE` (with letters of the block after it). Fewer would be found in many other words."""

Offsets = tuple[int, int]


def differences(drawn: str, written: Strand) -> Iterator[Offsets]:
    """Each place at which `drawn` differs from `written`: its offset in each of them.

    Capitals count as equal to small letters, as in `parting`.
    """
    if drawn == written.characters or drawn.casefold() == written.characters.casefold():
        return
    left, right = _Folded(drawn), _Folded(written.characters)
    here = there = 0
    for end, after in pairwise((*right.places(written.ends), len(right.text))):
        block = right.text[there:end]
        if left.text.startswith(block, here):
            here += len(block)
        else:
            same = _common(left.text[here : here + len(block)], block)
            yield left.at[here + same], right.at[there + same]
            anchor = right.text[end : end + ANCHOR][: max(SURE, after - end)]
            here = _again(left.text, here + same, anchor, len(block) - same)
        there = end
    if here < len(left.text):
        yield left.at[here], right.at[there]


class _Folded:
    """A text, case-folded; `at` gives for each of its letters the index of the character."""

    def __init__(self, text: str) -> None:
        folded = tuple(letters(text))
        self.text = "".join(letter for letter, _ in folded)
        self.at = tuple(index for _, index in folded)

    def places(self, offsets: tuple[int, ...]) -> Iterator[int]:
        """The index of the folded letter for each of `offsets`, which must be in rising order."""
        place = 0
        for offset in offsets:
            while self.at[place] < offset:
                place += 1
            yield place


def _common(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _again(text: str, here: int, anchor: str, length: int) -> int:
    """The index in `text`, from `here` on, of `anchor`, which is the start of the next block.

    If it is not found, the index is `length` letters further: the rest of the present block.
    """
    found = text.find(anchor, here) if anchor else len(text)
    return found if found >= 0 else min(here + length, len(text))
