"""The attribution of a quotation: a last line that begins with `-- `.

In: the blocks of a quote, or lines of verse. Out: `split_attribution`, `take_mark`.
"""

from __future__ import annotations

from dataclasses import replace

from anban.core.diagnostics import Span
from anban.core.nodes import Blocks, Inlines, Paragraph, SoftBreak, Text

DASHES = "-- "
_EM_DASH = "— "


def split_attribution(blocks: Blocks) -> tuple[Blocks, Inlines]:
    """The blocks of a quote without the attribution at their end, and that attribution.

    It is a last paragraph that begins with two hyphens or a dash, or a last line of a paragraph
    that begins with two hyphens. A quote of one paragraph that begins with a dash is speech.
    """
    if not blocks or not isinstance(blocks[-1], Paragraph):
        return blocks, ()
    last = blocks[-1]
    if len(blocks) > 1:
        attribution = take_mark(last.children, DASHES) or take_mark(last.children, _EM_DASH)
        if attribution:
            return blocks[:-1], attribution
    for index in range(len(last.children) - 1, 0, -1):
        if isinstance(last.children[index], SoftBreak):
            attribution = take_mark(last.children[index + 1 :], DASHES)
            if not attribution:
                break
            return (*blocks[:-1], replace(last, children=last.children[:index])), attribution
    return blocks, ()


def take_mark(inlines: Inlines, mark: str) -> Inlines:
    """`inlines` without the `mark` at their start; an empty tuple if they do not begin with it."""
    if not inlines or not isinstance(inlines[0], Text) or not inlines[0].text.startswith(mark):
        return ()
    first = inlines[0]
    text = first.text[len(mark) :].lstrip(" ")
    cut = len(first.text) - len(text)
    span = Span(
        first.span.path, first.span.line, first.span.column + cut, max(1, first.span.length - cut)
    )
    rest = inlines[1:]
    return (Text(text, span), *rest) if text else rest
