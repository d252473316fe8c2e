"""Colours that a style sheet gives by how they look, in those of a screen.

In: a colour of CSS in Lab, LCH, Oklab, Oklch or XYZ. Out: its sRGB (IEC 61966-2-1), from 0 to 1,
cut off where a screen cannot show it. WeasyPrint 70.0 names a colour space for them that none of
our pages has, and its tinycss2 does not know the way to sRGB.
"""

from __future__ import annotations

from dataclasses import dataclass

from tinycss2.color5 import Color

Three = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class _Light:
    """A white, and the way from XYZ under it to red, green and blue."""

    white: Three
    rows: tuple[Three, Three, Three]


D50 = _Light(
    (0.96422, 1.0, 0.82521),
    ((3.1338561, -1.6168667, -0.4906146), (-0.9787684, 1.9161415, 0.0334540),
     (0.0719453, -0.2289914, 1.4052427)),
)  # fmt: skip
D65 = _Light(
    (0.95047, 1.0, 1.08883),
    ((3.2404542, -1.5371385, -0.4985314), (-0.9692660, 1.8760108, 0.0415560),
     (0.0556434, -0.2040259, 1.0572252)),
)  # fmt: skip
LIGHTS = {
    "lab": D50, "lch": D50, "xyz-d50": D50, "oklab": D65, "oklch": D65, "xyz-d65": D65,
}  # fmt: skip
"""The spaces that have to be brought to sRGB, and the light each of them speaks of."""
STEP = 6 / 29
"""Where the curve of Lab turns into a line (ISO 11664-4)."""


def shown(color: Color) -> Three | None:
    """The sRGB of `color`; None for a colour of another space."""
    light = LIGHTS.get(color.space)
    if light is None:
        return None
    lightness, a, b = color.to("lab").coordinates
    middle = (lightness + 16) / 116
    lab = (middle + a / 500, middle, middle - b / 200)
    xyz = [white * _straight(value) for white, value in zip(light.white, lab, strict=True)]
    linear = (sum(map(float.__mul__, row, xyz)) for row in light.rows)
    red, green, blue = (_curved(min(1.0, max(0.0, value))) for value in linear)
    return red, green, blue


def _straight(value: float) -> float:
    return value**3 if value > STEP else 3 * STEP**2 * (value - 4 / 29)


def _curved(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
