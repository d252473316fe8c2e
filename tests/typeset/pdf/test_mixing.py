"""Colours of a screen in the four inks of a press."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from anban.typeset.pages.galley import PdfPicture
from anban.typeset.pages.ink import Form, Resources
from anban.typeset.pdf.colours import Inks, Separation
from anban.typeset.pdf.mixing import Mixing
from anban.typeset.pdf.raster import separated
from anban.world.profiles import ColourProfile


@pytest.fixture(scope="module")
def mixing(swop: ColourProfile) -> Mixing:
    return Mixing(swop.data)


@pytest.fixture(scope="module")
def engine(mixing: Mixing) -> Separation:
    return Separation(Inks.FOUR, see_through=False, tagged=False, mixing=mixing)


@pytest.mark.parametrize("grey", [0.0, 0.25, 1.0])
def test_a_grey_is_black_ink_alone(mixing: Mixing, grey: float) -> None:
    assert mixing.inks((grey, grey, grey)) == (0, 0, 0, 1 - grey)


def test_colours_are_mixed_as_the_profile_has_it(mixing: Mixing) -> None:
    cyan, magenta, yellow, black = mixing.inks((1.0, 0.0, 0.0))
    assert magenta > 0.8
    assert yellow > 0.8
    assert max(cyan, black) < 0.2
    pale = mixing.inks((0.953, 0.925, 0.867))
    assert pale[2] > pale[1] > pale[0]
    assert sum(pale) < 0.4


def test_content_in_four_inks(engine: Separation) -> None:
    assert engine.content(b"0 0 0 rg\n1 1 1 RG") == b"0 0 0 1 k\n0 0 0 0 K"
    assert engine.content(b"1 0 0 rg").endswith(b" k")
    given = b"/DeviceCMYK cs\n0 0.5 0 0.4 scn"
    assert engine.content(given) == given


def test_a_shading_in_four_inks(engine: Separation) -> None:
    extra = b"<</ColorSpace /DeviceRGB/Function <</C0 [0 0 0]/C1 [1 1 1]>>>>"
    resources = Resources((("Shading", (Form("s0", extra, None, None),)),))
    (found,) = engine.resources(resources).forms
    assert found[1][0].extra == (
        b"<</ColorSpace /DeviceCMYK/Function <</C0 [0 0 0 1]/C1 [0 0 0 0]>>>>"
    )


def jpeg(mode: str, colour: int | tuple[int, ...], mask: PdfPicture | None = None) -> PdfPicture:
    out = io.BytesIO()
    Image.new(mode, (8, 8), colour).save(out, "JPEG", quality=95)
    space = {"L": b"DeviceGray", "RGB": b"DeviceRGB", "CMYK": b"DeviceCMYK"}[mode]
    extra = b"<</Width 8/Height 8/ColorSpace /%s/Filter /DCTDecode>>" % space
    return PdfPicture(extra, out.getvalue(), mask)


def test_pictures_in_four_inks(engine: Separation) -> None:
    mixed = separated(jpeg("RGB", (255, 0, 0)), engine, smooth=True)
    assert b"/DeviceCMYK" in mixed.extra
    for plain in (jpeg("L", 90), jpeg("CMYK", (9, 9, 9, 9))):
        assert separated(plain, engine, smooth=True) is plain


def test_a_grey_that_is_laid_on_white_stays_one(engine: Separation) -> None:
    flat = separated(jpeg("L", 90, mask=jpeg("L", 128)), engine, smooth=True)
    assert b"/DeviceGray" in flat.extra
    assert flat.mask is None
