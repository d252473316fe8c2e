"""Signs that are printed otherwise than they are typed.

In: a chapter, `[typography]`, its language. Out: W106, W107, W108, with fixes that write the signs
as they are printed.
"""

from __future__ import annotations

from collections.abc import Iterator

from anban.check.manuscript.rules import TYPED_DASH, TYPED_ELLIPSIS, TYPED_QUOTE
from anban.check.manuscript.spots import Spot, gathered
from anban.core.book import Chapter
from anban.core.diagnostics import Diagnostic, Fix, Rule
from anban.languages import Language
from anban.languages.edits import DASHES, ELLIPSES, QUOTES, RANGES
from anban.manuscript.config.model import Typography
from anban.manuscript.resolve.typed import typed

_RULES = {DASHES: TYPED_DASH, RANGES: TYPED_DASH, QUOTES: TYPED_QUOTE, ELLIPSES: TYPED_ELLIPSIS}


def find(chapter: Chapter, settings: Typography, language: Language) -> Iterator[Diagnostic]:
    found: dict[Rule, list[Spot]] = {}
    for sign in typed(chapter, settings, language):
        fix = Fix(sign.span, sign.old, sign.new)
        found.setdefault(_RULES[sign.kind], []).append(Spot(sign.span, (fix,)))
    for rule, spots in found.items():
        yield from gathered(rule, spots)
