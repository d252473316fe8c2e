"""Tracking: paragraphs set a hair wider or narrower, where that closes gaping lines.

In: the text of a block, not yet broken into lines, and its measure. Out: the same text, its
letters apart or closer by as much as suits it best. Vietnamese is not hyphenated, so a line that
misses its last word by a letter is spaced wide. A little more or less between all letters of the
paragraph breaks it elsewhere. What is done depends on the block and the measure alone.

A theme says how far that may go, in ems: `--tracking: 0.015em`, and from which word space on a
line counts as loose: `--loose: 0.4em`. No `--tracking`: nothing is done.
"""

from __future__ import annotations

from anban.typeset.engine import boxes
from anban.typeset.engine.boxes import Style
from anban.typeset.engine.layout import percentage
from anban.typeset.paragraph import lines
from anban.typeset.paragraph.castoff import cast_off

PARTS = (-1 / 3, 1 / 3, -2 / 3, 2 / 3, -1.0, 1.0)
"""The parts of the limit that are tried; the smaller one holds where two are as good."""
EASED = 0.8
"""A paragraph is tracked where that takes away a fifth of what is too wide, or more."""


def fit(text: boxes.LineBox, containing: boxes.Box) -> None:
    """Track the unbroken line box `text`, to be set in the block `containing`."""
    known = text.__dict__.setdefault("anban_fitting", {})
    measure = round(containing.width, 3)  # facing pages differ by less than that
    if measure not in known:
        _track(text, 0.0)
        known[measure] = _fitting(text, containing)
    if text.__dict__.get("anban_tracking", 0.0) != known[measure]:
        _track(text, known[measure])


def _fitting(text: boxes.LineBox, containing: boxes.Box) -> float:
    """How far apart the letters of `text` should stand, in ems."""
    style = text.style
    limit, loose = _em(style, "__tracking"), loose_space(style)
    if not limit or style["text_align_all"] != "justify":
        return 0.0
    cast = None if _headed(text, containing) else cast_off(text)
    if cast is None:
        return 0.0
    measure, indent = (
        round(containing.width, 3),
        percentage(style["text_indent"], style, containing.width),
    )

    def cost(tracking: float) -> float:
        spaces = cast.word_spaces(measure, indent, tracking)
        return sum(max(0.0, space - loose) ** 2 for space in spaces)

    given = cost(0.0)
    if not given:
        return 0.0
    best, _, tracking = min((cost(limit * part), abs(part), limit * part) for part in PARTS)
    return tracking if best <= given * EASED else 0.0


def _headed(text: boxes.LineBox, block: boxes.Box) -> bool:
    """True if `text` begins beside a drop initial, or in a style of its own."""
    styled = getattr(block, "first_letter_style", None) or block.first_line_style
    return bool(styled) or hasattr(text, "anban_initial")


def _track(box: boxes.Box, tracking: float) -> None:
    """Set the letters of every text in `box` apart by `tracking` ems; signs that style makes and
    scripts whose lines are not reckoned here stay as they are.
    """
    box.anban_tracking = tracking
    for child in box.children:
        if not isinstance(child, boxes.TextBox):
            _track(child, tracking)
        elif "::" not in (child.element_tag or "") and lines.whole(child.text, child.style):
            child.style = lines.tracked(child.style, tracking)


def loose_space(style: Style) -> float:
    """From which word space on, in ems, a line of this style counts as loose."""
    return _em(style, "__loose")


def _em(style: Style, name: str) -> float:
    """The value in ems of a custom property, 0 if it is not there or is no such length."""
    for token in style[name]:
        if token.type == "dimension" and token.lower_unit == "em":
            return float(token.value)
    return 0.0
