"""What is kept, for how long, and by what it is told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from anban.core.diagnostics import Span
from anban.core.memo import Memo, Tables, TrackedMapping

CALLS: list[object] = []


@pytest.fixture(autouse=True)
def _no_calls() -> Iterator[None]:
    CALLS.clear()
    yield
    CALLS.clear()


@dataclass(frozen=True)
class Chapter:
    text: str


def work(*given: object) -> object:
    CALLS.append(given)
    return len(CALLS)


def look(tables: Tables, key: str) -> str:
    CALLS.append(key)
    return "".join(str(table.get(key, "-")) for table in tables)


def look_through(tables: Tables) -> str:
    CALLS.append(None)
    return " ".join(tables[0])


def test_the_same_object_is_worked_on_once() -> None:
    memo, chapter = Memo(), Chapter("a")
    assert memo(work, chapter, 1) == memo(work, chapter, 1)
    assert len(CALLS) == 1


def test_an_equal_object_is_another_one() -> None:
    memo = Memo()
    memo(work, Chapter("a"))
    memo(work, Chapter("a"))
    assert len(CALLS) == 2


@pytest.mark.parametrize("value", ["a", b"a", 1, None, Span("a.md", 3), ("a", ("b", 2))])
def test_plain_values_and_tuples_of_them_are_told_by_what_they_are(value: object) -> None:
    memo = Memo()
    again = ("".join("a"), ("b", 2)) if isinstance(value, tuple) else value
    assert memo(work, value) == memo(work, again)


@pytest.mark.parametrize(("one", "other"), [(1, True), (1, 1.0), (0, False), ("a", b"a")])
def test_equal_values_of_two_kinds_are_told_apart(one: object, other: object) -> None:
    memo = Memo()
    memo(work, one)
    memo(work, other)
    assert len(CALLS) == 2


def test_an_object_that_is_gone_is_not_taken_for_the_next_in_its_place() -> None:
    memo = Memo()
    for number in range(200):
        memo(work, Chapter(str(number)))
    assert len(CALLS) == 200


def test_two_turns_without_use_and_it_is_gone() -> None:
    memo, chapter, other = Memo(), Chapter("a"), Chapter("b")
    memo(work, chapter)
    memo.turn()
    memo(work, other)
    memo.turn()
    memo(work, chapter)
    assert len(CALLS) == 3


def test_work_that_a_turn_did_not_come_to_loses_nothing() -> None:
    memo, chapter = Memo(), Chapter("a")
    memo(work, chapter)
    for _ in range(5):
        memo.turn()
    memo(work, chapter)
    assert len(CALLS) == 1


def test_what_failed_is_tried_again() -> None:
    def failing() -> object:
        CALLS.append(None)
        raise ValueError

    memo = Memo()
    for _ in range(2):
        with pytest.raises(ValueError):  # noqa: PT011 (whichever)
            memo.once("it", (), failing)
    assert len(CALLS) == 2


def test_a_table_counts_only_for_what_it_was_asked() -> None:
    memo = Memo()
    assert memo.looking(look, ({"a": 1, "b": 2},), "a") == "1"
    assert memo.looking(look, ({"a": 1, "b": 3},), "a") == "1"
    assert len(CALLS) == 1
    assert memo.looking(look, ({"a": 4},), "a") == "4"
    assert len(CALLS) == 2


def test_what_a_table_did_not_have_counts_too() -> None:
    memo = Memo()
    assert memo.looking(look, ({},), "a") == "-"
    assert memo.looking(look, ({"b": 1},), "a") == "-"
    assert memo.looking(look, ({"a": 1},), "a") == "1"
    assert CALLS == ["a", "a"]


def test_a_table_that_was_gone_through_counts_as_a_whole() -> None:
    memo = Memo()
    assert memo.looking(look_through, ({"a": 1},)) == "a"
    assert memo.looking(look_through, ({"a": 1},)) == "a"
    assert memo.looking(look_through, ({"a": 1, "b": 1},)) == "a b"
    assert len(CALLS) == 2


def test_several_answers_are_kept_side_by_side() -> None:
    memo = Memo()
    tables: tuple[Mapping[str, int], ...] = ({"a": 1}, {"a": 2})
    for _ in range(3):
        for table in tables:
            assert memo.looking(look, (table,), "a") == str(table["a"])
        memo.turn()
    assert len(CALLS) == 2


def test_a_table_is_a_mapping() -> None:
    table = TrackedMapping({"a": 1})
    assert (len(table), list(table), "b" in table) == (1, ["a"], False)
    with pytest.raises(KeyError):
        table["b"]


def test_the_first_of_equals_is_given_back() -> None:
    memo, first = Memo(), Chapter("a")
    assert memo.same(first) is first
    memo.turn()
    assert memo.same(Chapter("a")) is first
    assert memo.same(Chapter("b")) is not first


def test_the_last_under_a_name_is_given_back_if_it_is_equal() -> None:
    memo, first = Memo(), {"a": 1}
    assert memo.again("it", first) is first
    memo.turn()
    assert memo.again("it", {"a": 1}) is first
    other = {"a": 2}
    assert memo.again("it", other) is other
    assert memo.again("it", {"a": 1}) is not first
