"""What a class has to say to be a kind of node, and what it is told if it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import pytest

from anban.core import nodes, registry
from anban.core.errors import BugError
from anban.core.nodes import Cell, Inlines
from anban.core.registry import (
    Asks,
    BlockFacts,
    HoldsMembers,
    HoldsWords,
    InlineFacts,
    MemberFacts,
    NodeRole,
    RunKind,
    Says,
    block,
    elements,
    facts,
    inline,
    member,
)

INLINE: dict[str, Any] = {
    "macro": "label", "holds": (), "says": Says.TEXT, "role": NodeRole.OWN, "sign": "",
}  # fmt: skip
BLOCK: dict[str, Any] = {
    "macro": "box", "holds": (HoldsWords("words", RunKind.TEXT),), "says": Says.HELD,
    "role": NodeRole.OWN, "lines": {},
}  # fmt: skip
MEMBER: dict[str, Any] = {"macro": "", "holds": (HoldsWords("words", RunKind.CELL),)}


@dataclass(frozen=True, slots=True)
class Box:
    words: Inlines


@dataclass(frozen=True, slots=True)
class Label:
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    cells: tuple[Cell, ...]


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is declared here is forgotten behind the test."""
    monkeypatch.setattr(registry, "KINDS", dict(registry.KINDS))


def test_a_whole_declaration_is_taken() -> None:
    assert block(**BLOCK)(Box) is Box
    assert inline(**INLINE)(Label) is Label
    assert facts(Box) == BlockFacts(**BLOCK)
    assert facts(Label) == InlineFacts(**INLINE)


@pytest.mark.parametrize(
    ("declare", "given", "sort"),
    [(inline, INLINE, InlineFacts), (block, BLOCK, BlockFacts), (member, MEMBER, MemberFacts)],
)
def test_no_fact_may_be_left_out(
    declare: Callable[..., object], given: dict[str, Any], sort: type
) -> None:
    names = [field.name for field in fields(sort)]
    assert names == list(given)
    for name in names:
        with pytest.raises(TypeError, match=f"'{name}'"):
            declare(**{key: value for key, value in given.items() if key != name})


@pytest.mark.parametrize(
    ("kind", "changes", "told"),
    [
        (Box, {"holds": (), "says": Says.NOTHING}, "Box.words holds nodes, but `holds` leaves it"),
        (Grid, {"holds": (), "says": Says.NOTHING}, "Grid.cells holds nodes, but `holds` leaves"),
        (Box, {"holds": (HoldsMembers("cells", Cell),)}, "Box has no field cells"),
        (Box, {"macro": "quote"}, "Box and Quote have one macro, quote"),
        (Box, {"says": Says.TEXT}, "Box has no field text"),
        (Box, {"says": Says.NOTHING}, "Box says nothing, but has 1 fields to be read"),
        (Box, {"role": NodeRole.PICTURE}, "Box has no field source; Box has no field alt"),
        (Label, {"holds": (), "says": Says.TEXT}, "Label.text would never be read"),
        (Label, {"holds": ()}, "Label says what it holds, but has 0 fields"),
        (Box, {"lines": {"p": Asks.CELL}}, "Box and Paragraph ask two things of <p>"),
    ],
)
def test_a_block_is_told_what_it_forgot(kind: type, changes: dict[str, Any], told: str) -> None:
    with pytest.raises(TypeError) as fault:
        block(**(BLOCK | changes))(kind)
    assert told in str(fault.value)
    assert kind not in registry.KINDS


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"says": Says.NOTHING}, "Label has no sign of one character, and is no text"),
        ({"sign": "ab"}, "Label has no sign of one character, and is no text"),
    ],
)
def test_an_inline_is_told_what_it_forgot(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(TypeError, match=told):
        inline(**(INLINE | changes))(Label)


def test_a_class_that_is_no_node_is_named() -> None:
    with pytest.raises(BugError, match=r"Box is no kind of node: declare it in anban\.core\.nodes"):
        facts(Box)


def test_what_is_asked_of_a_page_is_found_by_element() -> None:
    assert elements(Asks.HEADING) == {"h2", "h3", "h4"}
    assert elements(Asks.PROSE) == {"p", "li", "dd", "blockquote"}
    block(**(BLOCK | {"lines": {"aside": Asks.PROSE}}))(Box)
    assert "aside" in elements(Asks.PROSE)


def test_nothing_is_asked_before_the_nodes_are_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "KINDS", {})
    with pytest.raises(BugError, match="no kind of node is declared yet"):
        elements(Asks.PROSE)


def test_a_union_that_forgets_a_kind_names_it() -> None:
    known = tuple(kind for kind, one in registry.KINDS.items() if isinstance(one, BlockFacts))
    registry.close(known, BlockFacts)
    with pytest.raises(TypeError, match=r"not both: Table$"):
        registry.close([kind for kind in known if kind is not nodes.Table], BlockFacts)
