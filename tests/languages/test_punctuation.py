"""What the finders are quick to pass over is nothing that they would have found."""

from __future__ import annotations

import pytest

from anban.languages.punctuation import untouchable, where
from anban.languages.vi.typography import tone_marks

MEANT = [
    "http://x", "https://x.vn/a-b", "www.x", "ban@nxb.vn", "nxb.vn", "a.b.la", "x.com", "x.org/y",
    "x.net", "x.gov", "x.edu", "x.info", "ISBN 978-604", "ISBN-13: 978", "ĐT: 024.3822", "Tel. 04",
    "Fax: 04-38", "Hotline 1900", "Điện thoại: 024", "điện thoại 024", "Phone: 020", "phone 020",
]  # fmt: skip


@pytest.mark.parametrize("text", MEANT)
def test_what_is_meant_as_it_stands_is_found_alone_and_in_a_line(text: str) -> None:
    assert untouchable(text) == ((0, len(text)),)
    assert untouchable(f"xem {text} ở đó") == ((4, 4 + len(text)),)


def test_a_finder_is_asked_only_where_one_of_its_signs_stands() -> None:
    asked: list[str] = []

    @where("–", "--")
    def find(line: str) -> list[int]:
        asked.append(line)
        return [line.find("–")]

    assert [list(find(line)) for line in ("a", "a-b", "a–b", "a--b")] == [[], [], [1], [-1]]
    assert asked == ["a–b", "a--b"]


def test_a_tone_mark_behind_q_has_one_place() -> None:
    text = "thùy qùy Qùy ùy òe hoà quỳ uỳ òeo"
    assert [(old, match[0]) for old, match in tone_marks(text)] == [
        (True, "ùy"), (True, "ùy"), (True, "òe"), (False, "oà"), (False, "uỳ"),
    ]  # fmt: skip
