"""Breaking text into lines and drawing it, with each text shaped only once.

In: the engine's questions how much of a text fits a width, and how a line is drawn. Out: the same
answers and drawings as the engine's own, sooner.

WeasyPrint 70.0 shapes the text of a line about five times: a piece twice as long as the line to see
where it ends, then with the next word, then without the space at its end, then to justify it, then
to draw it; and most of that again in each trial layout of a page. Here a text is shaped once, as a
whole. Its glyphs, its widths and the places where it may break are kept, and lines are reckoned and
drawn from them.

Some questions cannot be answered exactly in this way: another direction, tabs, hyphenation, several
faces, a word that is wider than the line, a width very near the limit. These are passed on to the
engine.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from anban.typeset.engine import boxes, patching
from anban.typeset.engine.boxes import Style
from anban.typeset.engine.drawing import Font, Matrix, Stream
from anban.typeset.engine.faces import Faces
from anban.typeset.engine.layout import LayoutContext
from anban.typeset.engine.text import (
    FROM_UNITS,
    TO_UNITS,
    CData,
    Layout,
    Split,
    create_layout,
    ffi,
    pango,
    split_first_line,
)

KEPT = 4_000
"""How many texts are remembered, and how many lines; the oldest are forgotten first."""
HAIR = 8
"""Pango units (1/1024 px). If a width differs from the limit by less, the engine is asked; the
width of a line that is shaped alone may differ by rounding from the sums here."""
AWKWARD = re.compile(
    "[\t\n\r\f\u00ad\u0590-\u08ff\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufb1d-\ufeff]"
)
"""Characters whose lines cannot be reckoned: tabs and line ends, soft hyphens, scripts from right
to left, and invisible characters that join, part or turn text."""
LAST_MOVE = re.compile(">-?[0-9]+<$")
"""A move behind the last glyph of a line. Nothing follows it, and the engine writes none."""
GLYPH = struct.Struct("=Iiiii")
"""The C struct PangoGlyphInfo: glyph, width, x offset, y offset, attributes. All glyphs of a text
are read at once, which is quicker than field after field."""
EMPTY = 0x0FFFFFFF
"""From this code on, Pango's codes are no glyphs of a face (PANGO_GLYPH_EMPTY and above)."""
SPACES = re.compile(" |\u00a0".encode())


@dataclass(frozen=True, slots=True, eq=False)
class Shaped:
    """A text that was shaped, in one face.

    `sums` gives for each byte the width in front of it, in Pango units (1/1024 px). For each place
    where the text may break, `cuts` has the number of bytes before it without the space there,
    `resumes` the number with the space, and `ends` the width up to the cut. `codes` has at the
    first byte of each cluster its part of a text-showing operator, and `glyphs` has the glyph and
    the characters for which it stands; at other bytes both are empty. `height` and `baseline` are
    pixels. `apart` is what tracking adds behind every glyph, in Pango units; it is contained in
    `sums` and `ends`, but not in `codes`.
    """

    font: Font
    sums: tuple[int, ...]
    ends: tuple[int, ...]
    cuts: tuple[int, ...]
    resumes: tuple[int, ...]
    height: float
    baseline: float
    codes: tuple[str, ...]
    glyphs: tuple[tuple[int, str] | None, ...]
    apart: int = 0


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
        known = _find(text, style)
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
    _keep(signature_of(style), encoded[resume - start :].decode(), (shaped, resume))
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


# --- texts that are known ---------------------------------------------------------------------

Known = tuple[Shaped | None, int]
_TEXTS: OrderedDict[tuple[Signature | None, str], Known] = OrderedDict()
_LINES: OrderedDict[tuple[Signature | None, str], tuple[Shaped, int, int]] = OrderedDict()
_SHAPING = (
    "font_family", "font_style", "font_stretch", "font_weight", "font_variant_ligatures",
    "font_variant_position", "font_variant_caps", "font_variant_numeric", "font_kerning",
    "font_variant_alternates", "font_variant_east_asian", "font_feature_settings",
    "font_variation_settings", "font_language_override", "lang", "font_size",
)  # fmt: skip


