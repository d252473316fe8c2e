"""Where the notes of a page go: the page-level solver.

In: a page's text to be laid out, the notes carried from the page before. Out: the text of the
page, the note area under it, and the notes carried to the next page.

The engine moves notes one at a time while it places lines, and forgets some (WeasyPrint 70.0).
Here its own bookkeeping stays inert. For each page the text is laid out with some height kept
free; the calls that stand on the page are read; and the height is sought at which the notes of
just these calls fill what was kept free. If no height does - the line of a call fits, but not with
its note - the page ends above that line, or the note is begun and carried overleaf, whichever
leaves the foot of the page better filled.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from anban.typeset.engine import boxes, patching
from anban.typeset.engine.boxes import AbsolutePlaceholder
from anban.typeset.engine.documents import CounterStyle, Dimension, TargetCollector
from anban.typeset.engine.faces import Faces
from anban.typeset.engine.layout import (
    BlockArguments,
    BlockLayout,
    GetImage,
    LayoutContext,
    Resume,
    block_level_layout,
)
from anban.typeset.engine.styles import ElementStyles
from anban.typeset.paragraph import initials

SLACK = 0.01
"""Pixels that two heights may differ and still count as equal."""
NUDGE = 1.0
"""Pixels by which the foot rises to push a line over."""
ROUNDS = 12
"""How often the foot is raised where calls and notes do not settle at once."""
ENDS = 8
"""Lines under which a page is tried to end where it cannot end above."""


@dataclass(frozen=True, slots=True)
class Policy:
    """`white` is the share of a page's height that may stay empty before a note is split."""

    white: float = 0.15


@dataclass(frozen=True, slots=True)
class Carry:
    """Notes that still have to be set: boxes in order, and where the first one resumes."""

    notes: tuple[boxes.Box, ...] = ()
    skip: Resume | None = None


@dataclass(frozen=True, slots=True)
class CalledNote:
    """A note called on a page; `bottom` is the lower edge of the line that calls it."""

    note: boxes.Box
    bottom: float


@dataclass(frozen=True, slots=True)
class Area:
    """A note area laid out within `limit`: its box, its outer height, what did not fit, and the
    boxes placed absolutely in it.
    """

    box: boxes.BlockLevelBox | None
    height: float
    left: Carry
    limit: float = math.inf
    absolutes: tuple[boxes.Box, ...] = ()

    @property
    def begun(self) -> bool:
        """True if all its notes begin in it, and at most the last one goes on overleaf."""
        return not self.left.notes or (len(self.left.notes) == 1 and self.left.skip is not None)


@dataclass(frozen=True, slots=True)
class Trial:
    """A page's text laid out above a foot of `reserve` pixels, and the notes it calls."""

    result: BlockLayout
    reserve: float
    calls: tuple[CalledNote, ...]

    @property
    def root(self) -> boxes.BlockLevelBox | None:
        return self.result[0]


Found = tuple[Trial, Area]
Shapes = dict[boxes.Box | None, list[boxes.Box]]
Floats = tuple[Shapes, tuple[boxes.Box | None, ...]]
KeptLine = tuple[boxes.LineBox, boxes.LineBox, Resume | None]
"""The line box that was asked about, the line that was found, where the next one begins."""


@dataclass(slots=True)
class PageNotes:
    """The notes' side of one page: what comes in, and what the solver decides.

    `called` holds the ids of the note boxes that were called on earlier pages. `bare` asks for
    a page without text. `looks` are the ends of the text's trial layouts, for the flow.
    """

    carry: Carry
    called: frozenset[int]
    bare: bool
    policy: Policy
    prepared: dict[int, boxes.Box]
    looks: list[tuple[bool, Resume | None]] = field(default_factory=list)
    area: boxes.BlockLevelBox | None = None
    left: Carry = Carry()
    placed: tuple[boxes.Box, ...] = ()


