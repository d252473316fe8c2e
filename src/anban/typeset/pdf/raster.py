"""Converting raster pictures to the inks that a PDF may use.

In: a `PdfPicture`, as the engine writes it. Out: a `PdfPicture` in black only, in four inks, or in
the colours of a screen.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from dataclasses import replace

from PIL import Image

from anban.typeset.pages.galley import PdfPicture
from anban.typeset.pdf.colours import Inks, Separation
from anban.typeset.pdf.objects import LEVEL

ENTRY = re.compile(rb"/(Width|Height|ColorSpace|Filter) /?(\w+)")
SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREY, RGB, FOUR = b"DeviceGray", b"DeviceRGB", b"DeviceCMYK"
KINDS = {GREY: 0, RGB: 2}
"""The colour types of PNG (ISO 15948, 11.2.2)."""
SPACES = {"L": GREY, "RGB": RGB, "CMYK": FOUR}
WRONG = {Inks.BLACK: (RGB, FOUR), Inks.FOUR: (RGB,), Inks.OF_A_SCREEN: (FOUR,)}
"""The colour spaces that a PDF in these inks must not have."""
WHITE = 255


def separated(picture: PdfPicture, separation: Separation, *, smooth: bool) -> PdfPicture:
    """`picture` in the inks of `separation`.

    If transparency is not allowed, the picture is put on a white ground. If `smooth` is true,
    readers may smooth it where it is enlarged (the entry Interpolate; ISO 32000-1, 8.9.5.3).
    """
    space = dict(ENTRY.findall(picture.extra))[b"ColorSpace"]
    flat = not separation.see_through and picture.mask is not None
    wrong = WRONG.get(separation.inks, ())
    if space in wrong or flat:
        grey = separation.inks is Inks.BLACK or (separation.inks is Inks.FOUR and space == GREY)
        mode = "L" if grey else "RGB"
        image = _opened(picture).convert("RGB").convert(mode)
        if flat and picture.mask is not None:
            ground = Image.new(mode, image.size, WHITE if mode == "L" else (WHITE,) * 3)
            image = Image.composite(image, ground, _opened(picture.mask).convert("L"))
        if separation.mixing is not None and not grey:
            image = separation.mixing.picture(image)
        picture = _written(image, None if flat else picture.mask)
    if smooth:
        return picture
    extra = picture.extra.replace(b"/Interpolate true", b"/Interpolate false")
    return replace(picture, extra=extra)


def _opened(picture: PdfPicture) -> Image.Image:
    """The pixels of a picture. Its data are a JPEG file, or the compressed rows of a PNG file (ISO
    32000-1, 7.4.4.4); of the latter a PNG file is made again.
    """
    said = dict(ENTRY.findall(picture.extra))
    if said[b"Filter"] == b"DCTDecode":
        return Image.open(io.BytesIO(picture.data))
    size = int(said[b"Width"]), int(said[b"Height"])
    head = struct.pack(">IIBBBBB", *size, 8, KINDS[said[b"ColorSpace"]], 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", picture.data), (b"IEND", b""))
    return Image.open(io.BytesIO(SIGNATURE + b"".join(_chunk(*chunk) for chunk in chunks)))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _written(image: Image.Image, mask: PdfPicture | None) -> PdfPicture:
    extra = (
        b"<</Type /XObject/Subtype /Image/Width %d/Height %d/ColorSpace /%s/BitsPerComponent 8"
        b"/Interpolate true/Filter /FlateDecode>>"
    ) % (*image.size, SPACES[image.mode])
    return PdfPicture(extra, zlib.compress(image.tobytes(), LEVEL), mask)
