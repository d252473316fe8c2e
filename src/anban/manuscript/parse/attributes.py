"""Read attributes, and check which of them are allowed at their place.

In: `Braces`, and the attributes that are known at their place. Out: `Attributes`. Others are
reported.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeGuard

from anban.core.diagnostics import Span
from anban.core.nearest import nearest
from anban.manuscript.parse import rules
from anban.manuscript.parse.places import RunPlaces
from anban.manuscript.parse.state import ParseState
from anban.manuscript.parse.syntax.attributes import Braces

_ITEM = re.compile(r"""(?P<word>[^\s=]+)(?:=(?P<value>"[^"]*"|'[^']*'|["'].*|\S*))?|=\S*""")
_LABEL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")


@dataclass(frozen=True, slots=True)
class Known:
    """The attributes that are allowed at one place: a label, classes, keys."""

    label: bool = False
    classes: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()

    def words(self) -> tuple[str, ...]:
        labels = ("#label",) if self.label else ()
        classes = tuple(f".{name}" for name in self.classes)
        return labels + classes + tuple(f"{key}=…" for key in self.keys)


@dataclass(frozen=True, slots=True)
class AttributeValue:
    """The value of a key, without quotes, and its place."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Attributes:
    """The attributes of an element: a label, classes, and keys with their values."""

    label: str = ""
    classes: frozenset[str] = frozenset()
    values: Mapping[str, AttributeValue] = field(default_factory=dict)


def is_label(text: str) -> bool:
    """True if `text` can be a label: an ASCII letter, then ASCII letters, digits, `-` and `_`."""
    return _LABEL.match(text) is not None


def read_attributes(
    parse_state: ParseState, braces: Braces | None, places: RunPlaces, known: Known
) -> Attributes:
    """The attributes between `braces` that are `known` there; others are reported."""
    if braces is None:
        return Attributes()
    label, classes, values = "", set(), {}
    found = list(_ITEM.finditer(braces.text))
    if not found:
        span = places.span(braces.start - 1, braces.start + len(braces.text) + 1)
        _refuse(parse_state, "{}", span, known)
    for item in found:
        span = places.span(braces.start + item.start(), braces.start + item.end())
        word, value = item["word"] or item[0], item["value"]
        if known.label and value is None and word.startswith("#"):
            label = _read_label(parse_state, word[1:], span, label)
        elif value is None and word[0] == "." and word[1:] in known.classes:
            classes.add(word[1:])
        elif _is_value(value) and word in known.keys and word not in values:
            values[word] = AttributeValue(_unquoted(value), span)
        else:
            _refuse(parse_state, item[0], span, known)
    return Attributes(label, frozenset(classes), values)


def _is_value(value: str | None) -> TypeGuard[str]:
    """False for a value without closing quote, which would contain everything after it."""
    if value is None or not value.startswith(("'", '"')):
        return value is not None
    return len(value) > 1 and value[-1] == value[0]


def _unquoted(value: str) -> str:
    return value[1:-1] if value.startswith(("'", '"')) else value


def _read_label(parse_state: ParseState, label: str, span: Span, before: str) -> str:
    if not is_label(label):
        parse_state.report(rules.BAD_LABEL, span, label=label)
    if before:
        parse_state.report(rules.TWO_LABELS, span, first=before, label=label)
    return before or label


def _refuse(parse_state: ParseState, name: str, span: Span, known: Known) -> None:
    words = known.words()
    near = nearest(name, words) if words else None
    listed = ", ".join(f"`{word}`" for word in words)
    allowed = f"use one of: {listed}" if words else "delete the braces"
    parse_state.report(rules.UNKNOWN_ATTRIBUTE, span, near=near, name=name, allowed=allowed)
