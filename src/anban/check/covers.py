"""The words of a finished cover, held against its folds and its trim.

In: the PDF of a cover and its `Wrap`. Out: diagnostics. Words are looked for in the file, where
those of the spine are already turned.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from anban.check import rules
from anban.core.diagnostics import Diagnostic, Span
from anban.cover.geometry import Panel, Wrap

MM = 25.4 / 72
SLACK = 0.1
"""Millimetres of rounding that are let pass."""
EXCERPT = 24


@dataclass(frozen=True, slots=True)
class PlacedLetter:
    """A letter of a page and its place in its text; edges in mm from the trim's top left corner."""

    index: int
    left: float
    right: float
    top: float
    bottom: float


def examine(pdf: bytes, wrap: Wrap, span: Span | None) -> tuple[Diagnostic, ...]:
    """Words over a fold or the trim, or too near to it, once for each panel."""
    text, letters = read_letters(pdf, 0)
    return tuple(
        found
        for panel in wrap.panels
        for found in _panel(panel, text, [one for one in letters if _belongs(one, panel)], span)
    )


def read_letters(pdf: bytes, page: int) -> tuple[str, tuple[PlacedLetter, ...]]:
    """The text of a page and its letters, spaces apart."""
    from pypdfium2 import PdfDocument  # loaded only where a file is looked at

    with PdfDocument(pdf) as document:
        leaf = document[page]
        left, _, _, top = leaf.get_trimbox()
        words = leaf.get_textpage()
        text = words.get_text_range()
        letters = tuple(
            PlacedLetter(at, (x1 - left) * MM, (x2 - left) * MM, (top - y2) * MM, (top - y1) * MM)
            for at in range(words.count_chars())
            for x1, y1, x2, y2 in (words.get_charbox(at),)
            if x2 > x1 and not text[at].isspace()
        )
    return text, letters


def _belongs(letter: PlacedLetter, panel: Panel) -> bool:
    middle = (letter.left + letter.right) / 2
    return (
        panel.left <= middle < panel.left + panel.width
        or (panel.name == "back" and middle < panel.left)
        or (panel.name == "front" and middle >= panel.left + panel.width)
    )


def _panel(
    panel: Panel, text: str, letters: list[PlacedLetter], span: Span | None
) -> Iterator[Diagnostic]:
    if not letters:
        return
    nearest = min(letters, key=lambda letter: _distance(letter, panel))
    distance = _distance(nearest, panel)
    words = _words_at(text, nearest.index)
    if distance < -SLACK:
        yield rules.COVER_WORDS_CUT.at(span, words=words, panel=panel.name)
    elif distance < panel.safe - SLACK:
        yield rules.COVER_WORDS_NEAR.at(
            span,
            words=words,
            panel=panel.name,
            distance=f"{distance:.1f}",
            wanted=f"{round(panel.safe, 2):g}",
        )


def _words_at(text: str, index: int) -> str:
    """The words of the line from the one on that the letter at `index` is in."""
    start = max(text.rfind(space, 0, index) for space in " \n") + 1
    line = text[start : start + EXCERPT].partition("\n")[0]
    return " ".join(line.split())


def _distance(letter: PlacedLetter, panel: Panel) -> float:
    """From the nearest edge of `panel` to `letter`; negative where it stands over it."""
    return min(
        letter.left - panel.left,
        panel.left + panel.width - letter.right,
        letter.top,
        panel.height - letter.bottom,
    )
