"""First letters with a style of their own, drop initials among them.

In: a sheet as boxes. Out: the same boxes, in which each `::first-letter` has a box of its own.

WeasyPrint 70.0 does three things that have to be replaced. It makes the box of a first letter anew
in every layout of a page, from a text that the layout before has changed; if a page starts inside
such a paragraph, letters are lost. It sets the first line over a letter that floats; here the
letter is placed before the line. And where it asks whether there is room for a line beside a float,
it measures a whole paragraph as if it were one word.

A first letter that floats is a drop initial. It is as many lines high as `--initial-lines` says, 3
if that is not set: its foot stands on the baseline of the last of these lines, and its top is level
with the capitals of the first. Marks above it stand in the white space over the paragraph; a mark
or a tail below it makes one more line shorter.
"""

from __future__ import annotations

from collections.abc import Iterator

from anban.typeset.engine import boxes, patching
from anban.typeset.engine.boxes import Style, get_first_letter
from anban.typeset.engine.documents import Dimension
from anban.typeset.engine.layout import (
    LayoutContext,
    LineLayout,
    first_letter_to_box,
    float_layout,
    get_next_linebox,
    inline_min_content_width,
)
from anban.typeset.engine.text import FROM_UNITS, Layout, ffi, pango, strut

LETTER = "::first-letter"
LINES = 3
"""How many lines a drop initial is high if the theme does not say."""
ASCENT = 0.8
"""The height of letters with their marks above the baseline, as a share of their size. What the
initial has below its baseline must not reach the letters of the next line."""
GAP = 0.3
"""The space between the initial and the text, as a share of the distance of two lines."""


def settle(root: boxes.ParentBox) -> None:
    """Make a box for every first letter under `root` that has a style of its own.

    A drop initial is taken out of its text and kept beside it: it is placed when the first line is
    asked for. Its paragraph is not broken inside the lines that stand beside it.
    """
    for block, text, first, own in _headed(root):
        style = {key: own[key] for key in own.cascaded}
        block.first_letter_style = None
        first.text = first.text.lstrip(" ")
        letters = get_first_letter(first.text)
        drop = bool(letters) and style.get("float", "none") != "none"
        first_letter_to_box(text, None, style | (_dropped(block, letters) if drop else {}))
        if drop:
            letter, *rest = text.children
            text.children, text.anban_initial = rest, letter
            block.style = block.style.copy()
            block.style["orphans"] = max(block.style["orphans"], _lines(block.style))


def first_line(
    context: LayoutContext, text: boxes.LineBox, position_y: float, bottom_space: float,
    containing: boxes.Box, absolutes: list[boxes.Box], fixed: list[boxes.Box],
) -> LineLayout:  # fmt: skip
    """The first line of `text`, beside its drop initial, in the form of the engine's
    `get_next_linebox`. The text beside an initial is not indented.
    """
    letter = text.anban_initial
    letter.position_x, letter.position_y = containing.content_box_x(), position_y
    placed, _ = float_layout(
        context, letter, containing, absolutes, fixed, bottom_space, skip_stack=None
    )
    text.text_indent = 0
    line, resume = get_next_linebox(
        context, text, position_y, bottom_space, None, containing, absolutes, fixed, None, None
    )
    assert line is not None
    line.children = (placed, *line.children)
    return line, resume


def _headed(box: boxes.Box) -> Iterator[tuple[boxes.Box, boxes.LineBox, boxes.TextBox, Style]]:
    """The blocks under `box` whose first letter has a style of its own. Each comes with its line
    box, the first text in that, and the style of the letter.
    """
    for child in getattr(box, "children", ()):
        yield from _headed(child)
    style: Style | None = getattr(box, "first_letter_style", None)
    if style is None or len(box.children) != 1:
        return
    (text,) = box.children
    first = text.children[0] if isinstance(text, boxes.LineBox) and text.children else None
    if isinstance(text, boxes.LineBox) and isinstance(first, boxes.TextBox):
        yield box, text, first, style


def _dropped(block: boxes.Box, letters: str) -> dict[str, object]:
    """The size and the margins of the drop initial `letters` of `block`, as style properties.

    The letter's capitals are as high as all lines but one, and the capitals of the first line. Its
    own line height is that of all its lines; the margins move its baseline to that of the last
    line, and give the float the height of whole lines.
    """
    leading, baseline = strut(block.style)
    size = block.style["font_size"]
    count = _lines(block.style)
    style = block.style.copy()
    capitals = -_ink(style, "H")[0] / size
    letter_size = ((count - 1) * leading + capitals * size) / capitals
    style["font_size"] = letter_size
    _, below = _ink(style, letters)
    deep = below > leading - ASCENT * size
    height = (count + deep) * leading
    style["line_height"] = Dimension(leading * count, "px")
    _, own = strut(style)
    top = (count - 1) * leading + baseline - own
    return {
        "font_size": letter_size,
        "line_height": style["line_height"],
        "margin_top": Dimension(top, "px"),
        "margin_bottom": Dimension(height - top - leading * count, "px"),
        "text_indent": Dimension(0, "px"),
        "margin_right": Dimension(GAP * leading, "px"),
    }


def _lines(style: Style) -> int:
    """How many lines a drop initial is high, from the custom property `--initial-lines`."""
    for token in style["__initial_lines"]:
        if token.type == "number" and token.is_integer:
            return max(1, int(token.value))
    return LINES


def _ink(style: Style, letters: str) -> tuple[float, float]:
    """The upper and the lower edge of what is drawn for `letters`, in pixels below the baseline."""
    layout = Layout(style)
    layout.set_text(letters)
    line, _ = layout.get_first_line()
    ink = ffi.new("PangoRectangle *")
    pango.pango_layout_line_get_extents(line, ink, ffi.NULL)
    return ink.y * FROM_UNITS, (ink.y + ink.height) * FROM_UNITS


def _least_width(context: LayoutContext, box: boxes.Box, **asked: object) -> float:
    """Takes the place of the engine's `inline_min_content_width`: beside a drop initial there is
    always room for a word, so the least width is 0 if no other float is there.
    """
    if all((shape.element_tag or "").endswith(LETTER) for shape in context.excluded_shapes):
        return 0.0
    return inline_min_content_width(context, box, **asked)


def install() -> None:
    """Let the engine ask here for the least width of a line beside an initial."""
    patching.replace("layout.inline.inline_min_content_width", _least_width)
