"""What a checked file is, and how a finding names its pages.

In: a file's name, its edition, a printer's profile, the places of its words. Out: `PrintFile`,
which makes diagnostics.
"""

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
"""The number of pages that a finding names; further ones are only counted."""

Detail = TypeVar("Detail")


@dataclass(frozen=True, slots=True)
class PrintFile:
    """The file `name` of an edition, as it goes to the printer of `profile`.

    `span` is the place of the edition in `book.toml`. `places` finds the place of a page or of
    words in the manuscript; `size_of` gives the pixels of a picture. `sheet` is the name of the
    only page of a cover; it is empty for the pages of a book.
    """

    name: str
    edition: Edition
    profile: PrinterProfile
    places: PrintedPlaces
    span: Span | None
    size_of: SizeOf
    sheet: str = ""

    def whole(self, rule: Rule, **values: Any) -> Diagnostic:
        """A diagnostic about the whole file."""
        return rule.at(self.span, name=self.name, profile=self.profile.title, **values)

    def on(
        self, rule: Rule, pages: Sequence[int], spans: Iterable[Span | None] = (), **values: Any
    ) -> Diagnostic:
        """A diagnostic about `pages`, which are indexes from 0.

        `spans` are the places of the first of them, if they are known better than by page.
        """
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
    """Group pairs of a detail and a page: each detail once, with all its pages, in first order."""
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
