"""Faces as PDFs of different ages hold them."""

from __future__ import annotations

from io import BytesIO

import pydyf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from anban.typeset.pdf.resources import bare


@pytest.fixture
def outlines() -> bytes:
    """An OpenType font whose outlines are PostScript's."""
    pen = T2CharStringPen(500, None)
    for draw, point in ((pen.moveTo, (0, 0)), (pen.lineTo, (400, 0)), (pen.lineTo, (0, 400))):
        draw(point)
    pen.closePath()
    shapes = {".notdef": pen.getCharString(), "a": pen.getCharString()}
    font = FontBuilder(1000, isTTF=False)
    font.setupGlyphOrder(list(shapes))
    font.setupCharacterMap({97: "a"})
    font.setupCFF("Mau", {"FullName": "Mau"}, shapes, {})
    font.setupHorizontalMetrics(dict.fromkeys(shapes, (500, 0)))
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupOS2()
    font.setupPost()
    font.setupNameTable({"familyName": "Mau", "styleName": "Regular"})
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def test_old_pdfs_hold_the_outlines_alone(outlines: bytes) -> None:
    stream = pydyf.Stream([outlines], {"Subtype": "/OpenType"})
    bare(stream)
    assert stream.extra["Subtype"] == "/CIDFontType0C"
    with TTFont(BytesIO(outlines)) as font:
        assert font.reader is not None
        assert stream.stream == [font.reader["CFF "]]


def test_other_objects_are_left_alone(outlines: bytes) -> None:
    stream = pydyf.Stream([outlines], {"Length1": 3})
    bare(stream)
    assert stream.stream == [outlines]
    bare(pydyf.Dictionary({"Subtype": "/OpenType"}))
