"""Read the list of chapters of a book with many files.

In: the name and text of `SUMMARY.md` (mdBook), `_toc.yml` (Jupyter Book) or `_quarto.yml` (Quarto).
Out: from `contents_of`, the chapters in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from anban.core.book import Matter
from anban.importers import rules
from anban.importers.safely import Refusal

LISTS = ("SUMMARY.md", "_toc.yml", "_quarto.yml")
_LINK = re.compile(
    r"(?P<indent>\s*)(?P<mark>[-*+]|\d+[.)])?\s*\[(?P<title>.*)\]\((?P<file>[^)]*)\)\s*\Z"
)
_PART = re.compile(r"#\s+(?P<title>.*?)\s*#*\Z")
_SETEXT = re.compile(r"=+\s*\Z")
_DEEPEST = 20
"""The most levels of sections that are followed; a list written by a person has a few."""


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """One chapter. `file` may be without suffix. `line` is the line of the list that names it."""

    file: str
    title: str = ""
    part: str = ""
    line: int = 1
    matter: Matter | None = None


@dataclass(frozen=True, slots=True)
class BookPlan:
    """A book as its list of chapters describes it."""

    entries: tuple[PlanEntry, ...]
    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    drafts: tuple[PlanEntry, ...] = field(default=())
    """Chapters that the list names without a file, since they are not written yet."""


def contents_of(name: str, text: str) -> BookPlan:
    """The chapters in the list with the file name `name`. Raises `Refusal` if it has none."""
    if name == LISTS[0]:
        return _summary(text)
    try:
        found = yaml.safe_load(text) if "&" not in text and "*" not in text else None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise Refusal(rules.BROKEN_PART, part=name, reason="it is not YAML") from error
    if not isinstance(found, dict):
        raise Refusal(rules.BROKEN_PART, part=name, reason="it holds no list of chapters")
    return _toc(found) if name == LISTS[1] else _quarto(found)


# --- mdBook --------------------------------------------------------------------------------------


def _summary(text: str) -> BookPlan:
    entries: list[PlanEntry] = []
    part, numbered, titled = "", False, False
    for number, line in enumerate(text.split("\n"), 1):
        found, heading = _LINK.match(line), _PART.match(line)
        if heading and not found:
            part = heading["title"] if titled or numbered else ""
            titled = True
        elif found:
            titled = True
            listed = bool(found["mark"])
            numbered |= listed
            matter = Matter.BODY if listed else Matter.BACK if numbered else Matter.FRONT
            held = part if matter is Matter.BODY else ""
            entries.append(PlanEntry(found["file"].strip(), found["title"], held, number, matter))
    written = tuple(one for one in entries if one.file)
    return BookPlan(written, drafts=tuple(one for one in entries if not one.file))


# --- Jupyter Book and Quarto ---------------------------------------------------------------------


def _toc(found: dict[str, Any]) -> BookPlan:
    entries = [PlanEntry(str(found["root"]))] if found.get("root") else []
    for part in _maps(found.get("parts")):
        title = str(part.get("caption") or "")
        entries += _chapters(part.get("chapters"), title, 0)
    entries += _chapters(found.get("chapters") or found.get("sections"), "", 0)
    return BookPlan(tuple(entries))


def _chapters(found: object, part: str, depth: int) -> Iterator[PlanEntry]:
    if depth > _DEEPEST:
        return
    for one in _maps(found):
        if one.get("file"):
            yield PlanEntry(str(one["file"]), str(one.get("title") or ""), part)
        yield from _chapters(one.get("sections"), part, depth + 1)


def _quarto(found: dict[str, Any]) -> BookPlan:
    book = found.get("book")
    if not isinstance(book, dict):
        raise Refusal(rules.BROKEN_PART, part=LISTS[2], reason="it holds no `book`")
    entries = list(_listed(book.get("chapters"), "", None))
    entries += _listed(book.get("appendices"), "", Matter.BACK)
    authors = book.get("author")
    names = authors if isinstance(authors, list) else [authors]
    said = [one.get("name") if isinstance(one, dict) else one for one in names]
    return BookPlan(
        tuple(entries),
        str(book.get("title") or ""),
        str(book.get("subtitle") or ""),
        tuple(str(one) for one in said if one),
        str(found.get("lang") or ""),
    )


def _listed(found: object, part: str, matter: Matter | None) -> Iterator[PlanEntry]:
    for one in found if isinstance(found, list) else ():
        if isinstance(one, str):
            yield PlanEntry(one, part=part, matter=matter)
        elif isinstance(one, dict) and one.get("part"):
            yield from _listed(one.get("chapters"), str(one["part"]), matter)
        elif isinstance(one, dict) and one.get("file"):
            yield PlanEntry(str(one["file"]), str(one.get("text") or ""), part, matter=matter)


def _maps(found: object) -> list[dict[str, Any]]:
    listed = found if isinstance(found, list) else []
    return [
        {"file": one} if isinstance(one, str) else one
        for one in listed
        if isinstance(one, str | dict)
    ]
