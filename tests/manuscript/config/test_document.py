from __future__ import annotations

import pytest

from anban.manuscript.config.document import BOOK_LIMIT, DEEPEST_KEY, understand

HOSTILE = {
    "arrays without end": "a = " + "[" * 5000,
    "tables without end": "a = " + "{a = " * 5000,
    "a key of many names": ".".join("a" * 100_000) + " = 1",
    "a header of many names": "[" + " . ".join(["'a'"] * 20_000) + "]",
    "a number of many digits": "a = " + "9" * 5000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_document_is_refused_at_once(text: str) -> None:
    document, found = understand(text.encode())
    assert document is None
    assert [diagnostic.code for diagnostic in found] == ["C101"]


def test_a_key_may_be_as_deep_as_the_limit() -> None:
    document, found = understand((".".join("a" * DEEPEST_KEY) + " = 1").encode())
    assert document is not None
    assert found == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a = 1\nb == 2\n", (2, 4)),
        ("a = 1\r\n\r\nb == 2\r\n", (3, 4)),
        ("a = '\u2028'\nb == 2\n", (3, 4)),
        ("a = [1,\n2\n\n", (2, 2)),
        ("a = 2026-02-30", (1, 5)),
        ("", None),
    ],
)
def test_a_fault_of_syntax_has_its_place(text: str, place: tuple[int, int] | None) -> None:
    _, found = understand(text.encode())
    places = [(one.span.line, one.span.column) for one in found if one.span]
    assert places == ([place] if place else [])


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ("a = 1\ntên = 'Hà".encode() + b"\xe0 N\xf4i'", (2, 10)),
        ("a = 1".encode("utf-16"), (1, 1)),
    ],
)
def test_bytes_that_are_not_utf_8_have_their_place(data: bytes, place: tuple[int, int]) -> None:
    document, (found,) = understand(data)
    assert document is None
    assert found.code == "C102"
    assert found.span is not None
    assert (found.span.line, found.span.column) == place


def test_a_byte_order_mark_does_no_harm() -> None:
    document, found = understand(b"\xef\xbb\xbfa = 1")
    assert document is not None
    assert document.where("a").column == 5
    assert found == ()


def test_what_is_missing_is_placed_at_what_it_would_stand_in() -> None:
    document, _ = understand(b"x = 1\n[a.b]\nc = 2\n")
    assert document is not None
    assert document.where("a.b.d").line == 2
    assert document.where("z.z").line == 1


def test_ten_thousand_chapters_fit() -> None:
    assert 10_000 * len('  "body/0000-mot-ten-dai-vua-phai.md",\n') < BOOK_LIMIT
