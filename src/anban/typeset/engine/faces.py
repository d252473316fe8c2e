"""The faces that a book is set in, as the engine knows them.

In: fonts of Pango. Out: the engine's font objects, always the same ones for the same face. The
engine makes a font object from whichever size it meets first and rounds what it measures there
(WeasyPrint 70.0, pdf/fonts.py), so that a PDF would depend on the order in which pages were drawn.
Here a face is always opened at one size and measured in the units of its file.
"""

from __future__ import annotations

import struct
from io import BytesIO
from typing import TYPE_CHECKING, Any

from fontTools.ttLib import TTFont
from weasyprint.text.ffi import TO_UNITS, ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import get_pango_font_key

if TYPE_CHECKING:
    from anban.typeset.engine.shapes import CData, Font, FontConfiguration
else:
    from weasyprint.pdf.fonts import Font
    from weasyprint.text.fonts import FontConfiguration

SIZE = 100
"""Pixels at which faces are opened."""
GLYPH_COUNT = struct.Struct(">34xH")
"""The number of advances, at the end of table hhea (OpenType 1.9)."""

ffi.cdef("PangoFontDescription * pango_font_description_from_string (const char *str);")


class Faces(FontConfiguration):
    """The engine's fonts, and every face of them that was used.

    `faces` is what the engine's streams look a face up in, by Pango's key for it. `keys` holds
    whatever stands for a way of setting text in them, `spaces` the width of a space by that.
    """

    def __init__(self) -> None:
        super().__init__()
        self.faces: dict[int, Font] = {}
        self.held: list[Any] = []
        self.keys: dict[tuple[object, ...], Any] = {}
        self.spaces: dict[Any, float] = {}

    def of(self, pango_font: CData) -> Font:
        """The font object of the face of `pango_font`."""
        key, description, _ = get_pango_font_key(pango_font)
        if key not in self.faces:
            self.faces[key] = self._open(description)
        return self.faces[key]

    def named(self, name: str) -> Font:
        """The font object that bears this name in content."""
        return next(font for font in self.faces.values() if font.hash == name)

    def descriptions(self) -> tuple[tuple[str, str], ...]:
        """Every face that was used: its name in content, and how to open it again."""
        return tuple(sorted((font.hash, font.description) for font in self.faces.values()))

    def open(self, name: str, description: str) -> bool:
        """Open a face by its description; False if another answers to it now."""
        if any(font.hash == name for font in self.faces.values()):
            return True
        text, _bytes = unicode_to_char_p(description)
        parsed = pango.pango_font_description_from_string(text)
        font = self._open(ffi.gc(parsed, pango.pango_font_description_free))
        if font.hash != name:
            return False
        key, *_ = get_pango_font_key(font.pango_font)
        self.faces.setdefault(key, font)
        return True

    def _open(self, description: CData) -> Font:
        pango.pango_font_description_set_absolute_size(description, SIZE * TO_UNITS)
        context = ffi.gc(pango.pango_font_map_create_context(self.font_map), gobject.g_object_unref)
        pango.pango_context_set_round_glyph_positions(context, False)
        loaded = pango.pango_font_map_load_font(self.font_map, context, description)
        self.held.append(ffi.gc(loaded, gobject.g_object_unref))
        _, plain, size = get_pango_font_key(loaded)
        font = Font(loaded, plain, size)
        font.pango_font = loaded
        font.description = ffi.string(pango.pango_font_description_to_string(plain)).decode()
        font.codes = {}
        font.widths.update(_advances(font))
        return font


def _advances(font: Font) -> dict[int, int]:
    """The advance of every glyph in thousandths of the size; none for a variable font."""
    if "fvar" in font.tables or "hmtx" not in font.tables:
        return {}
    with TTFont(BytesIO(font.file_content), fontNumber=font.index, lazy=True) as file:
        (count,) = GLYPH_COUNT.unpack(file.reader["hhea"][: GLYPH_COUNT.size])
        table = file.reader["hmtx"]
    advances = [advance for advance, _ in struct.iter_unpack(">HH", table[: 4 * count])]
    advances += advances[-1:] * (font.glyph_count - count)
    return {glyph: round(advance * 1000 / font.upem) for glyph, advance in enumerate(advances)}