def signature_of(style: Style) -> Signature | None:
    """A key for all properties on which the shaping of a text depends, kept on the style; None for
    a style whose lines cannot be reckoned.
    """
    known = style.__dict__
    if "anban_shaping" not in known:
        known["anban_shaping"] = _shaping(style) if _plain(style) else None
    found: Signature | None = known["anban_shaping"]
    return found


def _plain(style: Style) -> bool:
    """True if nothing in `style` asks for lines that cannot be reckoned."""
    return bool(
        isinstance(style.font_config, Faces) and style["white_space"] == "normal"
        and style["hyphens"] in ("none", "manual")
        and style["letter_spacing"] == "normal" and style["word_spacing"] == 0
        and style["word_break"] == "normal" and style["direction"] == "ltr"
        and style["text_decoration_line"] == "none"
        and style["font_size"]
    )  # fmt: skip


def _shaping(style: Style) -> Signature:
    """The shaping properties as a key; equal values give the same object."""
    key = tuple(str(style[name]) for name in _SHAPING)
    found: Signature = style.font_config.keys.setdefault(key, Signature())
    return found


def tracked(style: Style, tracking: float) -> Style:
    """The style with `tracking` ems added behind each letter. A style that is tracked already is
    tracked from its plain one, which is also the result for a tracking of 0.
    """
    plain: Style = style.__dict__.get("anban_untracked", style)
    if not tracking or signature_of(plain) is None:
        return plain
    known: dict[float, Style] = plain.__dict__.setdefault("anban_tracked", {})
    if tracking not in known:
        known[tracking] = _apart(plain, tracking)
    return known[tracking]


def _apart(plain: Style, tracking: float) -> Style:
    style = plain.copy()
    style["letter_spacing"] = tracking * plain["font_size"]
    key = (signature_of(plain), tracking)
    shaping = style.font_config.keys.setdefault(key, Signature())
    style.__dict__.update(anban_untracked=plain, anban_shaping=shaping)
    return style


class Signature:
    """Stands for a set of shaping properties; compared by identity, it is quick to hash."""


def _find(text: str, style: Style) -> tuple[Shaped, int] | None:
    """The shaped text of which `text` is the end, and the byte at which it begins there."""
    signature = signature_of(style)
    if signature is None:
        return None
    known = _TEXTS.get((signature, text))
    if known is None:
        plain = style.__dict__.get("anban_untracked")
        found = (_shape(text, style), 0) if plain is None else _spread(text, style, plain)
        known = _keep(signature, text, found)
    return None if known[0] is None else known  # type: ignore[return-value]


def whole(text: str, style: Style) -> Shaped | None:
    """`text` as a shaped text of its own; None if its lines cannot be reckoned."""
    shaped, start = _find(text, style) or (None, 0)
    # known as the end of a longer text, it is shaped again
    return _shape(text, style) if start else shaped


def _spread(text: str, style: Style, plain: Style) -> Known:
    """The shaped text of the `plain` style, with the tracking of `style` added to its widths. So a
    text is not shaped again for each tracking that is tried.
    """
    shaped, start = _find(text, plain) or (None, 0)
    if shaped is None:
        return None, 0
    apart = int(style["letter_spacing"] * TO_UNITS)
    letters = accumulate(map(bool, shaped.codes), initial=0)
    sums = tuple(width + apart * count for width, count in zip(shaped.sums, letters, strict=True))
    ends = tuple(sums[cut] for cut in shaped.cuts)
    return replace(shaped, sums=sums, ends=ends, apart=apart), start


def _keep(signature: Signature | None, text: str, known: Known) -> Known:
    _TEXTS[signature, text] = known
    if len(_TEXTS) > KEPT:
        _TEXTS.popitem(last=False)
    return known


# --- shaping ----------------------------------------------------------------------------------


