"""Compare the files that `book.toml` lists with those on the disk.

In: the values of `[manuscript]` and the `World`. Out: diagnostics about files that are listed but
missing, and about files that are there but not listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from anban.core.book import Matter, Role
from anban.core.diagnostics import Diagnostic, Related, Span
from anban.core.nearest import fold, nearest
from anban.core.portable import windows_fault
from anban.manuscript.config import rules
from anban.manuscript.config.document import Document
from anban.manuscript.config.form import Values
from anban.manuscript.config.values import listed
from anban.world.project import MANUSCRIPT, Refused, World, difference_of, is_composed

MARKDOWN = ".md"
TEXT_ENDINGS = (MARKDOWN, ".markdown")
"""The endings of files that count as text of the book."""

GUESSES = 100
"""After so many faults, messages no longer say which name was probably meant. Each such search
compares a name with all files, so thousands of them would take too long."""

MATTERS = tuple(matter.value for matter in Matter)
GENERATED = tuple(role.value for role in Role if role.facts.generated)


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One entry of a list: its place in `book.toml`, and the matter of the list."""

    name: str
    matter: Matter
    span: Span


def entries(manuscript: Values, document: Document) -> Iterator[ListEntry]:
    """All entries, in reading order. An entry whose form is wrong was reported and is skipped."""
    yield from _listed(manuscript["front"], Matter.FRONT, "manuscript.front", document)
    yield from _listed(manuscript["body"], Matter.BODY, "manuscript.body", document)
    for index, part in enumerate(manuscript["parts"]):
        yield from _part(part, f"manuscript.parts[{index}]", document)
    yield from _listed(manuscript["back"], Matter.BACK, "manuscript.back", document)


def _listed(
    names: Iterable[str | Values | None] | None, matter: Matter, at: str, document: Document
) -> Iterator[ListEntry]:
    for index, name in enumerate(names or ()):
        if isinstance(name, str):
            yield ListEntry(name, matter, document.where(f"{at}[{index}]"))
        else:
            yield from _part(name, f"{at}[{index}]", document)


def _part(part: Values | None, at: str, document: Document) -> Iterator[ListEntry]:
    if part is not None:
        yield from _listed(part["chapters"], Matter.BODY, f"{at}.chapters", document)


def check_contents(world: World, manuscript: Values, document: Document) -> Iterator[Diagnostic]:
    """Report every difference between the lists and the disk."""
    known = tuple(entries(manuscript, document))
    span = document.where("manuscript")
    try:
        files = [path.removeprefix(f"{MANUSCRIPT}/") for path in world.listing(MANUSCRIPT)]
    except Refused as refused:
        yield refused.at(span)
        return
    yield from _repeated(known)
    faulty = 0
    for entry in {entry.name: entry for entry in reversed(known)}.values():
        for found in _entry(world, entry, files, guess=faulty < GUESSES):
            faulty += 1
            yield found
    yield from _unlisted(known, files, document)
    yield from _clashing(known, files, span)


def _repeated(known: Iterable[ListEntry]) -> Iterator[Diagnostic]:
    first: dict[str, ListEntry] = {}
    for entry in known:
        earlier = first.setdefault(entry.name, entry)
        if earlier is not entry:
            related = Related(earlier.span, "first listed here")
            yield rules.LISTED_TWICE.at(entry.span, related=[related], entry=entry.name)


def _entry(
    world: World, entry: ListEntry, files: list[str], *, guess: bool
) -> Iterator[Diagnostic]:
    if entry.name.endswith(MARKDOWN):
        refused = world.fault(f"{MANUSCRIPT}/{entry.name}", guess=guess)
        if refused is not None:
            yield refused.at(entry.span, base=MANUSCRIPT)
    elif entry.name in GENERATED:
        if entry.matter is Matter.BODY:
            yield rules.ROLE_IN_BODY.at(entry.span, entry=entry.name)
    elif entry.name in (role.value for role in Role):
        yield rules.ROLE_NEEDS_FILE.at(entry.span, entry=entry.name)
    else:
        texts = [file for file in files if file.endswith(MARKDOWN)]
        near = nearest(entry.name, GENERATED) or nearest(entry.name, texts)
        roles = listed(GENERATED)
        yield rules.UNKNOWN_ENTRY.at(entry.span, near=near, entry=entry.name, roles=roles)


def _unlisted(
    known: Iterable[ListEntry], files: Iterable[str], document: Document
) -> Iterator[Diagnostic]:
    """Report each text file below front, body or back that no list names.

    A file that a list names with other capitals is reported once, at that entry.
    """
    named = {fold(entry.name) for entry in known}
    for file in files:
        matter = file.partition("/")[0]
        if matter in MATTERS and file.lower().endswith(TEXT_ENDINGS) and fold(file) not in named:
            span = document.where(f"manuscript.{matter}")
            folder = f"{MANUSCRIPT}/{matter}"
            yield rules.NEVER_LISTED.at(span, file=file, matter=matter, folder=folder)


def _clashing(
    known: Iterable[ListEntry], files: Iterable[str], otherwise: Span
) -> Iterator[Diagnostic]:
    """Names on disk that another system would confuse or not take, or that are not composed."""
    places = {entry.name: entry.span for entry in known}
    first: dict[str, str] = {}
    for file in files:
        span = places.get(file, otherwise)
        earlier = first.setdefault(fold(file), file)
        if earlier != file:
            difference = difference_of(earlier, file)
            yield rules.NAMES_CLASH.at(span, path=file, other=earlier, difference=difference)
        if fault := windows_fault(file):
            yield rules.NAME_NOT_PORTABLE.at(span, path=file, fault=fault)
        if not is_composed(file):
            yield rules.NAME_DECOMPOSED.at(span, path=file)
