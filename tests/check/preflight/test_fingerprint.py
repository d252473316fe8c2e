"""A page is read anew as soon as anything that it shows is another."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from anban.check.preflight.fingerprint import Fingerprints
from anban.check.preflight.reading import read_pdf
from anban.check.preflight.streams import Painting, follow
from anban.core.memo import Memo

from .files import BLANK, IN_PLACE, Sheet, image, made, picture, state

Change = Callable[[pikepdf.Pdf], None]


def prints(data: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        taken = Fingerprints()
        return [taken.of(page) for page in pdf.pages]


def in_font(pdf: pikepdf.Pdf) -> Any:
    return pdf.pages[0].Resources.Font.F


def wider(pdf: pikepdf.Pdf) -> None:
    in_font(pdf).Widths[40] = 900


def another_face(pdf: pikepdf.Pdf) -> None:
    in_font(pdf).FontDescriptor.FontFile2.write(b"other outlines")


def turned(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Rotate = 90


def narrower(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.TrimBox[2] = 100


def grouped(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Group = Dictionary(Type=Name.Group, S=Name.Transparency)


def longer(pdf: pikepdf.Pdf) -> None:
    more = pdf.make_stream(b"0 g 0 0 9 9 re f")
    pdf.pages[0].obj.Contents = Array([pdf.pages[0].obj.Contents, more])


def linked(pdf: pikepdf.Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    pdf.pages[0].obj.Annots = Array([link])


CHANGES: dict[str, Change] = {
    one.__name__: one for one in (wider, another_face, turned, narrower, grouped, longer, linked)
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_a_page_shows_leaves_its_print(name: str) -> None:
    assert prints(made(Sheet(), change=CHANGES[name])) != prints(made(Sheet()))


@pytest.mark.parametrize(
    "sheets",
    [
        (picture("L", (40, 40)), picture("L", (40, 40), 9)),
        (picture("L", (40, 40)), picture("L", (40, 41))),
        (state(ca=0.5), state(ca=0.6)),
        (state(f"/S gs {IN_PLACE}"), state()),
        (Sheet(), BLANK),
        (Sheet(), replace(Sheet(), bleed=3)),
    ],
)
def test_pages_that_differ_have_prints_that_differ(sheets: tuple[Sheet, Sheet]) -> None:
    first, second = prints(made(*sheets))
    assert first != second


def test_the_place_in_the_book_leaves_no_print() -> None:
    alone, among = prints(made(Sheet())), prints(made(BLANK, picture("L", (9, 9)), Sheet(), BLANK))
    assert among[2] == alone[0]
    assert len({*among}) == 3


def test_what_holds_itself_has_a_print_all_the_same() -> None:
    def knot(pdf: pikepdf.Pdf) -> None:
        form = image(pdf, "L", (4, 4))
        form.Resources = Dictionary(XObject=Dictionary(A=form))
        pdf.pages[0].obj.Resources.XObject = Dictionary(A=form)

    assert prints(made(Sheet(), change=knot)) != prints(made(Sheet()))


def test_with_a_keeper_only_what_is_new_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def watched(page: pikepdf.Page) -> Painting:
        read.append(page.index)
        return follow(page)

    monkeypatch.setattr("anban.check.preflight.reading.follow", watched)
    memo = Memo()
    pages = [replace(Sheet(), content=f"{at} g {IN_PLACE}") for at in range(4)]
    for changed, wanted in ((None, [0, 1, 2, 3]), (None, []), (2, [2]), (None, [])):
        if changed is not None:
            pages[changed] = picture("RGB", (30, 30))
        data = made(*pages)
        read.clear()
        found = read_pdf(data, memo)
        assert read == wanted
        assert found == read_pdf(data)
        memo.turn()
