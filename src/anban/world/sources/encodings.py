"""Guess the encoding of a file that is not UTF-8. The guess is only used in a hint.

In: bytes. Out: from `guess`, the name of an encoding or an empty string.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping

SAMPLE = 65_536
"""The number of bytes at the start of a file on which a guess is based."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)

# The codes of the letters that are frequent in Vietnamese text: đ ư ơ à á ả ạ â ấ ầ ậ ê ế ề ệ ô ố
# ồ ộ ờ ớ ợ ứ ự ữ ị í. TCVN 5712:1993 (VN3, "ABC") and RFC 1456 (VISCII).
_COMMON: Mapping[str, bytes] = {
    "TCVN3": bytes.fromhex(
        "AE AD AC B5 B8 B6 B9 A9 CA C7 CB AA D5 D2 D6 AB E8 E5 E9 EA ED EE F8 F9 F7 DE DD"
    ),
    "VISCII": bytes.fromhex(
        "F0 DF BD E0 E1 E4 D5 E2 A4 A5 A7 EA AA AB AE F4 AF B0 B5 B6 BE FE D1 F1 E6 B8 ED"
    ),
}
# In VNI and in code page 1258 a tone mark is a byte of its own that follows its letter.
_VNI_MARKS = bytes.fromhex("F8 F9 FB F5 EF E2 E1 E0 E5 E3 E4 EA E9 E8 FA FC EB")
_VNI_BARE = bytes.fromhex("F1 F6 F4 EE F2 ED E6 D1 D6 D4")
_1258_MARKS = bytes.fromhex("CC D2 DE EC F2")
_1258_LETTERS = bytes.fromhex("E0 E1 E2 E3 E8 E9 EA ED F0 F3 F4 F5 F9 FA FD D0 C2 CA D4")
_VOWELS = b"aeiouyAEIOUY"
_SURE = 0.75
"""The share of the bytes beyond ASCII that must fit an encoding. Capitals and rare letters are not
in the lists above, so a true match does not reach 1."""
_WIDE = 0.2
"""The share of zero bytes above which a file is taken for UTF-16: in Vietnamese or English text in
UTF-16 nearly half of all bytes are zero, in text of other encodings none is."""


def guess(data: bytes) -> str:
    """The likely encoding of `data`, which is not UTF-8; empty if none is likely."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    sample = data[:SAMPLE]
    if sample.count(0) > _WIDE * len(sample):
        return "UTF-16"
    scores = {name: _share(sample, letters) for name, letters in _COMMON.items()}
    scores["VNI"] = _share_behind(sample, _VNI_MARKS, _VOWELS + _VNI_BARE, _VNI_BARE)
    vowels = _VOWELS + _1258_LETTERS
    scores["code page 1258"] = _share_behind(sample, _1258_MARKS, vowels, _1258_LETTERS)
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= _SURE else ""


def _share(sample: bytes, letters: bytes) -> float:
    """The share, from 0 to 1, of the bytes beyond ASCII that are among `letters`."""
    high = [byte for byte in sample if byte > 0x7F]
    return sum(byte in letters for byte in high) / len(high) if high else 0.0


def _share_behind(sample: bytes, marks: bytes, bases: bytes, bare: bytes) -> float:
    """The share of the bytes beyond ASCII that are marks after a base, or letters without a mark.

    It is 0 if no more than a fifth of them are marks: Vietnamese text has a tone in most words, so
    this is then another language.
    """
    high = fitting = marked = 0
    for before, byte in zip(b" " + sample, sample, strict=False):
        if byte > 0x7F:
            high += 1
            behind = byte in marks and before in bases
            marked += behind
            fitting += behind or byte in bare
    return fitting / high if marked * 5 > high else 0.0
