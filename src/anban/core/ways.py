"""Ways into a node: what was declared of its class, as functions.

In: the declarations. Out: `WAYS`, by class what a walk does at a node of it; `changed`, a node with
what it holds changed. They are made once for each class, since the walks pass every node of a book.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter, is_
from typing import Any, Protocol, TypeVar, assert_never

from anban.core.nodes import (
    Block,
    Blocks,
    Cell,
    Definition,
    Inline,
    Inlines,
    ListItem,
    Note,
    VerseLine,
)
from anban.core.registry import (
    Holds,
    HoldsBlockRuns,
    HoldsBlocks,
    HoldsMembers,
    HoldsRows,
    HoldsWords,
    InlineFacts,
    MemberFacts,
    NodeRole,
    RunKind,
    Says,
    facts,
)

Thing = TypeVar("Thing")
Node = Block | Inline | Note | ListItem | Definition | VerseLine | Cell
Changing = TypeVar("Changing", bound=Node)


class Changes(Protocol):
    """What a pass does to the words and to the blocks that a node holds."""

    def words(self, inlines: Inlines) -> Inlines: ...
    def blocks(self, blocks: Blocks) -> Blocks: ...


@dataclass(frozen=True, slots=True)
class Ways:
    """What the walks do at a node of one class; made once, since they pass every node of a book.

    `words` give the sequences of inlines of a node, `blocks` its runs of blocks, both without what
    stands deeper. `rebuilds` give, by field, what a change makes of it. `said` gives its own
    characters, None if what it holds has them.
    """

    words: tuple[Callable[[object], Iterable[Inlines]], ...]
    blocks: tuple[Callable[[object], Iterable[Blocks]], ...]
    rebuilds: tuple[tuple[str, Callable[[object, Changes], object]], ...]
    said: Callable[[Any], str | None]
    spoken: bool
    pictured: bool
    sign: str


class _WaysByKind(dict[type, Ways]):
    def __missing__(self, kind: type) -> Ways:
        found = facts(kind)
        whole = None if isinstance(found, MemberFacts) else found
        ways = Ways(
            words=_getters(found.holds, HoldsWords),
            blocks=_getters(found.holds, HoldsBlocks),
            rebuilds=tuple((part.field, _rebuild(part)) for part in found.holds),
            said=_said(whole.says if whole else Says.HELD),
            spoken=whole is not None and whole.says is Says.TEXT,
            pictured=whole is not None and whole.role is NodeRole.PICTURE,
            sign=found.sign if isinstance(found, InlineFacts) else "",
        )
        self[kind] = ways
        return ways


WAYS = _WaysByKind()


def _said(says: Says) -> Callable[[Any], str | None]:
    match says:
        case Says.TEXT:
            return attrgetter("text")
        case Says.SPACE:
            return lambda _: " "
        case Says.HELD:
            return lambda _: None
        case Says.NOTHING:
            return lambda _: ""
        case _:
            assert_never(says)


def _getters(holds: tuple[Holds, ...], sort: type) -> tuple[Callable[[Any], Any], ...]:
    """How to get at the sequences of a `sort`, HoldsWords or HoldsBlocks, that are to be read."""
    found = (_getter(part, sort) for part in holds)
    return tuple(get for get in found if get is not None)


def _getter(part: Holds, sort: type) -> Callable[[Any], Any] | None:
    get = attrgetter(part.field)
    match part:
        case HoldsWords(run=RunKind.UNREAD):
            return None
        case HoldsWords() | HoldsBlocks():
            return (lambda node: (get(node),)) if isinstance(part, sort) else None
        case HoldsBlockRuns():
            return get if sort is HoldsBlocks else None
        case HoldsMembers(of=of) | HoldsRows(of=of):
            inner = _getters(facts(of).holds, sort)
            rows = (lambda node: (get(node),)) if isinstance(part, HoldsMembers) else get
            return partial(_through, rows, inner) if inner else None
        case _:
            assert_never(part)


def _through(
    rows: Callable[[Any], Any], inner: tuple[Callable[[Any], Any], ...], node: object
) -> Iterator[Any]:
    for row in rows(node):
        for member in row:
            for get in inner:
                yield from get(member)


def _rebuild(part: Holds) -> Callable[[Any, Changes], object]:
    get = attrgetter(part.field)
    match part:
        case HoldsWords():
            return lambda node, changes: changes.words(get(node))
        case HoldsBlocks():
            return lambda node, changes: changes.blocks(get(node))
        case HoldsBlockRuns():
            return lambda node, changes: held(get(node), [changes.blocks(run) for run in get(node)])
        case HoldsMembers():
            return lambda node, changes: _members(get(node), changes)
        case HoldsRows():
            return lambda node, changes: held(
                get(node), [_members(row, changes) for row in get(node)]
            )
        case _:
            assert_never(part)


def _members(members: tuple[Changing, ...], changes: Changes) -> tuple[Changing, ...]:
    return held(members, [changed(member, changes) for member in members])


def held(before: tuple[Thing, ...], after: Iterable[Thing]) -> tuple[Thing, ...]:
    """`after` as a tuple: `before` itself if it holds the very same things."""
    made = tuple(after)
    return before if len(made) == len(before) and all(map(is_, made, before)) else made


def changed(node: Changing, changes: Changes) -> Changing:
    """`node` with the words and the blocks that it holds changed in reading order: itself if none
    was. What stands inside its blocks is the business of `changes`.
    """
    made: dict[str, object] = {}
    for name, make in WAYS[type(node)].rebuilds:
        after = make(node, changes)
        if after is not getattr(node, name):
            made[name] = after
    return replace(node, **made) if made else node  # type: ignore[arg-type]
