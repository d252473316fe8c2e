"""Reading `theme.toml`, the settings of a theme.

In: the folder of a theme. Out: its `Manifest`. `merge` joins the manifests of a theme and of those
that it extends. A new key is declared in `_READERS`, with a function that reads its value.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from anban.core.diagnostics import Diagnostic, Span
from anban.core.page_numbers import MatterWish, PagesWish
from anban.manuscript.config.kinds import PAGE_NUMERALS, PAGE_PREFIX, PAGE_START, ValueKind
from anban.manuscript.config.model import Margins
from anban.manuscript.config.values import BadValue
from anban.render import rules
from anban.render.folder import BUILT_IN, File, Folder
from anban.render.make_up import MakeUp

NAME = "theme.toml"

_FAMILY = re.compile(r"\w[\w -]*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_LENGTH = re.compile(r"(\d{1,3}(?:\.\d+)?)mm")
_SAID = re.compile(r"\s*(?:\[(?P<table>[\w.-]+)\]|(?P<key>[\w.-]+)\s*=)")
"""A line of TOML that begins a table or sets a key."""
_SIDES = ("top", "bottom", "inner", "outer")
_MATTERS = ("front", "body", "back")
_TABLES = (
    "fonts", "css", "page", "contents", "make-up", "pages", *(f"pages.{one}" for one in _MATTERS)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Manifest:
    """The settings of a theme, by dotted keys. A key that is not set is missing."""

    file: File
    values: Mapping[str, Any]

    @property
    def extends(self) -> str:
        """The name of the theme that this one extends."""
        return str(self.values.get("extends", BUILT_IN))

    @property
    def text(self) -> str:
        """The font family of the text."""
        return str(self.values["fonts.text"])

    @property
    def sans(self) -> str:
        """The sans-serif family, empty if there is none."""
        return str(self.values.get("fonts.sans", ""))

    @property
    def fallback(self) -> tuple[tuple[str, str], ...]:
        """Pairs of a language and the font family for it, sorted."""
        return tuple(sorted(self.values.get("fonts.fallback", {}).items()))

    @property
    def margins(self) -> Margins:
        """The margins of a page in millimetres."""
        return Margins(**self.values["page.margins"])

    @property
    def levels(self) -> int:
        """How many levels of headings the contents list."""
        return int(self.values["contents.levels"])

    @property
    def pages(self) -> PagesWish:
        """The theme's wishes for page numbers."""
        return PagesWish(
            *(
                MatterWish(*(self.values.get(f"pages.{one}.{key}") for key in _NUMBERED))
                for one in _MATTERS
            )
        )

    @property
    def make_up(self) -> MakeUp:
        """The limits of `[make-up]`; those that no theme sets have their usual values."""
        said = {key: self.values.get(f"make-up.{key}") for key in _LEAST}
        return MakeUp(**{key.replace("-", "_"): least for key, least in said.items() if least})

    def css(self, key: str) -> tuple[str, ...]:
        """The names of the style sheets for `key`: shared, pdf, epub, cover."""
        return tuple(self.values.get(f"css.{key}", ()))

    def where(self, key: str) -> Span:
        """The place where `key` is set, or else the beginning of the file."""
        return _where(self.file, key)


def merge(manifests: Iterable[Manifest]) -> Manifest:
    """One manifest made of several. The value of an earlier one replaces that of a later one; only
    the fallbacks of all are joined.
    """
    row = tuple(manifests)
    values: dict[str, Any] = {}
    fallback: dict[str, str] = {}
    for manifest in reversed(row):
        values |= manifest.values
        fallback |= manifest.values.get("fonts.fallback", {})
    return Manifest(row[0].file, values | {"fonts.fallback": fallback})


def read_manifest(folder: Folder) -> tuple[Manifest | None, tuple[Diagnostic, ...]]:
    """The manifest of the theme in `folder`; None if it does not exist or has faults, which are
    diagnostics.
    """
    file, faults = folder.read(NAME, None)
    if file is None:
        return None, faults
    try:
        table = tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as fault:
        return None, (_not_toml(file, str(fault)),)
    found: list[Diagnostic] = []
    values = dict(_values(file, table, found))
    return (None if found else Manifest(file, values)), tuple(found)


def _values(
    file: File, table: Mapping[str, Any], found: list[Diagnostic]
) -> Iterator[tuple[str, Any]]:
    for key, value in _flat(table):
        if key not in _READERS:
            found.append(rules.THEME_KEY.at(_where(file, key), key=key))
            continue
        read, wanted = _READERS[key]
        try:
            yield key, read(value)
        except ValueError:
            found.append(rules.THEME_VALUE.at(_where(file, key), key=key, wanted=wanted))


