from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anban.manuscript.config import values
from anban.manuscript.config.isbn import thirteen
from anban.manuscript.config.values import BadValue

GOOD: list[tuple[Callable[[str], Any], str, Any]] = [
    (values.isbn, "978-0-306-40615-7", "978-0-306-40615-7"),
    (values.isbn, " 978 0  306 40615 - 7", "978-0-306-40615-7"),
    (values.isbn, "978‑0‑306‑40615‑7", "978-0-306-40615-7"),
    (values.isbn, "9780306406157", "9780306406157"),
    (values.isbn, "0-306-40615-2", "0-306-40615-2"),
    (values.isbn, "0-8044-2957-x", "0-8044-2957-X"),
    (thirteen, "978-0-306-40615-7", "9780306406157"),
    (thirteen, "0-306-40615-2", "9780306406157"),
    (thirteen, "0-8044-2957-X", "9780804429573"),
    (thirteen, "", ""),
    (values.language_tag, "vi", "vi"),
    (values.language_tag, "EN-gb", "en-GB"),
    (values.language_tag, "zh-hant-tw", "zh-Hant-TW"),
    (values.language_tag, "sl-rozaj-biske-1994", "sl-rozaj-biske-1994"),
    (values.language_tag, "es-419", "es-419"),
    (values.language_tag, "zh-cmn-Hans-CN", "zh-cmn-Hans-CN"),
    (values.language_tag, "de-DE-u-co-phonebk-x-private", "de-DE-u-co-phonebk-x-private"),
    (values.day, "2024-02-29", date(2024, 2, 29)),
    (values.length, "18mm", 18.0),
    (values.length, "1.8 cm", 18.0),
    (values.length, "0.7in", 17.78),
    (values.length, "12pt", 4.2333),
    (values.length, "0mm", 0.0),
    (values.length, "200mm", 200.0),
    (values.trim, "145x205mm", (145.0, 205.0)),
    (values.trim, "14.5 x 20.5 cm", (145.0, 205.0)),
    (values.trim, "14.5cm × 205mm", (145.0, 205.0)),
    (values.trim, "A5", (148.0, 210.0)),
    (values.trim, "14.5 x 20.5", (145.0, 205.0)),
    (values.slug, "dat-va-nguoi-2", "dat-va-nguoi-2"),
    (values.web_address, "http://example.vn/a?b=c#d", "http://example.vn/a?b=c#d"),
    (values.mail_address, "a.b+c@example.com.vn", "a.b+c@example.com.vn"),
    (values.one_line, " hai \n\t dòng\u00a0liền ", "hai dòng\u00a0liền"),
    (values.composed, "a\u0300\n\nb ", "à\n\nb"),
    (values.path, "images/bìa 100% #1 🙂.png", "images/bìa 100% #1 🙂.png"),
    (values.path, "ha\u0300.md", "ha\u0300.md"),
]

BAD: list[tuple[Callable[[str], Any], str, str, str | None]] = [
    (values.isbn, "978-0-306-40615-8", "isbn-check-digit", None),
    (values.isbn, "0306406153", "isbn-check-digit", None),
    (values.isbn, "X306406152", "bad-isbn", None),
    (values.isbn, "97803064061570", "bad-isbn", None),
    (values.isbn, "٩٧٨٠٣٠٦٤٠٦١٥٧", "bad-isbn", None),
    (values.language_tag, "vn", "bad-language-tag", "vi"),
    (values.language_tag, "vn-VN", "bad-language-tag", "vi-VN"),
    (values.language_tag, "Vietnamese", "bad-language-tag", "vi"),
    (values.language_tag, "en_GB", "bad-language-tag", "en-GB"),
    (values.language_tag, "tiếng Việt", "bad-language-tag", None),
    (values.language_tag, "vi-", "bad-language-tag", None),
    (values.day, "2026-02-30", "bad-date", None),
    (values.day, "2026-2-3", "bad-date", None),
    (values.length, "18", "bad-length", None),
    (values.length, "18px", "bad-length", None),
    (values.length, "201mm", "bad-length", None),
    (values.length, "1,5cm", "bad-length", "1.5cm"),
    (values.trim, "145x1001mm", "bad-trim", None),
    (values.trim, "19x205mm", "bad-trim", None),
    (values.trim, "14,5 x 20,5 cm", "bad-trim", "14.5 x 20.5 cm"),
    (values.trim, "diges", "bad-trim", "digest"),
    (values.slug, "Đất", "bad-slug", "dat"),
    (values.slug, "a--b", "bad-slug", "a-b"),
    (values.slug, "x" * 81, "bad-slug", "x" * 80),
    (values.web_address, "example.vn", "bad-address", "https://example.vn"),
    (values.web_address, "javascript:alert(1)", "bad-address", None),
    (values.web_address, "https://[::1", "bad-address", None),
    (values.web_address, "https://example.vn/a b", "bad-address", None),
    (values.mail_address, "a@b@c.vn", "bad-address", None),
    (values.composed, "a\x00b", "control-character", None),
    (values.composed, "a\x85b", "control-character", None),
    (values.path, "a/../b", "unsafe-path", None),
    (values.path, "C:/b", "unsafe-path", None),
]


@pytest.mark.parametrize(("read", "text", "value"), GOOD)
def test_a_value_is_read(read: Callable[[str], Any], text: str, value: object) -> None:
    assert read(text) == value


@pytest.mark.parametrize(("read", "text", "rule", "near"), BAD)
def test_a_bad_value_names_its_rule(
    read: Callable[[str], Any], text: str, rule: str, near: str | None
) -> None:
    with pytest.raises(BadValue) as caught:
        read(text)
    assert (caught.value.rule.name, caught.value.near) == (rule, near)


def test_the_expected_check_digit_is_told() -> None:
    with pytest.raises(BadValue) as caught:
        values.isbn("978-0-306-40615-8")
    assert caught.value.values["expected"] == "7"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đường Trường Sơn", "duong-truong-son"),
        ("Hà Nội – 1946: mùa đông!", "ha-noi-1946-mua-dong"),
        ("e\u0302\u0301 ộ Ữ", "e-o-u"),
        ("ສະບາຍດີ", ""),
        ("a" * 200, "a" * 80),
    ],
)
def test_a_slug_is_plain(title: str, slug: str) -> None:
    assert values.slug_of(title) == slug


@given(st.text())
def test_a_slug_is_a_name_or_nothing(title: str) -> None:
    slug = values.slug_of(title)
    assert slug == "" or values.is_name(slug)


@given(st.text("0123456789", min_size=9, max_size=9), st.integers(0, 8), st.integers(1, 9))
def test_a_single_wrong_digit_of_an_isbn_always_shows(body: str, place: int, more: int) -> None:
    number = next(f"978{body}{digit}" for digit in range(10) if _accepted(f"978{body}{digit}"))
    wrong = str((int(body[place]) + more) % 10)
    assert not _accepted(f"978{body[:place]}{wrong}{body[place + 1 :]}{number[-1]}")


def _accepted(text: str) -> bool:
    try:
        values.isbn(text)
    except BadValue:
        return False
    return True
