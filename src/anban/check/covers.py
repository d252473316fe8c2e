"""Check that no word of a finished cover is cut off or too near to a fold or the trim.

In: the PDF of a cover and its `Wrap`. Out: diagnostics. The positions of the words are read from
the PDF, where the words of the spine are already rotated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from anban.check import rules
from anban.core.diagnostics import Diagnostic, Span
from anban.cover.geometry import Panel, Wrap

MM = 25.4 / 72
"""Millimetres in a point."""
SLACK = 0.1
"""Differences up to this, in millimetres, count as rounding."""
EXCERPT = 24
"""The most characters of the words that a message shows."""


@dataclass(frozen=True, slots=True)
class PlacedLetter:
    """A letter on a page. `index` is its index in the text of the page.

    Its edges are in millimetres from the top left corner of the trim.
    """

    index: int
    left: float
    right: float
    top: float
    bottom: float


def examine(pdf: bytes, wrap: Wrap, span: Span | None) -> tuple[Diagnostic, ...]:
    """Report words that cross a fold or the trim, or are too near to it; one for each panel."""
    text, letters = read_letters(pdf, 0)
    return tuple(
        found
        for panel in wrap.panels
        for found in _panel(panel, text, [one for one in letters if _belongs(one, panel)], span)
    )


def read_letters(pdf: bytes, page: int) -> tuple[str, tuple[PlacedLetter, ...]]:
    """The text of a page, and its letters without spaces. `page` counts from 0."""
    from pypdfium2 import PdfDocument  # imported here because only few commands need it

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
    # a letter beyond the trim belongs to the outermost panel on its side
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
    """The words of a line, from the word with the letter at `index` on."""
    start = max(text.rfind(space, 0, index) for space in " \n") + 1
    line = text[start : start + EXCERPT].partition("\n")[0]
    return " ".join(line.split())


def _distance(letter: PlacedLetter, panel: Panel) -> float:
    """Millimetres from `letter` to the nearest edge of `panel`; negative if it crosses it."""
    return min(
        letter.left - panel.left,
        panel.left + panel.width - letter.right,
        letter.top,
        panel.height - letter.bottom,
    )
