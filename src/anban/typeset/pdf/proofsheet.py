"""The paper of a proof: the page as it will be printed, with room beside it to write.

In: a page and its measures. Out: the trim drawn as a frame, a number for each line of the page, and
words that say which draft this is. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from anban.typeset.layout import Page, Run
from anban.typeset.pages.furniture import Geometry
from anban.typeset.pages.ink import POINTS, Ink
from anban.typeset.pdf.lettering import Lettering, MarginDrawing
from anban.typeset.pdf.objects import numbers
from anban.typeset.pdf.paper import MILLIMETRE, Sides

OUTER, INNER = 55 * MILLIMETRE, 10 * MILLIMETRE
TOP, BOTTOM = 20 * MILLIMETRE, 15 * MILLIMETRE
"""The margins around the trim. With a trim of 145 × 205 mm they make a sheet that fits on A4."""
ABOVE = 6 * MILLIMETRE
"""The distance from the trim up to the words of the draft."""
BESIDE = 5 * MILLIMETRE
"""The distance from the text to the numbers of its lines."""
SIZE, NUMBER_SIZE = 8.0, 6.0
QUIET, STRONG = b"0.45 g", b"0 g"
FIFTH = 5
"""Every fifth number is printed strong."""
TRIM = b"0.3 w 0.5 G"


@dataclass(frozen=True, slots=True)
class ProofSheet:
    """Paper with a wide outer margin. `draft` are the words that say which draft it is."""

    draft: str
    bled = False

    def sides(self, geometry: Geometry, *, recto: bool) -> Sides:  # noqa: ARG002 (alike)
        left, right = (INNER, OUTER) if recto else (OUTER, INNER)
        return Sides(left, BOTTOM, right, TOP)

    def layers(
        self, lettering: Lettering, page: Page, geometry: Geometry, total: int
    ) -> tuple[Ink, ...]:
        height = geometry.height * POINTS
        drawing = MarginDrawing(lettering)
        drawing.draw(TRIM, b"0 0 %s re S" % numbers((geometry.width * POINTS, height)))
        words = " · ".join(filter(None, (self.draft, page.label, f"{page.index + 1}/{total}")))
        drawing.draw(STRONG)
        drawing.write(words, 0.0, height + ABOVE, SIZE)
        x = (page.text_right if page.recto else page.text_left) * POINTS
        x += BESIDE if page.recto else -BESIDE
        for number, middle in enumerate(lines_of(page.runs), 1):
            drawing.draw(QUIET if number % FIFTH else STRONG)
            y = height - middle * POINTS - NUMBER_SIZE / 3
            drawing.write(str(number), x, y, NUMBER_SIZE, before=not page.recto)
        return (drawing.ink(),)


def lines_of(runs: Iterable[Run]) -> tuple[float, ...]:
    """The middle of each line of a page, in pixels from its head.

    Two runs belong to one line if the middle of the smaller one lies within the height of the
    other: cells of a table, a small figure behind a word. The run with the greatest height says
    where the line stands.
    """
    lines: list[tuple[float, float]] = []
    for run in sorted(runs, key=lambda run: (run.top + run.bottom, run.top)):
        here = run.top, run.bottom
        if not lines or not _beside(lines[-1], here):
            lines.append(here)
        elif run.bottom - run.top > lines[-1][1] - lines[-1][0]:
            lines[-1] = here
    return tuple((top + bottom) / 2 for top, bottom in lines)


def _beside(one: tuple[float, float], other: tuple[float, float]) -> bool:
    low, high = sorted((one, other), key=lambda bounds: bounds[1] - bounds[0])
    return high[0] <= sum(low) / 2 <= high[1]
