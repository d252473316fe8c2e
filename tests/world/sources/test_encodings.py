"""Old Vietnamese encodings: every letter comes back, and none is taken for another."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anban.languages.vi.spelling import share
from anban.world.sources.decoding import NAMES, Undecodable, decode, detect, recode
from anban.world.sources.tables import TCVN3, VISCII

SMALL = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
)
LETTERS = SMALL + SMALL.upper()
TEXT = (
    "Năm 1954, chuyến đò cuối cùng rời bến lúc sáu giờ chiều. Người ở lại đứng trên bờ, vẫy mãi. "
    "Ông lái nói: đường về còn xa, nước ngược, phải đi suốt đêm mới tới được chợ huyện. "
)
_HATS = "\u0302\u0306\u031b"
_VNI = {
    "\u0300": 0xF8, "\u0301": 0xF9, "\u0309": 0xFB, "\u0303": 0xF5, "\u0323": 0xEF,
    "\u0302": 0xE2, "\u0302\u0300": 0xE0, "\u0302\u0301": 0xE1, "\u0302\u0309": 0xE5,
    "\u0302\u0303": 0xE3, "\u0302\u0323": 0xE4, "\u0306": 0xEA, "\u0306\u0300": 0xE8,
    "\u0306\u0301": 0xE9, "\u0306\u0309": 0xFA, "\u0306\u0303": 0xFC, "\u0306\u0323": 0xEB,
}  # fmt: skip
_VNI_WHOLE = {
    "đ": 0xF1, "ơ": 0xF4, "ư": 0xF6, "í": 0xED, "ì": 0xEC, "ỉ": 0xE6, "ĩ": 0xF3, "ị": 0xF2,
    "ỵ": 0xEE,
}  # fmt: skip


def vni(text: str) -> bytes:
    """`text` as VNI for Windows has it, made from Unicode's own decomposition."""
    made = bytearray()
    for char in text:
        small, lift = char.lower(), 0x20 if char.isupper() else 0
        horn = {"\u031b": {"o": "ơ", "u": "ư"}}
        apart = unicodedata.normalize("NFD", small)
        letter, marks = apart[0], "".join(sorted(apart[1:], key=lambda m: m not in _HATS))
        if marks.startswith("\u031b"):
            letter, marks = horn["\u031b"][letter], marks[1:]
        if small in _VNI_WHOLE:
            made.append(_VNI_WHOLE[small] - lift)
            continue
        made.append(_VNI_WHOLE[letter] - lift if letter in _VNI_WHOLE else ord(letter) - lift)
        if marks:
            made.append(_VNI[marks] - lift)
    return bytes(made)


def by(table: Mapping[int, str]) -> Callable[[str], bytes]:
    codes = {char: byte for byte, char in table.items()}
    return lambda text: bytes(codes.get(char, ord(char) & 0x7F) for char in text)


def cp1258(text: str) -> bytes:
    made = ""
    for char in text:
        apart = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323")
        letter = "".join(mark for mark in apart if mark not in tone)
        made += unicodedata.normalize("NFC", letter) + tone
    return made.encode("cp1258")


MADE: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode("utf-8"),
    "utf-16": lambda text: text.encode("utf-16"),
    "cp1258": cp1258,
    "tcvn3": by(TCVN3),
    "vni": vni,
    "viscii": by(VISCII),
}


@pytest.mark.parametrize("name", [name for name in NAMES if name != "tcvn3"])
def test_every_letter_comes_back(name: str) -> None:
    assert len(set(LETTERS)) == 2 * (26 + 67)
    assert decode(MADE[name](LETTERS), name) == LETTERS


def test_tcvn3_has_small_letters_and_plain_capitals() -> None:
    kept = SMALL + "ĂÂÊÔƠƯĐABC"
    assert decode(MADE["tcvn3"](kept), "tcvn3") == kept
    assert set(SMALL + "ĂÂÊÔƠƯĐ") - set("abcdefghijklmnopqrstuvwxyz") <= set(TCVN3.values())


@given(st.text(LETTERS + " .,-1", max_size=200), st.sampled_from(["vni", "cp1258", "viscii"]))
def test_any_words_come_back(text: str, name: str) -> None:
    assert decode(MADE[name](text), name) == text


@pytest.mark.parametrize("name", NAMES)
def test_each_is_told_from_the_others(name: str) -> None:
    data = MADE[name](TEXT * 2)
    assert detect(data) == name
    assert decode(data, name) == TEXT * 2


def test_known_bytes() -> None:
    assert decode(bytes.fromhex("56 69 D6 74 20 4E 61 6D 20 AE A5"), "tcvn3") == "Việt Nam đƠ"
    assert decode(b"Vie\xe4t Nam, \xf1\xf6\xf4\xf8ng, \xd1A\xd9T, B\xcc", "vni") == (
        "Việt Nam, đường, ĐÁT, BÌ"
    )
    assert decode(b"\x93Vi\xea\xf2t\x94", "cp1258") == "“Việt”"
    assert decode(b"\x93a\x94 \x96 b\x85", "vni") == "“a” – b…"
    assert decode(b"\x93a\x94", "tcvn3") == "“a”"


def test_utf_16_without_its_mark() -> None:
    for codec in ("utf-16-le", "utf-16-be"):
        data = TEXT.encode(codec)
        assert detect(data) == "utf-16"
        assert decode(data, "utf-16") == TEXT


def test_the_mark_is_no_character() -> None:
    assert decode(b"\xef\xbb\xbfa", "utf-8") == "a"


@pytest.mark.parametrize(
    ("data", "name", "offset"),
    [
        (b"ab\xff", "utf-8", 2),
        (b"a\x81", "vni", 1),
        (b"\xb0", "tcvn3", 0),
        (b"ab\xd2\x81".replace(b"\x81", b"\x8a"), "cp1258", 3),
        (b"a\x00b", "utf-16", 2),
    ],
)
def test_a_byte_without_a_letter_is_not_lost(data: bytes, name: str, offset: int) -> None:
    with pytest.raises(Undecodable) as caught:
        decode(data, name)
    assert caught.value.offset == offset


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_text_that_an_old_font_left(name: str) -> None:
    stored = MADE[name](TEXT).decode("cp1252")
    assert recode(stored) == (TEXT, name)
    assert recode(TEXT) == (TEXT, "")
    assert recode("Größe façon naïve") == ("Größe façon naïve", "")
    assert recode(f"{stored} ສະບາຍດີ") == (f"{stored} ສະບາຍດີ", "")
    assert recode("plain") == ("plain", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Việt Nam, quyển, ĐƯỜNG", (1.0, 3)),
        ("khuỷu ngoằn khuya", (1.0, 2)),
        ("Vieät gäng ẤB", (0.0, 3)),
        ("plain", (0.0, 0)),
        ("vIỆt", (0.0, 1)),
    ],
)
def test_syllables(text: str, expected: tuple[float, int]) -> None:
    assert share(text) == expected


def test_nothing_is_likely() -> None:
    assert detect("Größe façon naïve".encode("latin-1")) == ""
    assert detect(b"plain") == "utf-8"
