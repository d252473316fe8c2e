"""Read the metadata at the start of a file, and find its notes without a call.

In: the lines of a file. Out: `split_front`, `with_calls`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from anban.importers.dialects.lines import Numbered
from anban.importers.ledger import Ledger

TOLD = ("title", "subtitle", "author", "lang", "language")
_DEFINED = re.compile(r"( {0,3})\[\^([^\]\s]+)\]:")
_CALLED = re.compile(r"\[\^([^\]\s]+)\](?!:)|(?<=\S)\[\^([^\]\s]+)\]:")
_TITLES = re.compile(r"%\s+(.*)\Z")
_LONGEST = 200
"""The most characters of a value that a report quotes."""


@dataclass(frozen=True, slots=True)
class Front:
    """Front matter: its values by key, and the number of its lines."""

    values: Mapping[str, str]
    authors: tuple[str, ...] = ()
    lines: int = 0


def split_front(lines: list[Numbered], ledger: Ledger) -> Front:
    """The front matter. Everything in it but title, authors and language is listed as removed."""
    if not lines or lines[0][1].rstrip() != "---":
        return _titles(lines)
    end = next((at for at in range(1, len(lines)) if lines[at][1].rstrip() in ("---", "...")), 0)
    if not end:
        return Front({})
    try:
        found = yaml.safe_load(_bounded([text for _, text in lines[1:end]]))
    except (yaml.YAMLError, RecursionError, ValueError):
        found = None
    if not isinstance(found, dict):
        ledger.guess("front matter", 1, lines[1][1] if end > 1 else "", "left out", first=True)
        return Front({}, (), end + 1)
    for key, value in found.items():
        if key not in TOLD:
            ledger.guess("front matter", 1, f"{key}: {value}"[:_LONGEST], "left out")
    values = {key: str(found[key]) for key in TOLD if isinstance(found.get(key), str | int)}
    return Front(values, tuple(_authors(found.get("author"))), end + 1)


def _bounded(lines: list[str]) -> str:
    """The text without YAML's anchors and aliases, which could expand without end."""
    return "\n".join(line for line in lines if not re.match(r"[^\"'#]*[:\-]\s+[&*]\w", line))


def _authors(value: object) -> list[str]:
    match value:
        case str():
            return [value]
        case list():
            return [name for one in value for name in _authors(one)]
        case {"name": str(name)}:
            return [name]
        case _:
            return []


def _titles(lines: list[Numbered]) -> Front:
    """Read the title block of Pandoc: `% title`, `% authors`."""
    found = [match[1].strip() for _, text in lines[:2] if (match := _TITLES.match(text))]
    if not found:
        return Front({})
    names = tuple(one.strip() for one in found[1].split(";")) if len(found) > 1 else ()
    return Front({"title": found[0]}, names, len(found))


def with_calls(lines: list[Numbered], ledger: Ledger) -> list[Numbered]:
    """`lines`, with a call at the end for each note without one, which would otherwise be lost."""
    text = "\n".join(text for _, text in lines)
    called = {one or other for one, other in _CALLED.findall(text)}
    defined: dict[str, int] = {}
    made: list[Numbered] = []
    lost: list[Numbered] = []
    for number, line in lines:
        found = _DEFINED.match(line)
        if found is None:
            made.append((number, line))
            continue
        label = found[2]
        if label in defined:
            label = f"{label}-{number}"
            line = f"{found[1]}[^{label}]:{line[found.end() :]}"
        if label not in called:
            words = line[found.end() :].strip()
            ledger.guess(
                "note that is never called", number, words, "called at the end", first=True
            )
            lost.append((number, f"[^{label}]"))
        defined[label] = number
        made.append((number, line))
    for label in sorted(called - set(defined)):
        ledger.guess("note without words", 1, f"[^{label}]", "as text", first=True)
    for number, call in lost:
        made += [(number, ""), (number, call)]
    return made
