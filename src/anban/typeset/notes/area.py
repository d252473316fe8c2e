"""Note areas: how high some notes are, and what of them fits a height.

In: the empty note area that the engine made for the page, the notes carried from the page before,
and notes called on this page. Out: `Area` values. Heights are CSS pixels, with the area's margins,
borders and padding.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from anban.typeset.engine import boxes
from anban.typeset.engine.documents import Dimension
from anban.typeset.engine.layout import block_level_layout
from anban.typeset.notes.context import Carry, QuietContext
from anban.typeset.notes.reading import CalledNote
from anban.typeset.paragraph import initials


@dataclass(frozen=True, slots=True)
class Area:
    """A note area that is laid out in at most `limit` pixels.

    `box` is None if there are no notes, or if not even the first line fits. `left` is what did not
    fit, `absolutes` are the boxes that were placed absolutely in it.
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


class NoteAreas:
    """The note areas that are tried for one page.

    `most` is the limit that the theme sets to the area's height (`max-height` of `@footnote`),
    infinite if it sets none.
    """

    def __init__(self, context: QuietContext) -> None:
        self.context = context
        self.carry = context.page_notes.carry
        self.known: dict[tuple[tuple[int, ...], float], Area] = {}
        self.template = context.current_footnote_area
        self.most = self._most()
        # The engine would cut an area to its `max-height` and let the notes run out of it. Here
        # `most` is respected by what the solver asks for. The style is copied since all pages of
        # one type share it.
        self.template.style = self.template.style.copy()
        self.template.style["max_height"] = Dimension(math.inf, "px")

    def _most(self) -> float:
        template = self.template
        if template.max_height == math.inf:
            return math.inf
        around = template.margin_top + template.margin_bottom + template.border_top_width
        around += template.border_bottom_width + template.padding_top + template.padding_bottom
        return float(template.max_height + around)

    def of(self, calls: tuple[CalledNote, ...], limit: float) -> Area:
        """The carried notes and those of `calls`, laid out in at most `limit` pixels."""
        notes = self.carry.notes + tuple(call.note for call in calls)
        if not notes:
            return Area(None, 0.0, Carry())
        key = tuple(map(id, notes))
        # an area that fits whole looks the same under any limit that it keeps
        whole = self.known.get((key, math.inf))
        if whole is not None and whole.height <= limit:
            return whole
        if (key, limit) not in self.known:
            self.known[key, limit] = self._lay(notes, limit)
        return self.known[key, limit]

    def heights(self, calls: tuple[CalledNote, ...]) -> list[float]:
        """For each of `calls`, the height of an area that ends with its note.

        One layout of all notes answers for all calls, since each note stands below the one before.
        """
        area = self.of(calls, math.inf)
        assert area.box is not None
        top = area.box.content_box_y()
        around = area.height - area.box.height
        children = area.box.children[len(self.carry.notes) :]
        return [child.position_y + child.margin_height() - top + around for child in children]

    def _lay(self, notes: tuple[boxes.Box, ...], limit: float) -> Area:
        area = self.template.copy_with_children([self._prepared(note) for note in notes])
        skip = self.carry.skip
        bounded = limit < math.inf
        absolutes: list[boxes.Box] = []
        if skip is not None or bounded:
            # A piece of an area has the whole area's rule and padding. Without `clone` the engine
            # drops them above what goes on from the page before, and keeps no room for them below.
            area.style = area.style.copy()
            area.style["box_decoration_break"] = "clone"
        # The engine breaks boxes at the bottom of the page, so the limit is given as a page that
        # ends there. Minus infinity as the space at the bottom turns breaking off; the engine
        # itself lays note areas out like that. A page that "is empty" must take something: the
        # rest of a note that was begun has to go on here.
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

    def _prepared(self, note: boxes.Box) -> boxes.Box:
        """The note's box as a child of a note area, with its anonymous boxes; made once.

        The engine makes the anonymous boxes of a whole area anew in each layout. Here they are
        made for each note alone and are kept: the position at which a note resumes counts boxes,
        and has to mean the same overleaf.
        """
        prepared = self.context.page_notes.prepared
        if id(note) not in prepared:
            template = self.template
            template.children = [note]
            area = boxes.create_anonymous_boxes(template.deepcopy())
            initials.settle(area)
            template.children = []
            (prepared[id(note)],) = area.children
        return prepared[id(note)]
