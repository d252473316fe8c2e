"""What is put back after a layout of the text was only a try.

In: a layout context, the text of a page, and the arguments with which the engine asked for its
layout. Out: `Memory`, which lays the text out as often as the solver likes, always from the state
in which the engine was before the first time.
"""

from __future__ import annotations

from anban.typeset.engine import boxes
from anban.typeset.engine.layout import BlockArguments, BlockLayout, block_level_layout
from anban.typeset.notes.context import QuietContext


class Memory:
    """Lays the same text out again and again from one saved state of the engine.

    The result of the last layout is the only one that may be used: the boxes, floats and absolute
    boxes that the engine has now are those of the last layout.
    """

    def __init__(
        self, context: QuietContext, root: boxes.ParentBox, arguments: BlockArguments
    ) -> None:
        self.context = context
        self.arguments = arguments
        self.position = root.position_x, root.position_y
        self.root = root
        _, _, _, _, self.absolute_boxes, *_ = arguments
        self.absolutes = list(self.absolute_boxes)
        self.broken = dict(context.broken_out_of_flow)
        self.floats = context.floats
        self.fresh = True

    def lay(self, bottom: float, root: boxes.Box) -> BlockLayout:
        """Lay out `root`, the text or a copy of it, down to `bottom`, in pixels from the top edge
        of the page.
        """
        if not self.fresh:
            self._restore()
        self.fresh = False
        self.context.page_bottom = bottom
        # with an empty list the engine looks for no call in the lines that it places
        self.context.footnotes = []
        space, resume, containing, empty, absolutes, fixed, margins, *rest = self.arguments
        # the margins are copied, because the engine appends to the list that it is given
        return block_level_layout(
            self.context, root, space, resume, containing, empty, absolutes, fixed,
            list(margins), *rest,
        )  # fmt: skip

    def _restore(self) -> None:
        """Put back everything that a layout of the text changes outside its own result.

        A layout adds to the absolute boxes, to the boxes out of the flow that go on overleaf, to
        the floats that lines avoid, and to the running elements of the page. It also moves the
        root: its top margin is collapsed into its position. `in_column`, which is the engine's flag
        for text in columns, is off where the text of a page begins.
        """
        context = self.context
        self.root.position_x, self.root.position_y = self.position
        self.absolute_boxes[:] = self.absolutes
        context.broken_out_of_flow.clear()
        context.broken_out_of_flow.update(self.broken)
        context.floats = self.floats
        for running in context.running_elements.values():
            running.pop(context.current_page, None)
        context.in_column = False