class QuietContext(LayoutContext):
    """The engine's layout context with its own bookkeeping of notes silenced."""

    page_notes: PageNotes

    def __init__(
        self, style_for: ElementStyles, images: GetImage, fonts: Faces, counters: CounterStyle,
        targets: TargetCollector,
    ) -> None:  # fmt: skip
        super().__init__(style_for, images, fonts, counters, targets)
        self.lines: dict[tuple[object, ...], KeptLine] = {}
        self.page_top: float | None = None

    def layout_footnote(self, _: object) -> bool:
        return False

    def unlayout_footnote(self, _: object) -> None:
        return None

    def report_footnote(self, _: object) -> None:
        return None

    @property
    def floats(self) -> Floats:
        """The floats of the page so far, as a value: by the box that they stand in, and the boxes
        that are being laid out.
        """
        return _copied(self._excluded_shapes), tuple(self._excluded_shapes_root_boxes)

    @floats.setter
    def floats(self, floats: Floats) -> None:
        shapes, roots = floats
        self._excluded_shapes.clear()
        self._excluded_shapes.update(_copied(shapes))
        self._excluded_shapes_root_boxes[:] = roots


def _block_level_layout(
    context: LayoutContext, box: boxes.Box, *arguments: *BlockArguments, **named: object
) -> BlockLayout:
    """What a page calls to lay out its text and its note area."""
    if not isinstance(context, QuietContext):
        return block_level_layout(context, box, *arguments, **named)
    if isinstance(box, boxes.FootnoteAreaBox):
        if context.page_notes.area is not None:
            return context.page_notes.area, None
    elif isinstance(box, boxes.ParentBox) and _is_text(box):
        return _Solver(context, box, arguments).place()
    return block_level_layout(context, box, *arguments, **named)


def _is_text(box: boxes.Box) -> bool:
    return box.is_for_root_element and not box.force_fragmentation


def install() -> None:
    """Let the pages of the engine be laid out through the solver (WeasyPrint 70.0, make_page)."""
    patching.replace("layout.page.block_level_layout", _block_level_layout)


