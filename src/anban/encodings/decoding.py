"""Bytes of a text that was sent in, in whatever encoding, as text.

In: bytes, the name of an encoding. Out: `decode`; `detect`, the name that fits; `NAMES`, all that
are known. Every byte becomes a character, or `Undecodable` says which does not.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Mapping

from anban.encodings import guess
from anban.encodings.tables import LATIN, TCVN3, VISCII, VNI_BARE, VNI_MARKS, joined

UTF8, UTF16, CP1258 = "utf-8", "utf-16", "cp1258"
TCVN, VNI, VIS = "tcvn3", "vni", "viscii"
NAMES = (UTF8, UTF16, CP1258, TCVN, VNI, VIS)

_TABLES: Mapping[str, Mapping[int, str]] = {TCVN: TCVN3, VIS: VISCII}
_GUESSED = {
    "UTF-16": UTF16, "TCVN3": TCVN, "VISCII": VIS, "VNI": VNI, "code page 1258": CP1258,
}  # fmt: skip
_ASCII = 0x80


class Undecodable(Exception):  # noqa: N818 (it is an answer, not an error of the tool)
    """The byte at `offset` is no character in the encoding."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


def detect(data: bytes) -> str:
    """The encoding of `data`, one of `NAMES`; empty if none is likely."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _GUESSED.get(guess(data), "")
    return UTF16 if b"\0" in data and guess(data) == "UTF-16" else UTF8


def decode(data: bytes, encoding: str) -> str:
    """`data` as composed text. Raises `Undecodable`."""
    if encoding == VNI:
        text = _vni(data)
    elif encoding in _TABLES:
        text = _by_table(data, _TABLES[encoding])
    else:
        text = _by_codec(data, encoding)
    return unicodedata.normalize("NFC", text)


def _by_codec(data: bytes, encoding: str) -> str:
    codec = _sixteen(data) if encoding == UTF16 else encoding
    try:
        return data.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise Undecodable(error.start) from error


def _sixteen(data: bytes) -> str:
    """Which half of a character comes first; without a mark, zeros are first halves."""
    if data.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
        return "utf-16"
    return "utf-16-be" if data[::2].count(0) > data[1::2].count(0) else "utf-16-le"


def _by_table(data: bytes, table: Mapping[int, str]) -> str:
    shown = []
    for offset, byte in enumerate(data):
        char = table.get(byte) or (chr(byte) if byte < _ASCII else "")
        if not char:
            raise Undecodable(offset)
        shown.append(char)
    return "".join(shown)


def _vni(data: bytes) -> str:
    shown: list[str] = []
    for offset, byte in enumerate(data):
        marks = VNI_MARKS.get(byte, "")
        if marks and shown and (letter := joined(shown[-1], marks)):
            shown[-1] = letter
            continue
        char = VNI_BARE.get(byte) or (chr(byte) if byte < _ASCII else LATIN.get(byte, ""))
        if not char:
            raise Undecodable(offset)
        shown.append(char)
    return "".join(shown)
