"""The message catalogues, as a translator has to keep them."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from string import Formatter

import pytest

from anban.core.errors import BugError
from anban.languages import AVAILABLE, Language, load
from anban.manuscript.config.model import ContributorRole

IMPRINT = (
    "publisher", "address", "phone", "email", "website", "responsible-publishing",
    "responsible-content", "editor", "cover-design", "typesetting", "proofreading", "print-run",
    "format", "printed-at", "registration", "decision", "deposit", "notice", "isbn",
)  # fmt: skip


def language(tag: str) -> Language:
    found = load(tag)
    assert found is not None
    return found


def placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def groups(tag: str) -> dict[str, dict[str, object]]:
    text = files("anban.languages").joinpath(f"{tag}.toml").read_text("utf-8")
    return tomllib.loads(text)


def test_available() -> None:
    assert AVAILABLE == ("en", "vi")


@pytest.mark.parametrize("tag", AVAILABLE)
def test_every_catalogue_says_the_same_things(tag: str) -> None:
    expected = {key: placeholders(text) for key, text in language("vi").messages.items()}
    assert {key: placeholders(text) for key, text in language(tag).messages.items()} == expected
    assert {name: sorted(group) for name, group in groups(tag).items()} == {
        name: sorted(group) for name, group in groups("vi").items()
    }


@pytest.mark.parametrize("tag", AVAILABLE)
def test_a_key_stands_in_one_group_only(tag: str) -> None:
    keys = [key for group in groups(tag).values() for key in group]
    assert sorted(keys) == sorted({*language(tag).messages, "ordinals"})


@pytest.mark.parametrize("tag", AVAILABLE)
def test_every_label_that_a_book_may_need_is_there(tag: str) -> None:
    keys = {f"imprint-{key}" for key in IMPRINT}
    keys |= {f"contributor-{role.value}" for role in ContributorRole}
    assert keys <= set(language(tag).messages)
    assert all(not placeholders(language(tag).messages[f"imprint-{key}"]) for key in IMPRINT)


@pytest.mark.parametrize("tag", AVAILABLE)
def test_only_the_notice_says_nothing(tag: str) -> None:
    empty = [key for key, text in language(tag).messages.items() if not text.strip()]
    assert empty == ["imprint-notice"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [("vi", "vi"), ("vi-VN", "vi"), ("VI-vn", "vi"), ("en-Latn-GB", "en"), ("en", "en")],
)
def test_a_tag_finds_the_catalogue_of_its_beginning(asked: str, found: str) -> None:
    assert language(asked).tag == found


@pytest.mark.parametrize("tag", ["fr", "v", "vie", "", "-vi"])
def test_a_language_without_catalogue(tag: str) -> None:
    assert load(tag) is None


def test_say() -> None:
    assert language("vi").say("chapter", number="II") == "Chương II"
    assert language("en").say("chapter", number="II") == "Chapter II"
    assert language("vi").say("figure", number="{x}") == "Hình {x}"
    assert language("vi").say("page", label="iv") == "trang\u00a0iv"


def test_a_missing_message_or_value_is_a_bug() -> None:
    with pytest.raises(BugError, match="the catalogue of vi has no message 'nonsense'"):
        language("vi").say("nonsense")
    with pytest.raises(BugError, match="message 'chapter' was given no value for 'number'"):
        language("vi").say("chapter")


@pytest.mark.parametrize(
    ("tag", "number", "words"),
    [
        ("vi", 1, "thứ nhất"), ("vi", 4, "thứ tư"), ("vi", 15, "thứ mười lăm"),
        ("vi", 21, "thứ 21"), ("en", 1, "One"), ("en", 20, "Twenty"), ("en", 21, "21"),
    ],
)  # fmt: skip
def test_ordinal(tag: str, number: int, words: str) -> None:
    assert language(tag).ordinal(number) == words


@pytest.mark.parametrize(
    ("tag", "number", "shown"),
    [
        ("vi", 500, "500"),
        ("vi", 1000, "1.000"),
        ("vi", 1234567, "1.234.567"),
        ("en", 1000, "1,000"),
    ],
)
def test_count(tag: str, number: int, shown: str) -> None:
    assert language(tag).count(number) == shown


@pytest.mark.parametrize(
    ("tag", "items", "joined"),
    [
        ("vi", "", ""), ("vi", "a", "a"), ("vi", "ab", "a và b"), ("vi", "abc", "a, b và c"),
        ("vi", "abcd", "a, b, c và d"), ("en", "ab", "a and b"), ("en", "abc", "a, b, and c"),
    ],
)  # fmt: skip
def test_join(tag: str, items: str, joined: str) -> None:
    assert language(tag).join(tuple(items)) == joined
