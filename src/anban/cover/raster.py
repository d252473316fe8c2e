"""A page of a PDF as a picture. In: the PDF. Out: PNG, the same bytes for the same page."""

from __future__ import annotations

from io import BytesIO

from PIL.Image import Image, Palette

LONG_SIDE = 2560
"""Pixels: what Amazon asks of the longer side of an ebook's cover; all other shops take less."""


COLOURS = 256
"""Entries of a palette."""


def png(pdf: bytes, long_side: int = LONG_SIDE) -> bytes:
    """The first page of `pdf`, its longer side as many pixels, on white."""
    from pypdfium2 import PdfDocument  # loaded only where a picture is made

    with PdfDocument(pdf) as document:
        page = document[0]
        bitmap = page.render(scale=long_side / max(page.get_size()))
        picture = _small(bitmap.to_pil().convert("RGB"))
    out = BytesIO()
    picture.save(out, "PNG", optimize=False, compress_level=6)
    return out.getvalue()


def _small(picture: Image) -> Image:
    """The same picture with a palette, if it has so few colours that none is lost."""
    if picture.getcolors(COLOURS) is None:
        return picture
    return picture.convert("P", palette=Palette.ADAPTIVE, colors=COLOURS)
