"""The catalogue of rules: every code with its message, hint and explanation.

In: the rules of every package. They are in a module `rules` beside the code that reports them.
Out: `CATALOGUE`, a mapping from code to rule. A new module of rules is added to `MODULES` here.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType

from anban.check import rules as check
from anban.check.external import rules as external
from anban.check.manuscript import rules as wording
from anban.check.pages import rules as pages
from anban.check.preflight import rules as preflight
from anban.core.diagnostics import Rule, rules_of
from anban.cover import rules as cover
from anban.epub import rules as epub
from anban.importers import rules as importing
from anban.manuscript.config import rules as configuration
from anban.manuscript.parse import note_rules
from anban.manuscript.parse import rules as parsing
from anban.manuscript.resolve import rules as resolving
from anban.render import rules as rendering
from anban.shop import rules as shop
from anban.typeset import rules as typesetting
from anban.world import rules as files
from anban.world.fonts import rules as fonts
from anban.world.pictures import rules as pictures
from anban.world.profiles import rules as profiles
from anban.world.sources import rules as sources

MODULES = (
    files, sources, pictures, fonts, profiles, configuration, parsing, note_rules, resolving,
    rendering, typesetting, cover, epub, shop, check, wording, pages, preflight, external,
    importing,
)  # fmt: skip


def _catalogue() -> Mapping[str, Rule]:
    rules = sorted((rule for module in MODULES for rule in rules_of(module)), key=lambda r: r.code)
    for one, other in pairwise(rules):
        if one.code == other.code:
            raise AssertionError(f"{one.name} and {other.name} share the code {one.code}")
    return MappingProxyType({rule.code: rule for rule in rules})


CATALOGUE = _catalogue()
