"""Printers' profiles. In: the data files in `profiles/`. Out: `PROFILES` by name."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from types import MappingProxyType
from typing import Any

SUFFIX = ".toml"


@dataclass(frozen=True, slots=True)
class FigureSource:
    """Where the figures of one table are from, and when they were read."""

    topic: str
    source: str
    date: date


@dataclass(frozen=True, slots=True)
class PrinterProfile:
    """What one printer asks for. Lengths are millimetres; None and 0 ask for nothing.

    `pages` are the least and the most, `multiple` what they are counted in. `blanks` are the most
    blank pages in a row, inside and at the end; `last_blank` asks for one. `gutter` gives the
    inner margin from a number of pages on. `spaces` are the colour spaces a page may use, `ink` is
    the most of all inks together, per cent. Text stands on a spine from `spine_pages` pages and
    `spine_width` on, `spine_clear` from its edges.
    """

    name: str
    title: str
    pages: tuple[int, int]
    multiple: int
    blanks: tuple[int | None, int | None]
    last_blank: bool
    gutter: tuple[tuple[int, float], ...]
    outside: float
    outside_with_bleed: float
    bleeds: tuple[float, ...]
    cover_bleed: float
    marks: bool
    resolution: float
    line_art: float
    spaces: frozenset[str]
    ink: float | None
    transparency: bool
    overprint: bool
    extras: bool
    standards: tuple[str, ...]
    cover_safe: float
    spine_pages: int
    spine_width: float
    spine_clear: float
    sources: tuple[FigureSource, ...]

    def gutter_for(self, pages: int) -> float:
        """The least inner margin of a book of so many pages."""
        return max((width for least, width in self.gutter if pages >= least), default=0.0)

    def letters_spine(self, pages: int, width: float) -> bool:
        """True if text may stand on a spine of this width."""
        return pages >= self.spine_pages and width >= self.spine_least

    @property
    def spine_least(self) -> float:
        """The narrowest spine with words: what the printer says, and room between its edges."""
        return max(self.spine_width, 3 * self.spine_clear)


def _read(name: str, text: str) -> PrinterProfile:
    data = tomllib.loads(text)
    title = data.pop("title")
    tables: Mapping[str, dict[str, Any]] = data
    sources = tuple(
        FigureSource(topic, table.pop("source"), table.pop("date"))
        for topic, table in tables.items()
    )
    pages, blanks, margins = tables["pages"], tables["blanks"], tables["margins"]
    bleed, pictures, colour = tables["bleed"], tables["pictures"], tables["colour"]
    objects, cover = tables["objects"], tables["cover"]
    return PrinterProfile(
        name=name,
        title=title,
        pages=(pages["least"], pages["most"]),
        multiple=pages.get("multiple", 1),
        blanks=(blanks.get("inside"), blanks.get("end")),
        last_blank=blanks.get("last", False),
        gutter=tuple((least, float(width)) for least, width in margins["gutter"]),
        outside=margins["outside"],
        outside_with_bleed=margins["outside-with-bleed"],
        bleeds=tuple(map(float, bleed["allowed"])),
        cover_bleed=bleed["cover"],
        marks=bleed["marks"],
        resolution=pictures["resolution"],
        line_art=pictures.get("line-art", pictures["resolution"]),
        spaces=frozenset(colour["spaces"]),
        ink=colour.get("ink"),
        transparency=objects["transparency"],
        overprint=objects["overprint"],
        extras=objects["extras"],
        standards=tuple(objects.get("standards", ())),
        cover_safe=cover["safe"],
        spine_pages=cover["spine-pages"],
        spine_width=cover["spine-width"],
        spine_clear=cover["spine-clear"],
        sources=sources,
    )


def _profiles() -> Mapping[str, PrinterProfile]:
    folder = files(__package__) / "profiles"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(SUFFIX))
    return MappingProxyType(
        {
            name.removesuffix(SUFFIX): _read(
                name.removesuffix(SUFFIX), (folder / name).read_text("utf-8")
            )
            for name in names
        }
    )


PROFILES = _profiles()
