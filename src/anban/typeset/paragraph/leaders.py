"""Leaders: the dots between an entry of the contents and its page number, joined into one text.

In: a line that the engine has laid out. Out: the same line, with one text box for all dots of the
leader. WeasyPrint 70.0 makes a box for every dot, which gives thousands of boxes on each page of
the contents, and all of them are visited whenever the page is read or drawn.
"""

from __future__ import annotations

from anban.typeset.engine import boxes, patching
from anban.typeset.engine.layout import LayoutContext, handle_leader, leader_index
from anban.typeset.engine.text import split_first_line


def _handle(context: LayoutContext, line: boxes.LineBox, containing: boxes.Box) -> None:
    """Takes the place of the engine's `handle_leader`: joins the dots that the engine made."""
    handle_leader(context, line, containing)
    _, leader = leader_index(line)
    if leader is None or len(leader.children) < 2 or leader.style["direction"] != "ltr":
        return
    dots = leader.children
    joined = min(dots, key=lambda dot: dot.position_x)
    joined.text *= len(dots)
    joined.width *= len(dots)
    joined.pango_layout, *_ = split_first_line(joined.text, joined.style, context, None, 0)
    leader.children = (joined,)


def install() -> None:
    """Let the engine join the dots of leaders here."""
    patching.replace("layout.inline.handle_leader", _handle)
