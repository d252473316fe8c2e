"""Marks for the printer outside the bleed: where to cut, whether the plates meet, which page it is.

In: the measures of a page. Out: crop marks, registration marks and a slug line, in a colour that
prints on all plates (ISO 32000-1, 8.6.6.4; 14.11.2). Lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from anban.typeset.layout import Page
from anban.typeset.pages.furniture import Geometry
from anban.typeset.pages.ink import POINTS, Form, Ink, Resources
from anban.typeset.pdf.lettering import Lettering, MarginDrawing
from anban.typeset.pdf.objects import numbers
from anban.typeset.pdf.paper import MILLIMETRE, Sides, bleed_of

NEAREST = 3 * MILLIMETRE
"""The least distance of a mark from the trim, for pages without bleed."""
GAP = 2 * MILLIMETRE
"""The distance between the bleed and a mark, and between a mark and the edge of the paper."""
LENGTH = 5 * MILLIMETRE
STROKE = 0.25
RADIUS, ARM = 1.4 * MILLIMETRE, 2.4 * MILLIMETRE
"""The circle and the cross of a registration mark."""
CURVE = 0.5523
"""The distance of the control points of a Bézier curve that is nearly a quarter of a circle, as a
share of the radius: 4/3 · (√2 - 1)."""
SIZE, SMALLEST = 6.0, 4.0
"""The size of the slug line, and the smallest size of a long one, in points."""
ALL = "All"
REGISTRATION = Resources((("ColorSpace", (Form(
    ALL, b"[/Separation /All /DeviceCMYK <</FunctionType 2/Domain [0 1]/C0 [0 0 0 0]/C1 [1 1 1 1]"
    b"/N 1>>]", None, None,
),)),))  # fmt: skip
INTO_ALL = b"/All CS 1 SCN /All cs 1 scn"


@dataclass(frozen=True, slots=True)
class PrinterMarks:
    """Paper with crop and registration marks if `cut` is true, and a slug line that begins with
    `slug` unless that is empty.
    """

    cut: bool
    slug: str
    bled = True

    def sides(self, geometry: Geometry, *, recto: bool) -> Sides:  # noqa: ARG002 (alike)
        room = LENGTH + GAP
        return Sides(*(start + room for start in _starts(geometry)))

    def layers(
        self, lettering: Lettering, page: Page, geometry: Geometry, total: int
    ) -> tuple[Ink, ...]:
        layers = []
        if self.cut:
            layers.append(_marks(lettering, geometry))
        if self.slug:
            words = f"{self.slug} · {page.label} ({page.index + 1}/{total})"
            layers.append(_slug(lettering, geometry, words))
        return tuple(layers)


def _starts(geometry: Geometry) -> Sides:
    """The distance from the trim at which marks begin, on each side."""
    return Sides(*(max(side + GAP, NEAREST) for side in bleed_of(geometry)))


@lru_cache(maxsize=16)
def _marks(lettering: Lettering, geometry: Geometry) -> Ink:
    width, height = geometry.width * POINTS, geometry.height * POINTS
    left, bottom, right, top = _starts(geometry)
    drawing = MarginDrawing(lettering)
    drawing.draw(INTO_ALL, b"%s w" % numbers((STROKE,)))
    for x in (0.0, width):
        drawing.line(x, -bottom, x, -bottom - LENGTH)
        drawing.line(x, height + top, x, height + top + LENGTH)
    for y in (0.0, height):
        drawing.line(-left, y, -left - LENGTH, y)
        drawing.line(width + right, y, width + right + LENGTH, y)
    middle = LENGTH / 2
    for x, y in (
        (width / 2, -bottom - middle), (width / 2, height + top + middle),
        (-left - middle, height / 2), (width + right + middle, height / 2),
    ):  # fmt: skip
        drawing.draw(*_target(x, y))
    return drawing.ink(REGISTRATION)


def _target(x: float, y: float) -> Iterator[bytes]:
    """The operators of a registration mark: a cross and a circle of four curves."""
    yield b"%s m %s l %s m %s l S" % tuple(
        numbers(point) for point in ((x - ARM, y), (x + ARM, y), (x, y - ARM), (x, y + ARM))
    )
    r, k = RADIUS, RADIUS * CURVE
    yield b"%s m" % numbers((x + r, y))
    for handles in (
        (x + r, y + k, x + k, y + r, x, y + r), (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r), (x + k, y - r, x + r, y - k, x + r, y),
    ):  # fmt: skip
        yield b"%s c" % numbers(handles)
    yield b"S"


def _slug(lettering: Lettering, geometry: Geometry, words: str) -> Ink:
    """The slug line, left of the lower registration mark. A long one is set smaller; if it is too
    long even then, its end is cut off.
    """
    room = geometry.width * POINTS / 2 - ARM - 2 * GAP
    while lettering.width(words) * SMALLEST > room:
        words = words[:-2].rstrip() + "…"
    size = min(SIZE, room / lettering.width(words))
    drawing = MarginDrawing(lettering)
    drawing.draw(INTO_ALL)
    drawing.write(words, GAP, -_starts(geometry).bottom - LENGTH / 2 - size / 3, size)
    return drawing.ink(REGISTRATION)
