"""What is kept from one build to the next: things made of values that have not changed since.

In: a function and what it is given. Out: what the function makes, from memory if the same was made
before. The function must be one of values only, its values must not change, and it is told by
itself: a function of a module, no closure.

Texts, numbers, sets and places are compared by value, tuples item by item, all else by identity.
So a room profits if it is handed the same objects as before, and hands the same objects on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import NoneType
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from anban.core.diagnostics import Span

Given = ParamSpec("Given")
Made = TypeVar("Made")
Asked = TypeVar("Asked", bound=Hashable)
Told = TypeVar("Told")
Kept = TypeVar("Kept")
Value = TypeVar("Value", bound=Hashable)

_PLAIN = (str, bytes, frozenset, NoneType, Enum, Span)
_NUMBERS = (bool, int, float)
_NOTHING = object()
"""What a table answers that does not have what it was asked for."""


class _Same:
    """A value that is equal to itself alone. It holds the value, so that no other gets its place
    in memory while it is compared.
    """

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return type(other) is _Same and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


def _key(value: object) -> Hashable:
    if isinstance(value, tuple):
        return tuple(map(_key, value))
    if isinstance(value, _NUMBERS):
        return type(value), value
    return value if isinstance(value, _PLAIN) else _Same(value)


class TrackedMapping(Mapping[Asked, Told]):
    """A mapping that remembers what it was asked and what it answered."""

    def __init__(self, inner: Mapping[Asked, Told]) -> None:
        self._inner = inner
        self._answers: dict[Asked, object] = {}
        self._whole: tuple[object, ...] | None = None

    def __getitem__(self, asked: Asked) -> Told:
        answer = self._answers[asked] = self._inner.get(asked, _NOTHING)
        if answer is _NOTHING:
            raise KeyError(asked)
        return cast(Told, answer)

    def __iter__(self) -> Iterator[Asked]:
        self._whole = tuple(self._inner.items())
        return iter(self._inner)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def agrees(self, other: Mapping[Asked, Told]) -> bool:
        """True if `other` would have answered everything as this one did."""
        if self._whole is not None and self._whole != tuple(other.items()):
            return False
        return all(other.get(asked, _NOTHING) == answer for asked, answer in self._answers.items())


Tables = tuple[Mapping[Any, Any], ...]
_Looked = tuple[tuple["TrackedMapping[Any, Any]", ...], Any]


@dataclass(slots=True)
class _Works:
    """What one function made, by what it was given: lately, and before that."""

    new: dict[Hashable, Any] = field(default_factory=dict)
    old: dict[Hashable, Any] = field(default_factory=dict)


class Memo:
    """Keeps what functions made. It holds no more than two builds have used: after `turn`, what
    the build before did not use is gone, but a function that was not called loses nothing.
    """

    def __init__(self) -> None:
        self._works: defaultdict[object, _Works] = defaultdict(_Works)

    def __call__(
        self, work: Callable[Given, Made], *given: Given.args, **named: Given.kwargs
    ) -> Made:
        """`work(*given, **named)`, made at most once as long as it is kept."""
        key = _key((*given, *sorted(named.items())))
        return self.once(work, key, lambda: work(*given, **named))

    def once(self, work: object, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives, under a `key` that tells it from all else that is made by `work`."""
        works = self._works[work]
        if key not in works.new:
            works.new[key] = works.old[key] if key in works.old else make()
        return cast(Made, works.new[key])

    def looking(
        self,
        work: Callable[Concatenate[Tables, Given], Made],
        tables: Tables,
        *given: Given.args,
        **named: Given.kwargs,
    ) -> Made:
        """`work(tables, *given, **named)`, made anew only if `tables` would now answer otherwise
        what `work` asked them. It may ask them nothing once it has returned.
        """
        works = self._works[work]
        key = _key((*given, *sorted(named.items())))
        new: list[_Looked] = works.new.setdefault(key, [])
        for seen, made in (*new, *works.old.get(key, ())):
            if all(map(TrackedMapping.agrees, seen, tables)):
                if all(one is not seen for one, _ in new):
                    new.append((seen, made))
                return cast(Made, made)
        asked = tuple(map(TrackedMapping, tables))
        made = work(asked, *given, **named)
        new.append((asked, made))
        return made

    def same(self, value: Value) -> Value:
        """The value equal to `value` that was met first; for small ones, as it is hashed."""
        works = self._works[Memo.same]
        if value not in works.new:
            works.new[value] = works.old.get(value, value)
        return cast(Value, works.new[value])

    def again(self, name: str, value: Kept) -> Kept:
        """What was last kept under `name`, if `value` is equal to it; else `value`, kept from now
        on. For what cannot be hashed, or is too large for it.
        """
        works = self._works[Memo.again]
        known = works.new.get(name, works.old.get(name))
        works.new[name] = known if known == value else value
        return cast(Kept, works.new[name])

    def turn(self) -> None:
        """A build has ended: what it did not use may go."""
        for works in self._works.values():
            if works.new:
                works.old, works.new = works.new, {}
