"""Breaking text into lines and drawing it, with each text shaped only once.

In: the engine's questions how much of a text fits a width, and how a line is drawn. Out: the same
answers and drawings as the engine's own, sooner.

WeasyPrint 70.0 shapes the text of a line about five times: a piece twice as long as the line to see
where it ends, then with the next word, then without the space at its end, then to justify it, then
to draw it; and most of that again in each trial layout of a page. Here a text is shaped once, as a
whole. Its glyphs, its widths and the places where it may break are kept, and lines are reckoned and
drawn from them (`shaping`).

Some questions cannot be answered exactly in this way: another direction, tabs, hyphenation, several
faces, a word that is wider than the line, a width very near the limit. These are passed on to the
engine.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import OrderedDict

from anban.typeset.engine import boxes, patching
from anban.typeset.engine.boxes import Style
from anban.typeset.engine.drawing import Matrix, Stream
from anban.typeset.engine.layout import LayoutContext
from anban.typeset.engine.text import (
    FROM_UNITS,
    TO_UNITS,
    Layout,
    Split,
    create_layout,
    split_first_line,
)
from anban.typeset.paragraph.shaping import (
    KEPT,
    Shaped,
    Signature,
    code_of,
    find,
    keep,
    signature_of,
)

HAIR = 8
"""Pango units (1/1024 px). If a width differs from the limit by less, the engine is asked; the
width of a line that is shaped alone may differ by rounding from the sums here."""
LAST_MOVE = re.compile(">-?[0-9]+<$")
"""A move behind the last glyph of a line. Nothing follows it, and the engine writes none."""
SPACES = re.compile(" |\u00a0".encode())
_LINES: OrderedDict[tuple[Signature | None, str], tuple[Shaped, int, int]] = OrderedDict()
"""The lines that were found, by the style and the words: the shaped text, and the bytes in it."""


class ShapedLine(Layout):
    """A line of a shaped text: its bytes from `start` to `end`, with `spacing` pixels added to each
    space.

    It takes the place of a layout of Pango, which is only made if the engine asks for it.
    """

    def __init__(
        self,
        text: str,
        spacing: float,
        max_width: float | None,
        shaped: Shaped | None,
        start: int,
        end: int,
    ) -> None:
        self.text = text
        self.justification_spacing = spacing
        self.max_width = max_width
        self.first_line_direction = 0
        self.shaped, self.start, self.end = shaped, start, end

    def deactivate(self) -> None:
        """Let the layout of Pango go, if there is one; the engine's own method expects one."""
        self.__dict__.pop("layout", None)


