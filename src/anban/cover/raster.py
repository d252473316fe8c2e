"""Make a picture of a page. In: a PDF. Out: a PNG; the same page always gives the same bytes."""

from __future__ import annotations

from io import BytesIO

from PIL.Image import Image, Palette

LONG_SIDE = 2560
"""The longer side of an ebook's cover in pixels, as Amazon asks for; other shops take less."""


COLOURS = 256
"""The most colours in the palette of a PNG."""


def png(pdf: bytes, long_side: int = LONG_SIDE) -> bytes:
    """The first page of `pdf` on white, with `long_side` pixels on its longer side."""
    from pypdfium2 import PdfDocument  # imported here because only few commands need it

    with PdfDocument(pdf) as document:
        page = document[0]
        bitmap = page.render(scale=long_side / max(page.get_size()))
        picture = _small(bitmap.to_pil().convert("RGB"))
    out = BytesIO()
    picture.save(out, "PNG", optimize=False, compress_level=6)
    return out.getvalue()


def _small(picture: Image) -> Image:
    """The same picture with a palette if it has at most `COLOURS` colours, so that none is lost."""
    if picture.getcolors(COLOURS) is None:
        return picture
    return picture.convert("P", palette=Palette.ADAPTIVE, colors=COLOURS)
