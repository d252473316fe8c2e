"""The cover of a small book, from `book.toml` to its PDF and to the picture in the EPUB."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from subprocess import CompletedProcess

import pikepdf
import pytest
import zxingcpp
from PIL import Image
from pypdfium2 import PdfDocument

from anban.check.covers import examine, read_letters
from anban.check.preflight.reading import read_pdf
from anban.cover.geometry import Wrap, wrap_of
from anban.cover.raster import png
from anban.manuscript.config.model import Edition, Format, Variant
from anban.world.printers import BINDINGS, PAPERS
from anban.world.printers.spine import spine_width

Run = Callable[..., CompletedProcess[str]]

PDF, EPUB = "the-ferry-paperback-cover.pdf", "the-ferry-ebook.epub"
MM = 72 / 25.4
PRINTED = 'paper = "kdp-cream"\nisbn = "978-604-00-0000-2"\nprice = "98.000 đ"\n'
BLURB = "A ferry crosses twice a day.\\n\\nNobody counts the passengers - until 1930."
THICK = Wrap((105, 148), 12, 3, 5, 1, True)


def asking(book: Path, edition: str = PRINTED, more: str = "") -> Path:
    """The book with a cover asked for; `edition` is added to the paperback, `more` to the file."""
    toml = book / "manuscript/book.toml"
    text = toml.read_text("utf-8").replace('trim = "105x148mm"\n', f'trim = "105x148mm"\n{edition}')
    toml.write_text(f'{text}\n[cover]\nblurb = "{BLURB}"\n{more}', "utf-8")
    return book


def theme(book: Path, css: str = "", template: str = "") -> None:
    """Give the paperback a theme of its own, which changes the cover alone."""
    folder = book / "styles"
    (folder / "templates").mkdir(parents=True, exist_ok=True)
    manifest = 'extends = "base"\n[css]\ncover = ["cover.css"]\n'
    (folder / "theme.toml").write_text(manifest, "utf-8")
    (folder / "cover.css").write_text(css, "utf-8")
    if template:
        (folder / "templates/cover.xhtml").write_text(template, "utf-8")


@pytest.fixture
def built(good: Path, run: Run) -> Path:
    ran = run("build", "-C", asking(good), "--strict")
    assert ran.returncode == 0, ran.stderr
    return good / "output"


def box(page: pikepdf.Page, name: str) -> list[float]:
    return [round(float(side) / MM, 2) for side in page.obj[name]]


def test_the_sheet_is_back_spine_and_front_with_bleed(built: Path) -> None:
    pages = json.loads((built / "manifest.json").read_text("utf-8"))["products"]
    count = pages["the-ferry-paperback.pdf"]["pages"]
    spine = spine_width(count, PAPERS["kdp-cream"], BINDINGS["perfect"])
    with pikepdf.open(built / PDF) as pdf:
        (page,) = pdf.pages
        assert box(page, "/TrimBox") == [0, 0, pytest.approx(210 + spine, abs=0.01), 148]
        media = box(page, "/MediaBox")
        assert media == [-3, -3, pytest.approx(213 + spine, abs=0.01), 151]
        assert box(page, "/BleedBox") == media
    assert pages[PDF]["pages"] == 1


def test_its_words_are_typeset_and_in_their_panels(built: Path) -> None:
    text, letters = read_letters((built / PDF).read_bytes(), 0)
    words = " ".join(text.split())
    assert "Nobody counts the passengers – until 1930." in words.replace("\u00a0", " ")
    assert "98.000 đ" in words
    title = letters[[one.index for one in letters].index(text.rindex("The Ferry"))]
    blurb = letters[[one.index for one in letters].index(text.index("A ferry"))]
    assert blurb.right < 105 < title.left


def test_the_barcode_can_be_read_and_is_vectors(built: Path) -> None:
    with PdfDocument(built / PDF) as pdf:
        picture = pdf[0].render(scale=4).to_pil()
    assert [one.text for one in zxingcpp.read_barcodes(picture)] == ["9786040000002"]
    with pikepdf.open(built / PDF) as pdf2:
        assert not [
            one for one in pdf2.objects if "/Image" in repr(one)[:400] and "Stream" in repr(one)
        ]


def test_the_fonts_are_embedded_and_the_bytes_repeat(built: Path, good: Path, run: Run) -> None:
    before = (built / PDF).read_bytes()
    ran = run("build", "-C", good, "--no-cache")
    assert (built / PDF).read_bytes() == before
    assert ran.stderr.count("same bytes as before") == 3


def test_the_ebook_shows_the_front_alone(built: Path) -> None:
    with zipfile.ZipFile(built / EPUB) as file:
        picture = Image.open(io.BytesIO(file.read("OEBPS/cover.png")))
        opf = file.read("OEBPS/content.opf").decode()
    assert picture.size[1] == 2560
    assert picture.size[0] / picture.size[1] == pytest.approx(105 / 148, abs=0.001)
    assert 'properties="cover-image"' in opf
    dark = picture.convert("L").point(lambda value: 255 * (value < 128)).getbbox()
    assert dark is not None
    assert dark[0] < 400  # words begin at the left edge of the front: no back stands beside it


def test_an_ebook_with_a_picture_keeps_it(good: Path, run: Run) -> None:
    asking(good)
    toml = good / "manuscript/book.toml"
    text = toml.read_text("utf-8").replace("pages-from", 'cover = "images/x.png"\npages-from')
    toml.write_text(text, "utf-8")
    (good / "manuscript/images").mkdir(exist_ok=True)
    Image.new("RGB", (16, 25), (200, 0, 0)).save(good / "manuscript/images/x.png")
    assert run("build", "-C", good, "ebook").returncode == 0
    with zipfile.ZipFile(good / "output" / EPUB) as file:
        assert Image.open(io.BytesIO(file.read("OEBPS/cover.png"))).size == (16, 25)


def test_without_paper_no_cover_is_printed(good: Path, run: Run) -> None:
    ran = run("build", "-C", asking(good, ""))
    assert ran.returncode == 0
    assert "C171" in ran.stderr
    assert not (good / "output" / PDF).exists()


def test_without_an_isbn_there_is_no_barcode_and_that_is_said(good: Path, run: Run) -> None:
    ran = run("build", "-C", asking(good, 'paper = "kdp-cream"\n'))
    assert ran.returncode == 0
    assert "warning[Q105]" in ran.stderr
    assert (good / "output" / PDF).exists()


def test_a_thin_spine_is_blank_and_that_is_said_if_asked(good: Path, run: Run) -> None:
    assert "Q104" not in run("build", "-C", asking(good)).stderr
    ran = run("build", "-C", good, "-v")
    assert "info[Q104]" in ran.stderr
    assert "0.51 mm wide at 7 pages" in ran.stderr


def test_a_spine_that_the_printer_has_told_is_kept(good: Path, run: Run) -> None:
    asking(good, f'{PRINTED}spine = "9.5mm"\n')
    assert run("build", "-C", good, "paperback", "--strict").returncode == 0
    data = (good / "output" / PDF).read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert box(pdf.pages[0], "/TrimBox")[2] == 219.5
    text, letters = read_letters(data, 0)
    on_spine = [one for one in letters if 105 < one.left < one.right < 114.5]
    assert "".join(text[one.index] for one in on_spine) == "AnNguyenTheFerry"
    first, second = on_spine[:2]
    assert second.top > first.top  # they run from head to tail


@pytest.mark.parametrize(
    ("css", "code", "exit_code"),
    [
        (".front-head { left: -1mm }", "Q102", 4),
        (".front-head { left: 2mm }", "Q103", 0),
        (".blurb { top: -9mm }", "Q102", 4),
        (".panel { position: static } .front { break-before: page }", "Q101", 1),
    ],
)
def test_words_that_could_be_cut_are_found(
    good: Path, run: Run, css: str, code: str, exit_code: int
) -> None:
    theme(asking(good, f'theme = "styles"\n{PRINTED}'), css)
    ran = run("build", "-C", good, "paperback")
    assert code in ran.stderr
    assert ran.returncode == exit_code
    assert (good / "output" / PDF).exists() == (exit_code == 0)
    assert (good / "output/the-ferry-paperback.pdf").exists()


def test_a_faulty_template_is_found_before_anything_is_made(good: Path, run: Run) -> None:
    theme(asking(good, f'theme = "styles"\n{PRINTED}'), template="{{ cover.nothing }}")
    ran = run("check", "-C", good)
    assert ran.returncode == 1
    assert "styles/templates/cover.xhtml:1" in ran.stderr


def test_a_picture_on_the_cover_is_read_again_when_it_changes(good: Path, run: Run) -> None:
    template = (
        '{% extends "parent/cover.xhtml" %}{% block ground %}<img src="images/x.png" alt=""/>'
        "{% endblock %}"
    )
    theme(asking(good, f'theme = "styles"\n{PRINTED}'), "img { width: 9mm }", template)
    (good / "manuscript/images").mkdir(exist_ok=True)
    made = []
    for colour in ("red", "blue"):
        Image.new("RGB", (9, 9), colour).save(good / "manuscript/images/x.png")
        assert run("build", "-C", good, "paperback").returncode == 0
        made.append((good / "output" / PDF).read_bytes())
    assert made[0] != made[1]


def test_the_printer_decides_about_bleed_and_spine() -> None:
    screen = Variant.SCREEN
    edition = Edition(
        "a", Format.PDF, "", "", (140, 210), 0, None, screen, "", "", paper="kdp-white"
    )
    plain = wrap_of(edition, 120)
    assert (plain.bleed, plain.safe, plain.lettered) == (3, 5, True)
    kdp = wrap_of(replace(edition, profile="kdp"), 78)
    assert (kdp.bleed, kdp.lettered) == (3.175, False)
    assert wrap_of(replace(edition, profile="kdp"), 120).lettered


def test_a_cover_without_words_has_nothing_to_find(good: Path, run: Run) -> None:
    theme(asking(good, f'theme = "styles"\n{PRINTED}'), template='<section class="sheet"/>')
    assert run("build", "-C", good, "paperback", "--strict").returncode == 0
    assert examine((good / "output" / PDF).read_bytes(), THICK, None) == ()


def test_a_picture_that_is_not_there_keeps_cover_and_ebook_back(good: Path, run: Run) -> None:
    template = (
        '{% extends "parent/cover.xhtml" %}{% block ground %}<img src="images/x.png" alt=""/>'
        "{% endblock %}"
    )
    theme(asking(good, f'theme = "styles"\n{PRINTED}'), template=template)
    toml = good / "manuscript/book.toml"
    text = toml.read_text("utf-8").replace("pages-from", 'theme = "styles"\npages-from')
    toml.write_text(text, "utf-8")
    ran = run("build", "-C", good)
    assert ran.returncode == 1
    assert "images/x.png" in ran.stderr
    assert "paperback-cover: not published" in ran.stderr
    made = sorted(path.name for path in (good / "output").glob("the-ferry*"))
    assert made == ["the-ferry-paperback.pdf"]


def test_a_front_with_many_colours_keeps_them() -> None:
    """A shade for each pixel: no palette has so many entries."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(64, 64))
    many = bytes(value for y in range(64) for x in range(64) for value in (x * 4, y * 4, 90))
    drawn = pdf.make_stream(many)
    facts = {"Subtype": "/Image", "ColorSpace": "/DeviceRGB"}
    for key, value in facts.items():
        drawn[f"/{key}"] = pikepdf.Name(value)
    drawn.Width = drawn.Height = 64
    drawn.BitsPerComponent = 8
    page.Resources = pikepdf.Dictionary({"/XObject": pikepdf.Dictionary(P=drawn)})
    page.Contents = pdf.make_stream(b"64 0 0 64 0 0 cm /P Do")
    out = io.BytesIO()
    pdf.save(out)
    picture = Image.open(io.BytesIO(png(out.getvalue(), 64)))
    assert (picture.mode, picture.size) == ("RGB", (64, 64))
    assert picture.getcolors(4096) is not None
    assert len(picture.getcolors(4096) or ()) > 256


def test_the_cover_of_a_press_edition_is_in_four_inks_without_marks(good: Path, run: Run) -> None:
    press = 'variant = "press"\nmarks = true\nslug-line = true\npages-multiple = 4\n'
    theme(asking(good, f'theme = "styles"\n{press}{PRINTED}'), "@page { background: #f3ecdd }")
    ran = run("build", "-C", good, "--strict")
    assert ran.returncode == 0, ran.stderr
    facts = read_pdf((good / "output" / PDF).read_bytes())
    (page,) = facts.pages
    assert facts.standard == "PDF/X-1a:2001"
    assert (page.spaces, page.effects) == (frozenset({"cmyk"}), frozenset())
    assert page.bleed == page.media
    assert page.trim is not None
    assert page.trim[2] == pytest.approx(210.51, abs=0.01)
    with zipfile.ZipFile(good / "output" / EPUB) as file:
        picture = Image.open(io.BytesIO(file.read("OEBPS/cover.png"))).convert("RGB")
    assert picture.getpixel((5, 5)) == (255, 255, 255)  # the ebook has a theme of its own
