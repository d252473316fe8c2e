"""Where the notes of a page go: the search for the height of the note area.

In: a page's text to be laid out, the notes carried from the page before. Out: the text of the
page, the note area under it, and the notes carried to the next page.

For each page the text is laid out with some height kept free at the foot, called the reserve. The
calls that stand on the page are read from the result. The solver seeks the reserve which the notes
of just these calls fill. If there is none - the line of a call fits, but not with its note - the
page ends above that line, or the note is begun and goes on overleaf, whichever leaves less white at
the foot of the page.

Heights and edges are CSS pixels; edges are counted from the top edge of the page downwards.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from anban.typeset.engine import boxes, patching
from anban.typeset.engine.layout import (
    BlockArguments,
    BlockLayout,
    LayoutContext,
    block_level_layout,
)
from anban.typeset.notes.area import Area, NoteAreas
from anban.typeset.notes.context import Carry, PageNotes, Policy, QuietContext
from anban.typeset.notes.memory import Memory
from anban.typeset.notes.reading import CalledNote, bottoms, has_text, lost_table_head, new_calls

__all__ = ["Carry", "PageNotes", "Policy", "QuietContext", "install"]

SLACK = 0.01
"""Pixels by which two heights may differ and still count as equal. The same heights are added up in
different orders for the text and for the notes, and the sums differ by rounding."""
NUDGE = 1.0
"""Pixels by which the foot is raised above the lower edge of a line to push that line over. It has
to be more than any rounding, and less than a line. Text that reaches less than this below the foot
does not count as too long."""
ROUNDS = 12
"""How often the foot is raised where calls and notes do not settle at once. Each time the foot is
higher than before, so the search would end anyway; this bounds what it costs."""
ENDS = 8
"""How many lines are tried as the last one of a page. The line of a call may be forbidden as the
last one, by widows or by a heading that keeps to its text; a few lines lower it is allowed."""
TEXT_ABOVE_NOTES = 3
"""The height that stays free for text above notes that go on from or to another page, in sizes of
the text's letters: two lines, up to a leading of one and a half."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A page's text laid out above a foot of `reserve` pixels, and the notes it calls."""

    result: BlockLayout
    reserve: float
    calls: tuple[CalledNote, ...]

    @property
    def root(self) -> boxes.BlockLevelBox | None:
        """The root box of the text, None if nothing of the text fits."""
        return self.result[0]


Found = tuple[Trial, Area]


def _block_level_layout(
    context: LayoutContext, box: boxes.Box, *arguments: *BlockArguments, **named: object
) -> BlockLayout:
    """What the engine calls for the parts of a page: its text, its note area, other boxes.

    The text comes first, and the solver lays out its notes with it; so the note area is known when
    the engine asks for it.
    """
    if not isinstance(context, QuietContext):
        return block_level_layout(context, box, *arguments, **named)
    if isinstance(box, boxes.FootnoteAreaBox):
        if context.page_notes.area is not None:
            return context.page_notes.area, None
    elif isinstance(box, boxes.ParentBox) and _is_text(box):
        return _Solver(context, box, arguments).place()
    return block_level_layout(context, box, *arguments, **named)


def _is_text(box: boxes.Box) -> bool:
    """True for the root, except for an empty one that the engine forces onto a page on which
    nothing but floats fits.
    """
    return box.is_for_root_element and not box.force_fragmentation


def install() -> None:
    """Let the pages of the engine be laid out through the solver (WeasyPrint 70.0, make_page)."""
    patching.replace("layout.page.block_level_layout", _block_level_layout)


class _Solver:
    """Places the notes of one page.

    `foot` is the lower edge of the text area without notes, `height` the height of the text area,
    `cap` the largest height that the note area may have.
    """

    def __init__(
        self, context: QuietContext, root: boxes.ParentBox, arguments: BlockArguments
    ) -> None:
        self.context = context
        self.notes = context.page_notes
        self.carry = self.notes.carry
        self.root = root
        _, self.resume, _, _, self.absolutes, *_ = arguments
        self.foot = context.page_bottom
        context.page_top = root.position_y
        self.height = self.foot - root.position_y
        self.areas = NoteAreas(context)
        self.cap = min(self.height, self.areas.most)
        self.beside_text = self.height - TEXT_ABOVE_NOTES * root.style["font_size"]
        self.memory = Memory(context, root, arguments)
        # lines are kept by where they stand, and only the trials of one page ask for one twice
        context.lines.clear()

    # --- the page ------------------------------------------------------------------------------

    def place(self) -> BlockLayout:
        """The result of the text's layout, in the form of the engine's own function."""
        # a blank page, on which the engine sets no text, can still bear carried notes
        if self.notes.bare or (self.carry.notes and not self.root.children):
            return self._bare()
        carried = self._carried()
        if carried.left.notes:
            return self._under_full_foot(carried)
        trial = self.trial(carried.height)
        if self.carry.notes and (trial.root is None or self.over(trial.root, carried.height)):
            return self._bare()
        if trial.root is None or not trial.calls:
            return self._done(trial, self.area(trial.calls, carried.height or math.inf))
        return self._settle(trial, carried.height)

    def _carried(self) -> Area:
        """The carried notes at the foot, with room for two lines of text above them."""
        if not self.carry.notes:
            return Area(None, 0.0, Carry())
        return self.area((), min(self.cap, self.beside_text))

    def _under_full_foot(self, carried: Area) -> BlockLayout:
        """The carried notes fill the foot and go on overleaf: the text above must call no note.

        Notes stand in the order of their calls, so a note called here could only begin overleaf.
        If the text calls one, the page ends above the first call.
        """
        trial = self.trial(carried.height)
        if trial.calls:
            first = min(call.bottom for call in trial.calls)
            trial = self.trial(max(carried.height, self.foot - first + NUDGE))
        root = trial.root
        if carried.box is None or root is None or trial.calls:
            return self._bare()
        if not has_text(root) or self.over(root, carried.height):
            return self._bare()
        return self._done(trial, self.area((), carried.height))

    def _bare(self) -> BlockLayout:
        """A page of notes alone.

        Its root has no children. The engine is told that the text goes on where it would have
        begun on this page, after the break that it would have begun with.
        """
        result = list(self.memory.lay(self.foot, self.root.copy_with_children([])))
        if self.root.children:
            _, waiting, *_ = self.context.page_maker[self.context.current_page - 1]
            result[1] = self.resume
            result[2] = dict(waiting)
        return self._done(Trial(tuple(result), 0, ()), self.area((), self.height))

    def _settle(self, full: Trial, base: float) -> BlockLayout:
        """Find the foot that the notes of the calls above it just fill.

        `full` is the text laid out with only `base` pixels, the carried notes, kept free. A higher
        foot can only take lines away from it, so its calls are all that have to be considered.
        """
        heights = self.areas.heights(full.calls)
        fits = _fits(heights, full.calls, self.foot, self.cap)
        need = heights[fits - 1] if fits else base
        if fits == len(heights):
            found = self.attempt(need)
        else:
            found = self._at_wall(full, fits, need, heights[fits])
        trial, area = found or self._raise_foot(base)
        if self.carry.notes and not area.begun:
            return self._bare()
        return self._done(trial, area)

    def _at_wall(self, full: Trial, fits: int, need: float, height: float) -> Found | None:
        """The line of a call fits but its note does not: end the page above, or split the note.

        `need` is the height of the notes that fit, `height` the same with the note that does not.
        A note that would leave no room for text on the next page either is always split.
        """
        wall = full.calls[fits]
        room = self.foot - wall.bottom
        lifted = max(need, room + NUDGE)
        above = self.attempt(lifted, without=wall.note)
        white = room - need
        tall = height - need > self.beside_text
        if above and not tall and white <= self.notes.policy.white * self.height:
            return above
        # `above` is laid out again: only the last layout of the text may be used (see `memory`)
        return self._split(full, wall) or (above and self.attempt(lifted, without=wall.note))

    def _split(self, full: Trial, wall: CalledNote) -> Found | None:
        """The note of `wall` begun on this page: under its line or, where that line must not be
        the last one, under one of the lines that follow.
        """
        for room in self._rooms(full, wall.bottom):
            found = self.attempt(min(room, self.cap), split=True)
            if found and any(call.note is wall.note for call in found[0].calls):
                return found
        return None

    def _rooms(self, full: Trial, top: float) -> list[float]:
        """The heights left under the first few lines of `full` that end at `top` or lower, each a
        little less than measured, so that rounding does not push the line over.
        """
        assert full.root is not None
        lows = {bottom for bottom in bottoms(full.root) if bottom > top - SLACK}
        return [self.foot - low - SLACK for low in sorted(lows)[:ENDS]]

    def _raise_foot(self, base: float) -> Found:
        """Raise the foot until the notes fit under it.

        This is for text that does not simply grow shorter under a higher foot - columns, rows,
        floats - so that the height which was reckoned from the calls did not come true.
        """
        reserve = base
        for _ in range(ROUNDS):
            trial = self.trial(reserve)
            if trial.root is None:
                break
            area = self.area(trial.calls, math.inf)
            if area.height <= reserve + SLACK and not self.over(trial.root, area.height):
                return trial, area
            # higher than the page, or no higher than before: more rounds would change nothing
            if area.height >= self.height or area.height <= reserve:
                break
            reserve = area.height
        return self._crowded()

    def _crowded(self) -> Found:
        """The first line holds calls whose notes cannot all begin here: begin what can be.

        The page ends as early as it can, so that the notes get the most room. At the worst nothing
        is kept free (a reserve of 0), and the notes begin overleaf. The area gets at least SLACK,
        since a limit of nothing at all is no room to lay anything out in.
        """
        full = self.trial(0)
        for room in (*self._rooms(full, -math.inf), 0):
            trial = self.trial(max(room, 0))
            if trial.root is not None:
                break
        assert trial.root is not None
        lowest = max(bottoms(trial.root), default=self.root.position_y)
        return trial, self.area(trial.calls, max(self.foot - lowest, SLACK))

    def _done(self, trial: Trial, area: Area) -> BlockLayout:
        """Hand over what was decided. The engine places absolute boxes after the text and the
        notes, so those of the notes join those of the text.
        """
        self.absolutes.extend(area.absolutes)
        self.notes.area, self.notes.left = area.box, area.left
        self.notes.placed = tuple(call.note for call in trial.calls)
        self.context.page_bottom = self.foot
        return trial.result

    # --- trials --------------------------------------------------------------------------------

    def trial(self, reserve: float) -> Trial:
        """Lay the page's text out above a foot of `reserve` pixels.

        A layout in which a table lost its head for the sake of the notes counts as none. Without a
        reserve there is no more room to be had, and the engine's way has to do.
        """
        result = self.memory.lay(self.foot - reserve, self.root)
        self.notes.looks.append((result[0] is not None, result[1]))
        if reserve and result[0] is not None and lost_table_head(result[0]):
            result = (None, *result[1:])
        called = set(self.notes.called) | {id(note) for note in self.carry.notes}
        return Trial(result, reserve, tuple(new_calls(result[0], called)))

    def attempt(
        self, reserve: float, *, without: boxes.Box | None = None, split: bool = False
    ) -> Found | None:
        """A trial with all its notes in the reserve, None if that fails.

        It also fails if it calls the note `without`. With `split` the last note may go on overleaf.
        """
        trial = self.trial(reserve)
        if trial.root is None or any(call.note is without for call in trial.calls):
            return None
        area = self.area(trial.calls, reserve + SLACK)
        if area.left.notes and not (split and area.begun):
            return None
        if self.over(trial.root, area.height):
            return None
        return trial, area

    def area(self, calls: tuple[CalledNote, ...], limit: float) -> Area:
        """The carried notes and those of `calls`, laid out in at most `limit` pixels."""
        return self.areas.of(calls, limit)

    def over(self, root: boxes.Box, foot: float) -> bool:
        """True if something in the flow of `root` reaches below the top of a foot this high.

        The engine lets something run over where it cannot break, such as a picture that is higher
        than the page.
        """
        return any(bottom > self.foot - foot + NUDGE for bottom in bottoms(root))


def _fits(heights: list[float], calls: tuple[CalledNote, ...], foot: float, cap: float) -> int:
    """How many calls stand above the notes up to their own."""
    for index, (height, call) in enumerate(zip(heights, calls, strict=True)):
        if height > cap + SLACK or call.bottom > foot - height + SLACK:
            return index
    return len(heights)
