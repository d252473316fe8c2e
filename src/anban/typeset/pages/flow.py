"""Breaking one sheet into pages; after an edit, only the pages that the edit can change.

In: a galley, the digests of its blocks, and earlier flows of the same sheet, if there are any: from
before the edit, or from the round before. Out: a `Flow`, which has for every page the state in
front of it and what `record` makes of it.

A page is taken over from an earlier flow if two things hold: the state in front of it, with blocks
counted as they are now, equals the state in front of the old page; and nothing has changed that any
layout of the old page looked at. Otherwise the page is laid out. So the pages in front of an edit,
and those behind its last effect, are never laid out again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from anban.typeset.engine.boxes import Box, PageBox
from anban.typeset.engine.layout import Counters, Resume, remake_page
from anban.typeset.faults import EngineError
from anban.typeset.notes.context import Carry, PageNotes, Policy
from anban.typeset.pages.galley import Galley
from anban.typeset.pages.state import NoteKey, PageState, Path, freeze, thaw

Record = TypeVar("Record")
Entry = tuple[Resume | None, dict[str, str], bool, Counters | None, dict[str, object]]
TO_THE_END = 1 << 30
"""The reach of a page that saw the end of the sheet: more blocks than any sheet has. It has to be
laid out again if blocks are added at the end."""
GLUE = frozenset(("avoid", "avoid-page"))
"""The values of `break-before` and `break-after` that keep two blocks on one page (CSS
Fragmentation 3, 3.1)."""
INDEX = 1
"""The index that each page has for the engine. It may be any but 0, because the engine takes the
page with index 0 for the first page of the book."""


@dataclass(frozen=True, slots=True)
class FlowPage(Generic[Record]):
    """A page of a sheet.

    `state` is the state in front of it. `reach` is the number of blocks, behind the one in which
    the page starts, that some layout of the page looked at: an edit in them may change the page.
    """

    state: PageState
    reach: int
    record: Record


@dataclass(frozen=True, slots=True)
class Flow(Generic[Record]):
    """A sheet in pages. `keys` are the digests of its blocks; `laid` counts the pages that had to
    be laid out, the others having been taken over.
    """

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
    """Break the sheet of `galley` into pages; the first one is a right page if `right` is true.

    If the sheet is not `sided`, each of its pages is set as a right page. `before` holds the
    earlier flows, the most similar one first. EngineError if there are more than `most` pages.
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
    """The pages of a sheet before an edit, with the blocks counted as they are after it.

    `shift` gives the new index of each old block that is still there. `added` is true if the old
    last block is not the last one any more. `index` finds a page by the state in front of it.
    """

    def __init__(self, before: Flow[Record], keys: tuple[bytes, ...]) -> None:
        self.pages = before.pages
        self.shift = _matches(before.keys, keys)
        self.count = len(before.keys)
        self.added = self.shift.get(self.count - 1) != len(keys) - 1
        self.states = [page.state.moved(self.shift) for page in self.pages]
        self.clean = self._clean()
        self.index = {state: i for i, state in enumerate(self.states) if state and state.whole}

    def find(self, state: PageState) -> int | None:
        """The index of the page with this state in front of it, None if there is none."""
        return self.index.get(state)

    def after(self, index: int) -> PageState | None:
        """The state behind the page with this index; None at the end, or without counterpart."""
        return self.states[index + 1] if index + 1 < len(self.pages) else None

    def _clean(self) -> list[bool]:
        """For each page, whether it can be taken over.

        The state behind it has to have a counterpart, too. A state that is not whole cannot be
        laid out from, so a page in front of one is only taken over together with the next page.
        """
        breaks = self._breaks()
        clean = [False] * len(self.pages)
        for i in reversed(range(len(self.pages))):
            clean[i] = self._untouched(self.pages[i], breaks)
            if i + 1 < len(self.pages):
                following = self.states[i + 1]
                clean[i] &= following is not None and (following.whole or clean[i + 1])
        return clean

    def _breaks(self) -> list[int]:
        """For each old block, how many blocks up to it are gone or follow another block now.

        Two blocks with the same count have nothing changed between them: one subtraction answers
        for the whole stretch of a page.
        """
        total, sums = 0, []
        for block in range(self.count):
            here = self.shift.get(block)
            joined = here is not None and (block == 0 or self.shift.get(block - 1) == here - 1)
            total += not joined
            sums.append(total)
        return sums

    def _untouched(self, page: FlowPage[Record], breaks: list[int]) -> bool:
        """True if nothing changed in the blocks that the layouts of `page` looked at."""
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
    """The place from which the page that starts in `state` can be taken over, None if there is
    none.
    """
    for past in pasts:
        place = past.find(state)
        if place is not None and past.clean[place]:
            return past, place
    return None


def _matches(old: tuple[bytes, ...], new: tuple[bytes, ...]) -> dict[int, int]:
    """The new index of each old block that is still there, by its old index.

    What is equal at both ends is matched first: an edit changes a few blocks in the middle, and
    comparing all blocks of a long sheet with each other would be slow. `False` switches off the
    habit of `SequenceMatcher` to ignore what is frequent, such as equal blank lines.
    """
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
        """The state in front of the sheet's first page."""
        name = self.galley.root.page_values()[0]
        return PageState(0, None, False, "right" if right else "left", name, right, ())

    def lay(self, state: PageState) -> tuple[PageBox, int, PageState | None]:
        """The page that starts in `state`, its reach, and the state behind it, None at the end."""
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
        # The engine reads what is in front of a page from its list of all pages. Here the list has
        # an empty entry for the page before, and the state as the entry of this page.
        context.page_maker = [_entry(None, {}, True, None)] * INDEX
        context.page_maker.append(_entry(
            self._resume(state), {"break": state.pause, "page": state.name}, state.right,
            _counters(state),
        ))  # fmt: skip
        page, resume = remake_page(INDEX, context, self.galley.root, self.galley.html)
        return page, self._reach(state, notes), self._following(state, resume, notes)

    def _resume(self, state: PageState) -> Resume | None:
        """The engine's resume position of `state`: root, body, section, block.

        When only notes are left, no text may be set; the position is that of the last block, which
        is not laid out.
        """
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
        """How far the layouts of a page looked; all of them count, not only the last one."""
        furthest = state.block
        for placed, resume in notes.looks:
            if placed and resume is None:
                return TO_THE_END
            block, path = _place(resume) if placed else (state.block, None)
            furthest = max(furthest, block if path is not None else self._glued(block))
        return furthest - state.block

    def _glued(self, block: int) -> int:
        """The last block on which the break in front of `block` depends: blocks that are kept
        together on a page are moved together.
        """
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
    """An entry of the engine's list of pages: what it knows in front of a page. The changes say
    what would make it lay the page out again; here nothing does.
    """
    changes = {
        "content_changed": False,
        "pages_wanted": False,
        "anchors": [],
        "content_lookups": [],
    }
    return resume, following, right, counters, changes


def _counters(state: PageState) -> Counters:
    """The engine's page state: quote depth, counters, their scopes, page groups. The counter of
    pages stays at 0, since the furniture is drawn later, when the page has its place in the book.
    """
    groups: list[list[object]] = [[name, index, thaw(at)] for name, index, at in state.groups]
    return [0], {"pages": [0], "page": [0]}, [{"pages", "page"}], groups
