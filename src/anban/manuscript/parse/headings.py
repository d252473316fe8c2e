"""Find the title of a file, and check its headings.

In: the outermost blocks of a file. Out: `take_title`, `check_headings`.
"""

from __future__ import annotations

from dataclasses import replace

from anban.core.diagnostics import Related
from anban.core.nodes import Block, Blocks, Heading
from anban.core.walk import plain, walk_blocks
from anban.manuscript.parse import rules
from anban.manuscript.parse.state import ParseState

LONGEST_HEADING = 250
"""The most characters of a heading without a warning."""


def take_title(
    parse_state: ParseState, blocks: Blocks, *, titled: bool
) -> tuple[Heading | None, Blocks]:
    """The heading of level 0 that is the title of the file, and the blocks without it.

    `titled` says that the front matter has the title. A heading of level 0 that is not the title
    becomes one of level 1.
    """
    title: Heading | None = None
    kept: list[Block] = []
    for block in blocks:
        if not isinstance(block, Heading) or block.level > 0:
            kept.append(block)
        elif title is None and not titled:
            title = block
            if kept:
                parse_state.report(rules.TEXT_BEFORE_TITLE, kept[0].span)
        else:
            related = [Related(title.span, "the first title")] if title else []
            parse_state.report(rules.TWO_TITLES, block.span, related=related)
            kept.append(replace(block, level=1))
    return title, tuple(kept)


def check_headings(parse_state: ParseState, title: Heading | None, blocks: Blocks) -> Blocks:
    """`blocks` without headings that have no words. Odd headings are reported."""
    if title is not None:
        _check_length(parse_state, title)
    above = 0
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            if not block.children:
                parse_state.report(rules.EMPTY_HEADING, block.span)
                continue
            if block.level > above + 1:
                marks = "#" * (block.level + 1)
                parse_state.report(
                    rules.LEVEL_JUMP, block.span, marks=marks, above="#" * (above + 2)
                )
            above = block.level
        kept.append(block)
    for inner in walk_blocks(kept):
        if isinstance(inner, Heading):
            _check_length(parse_state, inner)
    return tuple(kept)


def _check_length(parse_state: ParseState, heading: Heading) -> None:
    count = len(plain(heading.children))
    if count > LONGEST_HEADING:
        parse_state.report(rules.LONG_HEADING, heading.span, count=count, limit=LONGEST_HEADING)
