"""Setting all sheets of a book, and putting their pages in order.

In: a print `Rendition`, round after round, build after build. Out: a `Composition` for each. A
`Compositor` keeps what it has set, in memory and in a cache. A sheet that has not changed is not
laid out again, and one that has changed is laid out only where that is needed. The result depends
on the rendition alone: neither on what was kept, nor on the number of processes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from anban import __version__
from anban.core.diagnostics import Diagnostic
from anban.core.page_numbers import PageNumbering
from anban.render.rendition import Rendition, Sheet
from anban.typeset.engine import release
from anban.typeset.engine.fetcher import UNREAD, Read
from anban.typeset.engine.log import heard, listening
from anban.typeset.engine.selectors import positional
from anban.typeset.faults import UnevenError, engine_at_work
from anban.typeset.layout import Page
from anban.typeset.pages.folios import page_numbers
from anban.typeset.pages.furniture import Bearing, Furniture, Geometry, MarginBoxes
from anban.typeset.pages.galley import Engine
from anban.typeset.pages.placing import Placed, SheetPage, page_of
from anban.typeset.pages.record import PageKind, PageRecord
from anban.typeset.pages.sheets import PreparedSheet, prepare
from anban.typeset.rounds import KEPT, Rounds
from anban.typeset.store import codec, laid_sheet
from anban.typeset.store.laid_sheet import LaidSheet, set_sheet
from anban.typeset.store.layout_cache import LayoutCache
from anban.world import collector, workers
from anban.world.cache import Keep

Made = TypeVar("Made")
Strings = tuple[tuple[str, str], ...]
_SheetIds = tuple[int, int]
"""The ids of a `PreparedSheet` and of its `LaidSheet`, which are kept with the value."""
_Leaves = tuple[PreparedSheet, LaidSheet, tuple[SheetPage, ...]]
_Page = tuple[PageRecord | None, Page]
_PageKey = tuple[
    int, str, float, Geometry, tuple[str, ...], tuple[str, tuple[str, ...]] | None, int
]
"""All that the `Page` of a page in its place depends on."""
BLANK = PageKind("", True, 1, ())
"""The kind of a blank page between two sheets."""
SHARED = 100_000
"""The number of characters of markup from which on other processes help. Starting a process and
reading its results takes longer than setting less than that."""


@dataclass(frozen=True, slots=True, eq=False)
class Composition:
    """A book in pages. `laid` counts the pages that had to be laid out for it. `cache` keeps the
    sections of its PDF for the next process.
    """

    engine: Engine
    pages: tuple[Placed, ...]
    diagnostics: tuple[Diagnostic, ...]
    laid: int
    cache: LayoutCache | None = None


@dataclass(eq=False)
class Compositor:
    """Sets the sheets of one edition, which all have the style sheet `css` and one `language`.

    `read` gives the files of the manuscript. `keep` stores laid sheets for other processes. `jobs`
    is the number of processes that may work. `sheets` has the last layouts of each sheet, by its
    id. `prepared_sheets`, `leaves` and `pages` are kept for a few rounds. `pictures` is a digest of
    all pictures.
    """

    css: str
    language: str
    read: Read
    keep: Keep | None = None
    jobs: int = 1
    sheets: dict[str, tuple[LaidSheet, ...]] = field(default_factory=dict)
    prepared_sheets: Rounds[tuple[Sheet, bytes, bool, bool], PreparedSheet] = field(
        default_factory=Rounds
    )
    leaves: Rounds[_SheetIds, _Leaves] = field(default_factory=Rounds)
    pages: Rounds[_PageKey, _Page] = field(default_factory=Rounds)
    pictures: bytes = b""

    def __post_init__(self) -> None:
        self.placed = positional(self.css)
        self.labelled = True
        self.counted = "counter(pages" in self.css
        with listening() as records:
            self.engine = _guarded(
                "the style sheet", lambda: Engine(self.css, self.language, self.read)
            )
            self.furniture = Furniture(self.engine)
        self.late = self.engine.late
        self.found = heard(records, self.engine.fetcher.refusals)
        self.cache = self._layout_cache() if self.keep else None

    def _layout_cache(self) -> LayoutCache:
        """The cache of what earlier processes have set, with the furniture that they drew."""
        assert self.keep is not None
        versions = (__version__, *release.versions(), codec.FORM)
        cache = LayoutCache(self.engine, self.keep, _digest(*versions, self.css, self.language), {})
        cache.take_furniture(self.furniture)
        return cache

    def compose(self, rendition: Rendition) -> Composition:
        """The pages of `rendition`. EngineError if the engine fails.

        At first the numbers of pages and of notes are left open. If the figures of such a number
        turn out not to be equally wide, the book is set again with fewer open numbers: first
        without those of pages, then with none.
        """
        for labelled, late in ((True, self.late), (False, self.late)):
            self.labelled, self.engine.late = labelled, late
            try:
                return self._compose(rendition)
            except UnevenError:
                continue
        self.engine.late = False
        return self._compose(rendition)

    def _compose(self, rendition: Rendition) -> Composition:
        for memory in (self.prepared_sheets, self.leaves, self.pages):
            memory.turn()
        # many objects are made that all stay alive, and searching them for garbage is in vain
        with collector.pause_gc():
            prepared_sheets = self._prepared_sheets(rendition.sheets)
            known = {prepared.id: self._known(prepared) for prepared in prepared_sheets}
        helped = self._help(prepared_sheets, known)
        laid = sum(one.flow.laid for one in helped.values())
        leaves: list[SheetPage | None] = []
        current: dict[str, LaidSheet] = {}
        for prepared in prepared_sheets:
            right = len(leaves) % 2 == 0
            before = known[prepared.id]
            found = helped.get(prepared.id) or next(iter(before), None)
            if found is None or not found.fits(prepared, right=right):
                found = self._set(prepared, before, right=right)
                laid += found.flow.laid
            current[prepared.id] = found
            if found.side and (found.side == "right") != right:
                leaves.append(None)
            leaves += self._leaves(prepared, found)
        leaves += [None] * (-len(leaves) % rendition.edition.pages_multiple)
        self.sheets = {name: self._recent(name, found) for name, found in current.items()}
        said = [one for found in current.values() for one in found.found]
        placed = tuple(self._place(leaves, rendition.numbering))
        if self.cache:
            self.cache.put_furniture(self.furniture)
        said = list(dict.fromkeys((*self.found, *said)))
        return Composition(self.engine, placed, tuple(said), laid, self.cache)

    # --- sheets --------------------------------------------------------------------------------

    def _prepared_sheets(self, sheets: Sequence[Sheet]) -> list[PreparedSheet]:
        """The prepared sheets. A sheet is prepared again if its text or a picture of it changed.

        The engine keeps pictures by their addresses, so it forgets them if any has changed.
        """
        shown = {path: self._picture(path) for sheet in sheets for path in sheet.resources}
        digest = _digest(*(f"{path} {data}" for path, data in sorted(shown.items())))
        if digest != self.pictures:
            self.pictures = digest
            self.engine.images.clear()
        prepared_sheets = {}
        for sheet in sheets:
            pictures = _digest(*(shown[path] for path in sheet.resources))
            prepared = partial(self._prepare, sheet, pictures)
            key = sheet, pictures, self.labelled, self.engine.late
            prepared_sheets[sheet, pictures] = self.prepared_sheets.once(key, prepared)
        return list(prepared_sheets.values())

    def _prepare(self, sheet: Sheet, pictures: bytes) -> PreparedSheet:
        ways = {"late": self.engine.late, "placed": self.placed, "labelled": self.labelled}
        return _guarded(f"`{sheet.id}`", lambda: prepare(sheet, pictures=pictures, **ways))

    def _picture(self, path: str) -> str:
        """The digest of a picture; empty if it cannot be read, which the engine will report."""
        try:
            return hashlib.blake2b(self.read(path), digest_size=16).hexdigest()
        except UNREAD:
            return ""

    def _known(self, prepared: PreparedSheet) -> Sequence[LaidSheet]:
        """The earlier layouts of the sheet, from this process and from the cache; the most similar
        one first.
        """
        known = self.sheets.get(prepared.id, ())
        if self.cache and not _stands(known, prepared):
            known = self.sheets[prepared.id] = (*known, *self.cache.take(prepared, known))
        return sorted(known, key=partial(_likeness, prepared), reverse=True)

    def _recent(self, name: str, found: LaidSheet) -> tuple[LaidSheet, ...]:
        """The last layouts of a sheet, `found` first. Several are kept, because each round with
        other page references gives another layout.
        """
        before = (one for one in self.sheets.get(name, ()) if one.flow.keys != found.flow.keys)
        return (found, *before)[:KEPT]

    def _set(
        self, prepared: PreparedSheet, before: Sequence[LaidSheet], *, right: bool
    ) -> LaidSheet:
        found = _guarded(
            f"`{prepared.id}`",
            lambda: set_sheet(self.engine, self.furniture, prepared, before, right=right),
        )
        if self.cache is None:
            return found
        data = laid_sheet.dump(self.engine, found)
        self.cache.put(prepared, data)
        return laid_sheet.known_by(data, found)

    def _help(
        self, prepared_sheets: Sequence[PreparedSheet], known: Mapping[str, Sequence[LaidSheet]]
    ) -> dict[str, LaidSheet]:
        """Set sheets together with other processes, if there is enough to do.

        Returns the sheets that were set, by their ids. All are set as beginning on a right page; a
        sheet that does not fit there is set again when its place is known.
        """
        todo = [
            prepared for prepared in prepared_sheets if not _stands(known[prepared.id], prepared)
        ]
        weights = [prepared.characters for prepared in todo]
        hands = min(self.jobs, len(todo))
        if hands < 2 or sum(weights) < SHARED or not workers.CAN_FORK:
            return {}

        def work(task: int) -> bytes:
            prepared = todo[task]
            found = set_sheet(self.engine, self.furniture, prepared, known[prepared.id], right=True)
            return laid_sheet.dump(self.engine, found)

        pile = workers.Pile(weights)
        helpers = [workers.start(pile, work) for _ in range(hands - 1)]
        done = {}
        try:
            for task in pile:
                prepared = todo[task]
                done[prepared.id] = self._set(prepared, known[prepared.id], right=True)
        finally:
            results = [helper.results() for helper in helpers]
            pile.close()
        for task, data in (item for result in results for item in result.items()):
            prepared = todo[task]
            found = laid_sheet.load(self.engine, data)
            if found is not None:
                done[prepared.id] = found
                if self.cache:
                    self.cache.put(prepared, data)
        return done

    # --- pages ---------------------------------------------------------------------------------

    def _place(self, leaves: list[SheetPage | None], numbering: PageNumbering) -> Iterator[Placed]:
        """Each page with its number, its furniture and its place on the paper."""
        matters = (leaf.prepared.matter if leaf else None for leaf in leaves)
        numbers = page_numbers(matters, numbering)
        before: Strings = ()
        for index, (leaf, number) in enumerate(zip(leaves, numbers, strict=True)):
            kind, here = (leaf.record.kind, leaf.record.strings) if leaf else (BLANK, ())
            right = index % 2 == 0
            total = len(leaves) if self.counted else 0
            bearing = Bearing(
                kind, right, index == 0, number.number, total, before, here, number.label
            )
            furniture = self.furniture.of(bearing)
            geometry = furniture.geometry
            before = tuple({**dict(before), **dict(here)}.items())
            moved = leaf is not None and leaf.page.state.right and not right
            shift = geometry.left - self.furniture.geometry(kind, right=True).left if moved else 0.0
            page = self._page(index, number.label, leaf, furniture, shift)
            yield Placed(page, leaf, furniture.ink, geometry, shift, number)

    def _leaves(self, prepared: PreparedSheet, found: LaidSheet) -> tuple[SheetPage, ...]:
        """The pages of a sheet; the same objects as long as nothing about it changes."""

        def bound() -> _Leaves:
            leaves = zip(found.flow.pages, _sources(prepared, found), strict=True)
            return (
                prepared,
                found,
                tuple(SheetPage.of(prepared, page, source) for page, source in leaves),
            )

        return self.leaves.once((id(prepared), id(found)), bound)[2]

    def _page(
        self, index: int, label: str, leaf: SheetPage | None, furniture: MarginBoxes, shift: float
    ) -> Page:
        """The value of a page in its place; the same object as long as nothing about it changes."""
        record = leaf.record if leaf else None
        geometry, folios = furniture.geometry, furniture.folios

        def placed() -> _Page:
            return record, page_of(index, label, leaf, geometry, shift, folios)

        names = (leaf.prepared.id, leaf.names) if leaf else None
        key = (index, label, shift, geometry, folios, names, id(record))
        return self.pages.once(key, placed)[1]


def _likeness(prepared: PreparedSheet, found: LaidSheet) -> int:
    """The number of different blocks that `prepared` and `found` have in common."""
    return len(set(prepared.keys) & set(found.flow.keys))


def _stands(known: Sequence[LaidSheet], prepared: PreparedSheet) -> bool:
    """True if one of the known layouts has the same blocks as `prepared`."""
    return any(one.flow.keys == prepared.keys for one in known)


def _sources(prepared: PreparedSheet, found: LaidSheet) -> Iterator[bytes]:
    """For each page of a laid sheet, bytes that no other page has; empty if the digest of the
    layout is not known.
    """
    for index, _ in enumerate(found.flow.pages):
        yield b"%b%b%d" % (prepared.digest, found.digest, index) if found.digest else b""


def _digest(*parts: str) -> bytes:
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        found.update(part.encode() + b"\0")
    return found.digest()


def _guarded(where: str, action: Callable[[], Made]) -> Made:
    with engine_at_work(where):
        return action()
