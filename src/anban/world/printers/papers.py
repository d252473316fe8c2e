"""Papers and bindings. In: `papers.toml` beside this module. Out: `PAPERS`, `BINDINGS` by name."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper. `page` is what one page, half of a leaf, adds to the spine, in millimetres.

    `whole` is true if the printer's figure already counts the cover, so nothing is added for it.
    """

    name: str
    title: str
    page: float
    whole: bool
    source: str
    date: date


@dataclass(frozen=True, slots=True)
class Binding:
    """A binding. It `adds` so many millimetres to the spine; a `flat` one has no spine."""

    name: str
    title: str
    adds: float
    flat: bool
    source: str
    date: date


def _page(grammage: float, bulk: float) -> float:
    """The thickness of half a leaf in millimetres.

    `grammage` is in g/m² and `bulk` in cm³/g; their product is the thickness of a leaf in
    micrometres. So it is divided by 1000, and by 2, as a leaf has two pages.
    """
    return grammage * bulk / 1000 / 2


def _papers(table: Mapping[str, dict[str, object]]) -> Mapping[str, Paper]:
    found = {}
    for name, row in table.items():
        facts = dict(row)
        if "page" not in facts:
            facts["page"] = _page(facts.pop("grammage"), facts.pop("bulk"))  # type: ignore[arg-type]
        found[name] = Paper(name=name, **{"whole": False} | facts)  # type: ignore[arg-type]
    return MappingProxyType(found)


def _bindings(table: Mapping[str, dict[str, object]]) -> Mapping[str, Binding]:
    plain: dict[str, object] = {"adds": 0.0, "flat": False}
    return MappingProxyType(
        {name: Binding(name=name, **plain | row) for name, row in table.items()}  # type: ignore[arg-type]
    )


_DATA = tomllib.loads(files(__package__).joinpath("papers.toml").read_text("utf-8"))
PAPERS = _papers(_DATA["papers"])
BINDINGS = _bindings(_DATA["bindings"])
