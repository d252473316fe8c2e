"""Values that depend on a style alone, computed once.

In: a function of styles. Out: its values, kept on the styles.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from anban.typeset.engine.boxes import Style
from anban.typeset.engine.text import strut

Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """A function of styles whose values are kept on the styles, under the attribute `name`."""

    def __init__(self, name: str, work: Callable[[Style], Answer]) -> None:
        self.name = name
        self.work = work

    def __call__(self, style: Style) -> Answer:
        known = style.__dict__
        if self.name not in known:
            known[self.name] = self.work(style)
        found: Answer = known[self.name]
        return found


strut_of = Kept("anban_strut", strut)
"""The engine's `strut` with values kept: the height of a line in a style, and the distance from
its top to its baseline, in pixels."""
