"""Two styles of one thing in one book: how often each is met, and where.

In: texts, and the mixtures of a language. Out: `Met` for each chapter; `mixed`, which puts the
chapters together and reports the rarer styles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from anban.check.manuscript import rules
from anban.check.manuscript.copy import Copy, CopyRun
from anban.core.diagnostics import Diagnostic, Related, Rule, Span, times
from anban.languages.mixtures import Mixture, MixtureKind

SHOWN = 5
"""How many places of a style are listed."""

_RULES: Mapping[MixtureKind, Rule] = MappingProxyType(
    {
        MixtureKind.TONES: rules.MIXED_TONES,
        MixtureKind.I_AND_Y: rules.MIXED_I_AND_Y,
        MixtureKind.THOUSANDS: rules.MIXED_THOUSANDS,
        MixtureKind.DATES: rules.MIXED_DATES,
        MixtureKind.CENTURIES: rules.MIXED_CENTURIES,
        MixtureKind.DECADES: rules.MIXED_DECADES,
        MixtureKind.RANGES: rules.MIXED_RANGES,
        MixtureKind.PERCENT: rules.MIXED_PERCENT,
    }
)
"""The rule that wants one of the styles."""


@dataclass(frozen=True, slots=True)
class Met:
    """How often something was met, and its first places."""

    count: int
    places: tuple[Span, ...]

    def again(self, run: CopyRun, start: int, end: int) -> Met:
        """Met once more, there."""
        if len(self.places) >= SHOWN:
            return Met(self.count + 1, self.places)
        return Met(self.count + 1, (*self.places, run.place(start, end)))

    def plus(self, other: Met) -> Met:
        return Met(self.count + other.count, (*self.places, *other.places)[:SHOWN])


NEVER = Met(0, ())


def met(copy: Copy, mixture: Mixture) -> Mapping[str, Met]:
    """Each style of `mixture` in a chapter."""
    found: dict[str, Met] = {}
    for run in copy.text():
        for style, start, end in mixture.styles(run.text):
            if not run.untouchable(start, end):
                found[style] = found.get(style, NEVER).again(run, start, end)
    return found


def together(chapters: Iterable[Mapping[str, Met]]) -> Mapping[str, Met]:
    """What several chapters met, in the order in which it was met."""
    found: dict[str, Met] = {}
    for chapter in chapters:
        for style, some in chapter.items():
            found[style] = found.get(style, NEVER).plus(some)
    return found


def mixed(mixture: Mixture, chapters: Sequence[Mapping[str, Met]]) -> Iterator[Diagnostic]:
    """Every style but the most frequent one; of two equal ones the first is taken for that."""
    found = together(chapters)
    usual = max(found, key=lambda style: found[style].count, default="")
    for odd, some in found.items():
        if odd != usual:
            yield told(_RULES[mixture.kind], odd, some, usual, found[usual])


def told(rule: Rule, odd: str, some: Met, usual: str, most: Met) -> Diagnostic:
    """The finding that `odd` stands beside `usual`: at its first place, with the next ones."""
    first, *others = some.places
    return rule.at(
        first,
        related=[
            *(Related(span, "here, too") for span in others),
            Related(most.places[0], f"`{usual}` stands here"),
        ],
        odd=odd,
        few=times(some.count),
        usual=usual,
        many=times(most.count),
    )
