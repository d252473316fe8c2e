"""The PDF: what it says of itself, where its outline leads, and that its bytes never change."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pikepdf
import pytest

from anban.core.page_numbers import USUAL, MatterNumbering, PageNumbering, PageNumerals
from anban.render.rendition import OutlineEntry, Sheet
from anban.typeset.settle import Layout, settle
from anban.typeset.write import STYLES, PdfInfo, write
from tests.typeset.specimens import INFO, MM, Specimen

LONG = "<p>" + "line<br/>" * 14 + '</p><h2 id="ebb">Ebb<a href="#a">x</a></h2><p>y</p>'


def laid(specimen: Specimen, *sheets: Sheet, outline: Sequence[OutlineEntry] = ()) -> Layout:
    rendition = specimen.rendition(*sheets, outline=outline)
    return settle(lambda _: rendition, specimen.read, "vi")


def written(layout: Layout, info: PdfInfo = INFO) -> pikepdf.Pdf:
    data, found = write(layout, info)
    assert found == ()
    assert data is not None
    return pikepdf.open(io.BytesIO(data))


@pytest.fixture
def layout(specimen: Specimen) -> Layout:
    return laid(
        specimen,
        specimen.sheet("pre", LONG.replace("ebb", "flow").replace("#a", "#pre"), "front"),
        specimen.sheet("a", LONG),
        outline=(
            OutlineEntry(0, "Lời tựa", "pre", "pre"),
            OutlineEntry(0, "Chương I", "a", "a"),
            OutlineEntry(2, "Ebb", "a", "ebb"),
            OutlineEntry(1, "Nowhere", "a", "nowhere"),
        ),
    )


def test_metadata(layout: Layout) -> None:
    with written(layout) as pdf:
        assert str(pdf.docinfo.Title) == "Bến đò"
        assert str(pdf.docinfo.Author) == "Nguyễn An, Trần Bình"
        assert str(pdf.docinfo.Subject) == "Một cuốn sách mẫu"
        assert str(pdf.docinfo.CreationDate) == "D:20260301000000Z"
        assert str(pdf.docinfo.ModDate) == "D:20260301000000Z"
        assert str(pdf.docinfo.Creator).startswith("anban ")
        assert str(pdf.Root.Lang) == "vi"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle == True  # noqa: E712 - a PDF object


def test_a_moment_keeps_its_zone(layout: Layout) -> None:
    moment = datetime(2026, 3, 1, 9, tzinfo=timezone(timedelta(hours=7)))
    with written(layout, replace(INFO, moment=moment)) as pdf:
        assert str(pdf.docinfo.CreationDate) == "D:20260301090000+07'00"


def test_the_outline_holds_only_real_entries_properly_nested(layout: Layout) -> None:
    with written(layout) as pdf, pdf.open_outline() as outline:
        found = [(item.title, [child.title for child in item.children]) for item in outline.root]
        assert found == [("Lời tựa", []), ("Chương I", ["Ebb"])]
        destination = outline.root[1].children[0].destination
        assert isinstance(destination, pikepdf.Array)
        page, kind, _, top, _ = list(destination)
        assert page.objgen == pdf.pages[3].objgen
        assert kind == "/XYZ"
        ebb = next(run for run in layout.pages[3].runs if run.text == "Ebb")
        assert float(top) == pytest.approx((80 * MM - ebb.top) * 0.75, abs=0.01)


def test_page_labels(layout: Layout) -> None:
    with written(layout) as pdf:
        numbers = [
            entry if isinstance(entry, int) else (str(entry.S), int(entry.St))
            for entry in pdf.Root.PageLabels.Nums
        ]
        assert numbers == [0, ("/r", 1), 2, ("/D", 1)]
        assert [page.label for page in layout.pages] == [str(page.label) for page in pdf.pages]


def test_every_numbering_has_a_style_of_labels() -> None:
    assert set(STYLES) == set(PageNumerals)


def test_a_numbering_that_the_standard_does_not_have_labels_each_page(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(STYLES, PageNumerals.SMALL_ROMAN, None)
    with written(layout) as pdf:
        nums = list(pdf.Root.PageLabels.Nums)
        assert [str(entry.P) for entry in nums[1:4:2]] == ["i", "ii"]
        assert [page.label for page in layout.pages] == [str(page.label) for page in pdf.pages]


def test_page_labels_have_style_prefix_and_start(specimen: Specimen) -> None:
    """ISO 32000-1, 12.4.2; letters go A … Z, AA, BB, and a page without a number has no style."""
    numbering = PageNumbering(
        MatterNumbering(PageNumerals.NONE, "", 1),
        MatterNumbering(PageNumerals.SMALL_ROMAN, "Đ-", 9),
        MatterNumbering(PageNumerals.LETTERS, "", 26),
    )
    sheets = [
        specimen.sheet(name, "<p>x</p>", matter)
        for name, matter in zip(
            "abcdef", ("front", "front", "body", "body", "back", "back"), strict=True
        )
    ]
    rendition = replace(specimen.rendition(*sheets), numbering=numbering)
    made = settle(lambda _: rendition, specimen.read, "vi")
    with written(made) as pdf:
        entries = [
            one if isinstance(one, int) else {key: str(one[key]) for key in list(one.keys())}
            for one in pdf.Root.PageLabels.Nums
        ]
    assert entries == [
        0, {},
        2, {"/S": "/r", "/P": "Đ-", "/St": "9"},
        4, {"/S": "/A", "/St": "26"},
    ]  # fmt: skip
    assert [page.label for page in made.pages] == ["", "", "Đ-ix", "Đ-x", "Z", "AA"]
    assert [start.label for start in made.pagination] == ["Đ-ix", "Đ-x", "Z", "AA"]


def test_a_count_that_begins_anew_is_said_again(specimen: Specimen) -> None:
    back = replace(USUAL.back, start=1)
    sheets = [specimen.sheet("a", "<p>x</p>"), specimen.sheet("b", "<p>x</p>", "back")]
    rendition = replace(specimen.rendition(*sheets), numbering=replace(USUAL, back=back))
    with written(settle(lambda _: rendition, specimen.read, "vi")) as pdf:
        found = [one if isinstance(one, int) else int(one.St) for one in pdf.Root.PageLabels.Nums]
    assert found == [0, 1, 1, 1]


def test_boxes_without_and_with_bleed(specimen: Specimen, layout: Layout) -> None:
    with written(layout) as pdf:
        trim = [0, 0, 60 * MM * 0.75, 80 * MM * 0.75]
        assert [float(side) for side in pdf.pages[0].TrimBox] == pytest.approx(trim)
    styled = specimen.having("@page { bleed: 5mm }")
    with written(laid(styled, styled.sheet("a", "<p>x</p>"))) as pdf:
        page = pdf.pages[0]
        bleed = 5 * MM * 0.75
        assert [float(side) for side in page.BleedBox] == [float(side) for side in page.MediaBox]
        assert float(page.MediaBox[0]) == pytest.approx(float(page.TrimBox[0]) - bleed)
        assert float(page.MediaBox[3]) == pytest.approx(float(page.TrimBox[3]) + bleed)


def test_fonts_are_embedded_subsets(layout: Layout) -> None:
    with written(layout) as pdf:
        fonts = pdf.pages[0].Resources.Font
        assert len(fonts) >= 1
        for font in fonts.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert any(key in descriptor for key in ("/FontFile2", "/FontFile3"))
            assert str(font.BaseFont)[7] == "+"


def test_links_lead_to_their_anchors(layout: Layout) -> None:
    with written(layout) as pdf:
        assert str(pdf.pages[3].Annots[0].Dest) == "a"


def test_a_failure_is_a_diagnostic(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pydyf._to_bytes", lambda *_: 1 / 0)
    data, found = write(layout, INFO)
    assert data is None
    assert [diagnostic.code for diagnostic in found] == ["L104"]
    assert "ZeroDivisionError" in found[0].trace


def test_a_fault_of_our_own_is_raised(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anban.typeset.pdf.binding.declare", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write(layout, INFO)


def test_a_link_without_its_target_is_a_fault(specimen: Specimen) -> None:
    layout = laid(specimen, specimen.sheet("a", '<p><a href="#no">x</a></p>'))
    _, found = write(layout, INFO)
    assert [diagnostic.code for diagnostic in found] == ["L106"]
    assert "No anchor #no" in found[0].message


def test_nothing_is_written_of_a_layout_that_failed(specimen: Specimen) -> None:
    layout = laid(specimen, Sheet("a", "a", "<section>", ()))
    assert write(layout, INFO) == (None, ())


def test_writing_twice_gives_the_same_bytes(layout: Layout) -> None:
    assert write(layout, INFO) == write(layout, INFO)


SCRIPT = """
import sys
from datetime import UTC, datetime
from tests.typeset.specimens import Specimen
from anban.render.rendition import OutlineEntry
from anban.typeset.settle import settle
from anban.typeset.write import PdfInfo, write

specimen = Specimen()
sheets = [specimen.noted(name, [{1: 2, 4: 1}, {3: 1}])[1] for name in ("a", "b", "c")]
rendition = specimen.rendition(*sheets, outline=[OutlineEntry(0, "A", "a", "a")])
layout = settle(lambda _: rendition, specimen.read, "vi")
info = PdfInfo("Bến đò", ("An",), "vi", "", datetime(2026, 3, 1, tzinfo=UTC))
sys.stdout.buffer.write(write(layout, info)[0])
"""


def test_bytes_are_the_same_across_processes_folders_and_hash_seeds(tmp_path: Path) -> None:
    products = []
    for seed, zone in (("1", "UTC"), ("4711", "Asia/Ho_Chi_Minh")):
        folder = tmp_path / seed
        folder.mkdir()
        paths = [str(Path(__file__).parent), *sys.path]
        surroundings = {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": os.pathsep.join(paths)}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=folder,
            env=os.environ | surroundings,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        products.append(done.stdout)
    assert products[0].startswith(b"%PDF")
    assert products[0] == products[1]
