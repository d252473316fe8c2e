"""What stands in a laid-out text: calls of notes, and the lower edges of lines.

In: the root box of a page's text after a layout. Out: calls and edges. All edges are CSS pixels
from the top edge of the page, growing downwards.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from anban.typeset.engine import boxes
from anban.typeset.engine.boxes import AbsolutePlaceholder


@dataclass(frozen=True, slots=True)
class CalledNote:
    """A note called on a page; `bottom` is the lower edge of the line that calls it."""

    note: boxes.Box
    bottom: float


def new_calls(root: boxes.Box | None, called: set[int]) -> Iterator[CalledNote]:
    """The notes that are called first on this page, once each, in the order of the text.

    `called` holds the ids of the note boxes that were called before. The bottoms never fall from
    one note to the next, though a call in the second cell of a table's row may stand higher than
    one in the first cell. So the calls that stay above a foot are always the first ones.
    """
    seen = set(called)
    lowest = -math.inf
    for note, bottom in _calls(root, None) if root is not None else ():
        lowest = max(lowest, bottom)
        if id(note) not in seen:
            seen.add(id(note))
            yield CalledNote(note, lowest)


def _calls(box: boxes.Box, line: float | None) -> Iterator[tuple[boxes.Box, float]]:
    """Each called note under `box`, with the lower edge of the outermost line around its call.

    A box that is placed absolutely belongs to no line: no foot, however high, can push its call to
    the next page. It counts as standing above everything (minus infinity), and so does a call that
    stands in no line.
    """
    if isinstance(box, AbsolutePlaceholder):
        box, line = boxes.placed(box), -math.inf
    if line is None and isinstance(box, boxes.LineBox):
        line = box.position_y + box.height
    if box.footnote is not None:
        yield box.footnote, -math.inf if line is None else line
    for child in getattr(box, "children", ()):
        yield from _calls(child, line)


def bottoms(root: boxes.Box) -> Iterator[float]:
    """The lower edges of the lines, pictures and boxes of fixed height in the flow of `root`."""
    for child in root.children:
        if isinstance(child, AbsolutePlaceholder) or not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.LineBox | boxes.ReplacedBox):
            yield child.position_y + child.height
            continue
        if child.style["height"] != "auto":
            yield child.position_y + child.height
        yield from bottoms(child)


def has_text(root: boxes.Box) -> bool:
    """True if a line, a picture or a box of fixed height stands in the flow of `root`."""
    return any(True for _ in bottoms(root))


def lost_table_head(root: boxes.Box) -> bool:
    """True if a table in `root` lost its head.

    The engine drops the head of a table where the head and the next row do not fit together.
    """
    return any(
        isinstance(box, boxes.TableBox)
        and box.element.find("thead") is not None
        and not any(group.is_header for group in box.children)
        for box in root.descendants()
    )
