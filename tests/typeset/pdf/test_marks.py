"""The paper around the pages: bleed, marks, slug line, blank pages, the sheet of a proof."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from decimal import Decimal

import pikepdf
import pytest

from anban.typeset.layout import Run
from anban.typeset.pdf.marks import PrinterMarks
from anban.typeset.pdf.paper import MILLIMETRE
from anban.typeset.pdf.proofsheet import ProofSheet, lines_of
from anban.typeset.pdf.variant import SCREEN, PdfVariant
from anban.typeset.settle import Layout, settle
from anban.typeset.write import write
from tests.typeset.specimens import INFO, Specimen, text_of_pages

WIDTH, HEIGHT = 60 * MILLIMETRE, 80 * MILLIMETRE
Box = tuple[float, float, float, float]
Point = tuple[float, float]


def laid(css: str = "", multiple: int = 1, lines: int = 3) -> Layout:
    specimen = Specimen(multiple=multiple).having(
        "@page { bleed: 3mm } .chapter { break-before: recto }"
        "@page :blank { @bottom-center { content: none } }" + css
    )
    sheets = [specimen.sheet("pre", "<p>tựa</p>", "front")]
    markup = "<p>" + "dòng<br/>" * lines + "cuối</p>"
    sheets += [specimen.sheet(name, markup) for name in ("a", "b")]
    rendition = specimen.rendition(*sheets)
    return settle(lambda _: rendition, specimen.read, "vi")


def bound(layout: Layout, variant: PdfVariant) -> pikepdf.Pdf:
    data, found = write(layout, INFO, variant)
    assert found == ()
    assert data is not None
    return pikepdf.open(io.BytesIO(data))


def box(page: pikepdf.Page, name: str) -> Box:
    left, bottom, right, top = (float(side) for side in page.obj[name])
    return left, bottom, right, top


def points(page: pikepdf.Page, colour: str) -> Iterator[Point]:
    """Where lines are drawn in the colour space `colour`, and where words begin in it."""
    space = ""
    for one in pikepdf.parse_content_stream(page):
        name = str(one.operator)
        numbers = [float(value) for value in one.operands if isinstance(value, int | Decimal)]
        if name in ("CS", "cs", "g", "G", "rg", "RG"):
            space = str(one.operands[0]) if name in ("CS", "cs") else name
        if space == colour and name in ("m", "l", "c", "Td", "re"):
            yield from zip(numbers[::2], numbers[1::2], strict=True)


MARKED = PdfVariant(
    paper=PrinterMarks(cut=True, slug="Bến đò · paperback"), tagged=False, linked=False
)


def test_the_boxes_are_exact() -> None:
    with bound(laid(), MARKED) as pdf:
        for page in pdf.pages:
            assert box(page, "/TrimBox") == pytest.approx((0, 0, WIDTH, HEIGHT), abs=1e-4)
            bleed = 3 * MILLIMETRE
            assert box(page, "/BleedBox") == pytest.approx(
                (-bleed, -bleed, WIDTH + bleed, HEIGHT + bleed), abs=1e-4
            )
            around = (3 + 2 + 5 + 2) * MILLIMETRE
            assert box(page, "/MediaBox") == pytest.approx(
                (-around, -around, WIDTH + around, HEIGHT + around), abs=1e-4
            )


@pytest.mark.parametrize("bleed", ["0mm", "3mm", "5mm"])
def test_marks_stand_outside_the_bleed_and_on_the_paper(bleed: str) -> None:
    with bound(laid(f"@page {{ bleed: {bleed} }}"), MARKED) as pdf:
        page = pdf.pages[0]
        left, bottom, right, top = box(page, "/BleedBox")
        media = box(page, "/MediaBox")
        found = list(points(page, "/All"))
        assert len(found) > 40
        for x, y in found:
            assert not (left < x < right and bottom < y < top)
            assert media[0] <= x <= media[2]
            assert media[1] <= y <= media[3]


def test_crop_marks_point_at_the_corners_of_the_trim() -> None:
    with bound(laid(), MARKED) as pdf:
        found = list(points(pdf.pages[0], "/All"))
        upright = {round(x, 2) for x, y in found if y < 0 and x in (0.0, pytest.approx(WIDTH))}
        level = {round(y, 2) for x, y in found if x < 0 and y in (0.0, pytest.approx(HEIGHT))}
        assert upright == {0.0, round(WIDTH, 2)}
        assert level == {0.0, round(HEIGHT, 2)}


def test_marks_are_on_every_plate() -> None:
    with bound(laid(), MARKED) as pdf:
        for page in pdf.pages:
            *names, tint = page.resources.ColorSpace.All
            assert list(map(str, names)) == ["/Separation", "/All", "/DeviceCMYK"]
            assert [int(value) for value in tint.C1] == [1, 1, 1, 1]


def test_the_slug_line_names_the_page() -> None:
    data, _ = write(laid(), INFO, MARKED)
    assert data is not None
    shown = text_of_pages(data)
    assert [re.findall(r"paperback · (\w+ \(\d/\d\))", page) for page in shown] == [
        ["i (1/5)"], ["ii (2/5)"], ["1 (3/5)"], ["2 (4/5)"], ["3 (5/5)"]
    ]  # fmt: skip


def test_a_slug_line_of_any_length_stops_before_the_middle() -> None:
    variant = PdfVariant(paper=PrinterMarks(cut=True, slug="Bến đò " * 40))
    data, _ = write(laid(), INFO, variant)
    assert data is not None
    done = subprocess.run(
        ["pdftotext", "-bbox", "-f", "1", "-l", "1", "-", "-"],
        input=data, capture_output=True, check=True,
    )  # fmt: skip
    words = re.findall(r'xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<', done.stdout.decode())
    paper = 12 * MILLIMETRE
    slug = [float(x) - paper for x, y, _ in words if float(y) > HEIGHT + paper]
    assert slug
    assert max(slug) < WIDTH / 2
    assert any("…" in word for _, _, word in words)


def test_without_marks_the_paper_ends_with_the_bleed() -> None:
    with bound(laid(), SCREEN) as pdf:
        assert box(pdf.pages[0], "/MediaBox") == box(pdf.pages[0], "/BleedBox")


@pytest.mark.parametrize(("multiple", "pages"), [(1, 5), (2, 6), (4, 8), (16, 16)])
def test_the_number_of_pages_is_a_multiple(multiple: int, pages: int) -> None:
    layout = laid(multiple=multiple)
    assert len(layout.pages) == pages
    assert all(page.blank and not page.runs for page in layout.pages[5:])
    assert [page.label for page in layout.pages[4:]] == [str(n) for n in range(3, pages - 1)]
    assert len(layout.pagination) == 3
    with bound(layout, SCREEN) as pdf:
        assert [str(page.label) for page in pdf.pages] == [page.label for page in layout.pages]


def test_blank_pages_are_blank() -> None:
    with bound(laid(multiple=8), SCREEN) as pdf:
        blank = [page for page in pdf.pages if not list(page.obj.Contents)]
        assert [page.index for page in blank] == [1, 3, 5, 6, 7]
    with bound(laid(multiple=8), MARKED) as pdf:
        trim = box(pdf.pages[1], "/TrimBox")
        for x, y in points(pdf.pages[1], "/All"):
            assert not (trim[0] < x < trim[2] and trim[1] < y < trim[3])


def test_pieces_open_on_a_recto() -> None:
    pages = laid(multiple=4).pages
    openings = [page for page in pages if page.anchors]
    assert [page.sheet for page in openings] == ["pre", "a", "b"]
    assert all(page.recto for page in openings)


# --- the proof ----------------------------------------------------------------------------------


def run(top: float, bottom: float, text: str = "x") -> Run:
    return Run(text, "", False, top, bottom, 0.0, 10.0)


def test_lines_are_told_apart() -> None:
    assert lines_of([run(10, 20), run(12, 16), run(24, 34), run(23, 28), run(30, 30)]) == (15, 29)
    assert lines_of([run(10, 26), run(24, 40)]) == (18, 32)
    assert lines_of([]) == ()


def numbers_of(data: bytes, page: int) -> list[str]:
    """The numbers that stand beside the text of a page, from the head to the foot."""
    read = ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), "-", "-"]
    done = subprocess.run(read, input=data, capture_output=True, check=True)
    words = re.findall(
        r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(\d+)<',
        done.stdout.decode(),
    )
    small = [(float(y), word) for _, y, end, word in words if float(end) - float(y) < 9.5]
    return [word for _, word in sorted(small)]


PROOF = PdfVariant(paper=ProofSheet("Bông hai · Bến đò"))


def test_every_line_has_its_number() -> None:
    layout = laid(lines=7)
    data, _ = write(layout, INFO, PROOF)
    assert data is not None
    assert numbers_of(data, 3)[: len(lines_of(layout.pages[2].runs))] == [
        str(number) for number in range(1, 9)
    ]
    assert numbers_of(data, 2) == []


def test_the_wide_margin_is_the_outer_one_and_the_trim_is_drawn() -> None:
    with bound(laid(lines=20), PROOF) as pdf:
        for page, recto in zip(pdf.pages, (True, False, True, False, True), strict=False):
            left, _, right, _ = box(page, "/MediaBox")
            sides = -left, right - WIDTH
            assert sides == pytest.approx(
                tuple(mm * MILLIMETRE for mm in ((10, 55) if recto else (55, 10))), abs=1e-3
            )
            drawn = [
                [float(value) for value in one.operands]
                for one in pikepdf.parse_content_stream(page)
                if str(one.operator) == "re"
            ]
            assert pytest.approx([0, 0, WIDTH, HEIGHT], abs=1e-3) in drawn
            assert "/BleedBox" not in page


def test_every_page_says_which_draft_it_is() -> None:
    data, _ = write(laid(), INFO, PROOF)
    assert data is not None
    for index, page in enumerate(text_of_pages(data), 1):
        assert f"Bông hai · Bến đò · {['i', 'ii', '1', '2', '3'][index - 1]} · {index}/5" in page


def test_the_pages_of_a_proof_are_those_of_the_press() -> None:
    layout = laid(lines=20)
    words = []
    for variant in (PROOF, MARKED):
        data, _ = write(layout, INFO, variant)
        assert data is not None
        words.append([page.count("dòng") for page in text_of_pages(data)])
    assert words[0] == words[1]
    assert sum(words[0]) == 40


def test_a_letter_that_no_face_has_is_a_question_mark() -> None:
    data, _ = write(laid(), INFO, PdfVariant(paper=ProofSheet("a\U0001f9ffb")))
    assert data is not None
    assert "a?b" in text_of_pages(data)[0]
