"""Laying a book out until the page numbers in its text are right.

In: a function that renders the book with given page labels. Out: a `Layout`.

The page numbers in the text are only known when the pages are made. So the book is rendered and
laid out again and again, until the numbers in the text are those of the pages. From the second
round on, only what such a number changes is laid out again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from anban.core.diagnostics import Diagnostic
from anban.render.rendition import Rendition
from anban.typeset import rules
from anban.typeset.compositor import Composition, Compositor
from anban.typeset.engine.fetcher import Read
from anban.typeset.faults import EngineError, engine_at_work
from anban.typeset.layout import Page, Pagination
from anban.typeset.pages.pagination import paginate
from anban.typeset.paragraph.tracking import loose_space
from anban.world.cache import Keep

ROUNDS = 5
"""How often the book is laid out at most. Two rounds are usual. A reference can
move the page to which it refers, so that numbers never settle; that is reported."""
NAMED = 5
"""How many targets a diagnostic names."""

Render = Callable[[Mapping[str, str]], Rendition]
"""Renders the book with these page labels, which are given by the id of the target."""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """A book that is laid out.

    `labels` gives the page label of every id. `composition` is what the PDF is written from; it is
    None if the engine failed. Then there are no pages, and a diagnostic says why.
    """

    rendition: Rendition
    pages: tuple[Page, ...]
    labels: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]
    composition: Composition | None

    @property
    def pagination(self) -> Pagination:
        """Where each page begins in the text."""
        return paginate(self.pages)

    @property
    def loose(self) -> float:
        """The word space in ems above which a line of the text counts as loose in this theme."""
        return loose_space(self.composition.engine.style) if self.composition else 0.0


@dataclass(slots=True)
class LayoutSession:
    """The compositors of the editions, by the names of these. A session that is kept makes the next
    build quick. Editions with the same style sheet and language share a compositor.

    `keep` stores what was set for later processes; `jobs` is the number of processes that may work.
    """

    keep: Keep | None = None
    jobs: int = 1
    compositors: dict[str, Compositor] = field(default_factory=dict)

    def compositor(self, rendition: Rendition, language: str, read: Read) -> Compositor:
        """The compositor of the rendition's edition; a new one if its style sheet is new. `read`
        gives it the files of the manuscript as they are now.
        """
        name = rendition.edition.name
        wanted = (rendition.css, language)
        like = (one for one in self.compositors.values() if (one.css, one.language) == wanted)
        known = next(like, None) or Compositor(*wanted, read, self.keep, self.jobs)
        self.compositors[name] = known
        known.read = read
        return known


def settle(
    render: Render, read: Read, language: str, session: LayoutSession | None = None
) -> Layout:
    """Lay the book out until its page references agree with its pages.

    Faults of the engine become diagnostics of the layout; so do references that do not settle.
    """
    session = session or LayoutSession()
    rendition = render({})
    try:
        with engine_at_work():
            return _settle(render, rendition, read, language, session)
    except EngineError as error:
        return Layout(rendition, (), {}, (error.diagnostic,), None)


def _settle(
    render: Render, rendition: Rendition, read: Read, language: str, session: LayoutSession
) -> Layout:
    compositor = session.compositor(rendition, language, read)
    labels: Mapping[str, str] = {}
    for _ in range(ROUNDS):
        composition = compositor.compose(rendition)
        pages = tuple(placed.page for placed in composition.pages)
        before, labels = labels, {anchor: page.label for page in pages for anchor in page.anchors}
        laid, rendition = rendition, render(labels)
        if rendition == laid:
            break
    layout = Layout(laid, pages, labels, composition.diagnostics, composition)
    if rendition == laid:
        return layout
    moving = sorted(target for target, label in labels.items() if before.get(target) != label)
    targets = ", ".join(f"`{target}`" for target in moving[:NAMED])
    unsettled = rules.REFERENCES_UNSETTLED.at(None, rounds=ROUNDS, targets=targets)
    return replace(layout, diagnostics=(*layout.diagnostics, unsettled))
