"""Converting the colours of a screen to the four inks of a press.

In: the ICC profile of a press, colours and pictures in red, green and blue. Out: the same in cyan,
magenta, yellow and black, as the profile gives it (relative colorimetric, with black point
compensation). A grey becomes black ink only, so that type and fine lines stay sharp even if the
four plates do not meet exactly.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import lru_cache

from PIL import Image, ImageCms

LEVELS = 255
NEUTRAL = 1 / LEVELS
"""By how much red, green and blue may differ in a colour that still counts as grey: one level."""


@dataclass(frozen=True, slots=True)
class Mixing:
    """Converts colours for the press whose ICC profile is in `data`."""

    data: bytes = field(repr=False)

    def inks(self, colour: tuple[float, ...]) -> tuple[float, ...]:
        """The shares of the four inks for a colour in red, green and blue, all from 0 to 1."""
        if max(colour) - min(colour) <= NEUTRAL:
            return (0.0, 0.0, 0.0, 1 - sum(colour) / len(colour))
        red, green, blue = (round(part * LEVELS) for part in colour)
        mixed = self.picture(Image.new("RGB", (1, 1), (red, green, blue)))
        return tuple(share / LEVELS for share in mixed.tobytes())

    def picture(self, picture: Image.Image) -> Image.Image:
        """An RGB picture in four inks."""
        mixed = ImageCms.applyTransform(picture, _transform(self.data))
        assert mixed is not None
        return mixed


@lru_cache(maxsize=4)
def _transform(data: bytes) -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(io.BytesIO(data)),
        "RGB",
        "CMYK",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