def split(
    text: str,
    style: Style,
    context: LayoutContext | None,
    max_width: float | None,
    spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Split:
    """Takes the place of the engine's `split_first_line`: answers from the shaped text where that
    is exact.
    """
    answer = None
    if max_width is not None and not minimum:
        known = find(text, style)
        answer = known and _answer(text, style, *known, max_width, spacing)
    if answer is None:
        answer = split_first_line(text, style, context, max_width, spacing, is_line_start, minimum)
        # The engine laid this line out, so it must also be justified by the engine. A line of the
        # same words that was reckoned before would be found instead.
        _LINES.pop((signature_of(style), answer[0].text), None)
    return answer


def _answer(
    text: str, style: Style, shaped: Shaped, start: int, max_width: float, spacing: float
) -> Split | None:
    """The answer of `split_first_line` for the text `shaped` from byte `start` on; None if it has
    to be asked of the engine.
    """
    # Pango's integers hold no width of 2**21 pixels, so the engine sets none as a limit
    limit = int(max(0.0, min(max_width, 2.0**21)) * TO_UNITS)
    size = len(shaped.sums) - 1
    before = shaped.sums[start]
    whole = shaped.sums[-1] - before
    if whole <= limit - HAIR:
        line = _line(text, style, spacing, max_width, shaped, start, size)
        return line, size - start, None, whole * FROM_UNITS, shaped.height, shaped.baseline
    stop = bisect_right(shaped.ends, before + limit) - 1
    # the whole text fits or not by a hair, or not even the first word fits
    if whole <= limit + HAIR or stop < 0:
        return None
    cut, resume = shaped.cuts[stop], shaped.resumes[stop]
    near = (end - before - limit for end in shaped.ends[stop : stop + 2])
    if cut <= start or resume >= size or any(abs(gap) < HAIR for gap in near):
        return None
    encoded = text.encode()
    words = encoded[: cut - start].decode()
    line = _line(words, style, spacing, max_width, shaped, start, cut)
    # the engine asks next for the text behind this line: it is the same shaped text from there on
    keep(signature_of(style), encoded[resume - start :].decode(), (shaped, resume))
    width = (shaped.ends[stop] - before) * FROM_UNITS
    return line, cut - start, resume - start, width, shaped.height, shaped.baseline


def _line(
    text: str,
    style: Style,
    spacing: float,
    max_width: float | None,
    shaped: Shaped,
    start: int,
    end: int,
) -> ShapedLine:
    """A line, which is also kept for the time when the engine justifies or draws these words."""
    _LINES[signature_of(style), text] = (shaped, start, end)
    if len(_LINES) > KEPT:
        _LINES.popitem(last=False)
    return ShapedLine(text, spacing, max_width, shaped, start, end)


def _justified(
    text: str,
    style: Style,
    context: LayoutContext | None,
    max_width: float | None,
    justification_spacing: float,
) -> Layout:
    """Takes the place of the engine's `create_layout` where it justifies: the line that is known
    already, with the spacing that justification gives it.
    """
    signature = signature_of(style)
    if signature is None:
        return create_layout(text, style, context, max_width, justification_spacing)
    known = _LINES.get((signature, text), (None, 0, 0))
    return ShapedLine(text, justification_spacing, max_width, *known)


# --- drawing ----------------------------------------------------------------------------------


def draw(stream: Stream, textbox: boxes.TextBox) -> bool:
    """Draw `textbox` from its shaped text; False if the engine has to draw it."""
    line = textbox.pango_layout
    style = textbox.style
    if not isinstance(line, ShapedLine) or line.shaped is None or style["visibility"] != "visible":
        return False
    if textbox.text != line.text:
        return False
    shaped, start, end = line.shaped, line.start, line.end
    # Reversed, so that of two texts for one glyph the first one holds, as with the engine.
    used = dict(filter(None, reversed(shaped.glyphs[start:end])))
    font = shaped.font
    font.to_unicode = {**used, **font.to_unicode}
    stream.set_color(style["color"])
    stream.begin_text()
    baseline = textbox.position_y + textbox.baseline
    stream.set_text_matrix(*Matrix(d=-1, e=textbox.position_x, f=baseline).values)
    stream.set_font_size(font.hash, style["font_size"])
    shown = LAST_MOVE.sub("", _shown(line, style["font_size"]))
    apart = shaped.apart * FROM_UNITS
    # character spacing (ISO 32000-1, 9.3.2), taken back behind the text: it would go on otherwise
    if apart:
        stream.stream.append(f"{apart:.4f} Tc".encode())
    stream.show_text(f"<{shown}>")
    if apart:
        stream.stream.append(b"0 Tc")
    stream.end_text()
    return True


def _shown(line: ShapedLine, size: float) -> str:
    """The operand of the text-showing operator for `line`, with the spacing of justification in its
    spaces.
    """
    assert line.shaped is not None
    codes, sums = line.shaped.codes, line.shaped.sums
    spacing = int(line.justification_spacing * TO_UNITS)
    if not spacing:
        return "".join(codes[line.start : line.end])
    parts: list[str] = []
    done = line.start
    for match in SPACES.finditer(line.text.encode()):
        at, behind = line.start + match.start(), line.start + match.end()
        glyph = line.shaped.glyphs[at]
        assert glyph is not None
        width = (sums[behind] - sums[at] - line.shaped.apart + spacing) * 1000 * FROM_UNITS / size
        parts += codes[done:at]
        parts.append(code_of(line.shaped.font, glyph[0], width))
        done = behind
    parts += codes[done : line.end]
    return "".join(parts)


def install() -> None:
    """Let the engine split and justify texts here."""
    patching.replace("layout.inline.split_first_line", split)
    patching.replace("layout.inline.create_layout", _justified)
