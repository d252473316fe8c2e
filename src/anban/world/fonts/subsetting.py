"""Make a subset of a font: only the glyphs that some characters need, under another name.

In: a face, characters, the name of the new family. Out: the bytes of a font file. The same values
always give the same bytes.
"""

from __future__ import annotations

import io

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from anban.world.fonts.face import FAULTS, Face, broken, opened

FEATURES = (
    "c2sc", "case", "ccmp", "clig", "cpsp", "frac", "kern", "liga", "lnum", "locl", "mark", "mkmk",
    "onum", "ordn", "pnum", "smcp", "subs", "sups", "tnum", "zero",
)  # fmt: skip
"""OpenType features that a book may use. fontTools itself keeps those that scripts need for
shaping."""

COPYRIGHT, FAMILY, STYLE, UNIQUE, FULL, VERSION, POSTSCRIPT = range(7)
LICENCE, LICENCE_ADDRESS = 13, 14
"""The numbers of name records (OpenType 1.9.1, "name", name IDs)."""
KEPT = (COPYRIGHT, VERSION, LICENCE, LICENCE_ADDRESS)
"""Name records that stay as they are: the SIL Open Font License 1.1 (condition 2) asks that every
copy holds the copyright notice and the licence."""


def subset(face: Face, characters: frozenset[str], family: str) -> bytes:
    """The glyphs of `characters` in `face`, as a TTF or OTF file with the family name `family`.

    The features in `FEATURES` are kept, with the glyphs that they need. Name records that could
    hold a reserved font name are replaced (SIL Open Font License 1.1, condition 3). Raises
    `MissingError` if the file is damaged.
    """
    try:
        with opened(face) as font:
            subsetter = Subsetter(_options())
            subsetter.populate(unicodes=[ord(character) for character in characters])
            subsetter.subset(font)
            _rename(font, face, family)
            product = io.BytesIO()
            font.save(product)
            return product.getvalue()
    except FAULTS as fault:
        raise broken(face, fault) from fault


def _options() -> Options:
    options = Options()
    options.layout_features = [*options.layout_features, *FEATURES]
    options.name_IDs = list(KEPT)
    options.name_languages = ["*"]
    options.drop_tables = [*options.drop_tables, "FFTM", "Silt"]
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.recalc_timestamp = False
    return options


def _rename(font: TTFont, face: Face, family: str) -> None:
    postscript = f"{family.replace(' ', '')}-{face.style}"
    style = face.style.replace("BoldItalic", "Bold Italic")
    records = {
        FAMILY: family,
        STYLE: style,
        UNIQUE: f"{postscript};{face.digest[:16]}",
        FULL: f"{family} {style}",
        POSTSCRIPT: postscript,
    }
    for number, text in records.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    if "CFF " in font:
        table = font["CFF "].cff
        table.fontNames = [postscript]
        table.topDictIndex[0].FamilyName = family
        table.topDictIndex[0].FullName = f"{family} {style}"
