"""The languages and the words they say, as a translator has to keep them."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from anban.core.errors import BugError
from anban.languages import AVAILABLE, USUAL, Language, alternatives_of, every, guess, known, load
from anban.languages.folders import slots_of
from anban.languages.typography import Dashes
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


def groups(tag: str) -> dict[str, dict[str, object]]:
    text = files("anban.languages").joinpath(f"{tag}/words.toml").read_text("utf-8")
    return tomllib.loads(text)


def test_available() -> None:
    assert {"en", "vi"} <= set(AVAILABLE)
    assert list(AVAILABLE) == sorted(AVAILABLE)


@pytest.mark.parametrize("tag", AVAILABLE)
def test_every_catalogue_says_the_same_things(tag: str) -> None:
    expected = {key: slots_of(text) for key, text in language("vi").words.messages.items()}
    assert {key: slots_of(text) for key, text in language(tag).words.messages.items()} == expected
    assert {name: sorted(group) for name, group in groups(tag).items()} == {
        name: sorted(group) for name, group in groups("vi").items()
    }


@pytest.mark.parametrize("tag", AVAILABLE)
def test_a_key_stands_in_one_group_only(tag: str) -> None:
    keys = [key for group in groups(tag).values() for key in group]
    assert sorted(keys) == sorted({*language(tag).words.messages, "ordinals"})


@pytest.mark.parametrize("tag", AVAILABLE)
def test_every_label_that_a_book_may_need_is_there(tag: str) -> None:
    keys = {f"imprint-{key}" for key in IMPRINT}
    keys |= {f"contributor-{role.value}" for role in ContributorRole}
    assert keys <= set(language(tag).words.messages)
    assert all(not slots_of(language(tag).words.messages[f"imprint-{key}"]) for key in IMPRINT)


@pytest.mark.parametrize("tag", AVAILABLE)
def test_only_the_notice_says_nothing(tag: str) -> None:
    empty = [key for key, text in language(tag).words.messages.items() if not text.strip()]
    assert empty == ["imprint-notice"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [("vi", "vi"), ("vi-VN", "vi"), ("VI-vn", "vi"), ("en-Latn-GB", "en"), ("en", "en")],
)
def test_a_tag_finds_the_catalogue_of_its_beginning(asked: str, found: str) -> None:
    assert language(asked).tag == found


@pytest.mark.parametrize("tag", ["qaa", "v", "vie", "", "-vi"])
def test_a_language_without_catalogue(tag: str) -> None:
    assert load(tag) is None


def test_say() -> None:
    assert language("vi").say("chapter", number="II") == "Chương II"
    assert language("en").say("chapter", number="II") == "Chapter II"
    assert language("vi").say("figure", number="{x}") == "Hình {x}"
    assert language("vi").say("page", label="iv") == "trang\u00a0iv"


def test_a_missing_message_or_value_is_a_bug() -> None:
    with pytest.raises(BugError, match="the words of vi have no message 'nonsense'"):
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
    assert language(tag).words.ordinal(number) == words


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
    assert language(tag).words.count(number) == shown


@pytest.mark.parametrize(
    ("tag", "items", "joined"),
    [
        ("vi", "", ""), ("vi", "a", "a"), ("vi", "ab", "a và b"), ("vi", "abc", "a, b và c"),
        ("vi", "abcd", "a, b, c và d"), ("en", "ab", "a and b"), ("en", "abc", "a, b, and c"),
    ],
)  # fmt: skip
def test_join(tag: str, items: str, joined: str) -> None:
    assert language(tag).words.join(tuple(items)) == joined


def test_the_marks_of_the_book_stand_in_its_messages() -> None:
    assert language("en").say("title", title="Rice") == "“Rice”"
    assert language("en-GB").say("title", title="Rice") == "‘Rice’"
    single = load("vi", "single")
    assert single is not None
    assert single.say("section", title="Lúa") == "mục ‘Lúa’"


@pytest.mark.parametrize(
    ("tag", "quotes", "outer", "dashes", "patterns"),
    [
        ("en", "", "“”", Dashes.SPACED, "en-us"),
        ("en-US", "", "“”", Dashes.CLOSED, "en-us"),
        ("en-gb", "", "‘’", Dashes.SPACED, "en-gb"),
        ("en-Latn-GB", "", "‘’", Dashes.SPACED, "en-gb"),
        ("en-GB", "double", "“”", Dashes.SPACED, "en-gb"),
        ("en-US", "single", "‘’", Dashes.CLOSED, "en-us"),
        ("vi-VN", "", "“”", Dashes.SPACED, ""),
    ],
)
def test_a_region_has_its_habits(
    tag: str, quotes: str, outer: str, dashes: Dashes, patterns: str
) -> None:
    found = load(tag, quotes)
    assert found is not None
    assert "".join(found.typography.marks.outer) == outer
    assert found.typography.dashes is dashes
    assert found.hyphenation.patterns == patterns


def test_a_language_is_made_once() -> None:
    assert load("en") is load("en")
    assert every() == tuple(map(load, AVAILABLE))


def test_a_tag_without_a_folder_is_the_usual_language() -> None:
    assert known("en_GB").tag == "en"
    assert known("qaa").tag == known("").tag == USUAL


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Người Việt Nam ở Hà Nội", "vi"),
        ("The river was wide and brown, and nobody in the café knew its name.", "en"),
        ("1954 – 1975", "vi"),
        ("", "vi"),
    ],
)
def test_the_language_of_a_text_is_told_by_its_letters(text: str, tag: str) -> None:
    assert guess(text) == tag


def test_importers_know_the_words_of_every_language() -> None:
    found = alternatives_of(lambda one: one.importing.chapter)
    assert {"chapter", "chương", "hồi"} <= set(found[3:-1].split("|"))
    assert alternatives_of(lambda _: ()) == "(?!)"


def test_vietnamese_lists_letters_before_tones() -> None:
    listed = [
        "12", "an", "An Thi", "ản", "Ân Thi", "da", "dz", "đa", "va", "van", "vạn", "văn", "vân",
    ]  # fmt: skip
    by_code = sorted(listed)
    assert sorted(by_code, key=language("vi").collation.key) == listed


def test_english_lists_word_by_word() -> None:
    listed = ["10th", "éclair", "Eddy", "new", "New York", "Newark"]
    by_code = sorted(listed)
    assert sorted(by_code, key=language("en").collation.key) == listed
