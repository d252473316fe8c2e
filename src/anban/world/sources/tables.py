"""Tables of the Vietnamese encodings from before Unicode that Python does not have.

In: nothing. Out: `TCVN3` and `VISCII` map bytes to letters. VNI needs two tables: `VNI_BARE` for
letters and `VNI_MARKS` for the marks that follow a letter. `LATIN` has what the fonts of that time
show for the other bytes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType


def _rows(text: str, first: int) -> dict[int, str]:
    """Map the bytes from `first` on to the letters of `text`; `·` is a byte without a letter."""
    return {byte: char for byte, char in enumerate("".join(text.split()), first) if char != "·"}


# The characters of Windows' code page 1252: curly quotes, dashes, ellipses.
LATIN: Mapping[int, str] = MappingProxyType(
    {
        byte: bytes((byte,)).decode("cp1252")
        for byte in range(0x80, 0x100)
        if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
    }
)

# TCVN 5712:1993, annex VN3, as in the fonts .VnTime. For capitals with a tone, authors used small
# letters in a font of capitals (.VnTimeH): without its fonts, a text does not tell them apart.
TCVN3: Mapping[int, str] = MappingProxyType(
    {byte: char for byte, char in LATIN.items() if byte <= 0xA0}
    | _rows(
        """
        ĂÂÊÔƠƯĐăâêôơưđ·
        ·····àảãáạ·ằẳẵắ·
        ······ặầẩẫấậè·ẻẽ
        éẹềểễếệìỉ···ĩíịò
        ·ỏõóọồổỗốộờởỡớợù
        ·ủũúụừửữứựỳỷỹýỵ·
        """,
        0xA1,
    )
)

# RFC 1456; six capitals have the codes of control characters.
VISCII: Mapping[int, str] = MappingProxyType(
    _rows(
        """
        ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ
        ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ
        Õắằặấầẩậẽẹếềểễệố
        ồổỗỠƠộờởịỰỨỪỬơớƯ
        ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ
        ĐứÒÓÔạỷừửÙÚỹỵÝỡư
        àáâãảăữẫèéêẻìíĩỉ
        đựòóôõỏọụùúũủýợỮ
        """,
        0x80,
    )
    | {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
)

# VNI for Windows: a letter is an ASCII letter or one of these; all its marks are one byte after it.
# After a capital, the byte of a mark is less by 0x20, as a Latin capital's code is.
_BARE = {
    0xF1: "đ", 0xF4: "ơ", 0xF6: "ư", 0xED: "í", 0xEC: "ì", 0xE6: "ỉ", 0xF3: "ĩ", 0xF2: "ị",
    0xEE: "ỵ",
}  # fmt: skip
_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_HAT, _BREVE = "\u0302", "\u0306"
_MARKS = {
    0xF8: _GRAVE, 0xF9: _ACUTE, 0xFB: _HOOK, 0xF5: _TILDE, 0xEF: _DOT,
    0xE2: _HAT, 0xE0: _HAT + _GRAVE, 0xE1: _HAT + _ACUTE, 0xE5: _HAT + _HOOK,
    0xE3: _HAT + _TILDE, 0xE4: _HAT + _DOT,
    0xEA: _BREVE, 0xE8: _BREVE + _GRAVE, 0xE9: _BREVE + _ACUTE, 0xFA: _BREVE + _HOOK,
    0xFC: _BREVE + _TILDE, 0xEB: _BREVE + _DOT,
}  # fmt: skip
_CAPITAL = 0x20
"""The distance of a capital's code from the small letter's, as in ASCII and Latin-1."""

VNI_BARE: Mapping[int, str] = MappingProxyType(
    _BARE | {byte - _CAPITAL: char.upper() for byte, char in _BARE.items()}
)
VNI_MARKS: Mapping[int, str] = MappingProxyType(
    _MARKS | {byte - _CAPITAL: marks for byte, marks in _MARKS.items()}
)


def joined(letter: str, marks: str) -> str:
    """`letter` and `marks` as one character; an empty string if Vietnamese has no such letter."""
    found = unicodedata.normalize("NFC", letter + marks)
    return found if len(found) == 1 and letter in "aeouyAEOUYơƠưƯ" else ""
