"""Tiny PDFs for preflight: pages of 60 × 80 mm with a line of text, good unless told otherwise."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pikepdf
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name
from PIL import Image

from anban.world import fonts

MM = 72 / 25.4
TRIM = (60.0, 80.0)
LINE = "0 g BT /F 10 Tf {x} {y} Td (Words) Tj ET"
IN_PLACE = LINE.format(x=20 * MM, y=40 * MM)


@cache
def font_file() -> bytes:
    """A face with the letters of the tests, small enough to be in every file."""
    face = fonts.find(("Gentium Book Plus",))[0]
    options = Options()
    options.layout_features = []
    with TTFont(face.path) as font:
        subsetter = Subsetter(options)
        subsetter.populate(text="Words ")
        subsetter.subset(font)
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()


@dataclass(frozen=True)
class Sheet:
    """A page to be made. Boxes are mm beyond the trim; `more` are resources."""

    content: str = IN_PLACE
    trim: tuple[float, float] | None = TRIM
    bleed: float = 0.0
    media: float = 0.0
    more: Callable[[pikepdf.Pdf], dict[str, Any]] = lambda _pdf: {}
    annotated: bool = False
    grouped: bool = False


BLANK = Sheet(content="")


def made(
    *sheets: Sheet,
    embedded: bool = True,
    change: Callable[[pikepdf.Pdf], None] = lambda _pdf: None,
    **saving: Any,
) -> bytes:
    """The bytes of a PDF of these pages."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(_font(pdf, embedded=embedded))
    for sheet in sheets:
        _add(pdf, sheet, font)
    change(pdf)
    out = io.BytesIO()
    pdf.save(out, **saving)
    return out.getvalue()


def book(*sheets: Sheet, pages: int = 24, **options: Any) -> bytes:
    """The same, filled up with good pages."""
    return made(*sheets, *[Sheet()] * (pages - len(sheets)), **options)


def _font(pdf: pikepdf.Pdf, *, embedded: bool) -> Dictionary:
    described = {
        "/Type": Name.FontDescriptor, "/FontName": Name.Gentium, "/Flags": 32, "/ItalicAngle": 0,
        "/FontBBox": Array([0, -300, 1000, 900]), "/Ascent": 900, "/Descent": -300,
        "/CapHeight": 700, "/StemV": 80,
    }  # fmt: skip
    if embedded:
        described["/FontFile2"] = pdf.make_stream(font_file())
    return Dictionary({
        "/Type": Name.Font, "/Subtype": Name.TrueType, "/BaseFont": Name.Gentium,
        "/Encoding": Name.WinAnsiEncoding, "/FirstChar": 32, "/LastChar": 126,
        "/Widths": Array([500] * 95), "/FontDescriptor": pdf.make_indirect(Dictionary(described)),
    })  # fmt: skip


def _add(pdf: pikepdf.Pdf, sheet: Sheet, font: Any) -> None:
    width, height = (side * MM for side in sheet.trim or TRIM)
    beyond = (sheet.bleed + sheet.media) * MM
    page = pdf.add_blank_page(page_size=(width, height))
    page.obj.MediaBox = _box(-beyond, width, height)
    if sheet.trim:
        page.obj.TrimBox = _box(0, width, height)
        page.obj.BleedBox = _box(-sheet.bleed * MM, width, height)
    page.obj.Resources = Dictionary({"/Font": Dictionary(F=font), **sheet.more(pdf)})
    page.obj.Contents = pdf.make_stream(sheet.content.encode())
    if sheet.annotated:
        area = Array([0, 0, 9, 9])
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=area)
        page.obj.Annots = Array([pdf.make_indirect(link)])
    if sheet.grouped:
        page.obj.Group = Dictionary(Type=Name.Group, S=Name.Transparency)


def _box(start: float, width: float, height: float) -> Array:
    return Array([start, start, width - start, height - start])


# --- what a page may show -----------------------------------------------------------------------


def picture(mode: str, size: tuple[int, int], colour: Any = 0, **extra: Any) -> Sheet:
    """A page with a picture of this many pixels on 25.4 × 25.4 mm."""

    def resources(pdf: pikepdf.Pdf) -> dict[str, Any]:
        return {"/XObject": Dictionary(P=image(pdf, mode, size, colour, **extra))}

    return replace(Sheet(), content=f"q 72 0 0 72 50 80 cm /P Do Q {IN_PLACE}", more=resources)


def image(
    pdf: pikepdf.Pdf, mode: str, size: tuple[int, int], colour: Any = 0, **extra: Any
) -> pikepdf.Stream:
    spaces = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}
    data = Image.new(mode, size, colour).tobytes()
    facts = {
        "/Type": Name.XObject, "/Subtype": Name.Image, "/Width": size[0], "/Height": size[1],
        "/BitsPerComponent": 1 if mode == "1" else 8,
        "/ColorSpace": spaces.get(mode, Name.DeviceGray),
        **{f"/{key}": value for key, value in extra.items()},
    }  # fmt: skip
    stream = pdf.make_stream(data)
    for key, value in facts.items():
        if value is not None:
            stream[key] = value
    return stream


def state(content: str = IN_PLACE, **entries: Any) -> Sheet:
    """A page painted in a graphics state with these entries."""

    def resources(_pdf: pikepdf.Pdf) -> dict[str, Any]:
        given = Dictionary({f"/{key}": value for key, value in entries.items()})
        return {"/ExtGState": Dictionary(S=given)}

    return Sheet(content=f"/S gs {content}", more=resources)
