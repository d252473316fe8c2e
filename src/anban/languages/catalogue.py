"""Message catalogues: one TOML file for each language, read from the package.

In: a BCP 47 tag. Out: `Language`, which says a message by its key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from anban.core.errors import BugError

_SUFFIX = ".toml"


@dataclass(frozen=True, slots=True)
class Language:
    """The messages of one language.

    `tag` is the catalogue's, so `vi` for a book in `vi-VN`. `ordinals` are the words for one,
    two, three … as a part or a chapter bears them.
    """

    tag: str
    messages: Mapping[str, str]
    ordinals: tuple[str, ...]

    def say(self, key: str, **values: object) -> str:
        """The message `key` with `values` in its placeholders; BugError if either is missing."""
        message = self.messages.get(key)
        if message is None:
            raise BugError(f"the catalogue of {self.tag} has no message {key!r}")
        try:
            return message.format_map(values)
        except KeyError as missing:
            raise BugError(f"message {key!r} was given no value for {missing}") from None

    def ordinal(self, number: int) -> str:
        """`number`, from 1, in words: "thứ nhất", "One"."""
        if number <= len(self.ordinals):
            return self.ordinals[number - 1]
        return self.say("ordinal", number=number)

    def count(self, number: int) -> str:
        """`number` with its thousands set apart: 1.000 or 1,000."""
        return f"{number:,}".replace(",", self.say("thousands"))

    def measure(self, number: float) -> str:
        """`number` as it is measured: 14,5 or 14.5."""
        return f"{number:g}".replace(".", self.say("decimal"))

    def join(self, items: Sequence[str]) -> str:
        """The items named in a row: "a, b và c"; empty if there are none."""
        match items:
            case []:
                return ""
            case [only]:
                return only
            case [first, second]:
                return self.say("list-pair", first=first, second=second)
        *most, last = items
        joined = most[0]
        for item in most[1:]:
            joined = self.say("list-middle", first=joined, second=item)
        return self.say("list-end", first=joined, second=last)


def _available() -> tuple[str, ...]:
    names = (entry.name for entry in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


AVAILABLE = _available()
"""The tags that have a catalogue, sorted."""


@cache
def load(tag: str) -> Language | None:
    """The language of `tag`, or of the longest beginning of it that has a catalogue; else None."""
    known = {name.lower(): name for name in AVAILABLE}
    subtags = tag.lower().split("-")
    for length in range(len(subtags), 0, -1):
        name = known.get("-".join(subtags[:length]))
        if name is not None:
            return _read(name)
    return None


def _read(name: str) -> Language:
    text = files(__package__).joinpath(name + _SUFFIX).read_text(encoding="utf-8")
    messages: dict[str, str] = {}
    ordinals: tuple[str, ...] = ()
    for group in tomllib.loads(text).values():
        for key, value in group.items():
            if key == "ordinals":
                ordinals = tuple(value)
            else:
                messages[key] = value
    return Language(name, MappingProxyType(messages), ordinals)
