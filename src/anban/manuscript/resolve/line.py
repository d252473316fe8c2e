"""A sequence of inlines as one line of characters, and changes to it.

In: inlines, and edits found in `TextLine.text`. Out: the inlines with the edits made; nodes that
are not text stand in the line as one character each, and are never changed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate

from anban.core.diagnostics import Span
from anban.core.nodes import (
    Inline,
    Inlines,
    SoftBreak,
    Text,
)
from anban.core.walk import line_character
from anban.languages.edits import Edit, Replacement

_FIXED = -1


@dataclass(frozen=True, slots=True)
class TextLine:
    """`starts` are the offsets in `text` at which the nodes of `inlines` begin."""

    inlines: Inlines
    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, inlines: Inlines) -> TextLine:
        texts = [line_character(inline) for inline in inlines]
        starts = accumulate((len(text) for text in texts[:-1]), initial=0)
        return cls(inlines, "".join(texts), tuple(starts))

    def edited(self, edits: Iterable[Edit]) -> tuple[TextLine, list[str]]:
        """The line with every edit that lies in text made, and the kind of each that was.

        An edit that changes nothing, or reaches over the bound of a node, is left out. Edits do
        not overlap.
        """
        kinds: list[str] = []
        by_node: dict[int, list[Replacement]] = {}
        for edit in edits:
            made = self.made(edit)
            kinds += [edit.kind] if made else []
            for replacement in made:
                node = self._node(*replacement[:2])
                by_node.setdefault(node, []).append(replacement)
        if not by_node:
            return self, kinds
        inlines = list(self.inlines)
        for node, replacements in by_node.items():
            inlines[node] = Text(self._changed(node, replacements), inlines[node].span)
        left = (one for one in inlines if not isinstance(one, Text) or one.text)
        return TextLine.of(tuple(left)), kinds

    def made(self, edit: Edit) -> tuple[Replacement, ...]:
        """What `edit` would change here; nothing if any of it reaches over the bound of a node."""
        made = [one for one in edit.replacements if self.text[one[0] : one[1]] != one[2]]
        nodes = [self._node(start, end) for start, end, _ in made]
        return () if _FIXED in nodes else tuple(made)

    def place(self, start: int, end: int) -> Span:
        """Where the characters from `start` to `end` stand in the source, as far as is known."""
        node = bisect_right(self.starts, start) - 1
        span = self.inlines[node].span
        offset = start - self.starts[node]
        if not isinstance(self.inlines[node], Text) or offset >= span.length:
            return span
        length = min(end - start, span.length - offset)
        return replace(span, column=span.column + offset, length=max(1, length))

    def exact(self, at: int) -> bool:
        """True if the text around `at` stands in the source character for character."""
        return is_exact(self.inlines[bisect_right(self.starts, at) - 1])

    def _node(self, start: int, end: int) -> int:
        """The node that holds all from `start` to `end`, if it may be changed; else `_FIXED`."""
        node = bisect_right(self.starts, start) - 1
        whole = node == bisect_right(self.starts, end - 1) - 1
        return node if whole and isinstance(self.inlines[node], Text | SoftBreak) else _FIXED

    def _changed(self, node: int, replacements: list[Replacement]) -> str:
        at = self.starts[node]
        stop = self.starts[node + 1] if node + 1 < len(self.starts) else len(self.text)
        pieces = []
        for start, end, text in sorted(replacements):
            pieces += [self.text[at:start], text]
            at = end
        return "".join([*pieces, self.text[at:stop]])


def is_exact(inline: Inline) -> bool:
    """True unless it is text with an escape or an entity in it, which are longer in the source."""
    return not isinstance(inline, Text) or len(inline.text) == inline.span.length
