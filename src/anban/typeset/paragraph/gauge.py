"""Measuring laid-out lines.

In: boxes of the engine after layout. Out: `Line` values, and the widths of word spaces. WeasyPrint
70.0 notes on a line where the next one resumes, and on a text how many pixels justification added
to each of its spaces.
"""

from __future__ import annotations

from collections.abc import Iterator

from anban.typeset.engine import boxes
from anban.typeset.engine.boxes import Style
from anban.typeset.engine.kept import strut_of
from anban.typeset.engine.text import split_first_line
from anban.typeset.layout import REPEATED, Line
from anban.typeset.paragraph import shaping

SPACES = (" ", "\u00a0")


def line_of(
    block: boxes.Box, index: int, runs: tuple[int, int], *, repeated: bool, plain: bool
) -> Line:
    """The line with this index in the laid-out `block`. `runs` are the indexes of its first run and
    of the run behind its last one, among the runs of the page.
    """
    line = block.children[index]
    assert isinstance(line, boxes.LineBox)
    tag = block.element_tag or ""
    return Line(
        kind=REPEATED if repeated else tag,
        start=runs[0],
        end=runs[1],
        first=line.anban_first,
        last=line.resume_at is None,
        baseline=line.position_y + line.baseline,
        leading=strut_of(block.style)[0],
        space=space_of(line) or 0.0,
        plain=plain,
    )


def space_of(line: boxes.LineBox) -> float | None:
    """The width of the word spaces of a laid-out line, in ems of its block; None without spaces.

    The first text with a space answers for the line: justification adds the same to each space.
    """
    size = line.style["font_size"]
    for text in _texts(line) if size else ():
        if any(space in text.text for space in SPACES):
            tracking = getattr(line, "anban_tracking", 0.0)
            return float((natural(line.style) + text.justification_spacing) / size + tracking)
    return None


def _texts(box: boxes.Box) -> Iterator[boxes.TextBox]:
    """The texts in the flow of an inline box, one after the other."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox) and child.is_in_normal_flow():
            yield from _texts(child)


def natural(style: Style) -> float:
    """The width in pixels of a space in `style`, as the face has it, before justification."""
    known = style.font_config.spaces
    key = shaping.signature_of(style)
    if key is None:
        return _measured(style)
    if key not in known:
        known[key] = _measured(style)
    return float(known[key])


def _measured(style: Style) -> float:
    """The width of a space between two letters. A space alone cannot be measured, because the
    engine drops it at the end of a line.
    """
    parted, joined = (split_first_line(text, style, None, None, 0)[3] for text in ("n n", "nn"))
    return float(parted - joined)
