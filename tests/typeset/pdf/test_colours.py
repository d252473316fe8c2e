"""Content in black alone, for a screen, and as it is."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from anban.typeset.pages.galley import PdfPicture
from anban.typeset.pages.ink import Form, Resources
from anban.typeset.pdf.colours import Inks, Separation, grey, see_through
from anban.typeset.pdf.raster import separated

PRESS = Separation(Inks.BLACK, see_through=False, tagged=False)
X4 = Separation(Inks.BLACK, see_through=True, tagged=False)
SCREEN = Separation(Inks.OF_A_SCREEN, see_through=True, tagged=True)
PLAIN = Separation(Inks.AS_DRAWN, see_through=True, tagged=True)


@pytest.mark.parametrize(
    ("drawn", "pressed"),
    [
        (b"0 0 0 rg\nBT", b"0 g\nBT"),
        (b"1 0.5 0.25 RG", b"0.621 G"),
        (b"1 1 1 rg\n0 0 1 RG", b"1 g\n0.114 G"),
        (b"/DeviceCMYK cs\n0 0.5 0 0.4 scn", b"0.4239 g"),
        (b"/DeviceCMYK CS\n0 0 0 1 SCN", b"0 G"),
        (b"/Pattern cs\n/p0 scn\nf", b"/Pattern cs\n/p0 scn\nf"),
        (b"/a0.5 gs\n/s0 gs\nq", b"q"),
        (b"/P <</MCID 3>> BDC\nBT\n<0041> Tj\nET\nEMC\nQ", b"BT\n<0041> Tj\nET\nQ"),
        (b"/Span <</MCID 3/ActualText (a \\) 1 0 0 rg EMC)>> BDC\nq\nEMC", b"q\n"),
        (b"/Span <</MCID 3/ActualText <feff0041>>> BDC\nq\nEMC", b"q\n"),
        (b"/Artifact <</Type /Pagination>> BDC\nq\nEMC\nQ", b"q\nQ"),
        (b"/Artifact BMC\nq\nEMC\nQ", b"q\nQ"),
        (b"(1 0 0 rg EMC /a gs) Tj", b"(1 0 0 rg EMC /a gs) Tj"),
        (b"[<0001> 1 <0002>] TJ", b"[<0001> 1 <0002>] TJ"),
        (b"1 0 0 1 0 0 cm", b"1 0 0 1 0 0 cm"),
    ],
)
def test_content_for_a_press(drawn: bytes, pressed: bytes) -> None:
    assert PRESS.content(drawn) == pressed


def test_what_pdf_x_4_keeps() -> None:
    assert X4.content(b"/a0.5 gs\n1 0 0 rg") == b"/a0.5 gs\n0.299 g"


def test_a_screen_has_no_inks() -> None:
    drawn = b"/P <</MCID 0>> BDC\n1 0 0 rg\n/DeviceCMYK cs\n0 0.5 0 0.4 scn\nEMC"
    shown = b"/P <</MCID 0>> BDC\n1 0 0 rg\n0.6 0.3 0.6 rg\nEMC"
    assert SCREEN.content(drawn) == shown
    assert SCREEN.content(b"/DeviceCMYK CS\n0 0 0 1 SCN") == b"0 0 0 RG"
    assert PLAIN.content(drawn) is drawn


def test_a_plain_pdf_without_marks_keeps_its_colours() -> None:
    bare = Separation(Inks.AS_DRAWN, see_through=True, tagged=False)
    drawn = b"/P <</MCID 0>> BDC\n1 0 0 rg\n/DeviceCMYK cs\n0 0.5 0 0.4 scn\nEMC"
    assert bare.content(drawn) == b"1 0 0 rg\n/DeviceCMYK cs\n0 0.5 0 0.4 scn\n"


def test_greys_are_those_of_pillow() -> None:
    for colour in ((200, 30, 40), (0, 255, 0), (255, 255, 255), (1, 2, 3)):
        pixel = Image.new("RGB", (1, 1), colour).convert("L").getpixel((0, 0))
        assert grey(tuple(one / 255 for one in colour)) * 255 == pytest.approx(pixel, abs=1)


SHADING = Form(
    "s0", b"<</ShadingType 2/ColorSpace /DeviceRGB/Function <</FunctionType 2/C0 [1 0 0]/C1 [0 0 1]"
    b"/N 1>>>>", None, None,
)  # fmt: skip
GROUP = b"/Group <</Type /Group/S /Transparency/I true/CS /DeviceRGB>>"
HALF, FULL = Form("a", b"<</ca 0.5>>", None, None), Form("A", b"<</CA 1>>", None, None)


def form(*states: Form) -> Resources:
    inner = Resources((("ExtGState", states), ("Shading", (SHADING,))))
    group = Form("x0", b"<</Subtype /Form" + GROUP + b">>", (b"1 0 0 rg",), inner)
    return Resources((("XObject", (group,)),))


def test_forms_are_brought_into_black() -> None:
    (_, (group,)), *_ = PRESS.resources(form(FULL)).forms
    assert (group.extra, group.content) == (b"<</Subtype /Form>>", (b"0.299 g",))
    assert group.resources is not None
    ((kind, (shading,)),) = group.resources.forms
    assert (kind, shading.extra) == (
        "Shading",
        b"<</ShadingType 2/ColorSpace /DeviceGray/Function <</FunctionType 2/C0 [0.299]/C1 [0.114]"
        b"/N 1>>>>",
    )
    (_, (group,)), *_ = X4.resources(form(HALF)).forms
    assert b"/CS /DeviceGray" in group.extra
    assert group.resources is not None
    assert dict(group.resources.forms)["ExtGState"] == (HALF,)
    assert PLAIN.resources(form(HALF)) == form(HALF)


@pytest.mark.parametrize(
    ("state", "through"),
    [
        (b"<</ca 1>>", False), (b"<</CA 1.0>>", False), (b"<</Type /ExtGState/BM /Normal>>", False),
        (b"<</ca 0.99>>", True), (b"<</CA 0>>", True), (b"<</Type /ExtGState/BM /Multiply>>", True),
        (b"<</ca 1/SMask <</S /Alpha>>>>", True),
    ],
)  # fmt: skip
def test_what_is_see_through(state: bytes, through: bool) -> None:
    assert see_through(form(Form("s", state, None, None))) is through
    masked = Form("s", state, (b"<</S /Alpha>>",), Resources())
    assert see_through(form(masked))


# --- pictures -----------------------------------------------------------------------------------


def jpeg(mode: str, colour: tuple[int, ...]) -> PdfPicture:
    out = io.BytesIO()
    Image.new(mode, (4, 4), colour).save(out, "JPEG", quality=95)
    space = {"RGB": b"DeviceRGB", "CMYK": b"DeviceCMYK", "L": b"DeviceGray"}[mode]
    extra = b"<</Width 4/Height 4/ColorSpace /%s/Interpolate true/Filter /DCTDecode>>" % space
    return PdfPicture(extra, out.getvalue(), None)


def test_a_grey_picture_stays_as_it_is() -> None:
    picture = jpeg("L", (90,))
    assert separated(picture, PRESS, smooth=True) is picture
    assert separated(picture, PLAIN, smooth=True) is picture


def test_a_picture_in_inks_is_shown_in_colours() -> None:
    shown = separated(jpeg("CMYK", (0, 0, 0, 0)), SCREEN, smooth=False)
    assert b"/DeviceRGB" in shown.extra
    assert b"/Interpolate false" in shown.extra
    assert (
        separated(jpeg("RGB", (1, 2, 3)), SCREEN, smooth=True).data == jpeg("RGB", (1, 2, 3)).data
    )
