"""What follows from a style alone, worked out once. In: a function of styles. Out: its answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from anban.typeset.engine.boxes import Style
from anban.typeset.engine.text import strut

Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """What a function gives for a style, kept on the style itself, for as long as that lives."""

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
"""The engine's `strut`: the height of a line in a style, and how far down its baseline is."""
