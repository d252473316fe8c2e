"""Tracking: letters of a paragraph set slightly closer or wider, where that avoids loose lines.

In: the text of a block, not yet broken into lines, and its measure. Out: the same text, with the
tracking that gives its lines the best word spaces. Vietnamese is not hyphenated. So if the last
word of a line is too wide by one letter, it goes to the next line, and the spaces that stay become
very wide. With a little more or less space between all letters, the paragraph breaks at other
places. What is done depends on the block and the measure alone.

A theme sets two lengths in ems: `--tracking: 0.015em` is the most that may be added or taken away,
and `--loose: 0.4em` is the word space above which a line counts as loose. Without `--tracking`
nothing is done.
"""

from __future__ import annotations

from anban.typeset.engine import boxes
from anban.typeset.engine.boxes import Style
from anban.typeset.engine.layout import percentage
from anban.typeset.paragraph import shaping
from anban.typeset.paragraph.castoff import cast_off

PARTS = (-1 / 3, 1 / 3, -2 / 3, 2 / 3, -1.0, 1.0)
"""The parts of the limit that are tried. Of two that are equally good the smaller one is taken."""
EASED = 0.8
"""A paragraph is only tracked if its cost falls to this share or less. Otherwise neighbouring
paragraphs would be set differently for hardly any gain."""


def fit(text: boxes.LineBox, containing: boxes.Box) -> None:
    """Track the line box `text`, which is not broken yet and will be set in `containing`.

    The tracking found for a measure is kept on the text, since trial layouts ask again.
    """
    known = text.__dict__.setdefault("anban_fitting", {})
    # the measures of left and right pages may differ by rounding, and must give the same tracking
    measure = round(containing.width, 3)
    if measure not in known:
        _track(text, 0.0)
        known[measure] = _fitting(text, containing)
    if text.__dict__.get("anban_tracking", 0.0) != known[measure]:
        _track(text, known[measure])


def _fitting(text: boxes.LineBox, containing: boxes.Box) -> float:
    """The tracking of `text` in ems: 0 if none is allowed, needed or of use.

    The cost of a tracking is the sum of the squares of what word spaces exceed the loose limit by,
    so one very loose line counts more than several that are slightly loose.
    """
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
    """Give every text in `box` this tracking, in ems. Text that style makes, and text whose lines
    are not reckoned here, is left alone.
    """
    box.anban_tracking = tracking
    for child in box.children:
        if not isinstance(child, boxes.TextBox):
            _track(child, tracking)
        elif "::" not in (child.element_tag or "") and shaping.whole(child.text, child.style):
            child.style = shaping.tracked(child.style, tracking)


def loose_space(style: Style) -> float:
    """The word space in ems above which a line of this style counts as loose."""
    return _em(style, "__loose")


def _em(style: Style, name: str) -> float:
    """The value in ems of a custom property; 0 if it is not set, or is no length in ems."""
    for token in style[name]:
        if token.type == "dimension" and token.lower_unit == "em":
            return float(token.value)
    return 0.0