def _flat(table: Mapping[str, Any], outer: str = "") -> Iterator[tuple[str, Any]]:
    """The values of `table` by dotted keys. Tables that are named in _TABLES are entered."""
    for key, value in table.items():
        if f"{outer}{key}" in _TABLES and isinstance(value, dict):
            yield from _flat(value, f"{outer}{key}.")
        else:
            yield f"{outer}{key}", value


def _where(file: File, key: str) -> Span:
    """The line that sets `key`; or else the line of the innermost table around it, or the first
    line of the file.
    """
    table, longest, line = "", "", 1
    for number, text in enumerate(file.text.splitlines(), 1):
        if match := _SAID.match(text):
            said = match["table"] or table + match["key"]
            table = f"{said}." if match["table"] else table
            if len(said) > len(longest) and f"{key}.".startswith(f"{said}."):
                longest, line = said, number
    return Span(file.path, line)


def _not_toml(file: File, reason: str) -> Diagnostic:
    place = re.search(r" \(at line (\d+), column (\d+)\)$", reason)
    line, column = (int(place[1]), int(place[2])) if place else (file.text.count("\n") + 1, 1)
    words = reason[: place.start()] if place else reason.removesuffix(" (at end of document)")
    words = words[:1].lower() + words[1:]
    return rules.THEME_SYNTAX.at(Span(file.path, line, column), reason=words)


# --- readers: the value as it is used, or ValueError ----------------------------------------------


def _family(value: object) -> str:
    if isinstance(value, str) and _FAMILY.fullmatch(value):
        return value
    raise ValueError


def _folder(value: object) -> str:
    if isinstance(value, str) and value:
        return value
    raise ValueError


def _fallback(value: object) -> dict[str, str]:
    if isinstance(value, dict) and all(_LANGUAGE.fullmatch(tag) for tag in value):
        return {tag: _family(family) for tag, family in value.items()}
    raise ValueError


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(name, str) and name for name in value):
        return tuple(value)
    raise ValueError


def _margins(value: object) -> dict[str, float]:
    if isinstance(value, dict) and sorted(value) == sorted(_SIDES):
        lengths = {side: _LENGTH.fullmatch(str(value[side])) for side in _SIDES}
        return {side: float(_matched(length)[1]) for side, length in lengths.items()}
    raise ValueError


def _matched(length: re.Match[str] | None) -> re.Match[str]:
    if length is None:
        raise ValueError
    return length


def _levels(value: object) -> int:
    return _counted(value, 0, 3)


def _lines(value: object) -> int:
    return _counted(value, 1, 9)


def _counted(value: object, least: int, most: int) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
        return value
    raise ValueError


def _as_in_book(kind: ValueKind) -> tuple[Callable[[object], Any], str]:
    """The reader and the description for a key that `book.toml` has, too."""

    def read(value: object) -> Any:  # noqa: ANN401 (each kind has a type of its own)
        if type(value) not in kind.types:
            raise ValueError
        try:
            return kind.read(value)
        except BadValue as bad:
            raise ValueError from bad

    return read, kind.expected


_NUMBERED = {"numbering": PAGE_NUMERALS, "prefix": PAGE_PREFIX, "start": PAGE_START}
"""The keys of `[pages.…]`, in the order of `MatterWish`."""
_LEAST = tuple(name.replace("_", "-") for name in MakeUp.__slots__)
"""The keys of `[make-up]`."""

_READERS: Mapping[str, tuple[Callable[[object], Any], str]] = {
    "extends": (_folder, 'the folder of a theme, or "base"'),
    "fonts.text": (_family, "the name of a family of fonts"),
    "fonts.sans": (_family, "the name of a family of fonts"),
    "fonts.fallback": (_fallback, "a table from a language's tag to a family of fonts"),
    "css.shared": (_names, "a list of style sheets"),
    "css.pdf": (_names, "a list of style sheets"),
    "css.epub": (_names, "a list of style sheets"),
    "css.cover": (_names, "a list of style sheets"),
    "page.margins": (_margins, 'a table of top, bottom, inner and outer, such as top = "18mm"'),
    "contents.levels": (_levels, "a number from 0 to 3"),
    **{f"make-up.{key}": (_lines, "a number from 1 to 9") for key in _LEAST},
    **{
        f"pages.{matter}.{key}": _as_in_book(kind)
        for matter in _MATTERS
        for key, kind in _NUMBERED.items()
    },
}
