"""Shaping texts: each text once, as a whole, with its glyphs, widths and breaks kept.

In: a text and its style. Out: a `Shaped` text, from which `lines` takes the lines of a paragraph;
None where lines cannot be reckoned from it: in another direction, with tabs, with hyphenation, in
several faces.
"""

from __future__ import annotations

import re
import struct
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from anban.typeset.engine.boxes import Style
from anban.typeset.engine.drawing import Font
from anban.typeset.engine.faces import Faces
from anban.typeset.engine.text import FROM_UNITS, TO_UNITS, CData, Layout, ffi, pango

KEPT = 4_000
"""How many texts are remembered; the oldest are forgotten first."""
AWKWARD = re.compile(
    "[\t\n\r\f\u00ad\u0590-\u08ff\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufb1d-\ufeff]"
)
"""Characters whose lines cannot be reckoned: tabs and line ends, soft hyphens, scripts from right
to left, and invisible characters that join, part or turn text."""
GLYPH = struct.Struct("=Iiiii")
"""The C struct PangoGlyphInfo: glyph, width, x offset, y offset, attributes. All glyphs of a text
are read at once, which is quicker than field after field."""
EMPTY = 0x0FFFFFFF
"""From this code on, Pango's codes are no glyphs of a face (PANGO_GLYPH_EMPTY and above)."""


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


# --- texts that are known ---------------------------------------------------------------------

Known = tuple[Shaped | None, int]
"""A shaped text, and the byte of it at which a known text begins. The text is None if it cannot be
reckoned, which is remembered, too."""
_TEXTS: OrderedDict[tuple[Signature | None, str], Known] = OrderedDict()
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


def find(text: str, style: Style) -> tuple[Shaped, int] | None:
    """The shaped text of which `text` is the end, and the byte at which it begins there."""
    signature = signature_of(style)
    if signature is None:
        return None
    known = _TEXTS.get((signature, text))
    if known is None:
        plain = style.__dict__.get("anban_untracked")
        found = (_shape(text, style), 0) if plain is None else _spread(text, style, plain)
        known = keep(signature, text, found)
    return None if known[0] is None else known  # type: ignore[return-value]


def whole(text: str, style: Style) -> Shaped | None:
    """`text` as a shaped text of its own; None if its lines cannot be reckoned."""
    shaped, start = find(text, style) or (None, 0)
    # known as the end of a longer text, it is shaped again
    return _shape(text, style) if start else shaped


def _spread(text: str, style: Style, plain: Style) -> Known:
    """The shaped text of the `plain` style, with the tracking of `style` added to its widths. So a
    text is not shaped again for each tracking that is tried.
    """
    shaped, start = find(text, plain) or (None, 0)
    if shaped is None:
        return None, 0
    apart = int(style["letter_spacing"] * TO_UNITS)
    letters = accumulate(map(bool, shaped.codes), initial=0)
    sums = tuple(width + apart * count for width, count in zip(shaped.sums, letters, strict=True))
    ends = tuple(sums[cut] for cut in shaped.cuts)
    return replace(shaped, sums=sums, ends=ends, apart=apart), start


def keep(signature: Signature | None, text: str, known: Known) -> Known:
    """Remember that `text` is the end of a shaped text from this byte on, and return that."""
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
            known = font.codes[glyph, width, style["font_size"]] = code_of(
                font, glyph, width * scale
            )
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


def code_of(font: Font, glyph: int, width: float) -> str:
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
