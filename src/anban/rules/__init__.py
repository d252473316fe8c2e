"""The catalogue of rules: every code with all of its wording, one module for each room.

In: the modules beside this one. Out: `CATALOGUE`, from code to rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, ModuleType

from anban.diagnostics import Rule
from anban.rules import (
    configuration,
    covers,
    editions,
    epub,
    fonts,
    importing,
    manuscript,
    notes,
    pages,
    preflight,
    printing,
    project,
    publishing,
    references,
    sources,
    typography,
    wording,
)


def _rules(module: ModuleType) -> list[Rule]:
    return [value for value in vars(module).values() if isinstance(value, Rule)]


def _catalogue() -> Mapping[str, Rule]:
    modules = (
        configuration, covers, editions, epub, fonts, importing, manuscript, notes, pages,
        preflight, printing, project, publishing, references, sources, typography, wording,
    )  # fmt: skip
    rules = sorted((rule for module in modules for rule in _rules(module)), key=lambda r: r.code)
    catalogue = {rule.code: rule for rule in rules}
    if len(catalogue) != len(rules):
        raise AssertionError("two rules share a code")
    return MappingProxyType(catalogue)


CATALOGUE = _catalogue()
