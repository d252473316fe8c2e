"""What a file is checked as, and how a finding names its pages. Out: `PrintFile`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from anban.check.preflight.places import PrintedPlaces, SizeOf
from anban.core.diagnostics import Diagnostic, Related, Rule, Span
from anban.manuscript.config.model import Edition
from anban.world.printers import PrinterProfile

NAMED = 3
"""Pages that a finding names before it counts the rest."""

Detail = TypeVar("Detail")


@dataclass(frozen=True, slots=True)
class PrintFile:
    """The file `name` of an edition, for a printer. `span` is where `book.toml` describes it.

    `sheet` is what its only page is called, empty for a book.
    """

    name: str
    edition: Edition
    profile: PrinterProfile
    places: PrintedPlaces
    span: Span | None
    size_of: SizeOf
    sheet: str = ""

    def whole(self, rule: Rule, **values: Any) -> Diagnostic:
        """A finding about the whole file."""
        return rule.at(self.span, name=self.name, profile=self.profile.title, **values)

    def on(
        self, rule: Rule, pages: Sequence[int], spans: Iterable[Span | None] = (), **values: Any
    ) -> Diagnostic:
        """A finding on some pages; `spans` are the places of the first of them, if known better."""
        known = spans or map(self.places.of_page, pages)
        placed = list(islice(dict.fromkeys(span for span in known if span), NAMED))
        related = [Related(span, "also here") for span in placed[1:]]
        labels = [self.places.label(page) for page in pages]
        return rule.at(
            placed[0] if placed else self.span,
            related=related,
            name=self.name,
            profile=self.profile.title,
            pages=self.sheet or _named(labels),
            **values,
        )


def grouped(found: Iterable[tuple[Detail, int]]) -> Iterator[tuple[Detail, list[int]]]:
    """Findings of the same kind together, with their pages, in the order they were met."""
    pages: dict[Detail, list[int]] = {}
    for detail, page in found:
        pages.setdefault(detail, []).append(page)
    yield from pages.items()


def _named(labels: Sequence[str]) -> str:
    if len(labels) == 1:
        return f"page {labels[0]}"
    shown = list(labels[:NAMED])
    more = len(labels) - NAMED
    if more > 0:
        return f"pages {', '.join(shown)} and {more} more"
    return f"pages {', '.join(shown[:-1])} and {shown[-1]}"
