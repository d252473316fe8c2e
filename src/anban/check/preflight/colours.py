"""Colour spaces, and how much ink a colour needs.

In: colour spaces of a PDF. Out: `Space`, and from `image_ink` the most ink of a picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Name
from PIL import ImageChops

_DEVICE = {
    "/DeviceGray": ("gray", 1), "/G": ("gray", 1), "/DeviceRGB": ("rgb", 3), "/RGB": ("rgb", 3),
    "/DeviceCMYK": ("cmyk", 4), "/CMYK": ("cmyk", 4), "/Pattern": ("pattern", 0),
}  # fmt: skip
EVERY_PLATE = ("/All", "/None")
"""The colorants for marks on every plate and for what is not printed (ISO 32000-1, 8.6.6.4)."""
_MADE = {"/CalGray": 1, "/CalRGB": 3, "/Lab": 3}


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space with `count` components.

    `name` is gray, rgb, cmyk, icc, calibrated, spot, registration or pattern.
    """

    name: str
    count: int

    @property
    def initial(self) -> tuple[float, ...]:
        """The colour before one is set: black, or the full ink of a spot (ISO 32000-1, 8.6.5)."""
        if self.name == "cmyk":
            return (0.0, 0.0, 0.0, 1.0)
        return (1.0 if self.name == "spot" else 0.0,) * self.count

    def ink(self, parts: Sequence[float]) -> float:
        """The ink of a colour, all inks together, in per cent.

        It is 0 for RGB and for spaces with a profile: only the conversion for a press knows it.
        """
        if self.name in ("cmyk", "spot"):
            return 100 * sum(parts)
        return 100 * (1 - parts[0]) if self.name == "gray" and parts else 0.0


def space_of(given: Any, resources: Any) -> Space:
    """The colour space for a name or an array of a PDF; gray if nothing is given."""
    if given is None:
        return Space("gray", 1)
    if isinstance(given, Name):
        if str(given) in _DEVICE:
            return Space(*_DEVICE[str(given)])
        named = (resources.get("/ColorSpace") or {}).get(str(given))
        return Space("unknown", 1) if named is None else space_of(named, resources)
    return _array(given, resources)


def _array(given: Array, resources: Any) -> Space:
    kind = str(given[0])
    if kind == "/ICCBased":
        return Space("icc", int(given[1].get("/N", 3)))
    if kind in ("/Indexed", "/I"):
        return space_of(given[1], resources)
    if kind == "/Separation":
        return Space("registration" if str(given[1]) in EVERY_PLATE else "spot", 1)
    if kind == "/DeviceN":
        return Space("spot", len(given[1]))
    if kind in _MADE:
        return Space("calibrated", _MADE[kind])
    return Space(*_DEVICE.get(kind, ("unknown", 1)))


def image_ink(image: Any, space: Space) -> float:
    """The ink of the darkest pixel of a CMYK picture in per cent; 0 for other pictures."""
    if space.name != "cmyk":
        return 0.0
    picture = pikepdf.PdfImage(image).as_pil_image()
    if picture.mode != "CMYK":
        return 0.0
    cyan, magenta, yellow, black = picture.split()
    halves = ImageChops.add(cyan, magenta, 2), ImageChops.add(yellow, black, 2)
    shades = ImageChops.add(*halves, 2).histogram()
    darkest = max(shade for shade, count in enumerate(shades) if count)
    return 400 * darkest / 255
