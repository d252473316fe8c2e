"""Pictures of what was sent: kept, put into another form, or refused with the reason."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from anban.importers import images
from anban.importers.draft import Thing
from anban.importers.images import Images
from anban.importers.ledger import Ledger
from tests.importers.docx.word import png

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


def made(kind: str, mode: str = "RGB") -> bytes:
    data = BytesIO()
    Image.new(mode, (4, 3)).save(data, kind)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kept"),
    [
        (png(), "a/Bến đò.png", "images/ben-do.png"),
        (made("JPEG"), "x.jpeg", "images/x.jpg"),
        (made("GIF", "P"), "x.gif", "images/x.png"),
        (made("TIFF", "CMYK"), "x.tif", "images/x.png"),
        (made("BMP"), "%E1%BB%9D.bmp", "images/o.png"),
        (SVG, "x.svg", "images/x.svg"),
        (png(), "河.png", "images/hinh.png"),
        (png(), "Con.png", "images/con-1.png"),
        (SVG, "AUX.svg", "images/aux-1.svg"),
    ],
)
def test_a_picture_is_kept_or_put_into_another_form(data: bytes, name: str, kept: str) -> None:
    ledger = Ledger("a.docx")
    assert Images(ledger).take(data, name, 1) == kept
    assert ledger.met[Thing.PICTURE] == 1
    assert [one.kind for one in ledger.guesses] == (
        [] if kept.endswith((".jpg", ".svg")) or data == png() else ["picture in another form"]
    )


def test_the_same_picture_is_one_file_and_another_of_its_name_is_two() -> None:
    ledger = Ledger("a.docx")
    taker = Images(ledger)
    first, again = taker.take(png(), "a.png", 1), taker.take(png(), "b.png", 2)
    assert first == again == "images/a.png"
    assert taker.take(png(9, 9), "x/a.png", 3) == "images/a-2.png"
    assert sorted(ledger.pictures) == ["a-2.png", "a.png"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (None, "not in the file"),
        (b"\x01\x00\x00\x00 EMF", "form is not known"),
        (png()[:40], "damaged"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "script"),
        (b"<svg", "drawing"),
    ],
)
def test_what_cannot_be_carried_is_told_with_the_reason(data: bytes | None, reason: str) -> None:
    ledger = Ledger("a.docx")
    assert Images(ledger).take(data, "a.png", 7) == ""
    (guess,) = ledger.guesses
    assert guess.first
    assert guess.line == 7
    assert reason in guess.after
    assert [one.things for one in ledger.removals] == [(Thing.PICTURE,)]


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "PIXEL_LIMIT", 10)
    monkeypatch.setattr(images, "SVG_LIMIT", 10)
    ledger = Ledger("a.docx")
    assert Images(ledger).take(png(), "a.png", 1) == ""
    assert Images(ledger).take(SVG, "a.svg", 1) == ""
    monkeypatch.setattr(images, "PICTURE_LIMIT", 10)
    assert Images(ledger).take(png(), "a.png", 1) == ""
    reasons = [guess.after for guess in ledger.guesses]
    assert reasons == ["it has too many pixels, 4 × 3", "it is too large", "it is too large"]
