"""One face of a font family: its file, opened with fontTools.

In: a `Face`. Out: the open font, and the characters for which it has glyphs.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

from anban.core.errors import MissingError


@dataclass(frozen=True, slots=True)
class Face:
    """A face of a family. `path` is absolute; `index` is its number in a collection file.

    `digest` is the SHA-256 of the file in hexadecimal.
    """

    family: str
    bold: bool
    italic: bool
    path: str
    index: int
    digest: str

    @property
    def style(self) -> str:
        """The name of its style: Regular, Italic, Bold or BoldItalic."""
        return ("Bold" if self.bold else "") + ("Italic" if self.italic else "") or "Regular"

    @property
    def file(self) -> str:
        """The name of the file, without its folder."""
        return Path(self.path).name


FAULTS = (
    TTLibError, OSError, KeyError, ValueError, AssertionError, EOFError, IndexError, struct.error,
)  # fmt: skip
"""The exceptions that fontTools 4.68 raises on a damaged file; it has no common class for them."""


def opened(face: Face) -> TTFont:
    """The font of `face`. Its tables are parsed when they are used.

    Raises `MissingError` if the file is not a font. The file is read as a whole first, because
    fontTools 4.68 does not close the file of a broken font.
    """
    try:
        content = io.BytesIO(Path(face.path).read_bytes())
        return TTFont(content, fontNumber=face.index, lazy=True, recalcTimestamp=False)
    except FAULTS as fault:
        raise broken(face, fault) from fault


def broken(face: Face, fault: Exception) -> MissingError:
    """The error that says that the file of `face` is damaged."""
    return MissingError(
        f"the font `{face.file}` of `{face.family}` cannot be read: {fault}",
        "reinstall the font, or name another family in the theme",
    )


@cache
def coverage(face: Face) -> frozenset[int]:
    """The code points for which `face` has a glyph.

    Raises `MissingError` if the file is damaged.
    """
    try:
        with opened(face) as font:
            return frozenset(font.getBestCmap() or ())
    except FAULTS as fault:
        raise broken(face, fault) from fault
