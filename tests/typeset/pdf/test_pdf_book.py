"""A book of several sheets as a PDF, looked at by other programs."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from anban.render.rendition import OutlineEntry, Sheet
from anban.typeset.settle import Layout, settle
from anban.typeset.write import write
from tests.typeset.books import Manner, Script, Writer, drawn, note, theme
from tests.typeset.specimens import INFO, MM, Specimen, text_of_pages

ROUGH = """<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">
<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/><stop offset="1"/></linearGradient>
<linearGradient id="h"><stop offset="0" stop-opacity="0"/><stop offset="1"/></linearGradient></defs>
<rect width="40" height="20" fill="url(#g)"/>
<g opacity="0.5"><path d="M0 20h20v20z"/><path d="M10 20h20v20z" fill="url(#h)"/></g></svg>"""


def png(mode: str, colour: tuple[int, ...]) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (12, 8), colour).save(out, "PNG")
    return out.getvalue()


FILES = {
    "plain.png": png("RGB", (200, 30, 40)),
    "same.png": png("RGB", (200, 30, 40)),
    "clear.png": png("RGBA", (20, 130, 40, 90)),
    "rough.svg": ROUGH.encode(),
}


def test_what_is_see_through_in_the_furniture_leaves_the_page_alone(specimen: Specimen) -> None:
    styled = specimen.having(
        "p { opacity: 0.5 } @page { @top-center { content: 'head'; opacity: 0.5 } }"
        "@page { @bottom-left { background: linear-gradient(white, #eee); content: 'foot' } }"
    )
    rendition = styled.rendition(styled.sheet("a", "<p>body</p>"))
    data, found = write(settle(lambda _: rendition, styled.read, "vi"), INFO)
    assert (found, data is None) == ((), False)
    (page,) = text_of_pages(data or b"")
    assert [words for words in ("head", "body", "foot") if words in page] == [
        "head",
        "body",
        "foot",
    ]


def picture(name: str) -> str:
    return f'<figure><img src="{name}" alt="hình"/></figure>'


def laid(specimen: Specimen, *sheets: Sheet, outline: Sequence[OutlineEntry] = ()) -> Layout:
    rendition = specimen.rendition(*sheets, outline=outline)
    layout = settle(lambda _: rendition, specimen.read, "vi")
    assert layout.diagnostics == ()
    return layout


def pdf_of(layout: Layout) -> bytes:
    data, found = write(layout, INFO)
    assert found == ()
    assert data
    return data


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


@pytest.fixture(scope="module")
def styled() -> Specimen:
    css = theme(105, 160) + ".sheet { break-before: recto }"
    return Specimen(css=css, read=lambda path: FILES[path])


@pytest.fixture(scope="module")
def layout(styled: Specimen) -> Layout:
    chapters = [
        Writer(seed, Manner(notes=0.4)).chapter(name, 9, matter)
        for seed, (name, matter) in enumerate(
            (("pre", "front"), ("one", "body"), ("two", "body"), ("end", "back"))
        )
    ]
    link = '<p>Xem <a class="link" href="#two">chương hai</a> và '
    link += '<a class="link" href="https://example.org/bến">bến</a>.</p>'
    chapters[1] = chapters[1].with_block(1, link)
    chapters[2] = chapters[2].with_block(3, '<h2 id="sec">Bến đò</h2>')
    for name in ("plain.png", "clear.png", "rough.svg", "same.png"):
        chapters[1] = chapters[1].with_block(3, picture(name))
        chapters[2] = chapters[2].with_block(2, picture(name))
    outline = [OutlineEntry(0, f"Phần {one.name}", one.name, one.name) for one in chapters]
    outline.insert(3, OutlineEntry(1, "Bến (đò) \\ “cũ”", "two", "sec"))
    return laid(styled, *(script.sheet() for script in chapters), outline=outline)


@pytest.fixture(scope="module")
def data(layout: Layout) -> bytes:
    return pdf_of(layout)


def test_another_program_finds_no_fault(data: bytes, tmp_path: Path) -> None:
    if not shutil.which("qpdf"):
        pytest.skip("qpdf is not installed")
    path = tmp_path / "book.pdf"
    path.write_bytes(data)
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_face_is_embedded_once(data: bytes) -> None:
    with opened(data) as pdf:
        names = Counter(
            str(found.BaseFont)
            for found in pdf.objects
            if isinstance(found, pikepdf.Dictionary) and found.get("/Subtype") == "/Type0"
        )
        files = [
            found
            for found in pdf.objects
            if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == "/FontDescriptor"
        ]
        assert len(names) >= 2
        assert set(names.values()) == {1}
        assert len(files) == len(names)
        assert all("/FontFile2" in found or "/FontFile3" in found for found in files)


def _letters(text: str) -> Counter[str]:
    return Counter(re.sub("[\\s\u00ad\u2010]", "", text))


def test_the_text_is_that_of_the_pages(layout: Layout, data: bytes) -> None:
    for page, text in zip(layout.pages, text_of_pages(data), strict=True):
        words, _, _folio = text.rstrip().rpartition("\n")
        assert _letters(words) == _letters("".join(run.text for run in page.runs)), page.label


def test_every_page_shows_its_own_folio(styled: Specimen) -> None:
    """Many short pages, so that what one page leaves in memory could reach another."""
    plain = replace(styled, css=theme(60, 80))
    sheets = [Script(f"c{n}", (f"<p>chữ {'x' * (n % 7)}</p>",)).sheet() for n in range(80)]
    pages = text_of_pages(pdf_of(laid(plain, *sheets)))
    assert [text.split()[-1] for text in pages] == [str(n) for n in range(1, 81)]


def test_labels_and_blank_pages(layout: Layout, data: bytes) -> None:
    with opened(data) as pdf:
        assert [str(page.label) for page in pdf.pages] == [page.label for page in layout.pages]
    assert any(page.blank for page in layout.pages)
    starts = {page.sheet: page for page in reversed(layout.pages) if page.sheet}
    assert all(page.recto for page in starts.values())
    assert starts["one"].label == "1"


def test_the_outline_leads_to_its_places(layout: Layout, data: bytes) -> None:
    with opened(data) as pdf, pdf.open_outline() as outline:
        found = [(item.title, [child.title for child in item.children]) for item in outline.root]
        assert found == [
            ("Phần pre", []),
            ("Phần one", []),
            ("Phần two", ["Bến (đò) \\ “cũ”"]),
            ("Phần end", []),
        ]
        child = outline.root[2].children[0]
        assert isinstance(child.destination, pikepdf.Array)
        index = [page.obj.objgen for page in pdf.pages].index(child.destination[0].objgen)
        (at,) = (page for page in layout.pages if "sec" in page.anchors)
        run = next(run for run in at.runs if run.text.startswith("Bến đò"))
        assert index == at.index
        top = float(child.destination[3])
        assert top == pytest.approx((at.height - run.top) * 0.75, abs=3)


def test_links_lead_into_the_book_and_out_of_it(layout: Layout, data: bytes) -> None:
    with opened(data) as pdf:
        links = [(page, one) for page in pdf.pages for one in page.get("/Annots", [])]
        inside = [(page, one) for page, one in links if "/Dest" in one]
        outside = [one for _, one in links if "/A" in one]
        assert [str(one.Dest) for _, one in inside] == ["two"]
        assert [str(one.A.URI) for one in outside] == ["https://example.org/b%E1%BA%BFn"]
        names = pdf.Root.Names.Dests.Names
        targets = {str(names[at]): names[at + 1] for at in range(0, len(names), 2)}
        first = next(page for page in layout.pages if page.sheet == "two")
        assert targets["two"][0].objgen == pdf.pages[first.index].obj.objgen
        page, one = inside[0]
        left, _, right, top = map(float, one.Rect)
        assert 0 < left < right < float(page.TrimBox[2])
        assert top < float(page.TrimBox[3])


def test_a_picture_is_held_once(data: bytes) -> None:
    """Two files with the same pixels, each on two pages, are one object; a clear one has a mask."""
    with opened(data) as pdf:
        images = [
            found
            for found in pdf.objects
            if isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Image"
        ]
        masks = [found.SMask.read_bytes() for found in images if "/SMask" in found]
        assert len(images) == 3
        assert [set(mask) for mask in masks] == [{90}]


def test_a_drawing_has_its_gradients_and_groups(data: bytes) -> None:
    with opened(data) as pdf:
        written = b" ".join(found.unparse(resolved=True) for found in pdf.objects)
        assert written.count(b"/ShadingType") >= 2
        streams = [found for found in pdf.objects if isinstance(found, pikepdf.Stream)]
        assert any(found.get("/Subtype") == "/Form" for found in streams)
        assert b"/Luminosity" in written
        assert b"/ca 0.5" in written


def test_pictures_show(layout: Layout, data: bytes, tmp_path: Path) -> None:
    """Red is red, green is green over white: rough, but nothing else tells."""
    first, *_, last = (page.index + 1 for page in layout.pages if page.sheet == "one")
    show = ["pdftoppm", "-r", "40", "-png", "-f", str(first), "-l", str(last), "-"]
    subprocess.run([*show, tmp_path / "p"], input=data, capture_output=True, check=True)
    colours = set()
    for path in sorted(tmp_path.iterdir()):
        pixels = Image.open(path).convert("RGB").tobytes()
        colours |= {tuple(pixels[at : at + 3]) for at in range(0, len(pixels), 3)}
    assert (200, 30, 40) in colours
    assert any(abs(r - 172) < 6 and abs(g - 211) < 6 and abs(b - 179) < 6 for r, g, b in colours)


@pytest.mark.parametrize("faint", [".faint", ".note"])
def test_a_number_in_faint_text_is_drawn(styled: Specimen, faint: str) -> None:
    plain = styled.having(f"{faint} {{ opacity: 0.5 }}", read=styled.read)
    lines = (f"<p>một{note('đậm')}</p>", f'<p class="faint">mờ{note("nhạt")}</p>')
    (text,) = text_of_pages(pdf_of(laid(plain, Script("a", lines).sheet())))
    assert text.split() == ["một1", "mờ2", "1", "đậm", "2", "nhạt", "1"]


def test_bleed_on_both_sides() -> None:
    css = theme(60, 80) + "@page { bleed: 3mm; background: #eee } @page :left { bleed-left: 5mm }"
    sheet = Script("a", (f"<p>một{note('lời')}</p>", '<p class="b">hai</p>')).sheet()
    specimen = Specimen(css=css + ".b { break-before: page }")
    with opened(pdf_of(laid(specimen, sheet))) as pdf:
        for page, left in zip(pdf.pages, (3, 5), strict=True):
            media, trim = ([float(side) for side in box] for box in (page.MediaBox, page.TrimBox))
            points = MM * 0.75
            assert trim == pytest.approx([0, 0, 60 * points, 80 * points])
            assert media == pytest.approx(
                [-left * points, -3 * points, 63 * points, 83 * points], abs=0.01
            )
            assert [float(side) for side in page.BleedBox] == media


def test_the_running_text_is_whole(layout: Layout) -> None:
    for name in ("pre", "one", "two", "end"):
        assert len(drawn(layout.pages, name)) > 500
