"""From the folder of a language to its value, and what a folder lacks.

In: the package that a folder is. Out: `read`, its `Language`; `lacks`, each missing part by name.
A language is added by its folder alone: nothing outside knows which there are.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Formatter
from types import FunctionType, MappingProxyType
from typing import TypeVar

from anban.core.errors import BugError
from anban.languages.collation import Collation
from anban.languages.copyediting import CopyEditing
from anban.languages.importing import STYLES, Alternatives, Importing
from anban.languages.language import Hyphenation, Language, Scaffold
from anban.languages.typography import Dashes, Outer, Rules, TypographicRules
from anban.languages.words import Words

SCAFFOLD = (
    "manuscript/book.toml", "manuscript/images/cover.svg", "styles/theme.toml", "styles/tokens.css",
)  # fmt: skip
"""Files that the text of a new book has, beside chapters that are called as the language likes."""

_LISTS = tuple(one.name for one in fields(Importing) if one.type == "Alternatives")
_FILLED_IN = {"open", "close"}
"""Placeholders that every message may have, and none must."""

Part = TypeVar("Part")
Table = Mapping[str, object]


@dataclass(slots=True)
class _Folder:
    """A folder as it is read; `lacks` grows with every part that is not there."""

    package: str
    regions: tuple[str, ...] = ()
    quotes: str = ""
    lacks: list[str] = field(default_factory=list)

    @property
    def tag(self) -> str:
        return self.package.rpartition(".")[2]

    @property
    def files(self) -> Traversable:
        return files(self.package)

    def table(self, name: str) -> Table:
        """A TOML file of the folder; empty if there is none."""
        try:
            return tomllib.loads(self.files.joinpath(name).read_text("utf-8"))
        except FileNotFoundError:
            self.lacks.append(name)
            return {}

    def inner(self, file: str, table: Table, name: str) -> Table:
        """The table `name` inside `table`, empty if there is none."""
        return self.value(file, table, name, dict) or {}

    def value(self, file: str, table: Table, name: str, kind: type[Part]) -> Part | None:
        """What `table` of `file` has under `name`; None if it is not there or of another kind."""
        found = table.get(name)
        if isinstance(found, kind):
            return found
        if table or file not in self.lacks:
            self.lacks.append(f"{file}: {name}")
        return None

    def text(self, file: str, table: Table, name: str) -> str:
        """A text of `table`, empty if there is none."""
        return self.value(file, table, name, str) or ""

    def texts(self, file: str, table: Table, name: str) -> tuple[str, ...]:
        """A list of texts of `table`, empty if there is none."""
        return tuple(self.value(file, table, name, list) or ())

    def regional(self, table: Table) -> Table:
        """What `regions` of `table` says of the region of the book; nothing, usually."""
        known = table.get("regions")
        if not isinstance(known, dict):
            return {}
        return next((known[one] for one in self.regions if one in known), {})

    def module(self, name: str, attribute: str, kind: type[Part]) -> Part | None:
        """What the module `name` of the folder gives as `attribute`, if it does."""
        try:
            found = getattr(import_module(f"{self.package}.{name}"), attribute, None)
        except ModuleNotFoundError as missing:
            if missing.name != f"{self.package}.{name}":
                raise
            self.lacks.append(f"{name}.py")
            return None
        if isinstance(found, kind):
            return found
        self.lacks.append(f"{name}.py: {attribute}")
        return None


def read(package: str, regions: tuple[str, ...] = (), quotes: str = "") -> Language:
    """The language of a folder, as it is printed in one of `regions`, if it knows that.

    `quotes`, if given, says which marks are the outer ones. Raises `BugError` with all that the
    folder lacks.
    """
    folder = _Folder(package, regions, quotes)
    language = _language(folder)
    if folder.lacks:
        raise BugError(f"languages/{folder.tag} lacks {', '.join(folder.lacks)}")
    return language


def lacks(package: str, model: Language) -> tuple[str, ...]:
    """All that a folder lacks, held against `model` where words are concerned."""
    folder = _Folder(package)
    language = _language(folder)
    return (*folder.lacks, *_unsaid(language.words, model.words))


def _unsaid(words: Words, model: Words) -> Iterator[str]:
    """Messages that are missing, strange, or without one of their placeholders."""
    for key, message in model.messages.items():
        own = words.messages.get(key)
        if own is None:
            yield f"words.toml: {key}"
        elif slots_of(own) != slots_of(message):
            odd = (f"{{{slot}}}" for slot in sorted(slots_of(own) ^ slots_of(message)))
            yield f"words.toml: {key}: {', '.join(odd)}"
    yield from (f"words.toml: no {key}" for key in words.messages if key not in model.messages)


def slots_of(message: str) -> set[str]:
    """The placeholders of a message, without those that any may have."""
    return {name for _, name, _, _ in Formatter().parse(message) if name} - _FILLED_IN


def _language(folder: _Folder) -> Language:
    name = "language.toml"
    facts = folder.table(name)
    collation, imprint = (folder.inner(name, facts, one) for one in ("collation", "imprint"))
    typography = _typography(folder, facts)
    return Language(
        tag=folder.tag,
        name=folder.text(name, facts, "name"),
        also=folder.texts(name, facts, "also"),
        words=_words(folder, typography),
        typography=typography,
        hyphenation=_hyphenation(folder, facts),
        collation=Collation(
            folder.text(name, collation, "alphabet"), folder.text(name, collation, "marks")
        ),
        copyediting=_copyediting(folder, facts),
        importing=_importing(folder),
        scaffold=_scaffold(folder, facts),
        onix=folder.text(name, facts, "onix"),
        imprint=folder.texts(name, imprint, "required"),
    )


def _words(folder: _Folder, typography: TypographicRules) -> Words:
    name = "words.toml"
    messages: dict[str, str] = {}
    ordinals: tuple[str, ...] = ()
    for group in folder.table(name).values():
        for key, value in group.items() if isinstance(group, dict) else ():
            if key == "ordinals":
                ordinals = tuple(value)
            else:
                messages[key] = value
    if not ordinals and name not in folder.lacks:
        folder.lacks.append(f"{name}: ordinals")
    return Words(folder.tag, MappingProxyType(messages), ordinals, typography.marks.outer)


def _typography(folder: _Folder, facts: Table) -> TypographicRules:
    name = "language.toml"
    table = folder.inner(name, facts, "typography")
    said = {**table, **folder.regional(table)}
    double, single = (folder.texts(name, table, one) for one in ("double", "single"))
    outer = folder.quotes or folder.text(name, said, "quotes")
    rules = None
    if folder.value(name, table, "rules", bool):
        rules = folder.module("typography", "RULES", Rules)
    return TypographicRules(
        double=(double[0], double[-1]) if double else ("", ""),
        single=(single[0], single[-1]) if single else ("", ""),
        outer=Outer(outer or Outer.DOUBLE.value),
        dashes=Dashes(folder.text(name, said, "dashes") or Dashes.SPACED.value),
        rules=rules,
    )


def _hyphenation(folder: _Folder, facts: Table) -> Hyphenation:
    name = "language.toml"
    table = folder.inner(name, facts, "hyphenation")
    return Hyphenation(folder.text(name, {**table, **folder.regional(table)}, "patterns"))


def _copyediting(folder: _Folder, facts: Table) -> CopyEditing:
    table = folder.inner("language.toml", facts, "copyediting")
    rules = None
    if folder.value("language.toml", table, "rules", bool):
        rules = folder.module("copyediting", "COPYEDITING", CopyEditing)
    return rules or CopyEditing()


def _importing(folder: _Folder) -> Importing:
    name = "importing.toml"
    table = folder.table(name)
    flat = {**table, **folder.inner(name, table, "text"), **folder.inner(name, table, "ends")}
    styles = folder.inner(name, table, "styles")
    spelling = folder.value(name, table, "spelling", bool)
    share = folder.module("spelling", "share", FunctionType) if spelling else None
    lists = {one: folder.texts(name, flat, one) for one in _LISTS}
    return Importing(
        letters=frozenset(folder.text(name, table, "letters")),
        distinct=frozenset(folder.text(name, table, "distinct")),
        roles=_lists(folder.inner(name, table, "roles")),
        numbered=_lists(folder.inner(name, table, "numbered")),
        small_words=frozenset(folder.texts(name, table, "small_words")),
        styles={one: folder.texts(name, styles, one) for one in STYLES},
        share_of_words=share,
        **lists,
    )


def _lists(table: Table) -> Mapping[str, Alternatives]:
    return MappingProxyType(
        {name: tuple(found) for name, found in table.items() if isinstance(found, list)}
    )


def _scaffold(folder: _Folder, facts: Table) -> Scaffold:
    table = folder.inner("language.toml", facts, "scaffold")
    made = dict(_texts(folder.files.joinpath("scaffold")))
    folder.lacks += (f"scaffold/{path}" for path in SCAFFOLD if path not in made)
    return Scaffold(folder.text("language.toml", table, "title"), MappingProxyType(made))


def _texts(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir() if folder.is_dir() else ():
        if entry.is_dir():
            yield from _texts(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry.read_text("utf-8")
