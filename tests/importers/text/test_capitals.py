"""Titles take their capitals from the text; what it cannot tell is left to an editor."""

from __future__ import annotations

import pytest

from anban.importers.given import Given, Wishes
from anban.importers.text import reader
from anban.importers.text.blocks import is_broken, is_capitals
from anban.importers.text.capitals import Usage, restore, strange, unknown
from anban.languages import known

PROSE = "Người Việt Nam đã đi qua 30 năm chiến tranh giải phóng dân tộc, và chiến tranh đã lùi xa."
MANY = " ".join(f"t{'abcdefghijklmnopq'[at % 17]}{'xyz'[at % 3]}{at}" for at in range(250))


def usage(title: str) -> Usage:
    return Usage.of((PROSE, MANY), [title])


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("CHIẾN TRANH Ở VIỆT NAM", "Chiến tranh ở Việt Nam"),
        ("chiẾn tranh Ở viỆt nam", "Chiến tranh ở Việt Nam"),
        ("II. CHIẾN TRANH", "II. Chiến tranh"),
        ("1.2. CHIẾN TRANH", "1.2. Chiến tranh"),
        ("PHỤ LỤC 1: CHIẾN TRANH", "Phụ lục 1: Chiến tranh"),
        ("“CHIẾN TRANH”", "“Chiến tranh”"),
        ("chiến tranh ở việt nam", "Chiến tranh ở Việt Nam"),
        ("CHIẾN TRANH VÀ TTXVN", "Chiến tranh và TTXVN"),
        ("THẾ KỶ XIX", "Thế kỷ XIX"),
        ("İSTANBUL VÀ ẞ", "İSTANBUL và ẞ"),
    ],
)
def test_restored(title: str, expected: str) -> None:
    assert restore(title, usage(title)) == expected


def test_an_english_title() -> None:
    title = "THE WAR OF THE WORLDS"
    small = known("en").importing.small_words
    assert restore(title, usage(title), small) == "The War of the Worlds"


def test_a_word_with_one_wrong_letter() -> None:
    title = "30 năm chiển tranh giải phóng"
    assert strange(title, usage(title)) == (("chiển", "chiến"),)
    assert unknown(title, usage(title))
    good = "30 năm chiến tranh giải phóng"
    assert strange(good, usage(good)) == ()
    assert not unknown(good, usage(good))
    far = "30 năm xây dựng"
    assert strange(far, usage(far)) == ()


def test_a_short_text_tells_nothing() -> None:
    title = "30 năm chiển tranh giải phóng"
    short = Usage.of((PROSE,), [title])
    assert strange(title, short) == ()
    assert not unknown(title, short)


def test_it_is_reported() -> None:
    text = f"Chương I\n\n30 NĂM CHIỂN TRANH Ở LÀNG\n\n{PROSE}\n\n{MANY}.\n"
    draft, _ = reader.read(Given("a.txt", text.encode()), Wishes())
    assert draft is not None
    first = {guess.kind: guess.after for guess in draft.guesses if guess.first}
    assert first["word found nowhere else"].startswith("chiến? the text never has chiển")
    assert first["capitals"] == "30 năm chiển tranh ở làng"


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("DƯỚI sỰ lãnh đẠo", True),
        ("HỢp tác toàn diỆn", True),
        ("BếN Đò", True),
        ("Việt Nam và USD", False),
        ("McNamara và iPhone", False),
        ("VIỆT NAM", False),
    ],
)
def test_broken(text: str, broken: bool) -> None:
    assert is_broken(text) is broken


def test_capitals_need_letters() -> None:
    assert is_capitals("VIỆT NAM")
    assert not is_capitals("XX")
    assert not is_capitals("Việt NAM")