class _Solver:
    """Places the notes of one page."""

    def __init__(
        self, context: QuietContext, root: boxes.ParentBox, arguments: BlockArguments
    ) -> None:
        self.context = context
        self.notes = context.page_notes
        self.carry = self.notes.carry
        self.root = root
        self.arguments = arguments
        self.foot = context.page_bottom
        context.page_top = root.position_y
        self.height = self.foot - root.position_y
        self.template = context.current_footnote_area
        self.cap = min(self.height, self._most())
        self.template.style = self.template.style.copy()
        self.template.style["max_height"] = Dimension(math.inf, "px")
        self.memory = _Memory(context, root, arguments)
        self.areas: dict[tuple[tuple[int, ...], float], Area] = {}
        context.lines.clear()

    def _most(self) -> float:
        """The theme's limit for the note area, as an outer height."""
        template = self.template
        if template.max_height == math.inf:
            return math.inf
        around = template.margin_top + template.margin_bottom + template.border_top_width
        around += template.border_bottom_width + template.padding_top + template.padding_bottom
        return float(template.max_height + around)

    # --- the page ------------------------------------------------------------------------------

    def place(self) -> BlockLayout:
        """The result of the text's layout, as the engine's own function gives it."""
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
        return self.area((), min(self.cap, self.height - 3 * self.root.style["font_size"]))

    def _under_full_foot(self, carried: Area) -> BlockLayout:
        """The carried notes fill the foot and go on: the text above must call no note."""
        trial = self.trial(carried.height)
        if trial.calls:
            first = min(call.bottom for call in trial.calls)
            trial = self.trial(max(carried.height, self.foot - first + NUDGE))
        root = trial.root
        if carried.box is None or root is None or trial.calls:
            return self._bare()
        if not _has_text(root) or self.over(root, carried.height):
            return self._bare()
        return self._done(trial, self.area((), carried.height))

    def _bare(self) -> BlockLayout:
        """A page of notes alone."""
        result = list(self.memory.lay(self.foot, self.root.copy_with_children([])))
        if self.root.children:
            _, waiting, *_ = self.context.page_maker[self.context.current_page - 1]
            result[1] = self.arguments[1]
            result[2] = dict(waiting)
        return self._done(Trial(tuple(result), 0, ()), self.area((), self.height))

    def _settle(self, full: Trial, base: float) -> BlockLayout:
        """Find the foot that the notes of the calls above it just fill."""
        heights = self._heights(full.calls)
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
        """The line of a call fits but its note does not: end the page above, or split the note."""
        wall = full.calls[fits]
        room = self.foot - wall.bottom
        lifted = max(need, room + NUDGE)
        above = self.attempt(lifted, without=wall.note)
        white = room - need
        tall = height - need > self.height - 3 * self.root.style["font_size"]
        if above and not tall and white <= self.notes.policy.white * self.height:
            return above
        return self._split(full, wall) or (above and self.attempt(lifted, without=wall.note))

    def _split(self, full: Trial, wall: CalledNote) -> Found | None:
        """The note of `wall` begun on this page: under its line or, where that line must not be
        the last, under one that follows.
        """
        for room in self._rooms(full, wall.bottom):
            found = self.attempt(min(room, self.cap), split=True)
            if found and any(call.note is wall.note for call in found[0].calls):
                return found
        return None

    def _rooms(self, full: Trial, top: float) -> list[float]:
        """The heights left under the first few lines of `full` that end at `top` or lower."""
        assert full.root is not None
        lows = {bottom for bottom in _bottoms(full.root) if bottom > top - SLACK}
        return [self.foot - low - SLACK for low in sorted(lows)[:ENDS]]

    def _raise_foot(self, base: float) -> Found:
        """Unusual geometry - columns, rows, floats: raise the foot until the notes fit under it."""
        reserve = base
        for _ in range(ROUNDS):
            trial = self.trial(reserve)
            if trial.root is None:
                break
            area = self.area(trial.calls, math.inf)
            if area.height <= reserve + SLACK and not self.over(trial.root, area.height):
                return trial, area
            if area.height >= self.height or area.height <= reserve:
                break
            reserve = area.height
        return self._crowded()

    def _crowded(self) -> Found:
        """The first line holds calls whose notes cannot all begin here: begin what can be."""
        full = self.trial(0)
        for room in (*self._rooms(full, -math.inf), 0):
            trial = self.trial(max(room, 0))
            if trial.root is not None:
                break
        assert trial.root is not None
        lowest = max(_bottoms(trial.root), default=self.root.position_y)
        return trial, self.area(trial.calls, max(self.foot - lowest, SLACK))

    def _done(self, trial: Trial, area: Area) -> BlockLayout:
        self.arguments[4].extend(area.absolutes)
        self.notes.area, self.notes.left = area.box, area.left
        self.notes.placed = tuple(call.note for call in trial.calls)
        self.context.page_bottom = self.foot
        return trial.result

    # --- trials --------------------------------------------------------------------------------

    def trial(self, reserve: float) -> Trial:
        """Lay the page's text out above a foot of `reserve` pixels."""
        result = self.memory.lay(self.foot - reserve, self.root)
        self.notes.looks.append((result[0] is not None, result[1]))
        if reserve and result[0] is not None and _beheaded(result[0]):
            result = (None, *result[1:])
        return Trial(result, reserve, tuple(self._new_calls(result[0])))

    def attempt(
        self, reserve: float, *, without: boxes.Box | None = None, split: bool = False
    ) -> Found | None:
        """A trial whose notes all begin under it; with `split` the last one may be carried on."""
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
        """The carried notes and those of `calls`, laid out at most `limit` pixels high."""
        notes = self.carry.notes + tuple(call.note for call in calls)
        if not notes:
            return Area(None, 0.0, Carry())
        key = tuple(map(id, notes))
        whole = self.areas.get((key, math.inf))
        if whole is not None and whole.height <= limit:
            return whole
        if (key, limit) not in self.areas:
            self.areas[key, limit] = self.lay(notes, limit)
        return self.areas[key, limit]

    def lay(self, notes: tuple[boxes.Box, ...], limit: float) -> Area:
        area = self.template.copy_with_children([self._prepared(note) for note in notes])
        skip = self.carry.skip
        bounded = limit < math.inf
        absolutes: list[boxes.Box] = []
        if skip is not None or bounded:
            area.style = area.style.copy()
            area.style["box_decoration_break"] = "clone"
        foot, self.context.page_bottom = self.context.page_bottom, area.position_y + limit
        box, resume, *_ = block_level_layout(
            self.context, area, 0 if bounded else -math.inf, None if skip is None else {0: skip},
            self.template.page, skip is not None, absolutes, absolutes,
        )  # fmt: skip
        self.context.page_bottom = foot
        if box is None:
            return Area(None, 0.0, Carry(notes, skip), limit)
        placed = tuple(absolutes)
        if resume is None:
            return Area(box, box.margin_height(), Carry(), limit, placed)
        ((index, inner),) = resume.items()
        return Area(box, box.margin_height(), Carry(notes[index:], inner), limit, placed)

    def over(self, root: boxes.Box, foot: float) -> bool:
        """True if something in the flow of `root` reaches below a foot of this height."""
        return any(bottom > self.foot - foot + NUDGE for bottom in _bottoms(root))

    def _heights(self, calls: tuple[CalledNote, ...]) -> list[float]:
        """The height of the note area up to and with each call's note."""
        area = self.area(calls, math.inf)
        assert area.box is not None
        top = area.box.content_box_y()
        around = area.height - area.box.height
        children = area.box.children[len(self.carry.notes) :]
        return [child.position_y + child.margin_height() - top + around for child in children]

    def _prepared(self, note: boxes.Box) -> boxes.Box:
        """The note's box as a child of a note area, with its anonymous boxes; made once."""
        if id(note) not in self.notes.prepared:
            template = self.template
            template.children = [note]
            area = boxes.create_anonymous_boxes(template.deepcopy())
            initials.settle(area)
            template.children = []
            (self.notes.prepared[id(note)],) = area.children
        return self.notes.prepared[id(note)]

    def _new_calls(self, root: boxes.Box | None) -> Iterator[CalledNote]:
        """The notes first called on this page, once each, in order; bottoms never fall."""
        seen = set(self.notes.called) | {id(note) for note in self.carry.notes}
        lowest = -math.inf
        for note, bottom in _calls(root, None) if root is not None else ():
            lowest = max(lowest, bottom)
            if id(note) not in seen:
                seen.add(id(note))
                yield CalledNote(note, lowest)


