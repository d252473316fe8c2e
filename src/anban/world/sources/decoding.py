"""Decode the bytes of a text that an author sent, in any of several encodings.

In: bytes, and the name of an encoding. Out: `decode` gives the text, `detect` the name of the
encoding that fits, and `recode` repairs text that was typed with an old font. `NAMES` has all
encodings. Every byte becomes a character, or `Undecodable` says which one does not.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Mapping

from anban.languages import every
from anban.world.sources.encodings import SAMPLE, guess
from anban.world.sources.tables import LATIN, TCVN3, VISCII, VNI_BARE, VNI_MARKS, joined

UTF8, UTF16, CP1258 = "utf-8", "utf-16", "cp1258"
TCVN, VNI, VIS = "tcvn3", "vni", "viscii"
NAMES = (UTF8, UTF16, CP1258, TCVN, VNI, VIS)

_TABLES: Mapping[str, Mapping[int, str]] = {TCVN: TCVN3, VIS: VISCII}
_GUESSED = {
    "UTF-16": UTF16, "TCVN3": TCVN, "VISCII": VIS, "VNI": VNI, "code page 1258": CP1258,
}  # fmt: skip
_ASCII = 0x80
OLD = (TCVN, VNI, CP1258, VIS)
_SURE = 0.8
"""How many of the words must be words of a language, from 0 to 1."""
_FEWEST_WORDS = 2
"""Fewer words prove nothing: a wrong table can make one Vietnamese word by chance."""


class Undecodable(Exception):  # noqa: N818 (it is an answer, not an error of the tool)
    """Raised if the byte at `offset` is not a character in the encoding."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


def detect(data: bytes) -> str:
    """The encoding of `data`, one of `NAMES`; an empty string if none is likely."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        likely = guess(data)
        return UTF16 if likely == "UTF-16" else _old(data) or _GUESSED.get(likely, "")
    return UTF16 if b"\0" in data and guess(data) == "UTF-16" else UTF8


def _old(data: bytes) -> str:
    """The old encoding that makes words of `data`; empty if none does."""
    shares = {name: _share(data[:SAMPLE], name) for name in OLD}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= _SURE else ""


def _share(data: bytes, name: str) -> float:
    try:
        found, words = _known_words(decode(data, name))
    except Undecodable:
        return 0.0
    return found if words >= _FEWEST_WORDS else 0.0


def _known_words(text: str) -> tuple[float, int]:
    """How many of the words are those of a language that was typed in old encodings, from 0 to 1,
    and how many words that was told from; of the language that knows most.
    """
    telling = (one.importing.share_of_words for one in every())
    return max((share(text) for share in telling if share is not None), default=(0.0, 0))


def recode(text: str) -> tuple[str, str]:
    """Repair text of an old font whose codes were stored as Latin letters: `Vieät Nam`.

    Gives the text that was meant and the name of the old encoding. Other text comes back as it is,
    with an empty name.
    """
    if _known_words(text[:SAMPLE])[0] >= _SURE / 2:
        return text, ""
    try:
        data = b"".join(_latin(char) for char in text)
    except UnicodeEncodeError:
        return text, ""
    name = _old(data)
    return (decode(data, name), name) if name in (TCVN, VNI) else (text, "")


def _latin(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1")


def decode(data: bytes, encoding: str) -> str:
    """`data` as text in Unicode's form NFC. Raises `Undecodable` for a byte without a meaning."""
    if encoding == VNI:
        text = _vni(data)
    elif encoding in _TABLES:
        text = _by_table(data, _TABLES[encoding])
    else:
        text = _by_codec(data, encoding)
    return unicodedata.normalize("NFC", text)


def _by_codec(data: bytes, encoding: str) -> str:
    codec = _utf16_codec(data) if encoding == UTF16 else encoding
    try:
        return data.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise Undecodable(error.start) from error


def _utf16_codec(data: bytes) -> str:
    """Python's codec for UTF-16 in the byte order of `data`.

    Without a byte order mark the zeros decide: the high byte of most letters is zero.
    """
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
