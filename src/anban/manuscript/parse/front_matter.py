"""Read front matter: lines of `key: value` between two lines of `---` at the start of a file.

In: the `ParseState` with the file's lines. Out: `FrontMatter`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from anban.core.diagnostics import Span
from anban.core.nearest import nearest
from anban.manuscript.parse import rules
from anban.manuscript.parse.places import RunPlaces
from anban.manuscript.parse.state import ParseState

FENCE = "---"
KEYS = ("role", "title", "subtitle", "short-title", "id")

_WHAT = {
    yaml.MappingStartEvent: "a map",
    yaml.SequenceStartEvent: "a list",
    yaml.AliasEvent: "a reference to another value",
}


@dataclass(frozen=True, slots=True)
class KeyedValue:
    """The value of a key, and the place of each of its characters."""

    text: str
    places: RunPlaces

    @property
    def span(self) -> Span:
        return self.places.span(0, len(self.text))


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Front matter. `values` are by key; `lines` is its number of lines, with both fences.

    `broken` is true if it could not be read to its end, so keys may be missing.
    """

    values: Mapping[str, KeyedValue]
    lines: int
    broken: bool = False


def read_front_matter(parse_state: ParseState) -> FrontMatter:
    """The front matter of a file; it is empty if the file has none."""
    if not parse_state.lines or parse_state.lines[0].rstrip(" \t") != FENCE:
        return FrontMatter({}, 0)
    ends = (at for at, line in enumerate(parse_state.lines) if at and line.rstrip(" \t") == FENCE)
    end = next(ends, None)
    if end is None:
        parse_state.report(rules.FRONT_MATTER_OPEN, parse_state.span(0, 0, len(FENCE)))
        return FrontMatter({}, 1, broken=True)
    before = len(parse_state.diagnostics)
    values = _read_values(parse_state, parse_state.lines[1:end])
    return FrontMatter(values, end + 1, broken=len(parse_state.diagnostics) > before)


def _read_values(parse_state: ParseState, lines: tuple[str, ...]) -> dict[str, KeyedValue]:
    values: dict[str, KeyedValue] = {}
    try:
        for key, value in _pairs(parse_state, lines):
            if key.value not in KEYS:
                near = nearest(key.value, KEYS)
                parse_state.report(
                    rules.UNKNOWN_KEY, _mark(parse_state, key), near=near, key=key.value
                )
            elif key.value in values:
                parse_state.report(rules.DOUBLED_KEY, _mark(parse_state, key), key=key.value)
            else:
                values[key.value] = KeyedValue(value.value, _places(parse_state, value))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it is not YAML"
        span = (
            parse_state.span(mark.line + 1, mark.column)
            if mark
            else parse_state.span(0, 0, len(FENCE))
        )
        parse_state.report(rules.FRONT_MATTER_SYNTAX, span, problem=problem)
    return values


_Pairs = list[tuple[yaml.ScalarEvent, yaml.ScalarEvent]]


def _pairs(parse_state: ParseState, lines: tuple[str, ...]) -> _Pairs:
    """The keys and values. They are read as YAML events, so aliases are never expanded."""
    pairs: _Pairs = []
    key: yaml.ScalarEvent | None = None
    mapped = False
    for event in yaml.parse("\n".join(lines), Loader=yaml.SafeLoader):
        match event:
            case yaml.MappingStartEvent() if not mapped:
                mapped = True
            case yaml.ScalarEvent() if mapped and key is None:
                key = event
            case yaml.ScalarEvent() if mapped and key is not None:
                pairs.append((key, event))
                key = None
            case yaml.CollectionStartEvent() | yaml.AliasEvent() | yaml.ScalarEvent():
                what = _WHAT.get(type(event), "words without a key")
                parse_state.report(rules.NOT_PLAIN, _mark(parse_state, event), what=what)
                return pairs
    return pairs


def _mark(parse_state: ParseState, event: yaml.Event) -> Span:
    line, column = _start(event)
    end = event.end_mark
    length = end.column - column if end is not None and end.line + 1 == line else 1
    return parse_state.span(line, column, length)


def _start(event: yaml.Event) -> tuple[int, int]:
    """The line and the column of an event, from 0. By PyYAML's types the place may be missing."""
    mark = event.start_mark
    return (mark.line + 1, mark.column) if mark is not None else (0, 0)


def _places(parse_state: ParseState, event: yaml.ScalarEvent) -> RunPlaces:
    """The places of a value. Each character has its own if the value is in the file literally.

    Otherwise, for example with escapes, all characters have the same place.
    """
    line, column = _start(event)
    found = parse_state.lines[line].find(event.value, column)
    rows = [
        (line + 1, max(found, column) + 1, text if found >= 0 else "")
        for text in event.value.split("\n")
    ]
    return RunPlaces.of(parse_state.path, rows)
