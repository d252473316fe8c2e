"""From sheets to settled pages. In: a function that renders. Out: a `Layout`.

The page numbers in the text are known only when the pages are made, so the book is rendered and
laid out until the numbers that were rendered are those of the pages. The notes of each result are
judged by `faults`; while a sheet has any, the next way to place its notes is tried.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from anban.diagnostics import Diagnostic
from anban.render.rendition import Rendition
from anban.rules import pages as rules
from anban.typeset.attempts import ATTEMPTS, Attempt, style
from anban.typeset.engine import EngineError, Forme, blame, lay
from anban.typeset.layout import Page, Pagination
from anban.typeset.pages import read_pages
from anban.typeset.pagination import paginate
from anban.typeset.shelf import Read

ROUNDS = 5
NAMED = 5
"""Targets that a diagnostic names before it stops."""

Render = Callable[[Mapping[str, str]], Rendition]
"""Renders the book with these page labels, by the id of the target."""

Faults = Callable[[tuple[Page, ...]], Mapping[str, int]]
"""Counts the faults of the notes on these pages, by the id of a sheet that has any."""

_NO_LABELS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """A book laid out. `labels` gives the page label of every id; `forme` is for the PDF.

    Without `forme` the engine failed: there are no pages, and a diagnostic says why.
    """

    rendition: Rendition
    pages: tuple[Page, ...]
    pagination: Pagination
    labels: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]
    forme: Forme | None


def settle(render: Render, read: Read, language: str, faults: Faults) -> Layout:
    """Lay the book out until page references agree and notes are in order.

    A sheet whose notes have faults is broken into pages by the next rule of `ATTEMPTS`. The first
    layout without a fault is kept, else the one with fewest.
    """
    tried: Counter[str] = Counter()
    best: Layout | None = None
    fewest, labels = 0, _NO_LABELS
    for _ in ATTEMPTS:
        chosen = {sheet: ATTEMPTS[count] for sheet, count in tried.items()}
        try:
            layout = _settle_references(render, read, language, style(chosen), labels)
        except EngineError as error:
            return best or _failed(render(labels), error, read, language)
        labels, found = layout.labels, faults(layout.pages)
        if best is None or sum(found.values()) < fewest:
            best, fewest = _naming(layout, chosen), sum(found.values())
        if not found:
            break
        tried.update(found.keys())
    assert best is not None
    return best


def _settle_references(
    render: Render, read: Read, language: str, more_css: str, labels: Mapping[str, str]
) -> Layout:
    rendition = render(labels)
    for _ in range(ROUNDS):
        forme, found = lay(rendition, language, read, more_css)
        pages = read_pages(forme)
        before, labels = labels, _labels(pages)
        layout = Layout(rendition, pages, paginate(pages), labels, found, forme)
        rendition = render(labels)
        if rendition == layout.rendition:
            return layout
    moving = sorted(target for target, label in labels.items() if before.get(target) != label)
    targets = ", ".join(f"`{target}`" for target in moving[:NAMED])
    unsettled = rules.REFERENCES_UNSETTLED.at(None, rounds=ROUNDS, targets=targets)
    return replace(layout, diagnostics=(*layout.diagnostics, unsettled))


def _labels(pages: tuple[Page, ...]) -> Mapping[str, str]:
    return {anchor: page.label for page in pages for anchor in page.anchors}


def _naming(layout: Layout, chosen: Mapping[str, Attempt]) -> Layout:
    said = (
        rules.NOTES_PLACED_ANEW.at(None, sheet=sheet, attempt=attempt.name)
        for sheet, attempt in sorted(chosen.items())
    )
    return replace(layout, diagnostics=(*layout.diagnostics, *said))


def _failed(rendition: Rendition, error: EngineError, read: Read, language: str) -> Layout:
    found = blame(error, rendition, language, read)
    return Layout(rendition, (), (), {}, (found,), None)
