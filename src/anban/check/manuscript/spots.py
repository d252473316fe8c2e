"""Places of one kind in a chapter, told as one finding.

In: a rule and the places. Out: the diagnostic at the first of them, with the fixes of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from anban.check.manuscript.copy import CopyRun
from anban.core.diagnostics import Diagnostic, Fix, Rule, Span, times


@dataclass(frozen=True, slots=True)
class Spot:
    """A place, and what mends it; nothing if it is for the editor to mend."""

    span: Span
    fixes: tuple[Fix, ...]


def spot(run: CopyRun, start: int, end: int, new: str) -> Spot:
    """The place of some characters of `run`, for which `new` is to stand."""
    return Spot(run.place(start, end), run.fix(start, end, new))


def gathered(rule: Rule, spots: Sequence[Spot], **values: object) -> Iterator[Diagnostic]:
    """One diagnostic for all `spots`, none without any."""
    if spots:
        count = times(len(spots))
        found = rule.at(spots[0].span, near=None, related=(), count=count, **values)
        yield replace(found, fixes=tuple(fix for one in spots for fix in one.fixes))
