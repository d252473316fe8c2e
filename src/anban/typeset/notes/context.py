"""What replaces the engine's own bookkeeping of notes.

In: the notes that a page begins with, from `pages.flow`. Out: a layout context that places no note
by itself, and `PageNotes`, through which the flow and the solver tell each other what they know.

WeasyPrint 70.0 places a note as soon as the line of its call is placed, and takes the room for it
from the page. When it then takes lines back, it loses notes: in 12 of 40 layouts of one chapter a
note had a call and no body. So nothing of that bookkeeping may run.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from anban.typeset.engine import boxes
from anban.typeset.engine.documents import CounterStyle, TargetCollector
from anban.typeset.engine.faces import Faces
from anban.typeset.engine.layout import GetImage, LayoutContext, Resume
from anban.typeset.engine.styles import ElementStyles


@dataclass(frozen=True, slots=True)
class Policy:
    """How notes are placed where text and notes do not fit together.

    `white` is the share of a page's height that may stay empty because the line of a call goes to
    the next page. If more would stay empty, the note is split instead.
    """

    white: float = 0.15


@dataclass(frozen=True, slots=True)
class Carry:
    """Notes that still have to be set: their boxes in order.

    `skip` is the position at which the first of them resumes, None if it has not begun.
    """

    notes: tuple[boxes.Box, ...] = ()
    skip: Resume | None = None


@dataclass(slots=True)
class PageNotes:
    """The notes of one page: what the flow says about them, and what the solver decides.

    From the flow: `carry` are the notes carried from the page before. `called` holds the ids of
    the note boxes that were called on earlier pages. `bare` asks for a page without text.
    `prepared` keeps note boxes that are ready to be laid out, by their ids, for all pages.

    From the solver: `looks` tells for each trial layout of the text whether anything was placed,
    and where the text would go on; the flow reads from it how far the trials looked ahead. `area`
    is the note area, `left` what goes on overleaf, `placed` are the notes called on this page.
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


Shapes = dict[boxes.Box | None, list[boxes.Box]]
Floats = tuple[Shapes, tuple[boxes.Box | None, ...]]
KeptLine = tuple[boxes.LineBox, boxes.LineBox, Resume | None]
"""The line box that was asked about, the line that was found, where the next one begins."""


class QuietContext(LayoutContext):
    """The engine's layout context, in which the engine places no note.

    `page_notes` belongs to the page that is laid out now. `lines` keeps the lines that were found
    in the trial layouts of this page. `page_top` is where the text of this page begins, in pixels.
    """

    page_notes: PageNotes

    def __init__(
        self, style_for: ElementStyles, images: GetImage, fonts: Faces, counters: CounterStyle,
        targets: TargetCollector,
    ) -> None:  # fmt: skip
        super().__init__(style_for, images, fonts, counters, targets)
        self.lines: dict[tuple[object, ...], KeptLine] = {}
        self.page_top: float | None = None

    # The engine calls these three where it places a line, takes it back, or fills columns. Each
    # would change the list of notes and move the bottom of the page.

    def layout_footnote(self, _: object) -> bool:
        return False

    def unlayout_footnote(self, _: object) -> None:
        return None

    def report_footnote(self, _: object) -> None:
        return None

    @property
    def floats(self) -> Floats:
        """The floats that the text avoids, as a value: the floats by the box in which they stand,
        and the stack of the boxes that are being laid out.
        """
        return _copied(self._excluded_shapes), tuple(self._excluded_shapes_root_boxes)

    @floats.setter
    def floats(self, floats: Floats) -> None:
        shapes, roots = floats
        self._excluded_shapes.clear()
        self._excluded_shapes.update(_copied(shapes))
        self._excluded_shapes_root_boxes[:] = roots


def _copied(shapes: Shapes) -> Shapes:
    # a floated note area is put into the mapping as it is, not in a list (WeasyPrint, make_page)
    return {key: list(value) if type(value) is list else value for key, value in shapes.items()}