def _shape(text: str, style: Style) -> Shaped | None:
    """Shape `text` with Pango; None if lines of it cannot be reckoned."""
    if AWKWARD.search(text):
        return None
    layout = Layout(style)
    layout.set_text(text)
    line, second = layout.get_first_line()
    if second is not None:
        return None
    clusters = _clusters(text, style, line)
    if clusters is None:
        return None
    sums = tuple(accumulate(clusters.widths, initial=0))
    cuts, resumes = _breaks(text, layout)
    logical = ffi.new("PangoRectangle *")
    pango.pango_layout_line_get_extents(line, ffi.NULL, logical)
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    return Shaped(
        clusters.font, sums, tuple(sums[cut] for cut in cuts), cuts, resumes,
        logical.height * FROM_UNITS, baseline, tuple(clusters.codes), tuple(clusters.glyphs),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Clusters:
    """The widths, codes and glyphs of a text, each at the first byte of its cluster."""

    font: Font
    widths: list[int]
    codes: list[str]
    glyphs: list[tuple[int, str] | None]


def _clusters(text: str, style: Style, line: CData) -> _Clusters | None:
    """The clusters of a shaped line; None unless each is a single glyph, and all are of one face.

    Clusters that do not come in the order of the text, and glyphs that are moved from their place,
    as some marks are, cannot be written as a simple sequence of codes.
    """
    pieces = list(_runs(line))
    pointers = {int(ffi.cast("uintptr_t", item.analysis.font)) for item, _ in pieces}
    if len(pointers) != 1:
        return None
    font = style.font_config.of(pieces[0][0].analysis.font)
    encoded = text.encode()
    size, scale = len(encoded), 1000 * FROM_UNITS / style["font_size"]
    found = _Clusters(font, [0] * size, [""] * size, [None] * size)
    starts: list[int] = []
    shapes: list[tuple[int, ...]] = []
    for item, string in pieces:
        count = string.num_glyphs
        starts += [item.offset + at for at in ffi.unpack(string.log_clusters, count)]
        shapes += GLYPH.iter_unpack(ffi.buffer(string.glyphs, count * GLYPH.size)[:])
    if any(before >= after for before, after in pairwise(starts)):
        return None
    for at, end, (glyph, width, x, y, _) in zip(starts, [*starts[1:], size], shapes, strict=True):
        if x or y or glyph >= EMPTY:
            return None
        known = font.codes.get((glyph, width, style["font_size"]))
        if known is None:
            known = font.codes[glyph, width, style["font_size"]] = _code(font, glyph, width * scale)
        found.widths[at], found.codes[at] = width, known
        found.glyphs[at] = (glyph, encoded[at:end].decode())
    return found


def _runs(line: CData) -> Iterator[tuple[CData, CData]]:
    """The runs of a Pango line: the item, which has the face, and the glyphs."""
    run = line.runs[0]
    while run != ffi.NULL:
        yield run.data.item, run.data.glyphs
        run = run.next


def _breaks(text: str, layout: Layout) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The number of bytes before each place where `text` may break: without the space there, and
    with it.
    """
    marks = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)
    size = ffi.sizeof("PangoLogAttr")
    flags = ffi.buffer(marks, (len(text) + 1) * size)[:][::size]
    before = tuple(accumulate((len(char.encode()) for char in text), initial=0))
    # PangoLogAttr is a set of bits, and the first of them is `is_line_break`
    at = [index for index in range(1, len(text)) if flags[index] & 1]
    cuts = tuple(before[index - (text[index - 1] == " ")] for index in at)
    return cuts, tuple(before[index] for index in at)


def _code(font: Font, glyph: int, width: float) -> str:
    """The part of a TJ operator that shows `glyph` with this width (ISO 32000-1, 9.4.3).

    Widths are thousandths of the font size. If the face has another width for the glyph, a move
    corrects it. Rounding is the engine's own, since the bytes have to be the same.
    """
    if glyph not in font.widths:
        logical = ffi.new("PangoRectangle *")
        pango.pango_font_get_glyph_extents(font.pango_font, glyph, ffi.NULL, logical)
        font.widths[glyph] = round(logical.width * 1000 * FROM_UNITS / font.font_size)
    move = int(font.widths[glyph] - width)
    return f"{glyph:04x}>{move}<" if move else f"{glyph:04x}"


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
        parts.append(_code(line.shaped.font, glyph[0], width))
        done = behind
    parts += codes[done : line.end]
    return "".join(parts)


def install() -> None:
    patching.replace("layout.inline.split_first_line", split)
    patching.replace("layout.inline.create_layout", _justified)
