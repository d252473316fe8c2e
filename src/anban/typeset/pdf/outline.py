"""The outline of a PDF as linked lists (ISO 32000-1, 12.3.3).

In: the lines of the outline, and the destinations of the PDF by id. Out: objects, and the reference
to the first of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anban.typeset.pdf.objects import Objects, Raw, string


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline: its depth, counted from 0, its words, the id to which it leads."""

    depth: int
    label: str
    target: str


class _OutlineItem:
    """A line of the outline that is not written yet."""

    def __init__(self, mark: Bookmark | None, place: Raw) -> None:
        self.mark = mark
        self.place = place
        self.children: list[_OutlineItem] = []

    def count(self) -> int:
        """The number of all lines below this one."""
        return sum(1 + child.count() for child in self.children)


def add_outline(
    objects: Objects, outline: Sequence[Bookmark], points: Mapping[str, bytes]
) -> bytes | None:
    """Add `outline` to `objects`. Returns the reference to it, None if no line has a target.

    A line whose target is on no page is left out. No line is nested more than one step deeper than
    the line before it.
    """
    items = [_OutlineItem(mark, Raw(b"")) for mark in outline if mark.target in points]
    if not items:
        return None
    root = _OutlineItem(None, Raw(b""))
    path = [root]
    for item in items:
        assert item.mark is not None
        del path[item.mark.depth + 1 :]
        path[-1].children.append(item)
        path.append(item)
    for item in (root, *items):
        objects.add_object(item.place)
    _link(root, points)
    ends = (root.children[0].place.reference, root.children[-1].place.reference)
    root.place.data = b"<</Type /Outlines/Count %d/First %s/Last %s>>" % (len(items), *ends)
    return bytes(root.place.reference)


def _link(parent: _OutlineItem, points: Mapping[str, bytes]) -> None:
    for index, item in enumerate(parent.children):
        assert item.mark is not None
        parts = [
            b"/Title " + string(item.mark.label), b"/Parent " + parent.place.reference,
            b"/Dest " + points[item.mark.target],
        ]  # fmt: skip
        if index:
            parts.append(b"/Prev " + parent.children[index - 1].place.reference)
        if index + 1 < len(parent.children):
            parts.append(b"/Next " + parent.children[index + 1].place.reference)
        if item.children:
            first, last = item.children[0].place, item.children[-1].place
            parts.append(b"/First %s/Last %s" % (first.reference, last.reference))
            parts.append(b"/Count %d" % item.count())
        item.place.data = b"<<" + b"".join(parts) + b">>"
        _link(item, points)
