"""Breaking text into lines and drawing it, with each text shaped once.

In: the engine's question how much of a text fits a width, and its wish to draw what fitted. Out:
the engine's own answer and drawing, sooner.

WeasyPrint 70.0 shapes the text of a line about five times: twice its length to see where it ends,
once more with the next word, once more without the space at its end, once to justify, once to
draw; and most of that again for each trial layout of a page. Here a text is shaped once, whole;
its glyphs, its widths and the places where it may break are kept, and lines are reckoned and drawn
from them. What this cannot answer exactly - another direction, tabs, hyphenation, several faces, a
word too long for the line, a width within a hair of the limit - is asked of the engine.
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
"""Texts that are remembered."""
HAIR = 8
"""Pango units (1/1024 px) about the limit within which the engine is asked."""
AWKWARD = re.compile(
    "[\t\n\r\f\u00ad\u0590-\u08ff\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufb1d-\ufeff]"
)
LAST_MOVE = re.compile(">-?[0-9]+<$")
"""A move behind the last glyph of a line, which nothing follows."""
GLYPH = struct.Struct("=Iiiii")
EMPTY = 0x0FFFFFFF
"""From here on Pango's glyph codes are not glyphs (PANGO_GLYPH_EMPTY and above)."""
SPACES = re.compile(" |\u00a0".encode())


@dataclass(frozen=True, slots=True, eq=False)
class Shaped:
    """A text as shaped, in one face.

    `sums` gives the width before each byte in Pango units. A break has in `cuts` the bytes of
    text before it without the space there, in `resumes` those with it, and in `ends` the width
    up to the cut. `codes` is, at the first byte of each cluster, its part of a text-showing
    operator, and `glyphs` the glyph and the characters it stands for; both empty elsewhere. `apart`
    is what tracking adds to every glyph, in `sums` and `ends` but not in `codes`.
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
    """A line of a shaped text: bytes `start` to `end` of it, with `spacing` added to spaces."""

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
    """The engine's `split_first_line`, answered from a text shaped once where that is exact."""
    answer = None
    if max_width is not None and not minimum:
        known = _find(text, style)
        answer = known and _answer(text, style, *known, max_width, spacing)
    if answer is None:
        answer = split_first_line(text, style, context, max_width, spacing, is_line_start, minimum)
        # or justifying it would find how the same words were drawn elsewhere, if they were
        _LINES.pop((signature_of(style), answer[0].text), None)
    return answer


def _answer(
    text: str, style: Style, shaped: Shaped, start: int, max_width: float, spacing: float
) -> Split | None:
    limit = int(max(0.0, min(max_width, 2.0**21)) * TO_UNITS)
    size = len(shaped.sums) - 1
    before = shaped.sums[start]
    whole = shaped.sums[-1] - before
    if whole <= limit - HAIR:
        line = _line(text, style, spacing, max_width, shaped, start, size)
        return line, size - start, None, whole * FROM_UNITS, shaped.height, shaped.baseline
    stop = bisect_right(shaped.ends, before + limit) - 1
    if whole <= limit + HAIR or stop < 0:
        return None
    cut, resume = shaped.cuts[stop], shaped.resumes[stop]
    near = (end - before - limit for end in shaped.ends[stop : stop + 2])
    if cut <= start or resume >= size or any(abs(gap) < HAIR for gap in near):
        return None
    encoded = text.encode()
    words = encoded[: cut - start].decode()
    line = _line(words, style, spacing, max_width, shaped, start, cut)
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
    """A line with the spacing that justification gives it."""
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
    """What the shaping of a text depends on, or None where lines cannot be reckoned."""
    known = style.__dict__
    if "anban_shaping" not in known:
        known["anban_shaping"] = _shaping(style) if _plain(style) else None
    found: Signature | None = known["anban_shaping"]
    return found


def _plain(style: Style) -> bool:
    return bool(
        isinstance(style.font_config, Faces) and style["white_space"] == "normal"
        and style["hyphens"] in ("none", "manual")
        and style["letter_spacing"] == "normal" and style["word_spacing"] == 0
        and style["word_break"] == "normal" and style["direction"] == "ltr"
        and style["text_decoration_line"] == "none"
        and style["font_size"]
    )  # fmt: skip


def _shaping(style: Style) -> Signature:
    """The shaping properties as a key, the same object for the same values."""
    key = tuple(str(style[name]) for name in _SHAPING)
    found: Signature = style.font_config.keys.setdefault(key, Signature())
    return found


def tracked(style: Style, tracking: float) -> Style:
    """`style`, or the one that it was tracked from, with letters `tracking` ems further apart."""
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
    """Stands for a set of shaping properties; cheap to hash."""


def _find(text: str, style: Style) -> tuple[Shaped, int] | None:
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
    """`text` as shaped, None if lines of it cannot be reckoned."""
    shaped, start = _find(text, style) or (None, 0)
    return _shape(text, style) if start else shaped


def _spread(text: str, style: Style, plain: Style) -> Known:
    """What is known of `text` in the `plain` style, its letters as far apart as `style` asks."""
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
    """What stands at the first byte of each cluster of a text."""

    font: Font
    widths: list[int]
    codes: list[str]
    glyphs: list[tuple[int, str] | None]


def _clusters(text: str, style: Style, line: CData) -> _Clusters | None:
    """The clusters of a shaped line; None unless all are single glyphs of one plain face."""
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
    run = line.runs[0]
    while run != ffi.NULL:
        yield run.data.item, run.data.glyphs
        run = run.next


def _breaks(text: str, layout: Layout) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The bytes before each place where `text` may break: without the space there, and with it."""
    marks = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)
    size = ffi.sizeof("PangoLogAttr")
    flags = ffi.buffer(marks, (len(text) + 1) * size)[:][::size]
    before = tuple(accumulate((len(char.encode()) for char in text), initial=0))
    at = [index for index in range(1, len(text)) if flags[index] & 1]
    cuts = tuple(before[index - (text[index - 1] == " ")] for index in at)
    return cuts, tuple(before[index] for index in at)


def _code(font: Font, glyph: int, width: float) -> str:
    """What shows `glyph`, `width` thousandths of the size wide, in a text-showing operator."""
    if glyph not in font.widths:
        logical = ffi.new("PangoRectangle *")
        pango.pango_font_get_glyph_extents(font.pango_font, glyph, ffi.NULL, logical)
        font.widths[glyph] = round(logical.width * 1000 * FROM_UNITS / font.font_size)
    move = int(font.widths[glyph] - width)
    return f"{glyph:04x}>{move}<" if move else f"{glyph:04x}"


# --- drawing ----------------------------------------------------------------------------------


def draw(stream: Stream, textbox: boxes.TextBox) -> bool:
    """Draw `textbox` from its shaped text; False where the engine must."""
    line = textbox.pango_layout
    style = textbox.style
    if not isinstance(line, ShapedLine) or line.shaped is None or style["visibility"] != "visible":
        return False
    if textbox.text != line.text:
        return False
    shaped, start, end = line.shaped, line.start, line.end
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
    if apart:
        stream.stream.append(f"{apart:.4f} Tc".encode())
    stream.show_text(f"<{shown}>")
    if apart:
        stream.stream.append(b"0 Tc")
    stream.end_text()
    return True


def _shown(line: ShapedLine, size: float) -> str:
    """The operand of the text-showing operator for `line`."""
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
