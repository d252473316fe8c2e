"""Colours that a style sheet gives in Lab and similar spaces, converted to those of a screen.

In: a colour of CSS in Lab, LCH, Oklab, Oklch or XYZ (CSS Color 4). Out: its red, green and blue in
sRGB (IEC 61966-2-1), each from 0 to 1; a value that a screen cannot show is cut off. WeasyPrint
70.0 writes such colours in a colour space that our pages do not define, and its tinycss2 cannot
convert them to sRGB.
"""

from __future__ import annotations

from dataclasses import dataclass

from tinycss2.color5 import Color

Three = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class _Illuminant:
    """A standard illuminant: its white in XYZ, and the matrix from XYZ to linear sRGB."""

    white: Three
    rows: tuple[Three, Three, Three]


D50 = _Illuminant(
    (0.96422, 1.0, 0.82521),
    ((3.1338561, -1.6168667, -0.4906146), (-0.9787684, 1.9161415, 0.0334540),
     (0.0719453, -0.2289914, 1.4052427)),
)  # fmt: skip
D65 = _Illuminant(
    (0.95047, 1.0, 1.08883),
    ((3.2404542, -1.5371385, -0.4985314), (-0.9692660, 1.8760108, 0.0415560),
     (0.0556434, -0.2040259, 1.0572252)),
)  # fmt: skip
LIGHTS = {
    "lab": D50, "lch": D50, "xyz-d50": D50, "oklab": D65, "oklch": D65, "xyz-d65": D65,
}  # fmt: skip
"""The colour spaces that are converted, and the illuminant that each of them is defined for."""
STEP = 6 / 29
"""Below this the curve of Lab is a straight line (ISO 11664-4)."""


def shown(color: Color) -> Three | None:
    """The sRGB values of `color`, None if its space is not one of those above."""
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
    """The inverse of the curve of Lab (ISO 11664-4)."""
    return value**3 if value > STEP else 3 * STEP**2 * (value - 4 / 29)


def _curved(value: float) -> float:
    """A linear value with the curve of sRGB (IEC 61966-2-1)."""
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
