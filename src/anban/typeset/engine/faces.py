"""The faces in which a book is set.

In: fonts of Pango. Out: the engine's font objects, always the same one for the same face.

WeasyPrint 70.0 makes a font object from the size at which it meets a face first, and rounds the
widths that it measures at that size (pdf/fonts.py). So the bytes of a PDF would depend on the order
in which pages were drawn. Here a face is always opened at the same size, and its widths are read
from its file.
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
"""The size in pixels at which all faces are opened."""
GLYPH_COUNT = struct.Struct(">34xH")
"""The number of advance widths, at the end of the table hhea (OpenType 1.9)."""

ffi.cdef("PangoFontDescription * pango_font_description_from_string (const char *str);")


class Faces(FontConfiguration):
    """The engine's font configuration, with every face that was used.

    `faces` has the font objects by Pango's key of a face; the engine's streams look faces up in it.
    `held` keeps Pango's fonts alive. `keys` has the signatures of styles (`paragraph.shaping`), and
    `spaces` the width of a space by signature, in pixels.
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
        """The font object that has this name in content streams."""
        return next(font for font in self.faces.values() if font.hash == name)

    def descriptions(self) -> tuple[tuple[str, str], ...]:
        """For every face that was used, its name in content streams and the description by which
        it can be opened again.
        """
        return tuple(sorted((font.hash, font.description) for font in self.faces.values()))

    def open(self, name: str, description: str) -> bool:
        """Open a face by its description. False if Pango finds another face for it now."""
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
    """The advance width of every glyph, in thousandths of the font size. It is empty for a variable
    font, whose file has only the widths of its default instance.
    """
    if "fvar" in font.tables or "hmtx" not in font.tables:
        return {}
    with TTFont(BytesIO(font.file_content), fontNumber=font.index, lazy=True) as file:
        (count,) = GLYPH_COUNT.unpack(file.reader["hhea"][: GLYPH_COUNT.size])
        table = file.reader["hmtx"]
    advances = [advance for advance, _ in struct.iter_unpack(">HH", table[: 4 * count])]
    advances += advances[-1:] * (font.glyph_count - count)
    return {glyph: round(advance * 1000 / font.upem) for glyph, advance in enumerate(advances)}
