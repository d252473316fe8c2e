"""Values that go to disk or to another process and come back the same, or not at all."""

from __future__ import annotations

import zlib
from typing import Any

import msgpack
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anban.typeset.layout import Line, Run
from anban.typeset.pages.ink import Digit, Form, Ink, Resources
from anban.typeset.pages.record import AnchorMark, PageKind
from anban.typeset.pages.roles import ElementPlace
from anban.typeset.pages.tags import ContentStretch
from anban.typeset.store import codec

DIGIT = Digit(0, 1, "F", tuple("0123456789"))
FORM = Form("a1", b"<<>>", (b"q", DIGIT), None)
RESOURCES = Resources((("ExtGState", (FORM,)),), (("I", "digest"),))

texts = st.text(max_size=3)
numbers = st.integers(-3, 300) | st.sampled_from((0.0, -0.0, 1.0, 0.5, 1e300, float("nan")))
simple = st.none() | st.booleans() | numbers | texts | st.binary(max_size=3)
objects = st.one_of(
    st.builds(AnchorMark, st.integers(0, 2), st.integers(0, 2)),
    st.builds(Run, texts, texts, st.booleans(), numbers, numbers, numbers, numbers),
    st.builds(
        ContentStretch, st.integers(0, 9), st.integers(0, 9), texts, st.just((1, 2)), st.none()
    ),
    st.sampled_from((DIGIT, FORM, RESOURCES, PageKind("a", False, 1, (("b", 2),)))),
    st.builds(Ink, st.just((b"q", DIGIT)), st.just((("F", ((7, "x"),)),)), st.just(RESOURCES)),
)
values = st.recursive(
    simple | objects, lambda inner: st.lists(inner, max_size=5).map(tuple), max_leaves=60
)


@given(values)
def test_every_value_comes_back_to_the_bit(value: Any) -> None:
    assert repr(codec.load(codec.dump(value))) == repr(value)


@pytest.mark.parametrize("count", [1, 2, 255, 256, 257, 900])
def test_columns_of_every_length(count: int) -> None:
    """What stands where takes a byte up to 256 different values, more beyond."""
    rows = tuple((number, f"{number}") for number in range(count))
    runs = tuple(Run(text, "", True, 0, 0.0, -0.0, 1.5) for _, text in rows)
    for value in (rows * 3, runs, tuple(() for _ in rows), rows[0][1:] * count):
        assert repr(codec.load(codec.dump(value))) == repr(value)


def test_equal_values_come_back_as_one() -> None:
    """A thousand pages that draw with the same have it once in memory."""
    made = [Resources((("ExtGState", (Form("a1", b"<<>>", None, None),)),)) for _ in range(9)]
    assert made[0] is not made[1]
    found = codec.load(codec.dump(tuple(made)))
    assert found == tuple(made)
    assert all(one is found[0] for one in found)


@pytest.mark.parametrize(
    "rows", [((1, "a"), (True, "a")), ((1, "a"), (1.0, "a")), ((-0.0, "b"), (0.0, "b"))]
)
def test_numbers_that_are_equal_stay_apart(rows: tuple[Any, ...]) -> None:
    value = rows * 4
    assert repr(codec.load(codec.dump(value))) == repr(value)


@pytest.mark.parametrize("value", [{}, [1], (ElementPlace(0, 0),), (AnchorMark(0, 0), object())])
def test_nothing_else_can_be_stored(value: object) -> None:
    with pytest.raises(TypeError, match="cannot be stored"):
        codec.dump(value)


def packed(column: object) -> bytes:
    return zlib.compress(msgpack.packb(column))


MARK = codec.CODES[AnchorMark]
LINE = codec.CODES[Line]
ONE = (codec.PLAIN, (1,))
TWO = (codec.PLAIN, (1, 2))


@pytest.mark.parametrize(
    "column",
    [
        (),
        (codec.PLAIN, ()),
        (codec.PLAIN, ({1: 2},)),
        TWO,
        (9, (1,)),
        ("PLAIN", (1,)),
        (codec.PLAIN,),
        (codec.ONCE, ONE, b"\x01"),
        (codec.ROWS, ONE, TWO),
        (codec.LISTS, (2,), ONE),
        (codec.LISTS, (1,), TWO),
        (codec.OBJECTS, 99, ONE),
        (codec.OBJECTS, MARK, ONE),
        (codec.OBJECTS, MARK, ONE, ONE, ONE),
        (codec.OBJECTS, MARK, ONE, TWO),
        (codec.OBJECTS, LINE, *(ONE,) * 8),
        (codec.OBJECTS, "os.system", ONE),
        (codec.MIXED, b"\x00\x01", ONE),
        (codec.MIXED, b"\x00\x00", ONE),
    ],
)
def test_a_column_that_does_not_add_up(column: object) -> None:
    with pytest.raises(codec.UnreadableError):
        codec.load(packed(column))


def test_a_column_that_adds_up() -> None:
    """As those above, but whole."""
    assert codec.load(packed((codec.OBJECTS, MARK, ONE, ONE))) == AnchorMark(1, 1)


@settings(deadline=None)  # a busy machine is slow, not wrong
@given(values, st.data())
def test_damage_is_no_crash(value: Any, data: st.DataObject) -> None:
    """Bytes that were changed give some plain value, or are refused."""
    whole = bytearray(zlib.decompress(codec.dump(value)))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] = data.draw(st.integers(0, 255))
    try:
        found = codec.load(zlib.compress(bytes(whole)))
    except codec.UnreadableError:
        return
    assert type(found) in {
        tuple,
        *codec.SIMPLE,
        *codec.CLASSES,
        dict,
        msgpack.ExtType,
        msgpack.Timestamp,
    }


@pytest.mark.parametrize("value", [((1,), ((),)), ((1,), (DIGIT,)), ((1,), ((),), (DIGIT,))])
def test_columns_of_two_kinds_and_more(value: Any) -> None:
    assert codec.load(codec.dump(value)) == value


def test_what_holds_pressed_values_is_not_pressed_again() -> None:
    value = ("a" * 1000,)
    assert len(codec.dump(value)) < 100
    assert len(codec.dump(value, codec.WHOLE)) > 1000
