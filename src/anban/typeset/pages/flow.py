"""One sheet flows into pages; after an edit, only where it has to.

In: a galley, the digests of its blocks, and flows of the sheet as it was, if there are any: before
the edit, in the round before. Out: a `Flow`: for every page the state in front of it and what
`record` makes of it.

A page is taken over when the state in front of it, moved along with the blocks, equals that of an
old page, and nothing that any layout of the old page looked at has changed. Otherwise it is laid
out. So pages in front of an edit and behind its last effect are never laid out again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from anban.typeset.engine.boxes import Box, PageBox
from anban.typeset.engine.layout import Counters, Resume, remake_page
from anban.typeset.faults import EngineError
from anban.typeset.notes.solver import Carry, PageNotes, Policy
from anban.typeset.pages.galley import Galley
from anban.typeset.pages.state import NoteKey, PageState, Path, freeze, thaw

Record = TypeVar("Record")
Entry = tuple[Resume | None, dict[str, str], bool, Counters | None, dict[str, object]]
TO_THE_END = 1 << 30
GLUE = frozenset(("avoid", "avoid-page"))
INDEX = 1
"""Where the engine is told each page stands: any but 0, which it treats as a book's first."""


@dataclass(frozen=True, slots=True)
class FlowPage(Generic[Record]):
    """A page of a sheet.

    `state` is that in front of it; `reach` counts the blocks behind its first one that a layout
    of it looked at.
    """

    state: PageState
    reach: int
    record: Record


@dataclass(frozen=True, slots=True)
class Flow(Generic[Record]):
    """A sheet in pages; `keys` are the digests of its blocks."""

    keys: tuple[bytes, ...]
    pages: tuple[FlowPage[Record], ...]
    laid: int = 0


def flow(
    galley: Galley,
    keys: tuple[bytes, ...],
    record: Callable[[PageBox, PageState], Record],
    policy: Policy,
    *,
    right: bool,
    sided: bool,
    most: int,
    before: Sequence[Flow[Record]] = (),
) -> Flow[Record]:
    """Break the sheet of `galley` into pages, the first one a right one if `right`.

    Where pages are not `sided`, each is set as a right one. More than `most` pages: EngineError.
    """
    setter = _Setter(galley, policy, sided)
    pasts = [_Past(one, keys) for one in before]
    state: PageState | None = setter.first(right)
    pages: list[FlowPage[Record]] = []
    laid = 0
    source: _Source[Record] | None = None
    while state is not None:
        if source is None or not source[0].clean[source[1]]:
            source = _source(pasts, state)
        if source is not None:
            past, old = source
            pages.append(replace(past.pages[old], state=state))
            state = past.after(old)
            source = past, old + 1
            continue
        page, reach, following = setter.lay(state)
        pages.append(FlowPage(state, reach, record(page, state)))
        state = following
        laid += 1
        if laid > most:
            raise EngineError(f"it made more than {most} pages")
    return Flow(keys, tuple(pages), laid)


class _Past(Generic[Record]):
    """The pages of a sheet before an edit, in terms of its blocks after it."""

    def __init__(self, before: Flow[Record], keys: tuple[bytes, ...]) -> None:
        self.pages = before.pages
        self.shift = _matches(before.keys, keys)
        self.count = len(before.keys)
        self.added = self.shift.get(self.count - 1) != len(keys) - 1
        self.states = [page.state.moved(self.shift) for page in self.pages]
        self.clean = self._clean()
        self.index = {state: i for i, state in enumerate(self.states) if state and state.whole}

    def find(self, state: PageState) -> int | None:
        return self.index.get(state)

    def after(self, index: int) -> PageState | None:
        return self.states[index + 1] if index + 1 < len(self.pages) else None

    def _clean(self) -> list[bool]:
        """For each page, whether it can be taken over with all that it leads to."""
        breaks = self._breaks()
        clean = [False] * len(self.pages)
        for i in reversed(range(len(self.pages))):
            clean[i] = self._untouched(self.pages[i], breaks)
            if i + 1 < len(self.pages):
                following = self.states[i + 1]
                clean[i] &= following is not None and (following.whole or clean[i + 1])
        return clean

    def _breaks(self) -> list[int]:
        """For each old block, how many up to it are gone or no longer follow on their neighbour."""
        total, sums = 0, []
        for block in range(self.count):
            here = self.shift.get(block)
            joined = here is not None and (block == 0 or self.shift.get(block - 1) == here - 1)
            total += not joined
            sums.append(total)
        return sums

    def _untouched(self, page: FlowPage[Record], breaks: list[int]) -> bool:
        state = page.state
        if state.ended:
            return True
        last = min(state.block + page.reach, self.count - 1)
        if page.reach >= TO_THE_END and self.added:
            return False
        if not state.started and self.shift.get(0) != 0:
            return False
        return state.block in self.shift and breaks[last] == breaks[state.block]


_Source = tuple[_Past[Record], int]
"""Where a page can be taken over from: a past layout, and the index of the page in it."""


