"""Files become text: encodings, line ends, composed letters, characters that cannot be seen."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest

from anban.core.diagnostics import Diagnostic
from anban.world.sources.source import Source, decode

TEXT = (
    "Ngày 4 tháng 9 năm 1945, Hà Nội vừa qua lễ độc lập được hai hôm. Người khách từ Vinh ra: "
    "hoàng thân của nước Lào. Cuộc gặp do chủ nhà ngỏ lời mời; những người đứng trước đám đông. "
)


def good(data: bytes) -> tuple[Source, list[Diagnostic]]:
    source, found = decode("a.md", data)
    assert source is not None
    return source, list(found)


def told(found: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(one.code, str(one.span)) for one in found]


def test_a_clean_file() -> None:
    data = "Một\nhai\n".encode()
    source, found = good(data)
    digest = hashlib.sha256(data).hexdigest()
    assert source == Source("a.md", "Một\nhai\n", ("Một", "hai", ""), digest)
    assert not found


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_every_line_end_is_one(end: str) -> None:
    source, found = good(f"a{end}b{end}{end}c".encode())
    assert source.lines == ("a", "b", "", "c")
    assert source.text == "a\nb\n\nc"
    assert not found


def test_a_byte_order_mark_vanishes() -> None:
    source, found = good(b"\xef\xbb\xbfa")
    assert source.text == "a"
    assert not found


def test_decomposed_letters_are_composed_and_told_once() -> None:
    source, found = good("x\nTie\u0302\u0301ng Vie\u0323\u0302t\nHa\u0300".encode())
    assert source.lines == ("x", "Tiếng Việt", "Hà")
    assert told(found) == [("S103", "a.md:2:3")]
    assert "3 times" in found[0].message


def test_a_mixed_word_and_a_lone_mark() -> None:
    source, found = good("Tiế\u0323ng \u0301".encode())
    assert source.text == "Tiệ\u0301ng \u0301"
    assert told(found) == [("S103", "a.md:1:3")]
    assert "once" in found[0].message


def test_bad_utf8_tells_the_byte_and_its_place() -> None:
    source, (found,) = decode("a.md", "Một\r\nhai".encode() + b"\xff ba")
    assert source is None
    assert (found.code, str(found.span)) == ("S101", "a.md:2:4")
    assert "byte 10 is 0xFF" in found.message
    assert "looks like" not in found.hint


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-32"), "UTF-32"),
    ],
)
def test_wide_encodings(data: bytes, name: str) -> None:
    source, (found, *_) = decode("a.md", data)
    assert source is None
    assert f"looks like {name}" in found.hint


TCVN3 = dict(
    zip(
        "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        bytes.fromhex(
            "A8A9AAABACADAEB5B6B7B8B9BBBCBDBEC6C7C8C9CACBCCCECFD0D1D2D3D4D5D6D7D8DCDDDEDFE1E2E3E4"
            "E5E6E7E8E9EAEBECEDEEEFF1F2F3F4F5F6F7F8F9FAFBFCFDFE"
        ),
        strict=True,
    )
)
VISCII = dict(
    zip(
        "đàảãáạăắằặâấầẩẫậêếềểễệôốồổỗộơớờởợỡưứừửữựọóòịíìúùụủ",
        bytes.fromhex(
            "F0E0E4E3E1D5E5A1A2A3E2A4A5A6E7A7EAAAABACADAEF4AFB0B1B2B5BDBEB6B7FEDEDFD1D7D8E6F1F7F3"
            "F2B8EDECFAF9F8FC"
        ),
        strict=True,
    )
)
VNI_MARKS = {
    "à": "aF8", "á": "aF9", "ả": "aFB", "ã": "aF5", "ạ": "aEF", "â": "aE2", "ấ": "aE1",
    "ầ": "aE0", "ậ": "aE4", "ă": "aEA", "ế": "eE1", "ề": "eE0", "ể": "eE5", "ễ": "eE3",
    "ệ": "eE4", "ê": "eE2", "ô": "oE2", "ồ": "oE0", "ộ": "oE4", "ố": "oE1", "ổ": "oE5",
    "ủ": "uFB", "ụ": "uEF", "ú": "uF9",
}  # fmt: skip
VNI_BARE = {"đ": 0xF1, "ơ": 0xF4, "ư": 0xF6}
VNI_ON_BARE = {
    "ờ": "F4F8", "ừ": "F6F8", "ữ": "F6F5", "ứ": "F6F9", "ự": "F6EF", "ợ": "F4EF", "ở": "F4FB",
}  # fmt: skip


def one_byte(table: dict[str, int]) -> bytes:
    return bytes(table.get(char, ord(char) if ord(char) < 128 else 0x3F) for char in TEXT.lower())


def vni() -> bytes:
    made = bytearray()
    for char in TEXT.lower():
        if char in VNI_MARKS:
            made += bytes((ord(VNI_MARKS[char][0]), int(VNI_MARKS[char][1:], 16)))
        elif char in VNI_ON_BARE:
            made += bytes.fromhex(VNI_ON_BARE[char])
        else:
            made.append(VNI_BARE.get(char, ord(char) if ord(char) < 128 else 0x3F))
    return bytes(made)


def code_page_1258() -> bytes:
    """Letters as code page 1258 has them: the tone behind its letter."""
    made = ""
    for char in TEXT:
        apart = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323")
        letter = "".join(mark for mark in apart if mark not in tone)
        made += unicodedata.normalize("NFC", letter) + tone
    return made.encode("cp1258")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (one_byte(TCVN3), "TCVN3"),
        (one_byte(VISCII), "VISCII"),
        (vni(), "VNI"),
        (code_page_1258(), "code page 1258"),
    ],
    ids=["TCVN3", "VISCII", "VNI", "CP1258"],
)
def test_old_vietnamese_encodings(data: bytes, name: str) -> None:
    source, (found,) = decode("a.md", data)
    assert source is None
    assert found.hint == f"save the file as UTF-8; it looks like {name}"


def test_no_guess_where_nothing_is_likely() -> None:
    _, (found,) = decode("a.md", "Größe façon naïve".encode("latin-1"))
    assert found.hint == "save the file as UTF-8"


@pytest.mark.parametrize(
    ("char", "code", "name"),
    [
        ("\x07", "S102", "U+0007"),
        ("\x0b", "S102", "U+000B"),
        ("\x0c", "S102", "U+000C"),
        ("\x00", "S102", "U+0000"),
        ("\x80", "S102", "U+0080"),
        ("\u202e", "S104", "U+202E (right-to-left override)"),
        ("\u2066", "S104", "U+2066 (left-to-right isolate)"),
        ("\u200b", "S105", "U+200B (zero width space)"),
        ("\u2060", "S105", "U+2060 (word joiner)"),
        ("\ufeff", "S105", "U+FEFF (zero width no-break space)"),
        ("\ufffd", "S106", "U+FFFD (replacement character)"),
        ("\ufdd0", "S107", "U+FDD0"),
        ("\U0001ffff", "S107", "U+1FFFF"),
    ],
)
def test_odd_characters_are_told_with_their_first_place(char: str, code: str, name: str) -> None:
    source, (found,) = good(f"ab{char}c\n{char}{char}".encode())
    assert char in source.text
    assert (found.code, str(found.span)) == (code, "a.md:1:3")
    assert f"{name}, 3 times in this file" in found.message


def test_tabs_soft_hyphens_and_no_break_spaces_are_no_fault() -> None:
    assert good("a\tb\u00adc\u00a0d\u202fe\n".encode())[1] == []
