"""Casting off: reckoning how a text breaks into lines, without laying it out.

In: a line box that is not broken yet. Out: a `Cast`, which gives the word spaces of its lines for
any measure and any tracking. Widths are pixels, counted from the start of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from anban.typeset.engine import boxes
from anban.typeset.engine.boxes import Style
from anban.typeset.engine.text import FROM_UNITS, split_first_line
from anban.typeset.paragraph import shaping
from anban.typeset.paragraph.gauge import natural

EDGES = ("margin", "padding")
AWKWARD = re.compile("[\t\n\r\f]")
"""Characters that end a line, or move what follows, by themselves: they cannot be reckoned here."""
BLANK = re.compile(" |\u00a0".encode())


@dataclass(slots=True)
class Cast:
    """All that breaking a text into lines depends on.

    `size` is the size of its letters in pixels, `space` the width of its spaces in ems, `width` the
    width of the whole text, `length` its length in bytes. For each place where the text may break,
    `ends` has the width up to the end of a line there, and `begins` the width up to the beginning
    of the next line; a space at the break lies between them. `cuts` and `resumes` are the same
    places in bytes, and `blanks` are the bytes at which spaces stand. `pieces` are the texts of
    which it consists: the size of their letters, and for each byte a string that is not empty if a
    letter begins there.
    """

    size: float
    space: float
    width: float = 0.0
    length: int = 0
    ends: list[float] = field(default_factory=list)
    begins: list[float] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    resumes: list[int] = field(default_factory=list)
    blanks: list[int] = field(default_factory=list)
    pieces: list[tuple[float, Sequence[str]]] = field(default_factory=list)

    def word_spaces(self, measure: float, indent: float, tracking: float) -> Iterator[float]:
        """The word spaces in ems of all lines but the last, which is not justified.

        Each line takes as much as fits, as the engine breaks lines. It ends early where a single
        word is wider than the measure, since the engine then does something else. `measure` and
        `indent` are pixels; `tracking` is the space in ems added behind each letter.
        """
        ends, begins, whole = self._tracked(tracking)
        begin, counted, room = 0.0, 0, measure - indent
        while whole - begin > room:
            at = bisect_right(ends, begin + room) - 1
            if at < 0 or self._spaces(self.resumes[at]) <= counted:
                return
            spaces = self._spaces(self.cuts[at]) - counted
            if spaces:
                yield self.space + tracking + (begin + room - ends[at]) / spaces / self.size
            begin, counted, room = begins[at], self._spaces(self.resumes[at]), measure

    def _spaces(self, at: int) -> int:
        """The number of spaces before this byte."""
        return bisect_left(self.blanks, at)

    def _tracked(self, tracking: float) -> tuple[list[float], list[float], float]:
        """`ends`, `begins` and `width`, with `tracking` ems added behind each letter."""
        if not tracking:
            return self.ends, self.begins, self.width
        # for each byte, how much one em of tracking adds to the width in front of it; the end of
        # one piece is the start of the next
        ems = [0.0]
        for size, codes in self.pieces:
            before = ems.pop()
            ems += [before + size * count for count in accumulate(map(bool, codes), initial=0)]

        def wider(widths: list[float], places: list[int]) -> list[float]:
            return [width + tracking * ems[at] for width, at in zip(widths, places, strict=True)]

        whole = self.width + tracking * ems[-1]
        return wider(self.ends, self.cuts), wider(self.begins, self.resumes), whole


def cast_off(text: boxes.LineBox) -> Cast | None:
    """The cast of the line box `text`; None if it holds something that cannot be reckoned, such as
    a picture or a tab.
    """
    size = float(text.style["font_size"])
    if not size:
        return None
    cast = Cast(size, natural(text.style) / size)
    return cast if _take(cast, text) else None


def _take(cast: Cast, box: boxes.Box) -> bool:
    """Add to `cast` what stands in `box`; False if that is not only text."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            taken = _take_text(cast, child)
        else:
            cast.width += _edge(child.style, "left")
            inline = isinstance(child, boxes.InlineBox) and child.is_in_normal_flow()
            taken = inline and _take(cast, child)
            cast.width += _edge(child.style, "right")
        if not taken:
            return False
    return True


def _edge(style: Style, side: str) -> float:
    """The margin and the padding of an inline box on this side, in pixels; `auto` is none."""
    lengths = (getattr(style[f"{edge}_{side}"], "value", None) for edge in EDGES)
    return sum(length or 0.0 for length in lengths)


def _take_text(cast: Cast, box: boxes.TextBox) -> bool:
    """Add a text from its shaped form."""
    style, text = box.style, box.text
    shaped = shaping.whole(text, style)
    if shaped is None:
        return _take_words(cast, text, style)
    start, first, sums, end = cast.width, cast.length, shaped.sums, len(shaped.codes)
    cuts, resumes = shaped.cuts, shaped.resumes
    # alone, a text cannot break behind its last letter; with another text behind it, it can
    if text.endswith(" "):
        cuts, resumes = (*cuts, end - 1), (*resumes, end)
    cast.ends += [start + sums[cut] * FROM_UNITS for cut in cuts]
    cast.begins += [start + sums[resume] * FROM_UNITS for resume in resumes]
    cast.cuts += [first + cut for cut in cuts]
    cast.resumes += [first + resume for resume in resumes]
    cast.blanks += [first + blank.start() for blank in BLANK.finditer(text.encode())]
    # what style makes, such as the number of a note, is not tracked: size 0 adds nothing
    size = 0.0 if "::" in (box.element_tag or "") else float(style["font_size"])
    cast.pieces.append((size, shaped.codes))
    cast.width, cast.length = start + sums[end] * FROM_UNITS, first + end
    return True


def _take_words(cast: Cast, text: str, style: Style) -> bool:
    """Add a text that could not be shaped as a whole, word by word; it is not tracked."""
    if AWKWARD.search(text):
        return False
    start, first, words = cast.width, cast.length, text.split(" ")
    for index, word in enumerate(words):
        if index:
            cast.ends.append(cast.width)
            cast.cuts.append(cast.length)
            cast.blanks.append(cast.length)
            # measured from the start each time: words measured alone would add up otherwise,
            # where letters are kerned with a space
            before = " ".join((*words[:index], ""))
            cast.width, cast.length = start + _width(before, style), first + len(before.encode())
            cast.begins.append(cast.width)
            cast.resumes.append(cast.length)
        cast.width += _width(word, style)
        cast.length += len(word.encode())
    cast.pieces.append((0.0, ("",) * (cast.length - first)))
    return True


def _width(text: str, style: Style) -> float:
    return float(split_first_line(text, style, None, None, 0)[3]) if text else 0.0