def _source(pasts: Iterable[_Past[Record]], state: PageState) -> _Source[Record] | None:
    """Where the page that starts in `state` can be taken over."""
    for past in pasts:
        place = past.find(state)
        if place is not None and past.clean[place]:
            return past, place
    return None


def _matches(old: tuple[bytes, ...], new: tuple[bytes, ...]) -> dict[int, int]:
    """Which old block is which new one."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    shift = {block: block for block in range(start)}
    shift |= {len(old) - k: len(new) - k for k in range(1, end + 1)}
    middle = SequenceMatcher(None, old[start : len(old) - end], new[start : len(new) - end], False)
    for match in middle.get_matching_blocks():
        shift |= {start + match.a + k: start + match.b + k for k in range(match.size)}
    return shift


class _Setter:
    """Lays out single pages of a galley from states."""

    def __init__(self, galley: Galley, policy: Policy, sided: bool) -> None:
        self.galley = galley
        self.policy = policy
        self.sided = sided
        self.blocks = galley.section.children
        self.prepared: dict[int, Box] = {}

    def first(self, right: bool) -> PageState:
        name = self.galley.root.page_values()[0]
        return PageState(0, None, False, "right" if right else "left", name, right, ())

    def lay(self, state: PageState) -> tuple[PageBox, int, PageState | None]:
        """The page that starts in `state`, its reach, and the state behind it."""
        context = self.galley.context
        notes = PageNotes(
            Carry(tuple(self.galley.notes[key] for key in state.notes), thaw(state.skip)),
            frozenset(id(self.galley.notes[NoteKey(state.block, k)]) for k in state.called),
            state.ended or bool(state.notes and state.started and state.pause != "any"),
            self.policy, self.prepared,
        )  # fmt: skip
        context.page_notes = notes
        if state.whole:
            context.broken_out_of_flow.clear()
        context.reported_footnotes, context.current_page_footnotes = [], []
        context.page_maker = [_entry(None, {}, True, None)] * INDEX
        context.page_maker.append(_entry(
            self._resume(state), {"break": state.pause, "page": state.name}, state.right,
            _counters(state),
        ))  # fmt: skip
        page, resume = remake_page(INDEX, context, self.galley.root, self.galley.html)
        return page, self._reach(state, notes), self._following(state, resume, notes)

    def _resume(self, state: PageState) -> Resume | None:
        if not state.started:
            return None
        block = len(self.blocks) - 1 if state.ended else state.block
        return {0: {0: {block: None if state.ended else thaw(state.path)}}}

    def _following(
        self, state: PageState, resume: Resume | None, notes: PageNotes
    ) -> PageState | None:
        left = tuple(self.galley.keys[id(note)] for note in notes.left.notes)
        ended = state.ended or resume is None
        if ended and not left:
            return None
        _, waiting, right, page_state, _ = self.galley.context.page_maker[INDEX + 1]
        block, path = _place(None if ended else resume)
        placed = [self.galley.keys[id(note)] for note in notes.placed]
        called = {key.order for key in placed if key.block == block}
        if block == state.block:
            called |= set(state.called)
        return PageState(
            block=block, path=path, started=True, pause=waiting["break"], name=waiting["page"],
            right=right if self.sided else state.right,
            groups=tuple((name, index, freeze(at)) for name, index, at in page_state[3]),
            notes=left, skip=freeze(notes.left.skip) if left else None,
            called=() if ended else tuple(sorted(called)), ended=ended,
            whole=not self.galley.context.broken_out_of_flow,
        )  # fmt: skip

    def _reach(self, state: PageState, notes: PageNotes) -> int:
        furthest = state.block
        for placed, resume in notes.looks:
            if placed and resume is None:
                return TO_THE_END
            block, path = _place(resume) if placed else (state.block, None)
            furthest = max(furthest, block if path is not None else self._glued(block))
        return furthest - state.block

    def _glued(self, block: int) -> int:
        """The last block that the break in front of `block` had to look at."""
        while block + 1 < len(self.blocks) and (
            self.blocks[block].style["break_after"] in GLUE
            or self.blocks[block + 1].style["break_before"] in GLUE
        ):
            block += 1
        return block


def _place(resume: Resume | None) -> tuple[int, Path | None]:
    """The block in which a page starts, and where inside it."""
    if resume is None:
        return 0, None
    ((_, body),) = resume.items()
    if body is None:
        return 0, None
    ((_, section),) = body.items()
    if section is None:
        return 0, None
    ((block, inner),) = section.items()
    return block, freeze(inner)


def _entry(
    resume: Resume | None, following: dict[str, str], right: bool, counters: Counters | None
) -> Entry:
    """An entry of the engine's page maker: what it keeps in front of a page."""
    changes = {
        "content_changed": False,
        "pages_wanted": False,
        "anchors": [],
        "content_lookups": [],
    }
    return resume, following, right, counters, changes


def _counters(state: PageState) -> Counters:
    groups: list[list[object]] = [[name, index, thaw(at)] for name, index, at in state.groups]
    return [0], {"pages": [0], "page": [0]}, [{"pages", "page"}], groups
