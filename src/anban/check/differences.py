"""Where two texts differ, block by block.

In: the characters of a product, and the `Strand` of what was written. Out: pairs of offsets, one
for each block that is not as it was written. Behind it the texts are read on from the next block
that is found in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from anban.check.characters import Strand, letters

ANCHOR, SURE = 24, 6
"""Letters by which the next block is found again, at the most and, if it is shorter, at least."""

Offsets = tuple[int, int]


def differences(drawn: str, written: Strand) -> Iterator[Offsets]:
    """Where `drawn` and `written` part: how many characters stand before it in each of them.

    Capitals are the same as small letters, as in `parting`.
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
    """A text in small letters; `at` gives for each of them the index of its character."""

    def __init__(self, text: str) -> None:
        folded = tuple(letters(text))
        self.text = "".join(letter for letter, _ in folded)
        self.at = tuple(index for _, index in folded)

    def places(self, offsets: tuple[int, ...]) -> Iterator[int]:
        """The places in small letters of `offsets`, which are in characters and rise."""
        place = 0
        for offset in offsets:
            while self.at[place] < offset:
                place += 1
            yield place


def _common(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _again(text: str, here: int, anchor: str, length: int) -> int:
    """Where `anchor`, the beginning of the next block, stands in `text`; without it, or where it
    is not found, the place behind as many letters as the block has left.
    """
    found = text.find(anchor, here) if anchor else len(text)
    return found if found >= 0 else min(here + length, len(text))
