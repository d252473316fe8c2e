"""A book's sheets become pages in their places.

In: a print `Rendition`, round after round, build after build. Out: `Composition`s. A `Compositor`
keeps what it has set: a sheet that did not change is not touched, one that did is laid out only
where it must be. What it gives depends on the rendition alone, not on what it has kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from anban.diagnostics import Diagnostic
from anban.render.rendition import Rendition, Sheet
from anban.typeset.engine import EngineError, Press
from anban.typeset.flow import Flow, flow
from anban.typeset.folios import labels
from anban.typeset.furniture import Bearing, Furniture, Geometry
from anban.typeset.hearing import heard, listening
from anban.typeset.layout import Page
from anban.typeset.notes import Policy
from anban.typeset.pages import facts_of
from anban.typeset.placing import Leaf, Placed, page_of
from anban.typeset.record import PageKind, PageRecord, record
from anban.typeset.sheets import Copy, positional, prepare
from anban.typeset.shelf import Read

Made = TypeVar("Made")
Strings = tuple[tuple[str, str], ...]
_Kept = tuple[PageRecord | None, Page]
BLANK = PageKind("", True, 1, ())
"""The kind of a page that stands between two sheets."""


@dataclass(frozen=True, slots=True, eq=False)
class Composition:
    """A book in pages. `laid` counts the pages that had to be laid out for it."""

    press: Press
    pages: tuple[Placed, ...]
    diagnostics: tuple[Diagnostic, ...]
    laid: int


@dataclass(frozen=True, slots=True, eq=False)
class _Set:
    """A sheet that is set: the side it asks to begin on, its pages, what the engine said."""

    side: str | None
    right: bool
    sided: bool
    flow: Flow[PageRecord]
    found: tuple[Diagnostic, ...]


@dataclass(eq=False)
class Compositor:
    """Sets the sheets of one edition; `css` and `language` are those of all of them."""

    css: str
    language: str
    read: Read
    sheets: dict[str, _Set] = field(default_factory=dict)
    copies: dict[Sheet, Copy] = field(default_factory=dict)
    pages: dict[Any, _Kept] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.placed = positional(self.css)
        self.counted = "counter(pages" in self.css
        with listening() as records:
            self.press = _guarded(
                "the style sheet", lambda: Press(self.css, self.language, self.read)
            )
            self.furniture = Furniture(self.press)
        self.found = heard(records, self.press.shelf.refusals)

    def _open(self) -> Press:
        return Press(self.css, self.language, self.read)

    def compose(self, rendition: Rendition) -> Composition:
        """The pages of `rendition`. EngineError if the engine fails."""
        self.copies = {sheet: self._copy(sheet) for sheet in rendition.sheets}
        laid = 0
        leaves: list[Leaf | None] = []
        for sheet in rendition.sheets:
            copy = self.copies[sheet]
            found = self._set(copy, right=len(leaves) % 2 == 0)
            laid += found.flow.laid if found is not self.sheets.get(sheet.id) else 0
            self.sheets[sheet.id] = found
            if found.side and (found.side == "right") != (len(leaves) % 2 == 0):
                leaves.append(None)
            leaves += [Leaf(copy, page) for page in found.flow.pages]
        self.sheets = {sheet.id: self.sheets[sheet.id] for sheet in rendition.sheets}
        said = [one for found in self.sheets.values() for one in found.found]
        diagnostics = tuple(dict.fromkeys((*self.found, *said)))
        return Composition(self.press, tuple(self._place(leaves)), diagnostics, laid)

    # --- sheets --------------------------------------------------------------------------------

    def _copy(self, sheet: Sheet) -> Copy:
        known = self.copies.get(sheet)
        return known or _guarded(
            f"`{sheet.id}`", lambda: prepare(sheet, late=self.press.late, placed=self.placed)
        )

    def _set(self, copy: Copy, *, right: bool) -> _Set:
        """The sheet set, as before if nothing in it has changed."""
        before = self.sheets.get(copy.id)
        if before and before.flow.keys == copy.keys and (not before.sided or before.right == right):
            return before
        return _guarded(f"`{copy.id}`", lambda: self._lay(copy, right, before))

    def _lay(self, copy: Copy, right: bool, before: _Set | None) -> _Set:
        refusals = len(self.press.shelf.refusals)
        with listening() as records:
            galley = self.press.galley(copy.section)
            facts = facts_of(copy.section)
            begin = right if galley.side is None else galley.side == "right"
            sided = galley.sided or not self._even(galley.root.page_values()[0])
            old = before.flow if before and before.sided == sided else None
            if sided and before and before.right != begin:
                old = None
            found = flow(
                galley, copy.keys, partial(record, self.press, galley, facts), Policy(),
                right=begin or not sided, sided=sided, most=most_pages(copy), before=old,
            )  # fmt: skip
        new = dict(list(self.press.shelf.refusals.items())[refusals:])
        return _Set(galley.side, begin, sided, found, heard(records, new))

    def _even(self, name: str) -> bool:
        """True if pages of this name have the same measures on both sides, so that one can move."""
        kinds = [PageKind(name, False, index, ((name, index),)) for index in (0, 1)]
        return all(
            replace(self._geometry(kind, right=True), left=0)
            == replace(self._geometry(kind, right=False), left=0)
            for kind in kinds
        )

    def _geometry(self, kind: PageKind, *, right: bool) -> Geometry:
        return self.furniture.geometry(kind, right=right)

    # --- pages ---------------------------------------------------------------------------------

    def _place(self, leaves: list[Leaf | None]) -> Iterator[Placed]:
        """Each page with its number, its furniture and its place on the paper."""
        names = labels(leaf.copy.matter if leaf else None for leaf in leaves)
        kept, self.pages = self.pages, {}
        before: Strings = ()
        for index, (leaf, label, number) in enumerate(
            zip(leaves, names, _numbers(names), strict=True)
        ):
            kind, here = (leaf.record.kind, leaf.record.strings) if leaf else (BLANK, ())
            right = index % 2 == 0
            total = len(leaves) if self.counted else 0
            bearing = Bearing(kind, right, index == 0, number, total, before, here)
            furniture, geometry = self.furniture.of(bearing)
            before = tuple({**dict(before), **dict(here)}.items())
            moved = leaf is not None and leaf.page.state.right and not right
            shift = geometry.left - self._geometry(kind, right=True).left if moved else 0.0
            page = self._page(kept, index, label, leaf, geometry, shift)
            yield Placed(page, leaf, furniture, geometry, shift)

    def _page(
        self, kept: Mapping[Any, _Kept], index: int, label: str, leaf: Leaf | None,
        geometry: Geometry, shift: float,
    ) -> Page:  # fmt: skip
        """The page as a value, the same one as before if nothing about it has changed."""
        key = (index, label, shift, geometry, leaf and leaf.copy.id, leaf and leaf.names())
        record = leaf.record if leaf else None
        old, page = kept.get(key, (None, None))
        if page is None or old is not record:
            page = page_of(index, label, leaf, geometry, shift)
        self.pages[key] = record, page
        return page


def _numbers(names: tuple[str, ...]) -> Iterator[int]:
    """What the page counter stands at on each page: the body begins to count anew."""
    number, decimal = 0, False
    for name in names:
        restart = name.isdecimal() and not decimal
        decimal = name.isdecimal()
        number = 1 if restart else number + 1
        yield number


def most_pages(copy: Copy) -> int:
    """More pages than any sane layout of the sheet has: one for every ten characters of markup."""
    return 100 + copy.characters // 10


def _guarded(where: str, action: Callable[[], Made]) -> Made:
    try:
        return action()
    except EngineError as fault:
        raise EngineError(fault.fault, fault.where or where) from fault
    except Exception as fault:
        words = " ".join(str(fault).split())[:200]
        name = type(fault).__name__
        raise EngineError(f"{name}: {words}" if words else name, where) from fault
