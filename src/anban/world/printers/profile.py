"""Printers' profiles. In: the data files in `profiles/`. Out: `PROFILES`, by the file's name."""

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
    """The document from which the figures of one table come, and the day it was read."""

    topic: str
    source: str
    date: date


@dataclass(frozen=True, slots=True)
class PrinterProfile:
    """What one printer asks for. Lengths are in millimetres; None and 0 mean "no demand".

    `pages` are the least and the greatest number of pages; it must be a multiple of `multiple`.
    `blanks` are the most blank pages in a row inside the book and at its end; `last_blank` asks
    for a blank last page. `gutter` has pairs: from so many pages on, the inner margin must have
    this width. `outside` is the least outer margin, `outside_with_bleed` the one in a book with
    bleed. `bleeds` are the widths of bleed that are taken. `resolution` is in dots per inch.
    `spaces` are the colour spaces that a page may use. `ink` is the most of all inks together, in
    per cent. Words are allowed on a spine from `spine_pages` pages on if it is `spine_width` wide;
    they keep `spine_clear` from its edges.
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
        """The least inner margin of a book of `pages` pages, in millimetres."""
        return max((width for least, width in self.gutter if pages >= least), default=0.0)

    def letters_spine(self, pages: int, width: float) -> bool:
        """True if a book of `pages` pages may have words on its spine, `width` mm wide."""
        return pages >= self.spine_pages and width >= self.spine_least

    @property
    def spine_least(self) -> float:
        """The least width of a spine with words, in millimetres.

        It is the printer's figure, or three times the clear edge if that is more: both edges stay
        clear, and the words get at least as much again.
        """
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
