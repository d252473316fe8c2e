"""The proof finds whatever a reader loses, doubles or changes, and says where."""

from __future__ import annotations

from dataclasses import replace

import pytest

from anban.importers.balance import weigh
from anban.importers.draft import Addition, Counts, Draft, Removal, Thing
from tests.importers.drafts import draft


def codes(given: Draft) -> list[tuple[str, int]]:
    return [(one.code, one.span.line if one.span else 0) for one in weigh(given).faults]


def with_text(text: str) -> Draft:
    return draft(text=text)


def test_a_faithful_draft_balances() -> None:
    balance = weigh(draft())
    assert balance.faults == ()
    sums = {one.thing: (one.came, one.added, one.went, one.removed) for one in balance.sums}
    assert sums[Thing.CHARACTER] == (47, 0, 32, 15)
    assert sums[Thing.NOTE] == (1, 0, 1, 0)
    assert sums[Thing.HEADING] == (1, 0, 1, 0)
    assert sums[Thing.PICTURE] == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chuyến đò[^1] rời bến.\n\n[^1]: Năm 1954.", [("I101", 4)]),
        ("Chuyến đò cuối[^1] rời bến bến.\n\n[^1]: Năm 1954.", [("I101", 4)]),
        ("Chuyến đò cuối rời bến.\n\nNăm 1954.", [("I101", 1)]),
        ("Chuyến đồ cuối[^1] rời bến.\n\n[^1]: Năm 1954.", [("I102", 4)]),
        ("Chuyến đò cuối[^1] rời bến.\n\n[^1]: Năm 1954.\n\n<!--", [("I101", 1)]),
        (
            "Chuyến đò cuối[^1] rời bến.\n\n[^1]: Năm 1954.\n\n[^2]: A",
            [("I103", 2), ("I101", 1), ("I101", 1)],
        ),
    ],
    ids=["lost", "doubled", "note-unmade", "changed", "a-mark-too-many", "not-readable"],
)
def test_what_is_not_as_it_came_is_found(text: str, expected: list[tuple[str, int]]) -> None:
    assert codes(with_text(text)) == expected


def test_the_place_is_the_first_line_whose_words_are_gone() -> None:
    lines = ("Bến đò", "Chuyến đò cuối rời bến.", "Trời tối.", "Sông lạnh.")
    given = draft(*lines, text="Chuyến đò cuối rời bến.\n\nSông lạnh.", removals=())
    assert codes(replace(given, counts=Counts(headings=1))) == [("I101", 3)]


@pytest.mark.parametrize(("came", "expected"), [(2, []), (1, ["I101"]), (3, ["I101"])])
def test_headings_of_sections_count_as_titles_do(came: int, expected: list[str]) -> None:
    lines = ("Bến đò", "Mục", "Trời tối.")
    given = draft(*lines, text="## Mục\n\nTrời tối.", removals=(), counts=Counts(headings=came))
    assert [code for code, _ in codes(given)] == expected


def test_a_change_is_shown_with_its_words() -> None:
    lines = ("Bến đò", "Trời tối.")
    given = draft(*lines, text="Trời tôi.", removals=(), counts=Counts(headings=1))
    [fault] = weigh(given).faults
    assert fault.code == "I102"
    assert "`Trời tối.`" in fault.message


def test_case_and_composition_are_no_change() -> None:
    lines = ("BẾN ĐÒ", "Tro\u031b\u0300i tối.")
    given = draft(*lines, text="Trời tối.", removals=(), counts=Counts(headings=1))
    assert weigh(given).faults == ()


def test_things_are_balanced_by_what_is_listed() -> None:
    lines = ("Trời tối. 3 Lạc.",)
    addition = Addition("title", "a.txt", 1, "Bến đò", (Thing.HEADING,))
    removal = Removal("note without call", "a.txt", 1, "3", (Thing.NOTE,))
    given = draft(*lines, text="Trời tối. Lạc.", counts=Counts(notes=1), removals=(removal,))
    assert codes(given) != []
    assert codes(replace(given, additions=(addition,))) == []


def test_words_of_every_place_are_counted() -> None:
    text = (
        "> Lời *nghiêng*\n>\n> -- Ai\n\n::: verse\nMột\n:::\n\n- `mã`\n\n```\nkhối\n```\n\n"
        "![Tả](images/a.png)\n\n: Chú\n\nTrong ![dòng](images/a.png).\n\n| A |\n|---|\n| B |\n"
    )
    words = "Bến đò Lời nghiêng Ai Một mã khối Tả Chú Trong dòng . A B"
    given = draft(words, text=text, removals=(), counts=Counts(headings=1, pictures=2))
    assert weigh(given).faults == ()
