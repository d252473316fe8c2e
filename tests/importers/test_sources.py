"""Four texts as they reached their editors, where they are at hand: they are never copied here."""

from __future__ import annotations

from pathlib import Path

import pytest

from anban.importers.balance import weigh
from anban.importers.draft import Draft
from anban.importers.files import document
from anban.importers.given import Given, Wishes
from anban.importers.text import reader

SOURCES = Path(__file__).parents[3] / "shared/sources"

pytestmark = pytest.mark.skipif(not SOURCES.is_dir(), reason="the folder of sources is not here")


def imported(start: str) -> Draft:
    [path] = SOURCES.glob(f"{start}_*.txt")
    draft, faults = reader.read(Given(path.name, path.read_bytes()), Wishes())
    assert faults == ()
    assert draft is not None
    assert weigh(draft).faults == ()
    return draft


def headings(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.startswith("#")]


def kinds(draft: Draft, *, first: bool = True) -> list[tuple[str, int]]:
    return [(guess.kind, guess.line) for guess in draft.guesses if guess.first or not first]


def test_a_book_with_broken_capitals() -> None:
    draft = imported("001")
    assert draft.title == "Quan hệ đặc biệt Việt Nam - Lào (1930 - 2017)"
    assert [(piece.role.value, piece.title) for piece in draft.pieces] == [
        ("publishers-note", "Lời Nhà xuất bản"),
        ("preface", "Lời mở đầu"),
        (
            "chapter",
            "Dưới sự lãnh đạo của Đảng Cộng sản Đông Dương, hai dân tộc Việt Nam và Lào đấu tranh"
            " giành độc lập, tự do (1930 - 1945)",
        ),
        (
            "chapter",
            "Liên minh chiến đấu Việt Nam - Lào trong 30 năm chiển tranh giải phóng dân tộc"
            " (1945 - 1975)",
        ),
        ("chapter", "Hợp tác toàn diện Việt Nam - Lào (1975 - 2017)"),
        (
            "chapter",
            "Quan hệ đặc biệt Việt Nam - Lào bản chất, thành quả, bài học và triển vọng",
        ),
    ]
    assert draft.chapters == "roman"
    assert headings(draft.pieces[2].text) == [
        "## I. Cơ sở hình thành quan hệ đặc biệt Việt Nam - Lào",
        "### Cùng tựa lưng vào dãy Trường Sơn hùng vĩ",
        "### Nhân dân hai nước giàu lòng nhân ái, bao dung và văn hóa của hai dân tộc có nhiều nét"
        " tương đồng",
        "### Nhân dân hai nước có truyền thống bang giao hòa hiếu, cưu mang đùm bọc lẫn nhau từ lâu"
        " đời; cuối thế kỷ XIX cùng bị thực dân Pháp xâm lược và đặt ách cai trị tàn bạo",
        "### Chủ tịch Hồ Chí Minh sớm xác định con đường giải phóng dân tộc Việt Nam và dân tộc"
        " Lào",
        "## II. Đoàn kết đấu tranh giành độc lập, tự do",
    ]
    assert [len(headings(piece.text)) for piece in draft.pieces] == [0, 0, 6, 2, 15, 11]
    assert ("word found nowhere else", 137) in kinds(draft)
    assert ("mark without a note", 76) in kinds(draft)
    assert ("mark without a note", 270) in kinds(draft)
    assert (
        "“Thật là:\n\n::: verse\nThương nhau mấy núi cũng trèo,\n"
        "Mấy sông cũng lội, mấy đèo cũng qua.\nViệt - Lào, hai nước chúng ta,\n"
        "Tình sâu hơn nước Hồng Hà, Cửu Long”[2]{.superscript}.\n:::\n"
    ) in draft.pieces[3].text
    assert [piece.text.count("\n***\n") for piece in draft.pieces] == [0, 0, 1, 1, 1, 0]
    assert draft.pieces[5].text.count("\n- ") == 9


def test_an_article_with_notes() -> None:
    draft = imported("000")
    article, apart = draft.pieces
    assert [author.name for author in draft.authors] == ["Phạm Đức Duyên"]
    assert draft.counts.notes == 3
    assert "của Chủ tịch Hồ Chí Minh[^1], trong" in article.text.replace("\n", " ")
    assert "\n[^3]: Gồm toàn tỉnh Sầm Nưa," in article.text
    assert "Trung tướng PHẠM ĐỨC DUYÊN, Chính ủy Quân khu 2" in article.text
    assert "Ảnh tư liệu: TTXVN" in apart.text
    assert "Mời bạn đọc" in apart.text
    assert "Mời bạn đọc" not in article.text
    assert [line for kind, line in kinds(draft) if kind == "caption without a picture"] == [7, 15]
    assert [line for kind, line in kinds(draft) if kind == "line outside the text"] == [31, 39]


@pytest.mark.parametrize(("start", "paragraphs"), [("002", 11), ("003", 13)])
def test_a_news_item(start: str, paragraphs: int) -> None:
    draft = imported(start)
    item, apart = draft.pieces
    assert len(item.text.split("\n\n")) == paragraphs
    assert headings(item.text) == []
    assert "https://" in apart.text
    assert "https://" not in document(item)
    assert kinds(draft) == [("text without a title", 1)]