def _fits(heights: list[float], calls: tuple[CalledNote, ...], foot: float, cap: float) -> int:
    """How many calls stand above the notes up to their own."""
    for index, (height, call) in enumerate(zip(heights, calls, strict=True)):
        if height > cap + SLACK or call.bottom > foot - height + SLACK:
            return index
    return len(heights)


def _calls(box: boxes.Box, line: float | None) -> Iterator[tuple[boxes.Box, float]]:
    """Each called note under `box` with the lower edge of its outermost line."""
    if isinstance(box, AbsolutePlaceholder):
        box, line = boxes.placed(box), -math.inf
    if line is None and isinstance(box, boxes.LineBox):
        line = box.position_y + box.height
    if box.footnote is not None:
        yield box.footnote, -math.inf if line is None else line
    for child in getattr(box, "children", ()):
        yield from _calls(child, line)


def _bottoms(root: boxes.Box) -> Iterator[float]:
    """The lower edges of lines, pictures and boxes of fixed height in the flow of `root`."""
    for child in root.children:
        if isinstance(child, AbsolutePlaceholder) or not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.LineBox | boxes.ReplacedBox):
            yield child.position_y + child.height
            continue
        if child.style["height"] != "auto":
            yield child.position_y + child.height
        yield from _bottoms(child)


def _beheaded(root: boxes.Box) -> bool:
    """True if a table lost its head, which the engine drops where head and row do not fit."""
    return any(
        isinstance(box, boxes.TableBox)
        and box.element.find("thead") is not None
        and not any(group.is_header for group in box.children)
        for box in root.descendants()
    )


def _has_text(root: boxes.Box) -> bool:
    return any(True for _ in _bottoms(root))


class _Memory:
    """Lays the same text out again and again from one saved state of the engine."""

    def __init__(
        self, context: QuietContext, root: boxes.ParentBox, arguments: BlockArguments
    ) -> None:
        self.context = context
        self.arguments = arguments
        self.position = root.position_x, root.position_y
        self.root = root
        self.absolutes = list(arguments[4])
        self.broken = dict(context.broken_out_of_flow)
        self.floats = context.floats
        self.fresh = True

    def lay(self, bottom: float, root: boxes.Box) -> BlockLayout:
        if not self.fresh:
            self._restore()
        self.fresh = False
        self.context.page_bottom = bottom
        self.context.footnotes = []
        space, resume, containing, empty, absolutes, fixed, margins, *rest = self.arguments
        return block_level_layout(
            self.context, root, space, resume, containing, empty, absolutes, fixed,
            list(margins), *rest,
        )  # fmt: skip

    def _restore(self) -> None:
        context = self.context
        self.root.position_x, self.root.position_y = self.position
        self.arguments[4][:] = self.absolutes
        context.broken_out_of_flow.clear()
        context.broken_out_of_flow.update(self.broken)
        context.floats = self.floats
        for running in context.running_elements.values():
            running.pop(context.current_page, None)
        context.in_column = False


def _copied(shapes: Shapes) -> Shapes:
    return {key: list(value) if type(value) is list else value for key, value in shapes.items()}
