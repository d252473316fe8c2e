"""Casting off: the lines that a text will make, reckoned without laying it out.

In: an unbroken line box. Out: a `Cast`, which tells the word spaces of its lines at any measure
and any tracking. Widths are pixels, from the start of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import FROM_UNITS
from weasyprint.text.line_break import split_first_line

from anban.typeset import lines
from anban.typeset.gauge import natural

EDGES = ("margin", "padding")
AWKWARD = re.compile("[\t\n\r\f]")
"""What ends a line, or moves what follows, by itself."""
BLANKS = (b" ", "\u00a0".encode())


class Point(NamedTuple):
    """A place in a text: the width before it, the sizes of the letters before it, each as often as
    it is set, and how many spaces they hold.
    """

    width: float = 0.0
    ems: float = 0.0
    spaces: int = 0

    def wider(self, width: float) -> Point:
        return Point(self.width + width, self.ems, self.spaces)


@dataclass(slots=True)
class Cast:
    """A text as far as breaking it into lines goes.

    `size` is that of its letters, `space` the width of its spaces in ems, `end` where it ends. At
    a break a line may end in the one of `ends`, and the next one begins in that of `begins`.
    """

    size: float
    space: float
    ends: list[Point] = field(default_factory=list)
    begins: list[Point] = field(default_factory=list)
    end: Point = field(default_factory=Point)

    def word_spaces(self, measure: float, indent: float, tracking: float) -> Iterator[float]:
        """The word spaces in ems of all lines but the last; letters `tracking` ems apart."""
        widths = [end.width + tracking * end.ems for end in self.ends]
        whole = self.end.width + tracking * self.end.ems
        begin, counted, room = 0.0, 0, measure - indent
        while whole - begin > room:
            at = bisect_right(widths, begin + room) - 1
            if at < 0 or self.begins[at].spaces <= counted:
                return
            after = self.begins[at]
            spaces = self.ends[at].spaces - counted
            if spaces:
                yield self.space + tracking + (begin + room - widths[at]) / spaces / self.size
            begin, counted, room = after.width + tracking * after.ems, after.spaces, measure


def cast_off(text: Any) -> Cast | None:
    """The cast of the line box `text`, None if it holds what cannot be reckoned."""
    size = float(text.style["font_size"])
    if not size:
        return None
    cast = Cast(size, natural(text.style) / size)
    return cast if _take(cast, text) else None


def _take(cast: Cast, box: Any) -> bool:
    """Add what stands in `box`; False if that is not text alone."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            taken = _take_text(cast, child)
        else:
            cast.end = cast.end.wider(_edge(child.style, "left"))
            inline = isinstance(child, boxes.InlineBox) and child.is_in_normal_flow()
            taken = inline and _take(cast, child)
            cast.end = cast.end.wider(_edge(child.style, "right"))
        if not taken:
            return False
    return True


def _edge(style: Any, side: str) -> float:
    lengths = (getattr(style[f"{edge}_{side}"], "value", None) for edge in EDGES)
    return sum(length or 0.0 for length in lengths)


def _take_text(cast: Cast, box: Any) -> bool:
    style, text = box.style, box.text
    shaped = lines.whole(text, style)
    if shaped is None:
        return _take_words(cast, text, style)
    size = 0.0 if "::" in (box.element_tag or "") else float(style["font_size"])
    letters = [*accumulate(map(bool, shaped.codes), initial=0)]
    encoded, start, blanks, done = text.encode(), cast.end, cast.end.spaces, 0

    def point(at: int) -> Point:
        nonlocal blanks, done
        blanks += sum(encoded.count(space, done, at) for space in BLANKS)
        done = at
        width = start.width + shaped.sums[at] * FROM_UNITS
        return Point(width, start.ems + size * letters[at], blanks)

    for cut, resume in zip(shaped.cuts, shaped.resumes, strict=True):
        cast.ends.append(point(cut))
        cast.begins.append(point(resume))
    if text.endswith(" "):
        cast.ends.append(point(len(encoded) - 1))
        cast.begins.append(point(len(encoded)))
    cast.end = point(len(encoded))
    return True


def _take_words(cast: Cast, text: str, style: Any) -> bool:
    """Add a text that was not shaped, word by word; it is not tracked."""
    if AWKWARD.search(text):
        return False
    start, words = cast.end, text.split(" ")
    for index, word in enumerate(words):
        if index:
            cast.ends.append(cast.end)
            before = " ".join((*words[:index], ""))
            cast.end = Point(start.width + _width(before, style), start.ems, start.spaces + index)
            cast.begins.append(cast.end)
        cast.end = cast.end.wider(_width(word, style))
    return True


def _width(text: str, style: Any) -> float:
    return float(split_first_line(text, style, None, None, 0)[3]) if text else 0.0
