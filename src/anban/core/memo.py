"""Remember results of functions from one build to the next.

In: a function and its arguments. Out: its result, from memory if the function was called before
with the same arguments. The function must depend on its arguments only, and neither they nor the
result may change later. It must be a function of a module: a closure would be a new one each time.

Strings, bytes, numbers, frozen sets, enums and spans are compared by value, tuples item by item,
and everything else by identity. So a function gains most if it gets the same objects as before,
and if it passes on unchanged objects instead of equal copies.
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
"""The recorded answer of a mapping that does not have the key."""


class _Same:
    """A key that is equal only for the same object.

    It holds the object, so that no other object can get its address, and so its `id`.
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
    """A mapping that remembers which keys were looked up and what it answered."""

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
        """True if `other` would give the same answers to all look-ups made so far."""
        if self._whole is not None and self._whole != tuple(other.items()):
            return False
        return all(other.get(asked, _NOTHING) == answer for asked, answer in self._answers.items())


Tables = tuple[Mapping[Any, Any], ...]
_Looked = tuple[tuple["TrackedMapping[Any, Any]", ...], Any]


@dataclass(slots=True)
class _Works:
    """The results of one function by its arguments: those of this build and of the one before."""

    new: dict[Hashable, Any] = field(default_factory=dict)
    old: dict[Hashable, Any] = field(default_factory=dict)


class Memo:
    """Keeps the results of functions.

    It holds what the last two builds used. `turn` drops the results of a function that the build
    did not use; a function that the build did not call at all keeps its results.
    """

    def __init__(self) -> None:
        self._works: defaultdict[object, _Works] = defaultdict(_Works)

    def __call__(
        self, work: Callable[Given, Made], *given: Given.args, **named: Given.kwargs
    ) -> Made:
        """The result of `work(*given, **named)`, computed only if it is not kept yet."""
        key = _key((*given, *sorted(named.items())))
        return self.once(work, key, lambda: work(*given, **named))

    def once(self, work: object, key: Hashable, make: Callable[[], Made]) -> Made:
        """The result of `make()`, kept under `work` and `key`.

        `key` must differ for each different result of the same `work`.
        """
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
        """The result of `work(tables, *given, **named)`, where `tables` are mappings.

        The call is repeated only if one of the look-ups that `work` made in `tables` would have
        another answer now. `work` must not keep `tables` and use them after it has returned,
        since such a look-up would come too late to be recorded.
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
        """The first object met that is equal to `value`, so that equal values are one object.

        `value` is hashed, so it should be small.
        """
        works = self._works[Memo.same]
        if value not in works.new:
            works.new[value] = works.old.get(value, value)
        return cast(Value, works.new[value])

    def again(self, name: str, value: Kept) -> Kept:
        """The object last kept under `name` if it equals `value`; else `value`, which is then kept.

        Use it for values that cannot be hashed, or are too large to be.
        """
        works = self._works[Memo.again]
        known = works.new.get(name, works.old.get(name))
        works.new[name] = known if known == value else value
        return cast(Kept, works.new[name])

    def turn(self) -> None:
        """Call this at the end of a build. Results that it did not use may be dropped."""
        for works in self._works.values():
            if works.new:
                works.old, works.new = works.new, {}
