"""The PDFs for a press and an archive keep every rule, and each rule can be broken."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from anban.manuscript.config.model import Edition, Format, Standard, Variant
from anban.render.rendition import OutlineEntry
from anban.typeset.pdf.variant import PdfVariant, archive, pdf_variant_of
from anban.typeset.settle import Layout, settle
from anban.typeset.write import write
from anban.world.profiles import ColourProfile, find
from anban.world.project import World
from tests.typeset.pdf import standards
from tests.typeset.pdf.standards import A2A, UA1, X1A, X4, Check, File
from tests.typeset.specimens import INFO, Specimen
from tests.typeset.tagged import Tagged

DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">
<defs><linearGradient id="g"><stop offset="0" stop-color="#f80"/>
<stop offset="1" stop-color="#08f"/></linearGradient></defs>
<rect width="40" height="20" fill="url(#g)"/>
<path d="M0 20h20v20z" fill="#c00" stroke="green"/></svg>"""


def picture(mode: str, colour: tuple[int, ...], form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (12, 8), colour).save(out, form)
    return out.getvalue()


FILES = {
    "plain.png": picture("RGB", (200, 30, 40)),
    "clear.png": picture("RGBA", (20, 130, 40, 90)),
    "photo.jpg": picture("RGB", (200, 130, 40), "JPEG"),
    "four.jpg": picture("CMYK", (200, 30, 40, 10), "JPEG"),
    "drawing.svg": DRAWING,
}
CSS = """
@page { bleed: 3mm; @top-center { content: 'đầu trang'; color: #804000 } }
h1 { color: #336699; border-bottom: 1px solid red } .k { color: device-cmyk(0 0.5 0 0.4) }
.caps { font-family: 'Gentium Book Plus'; font-variant-caps: all-small-caps }
img { width: 10mm; image-rendering: auto } .chapter { break-before: recto }
"""
NOTE = '<span class="note" id="n1" data-number="1"><p>lời chú</p></span>'
TEXT = (
    f'<h1 id="h">Bến đò</h1><p>một{NOTE} <span lang="lo">ແມ່ນ້ຳຂອງ</span>'
    ' <a href="#h">đò</a>'
    ' <a href="https://example.org/">mạng</a> <span class="k">mực</span>'
    ' <span class="caps">Nam</span></p>'
    + "".join(f'<p>x <img src="{name}" alt="hình"/></p>' for name in FILES)
    + '<table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td>x</td></tr></tbody>'
    "</table>"
)


def laid_out(markup: str = TEXT, css: str = CSS) -> Layout:
    specimen = Specimen(multiple=4).having(css, FILES.__getitem__)
    sheets = [specimen.sheet("pre", "<p>tựa</p>", "front"), specimen.sheet("a", markup)]
    outline = (OutlineEntry(0, "Bến đò", "a", "h"),)
    rendition = specimen.rendition(*sheets, outline=outline)
    return settle(lambda _: rendition, specimen.read, "vi")


@pytest.fixture(scope="module")
def layout() -> Layout:
    return laid_out()


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> ColourProfile:
    folder = tmp_path_factory.mktemp("book")
    (folder / "manuscript").mkdir()
    (folder / "manuscript/book.toml").write_text("")
    found, faults = find(World.open(folder, {}), "swop", None)
    assert faults == ()
    assert found is not None
    return found


def engine(profile: ColourProfile, standard: Standard, *, marks: bool = True) -> PdfVariant:
    edition = Edition(
        "paperback", Format.PDF, "", "", (60, 80), 3, None, Variant.PRESS, "", "", standard,
        marks, marks,
    )  # fmt: skip
    return pdf_variant_of(edition, profile, "Bến đò · paperback")


def bound(layout: Layout, variant: PdfVariant) -> File:
    data, found = write(layout, INFO, variant)
    assert found == ()
    assert data is not None
    return File(data)


@dataclass
class Kinds:
    """A PDF of each kind, of one layout."""

    x1a: File
    x4: File
    archive: File


@pytest.fixture(scope="module")
def kinds(layout: Layout, profile: ColourProfile) -> Kinds:
    x1a = bound(layout, engine(profile, Standard.X_1A))
    return Kinds(x1a, bound(layout, engine(profile, Standard.X_4)), bound(layout, archive()))


def named(check: Check) -> str:
    return check.__name__


@pytest.mark.parametrize("check", X1A, ids=named)
def test_pdf_x_1a(kinds: Kinds, check: Check) -> None:
    assert check(kinds.x1a)


@pytest.mark.parametrize("check", X4, ids=named)
def test_pdf_x_4(kinds: Kinds, check: Check) -> None:
    assert check(kinds.x4)


@pytest.mark.parametrize("check", [*A2A, *UA1], ids=named)
def test_pdf_a_2a_and_ua_1(kinds: Kinds, check: Check) -> None:
    assert check(kinds.archive)


def test_the_archive_is_read_whole_by_its_tags(kinds: Kinds) -> None:
    found = Tagged(kinds.archive.data)
    assert found.document.find("Span")[0].text == "ແມ່ນ້ຳຂອງ"
    assert [len(found.document.find(role)) for role in ("Note", "TH", "Figure", "H1")] == [
        1, 1, len(FILES), 1
    ]  # fmt: skip


def test_all_kinds_are_sound_files(kinds: Kinds) -> None:
    for file in (kinds.x1a, kinds.x4, kinds.archive):
        assert file.pdf.check_pdf_syntax() == []


# --- each rule, broken --------------------------------------------------------------------------

Break = Callable[[pikepdf.Pdf], object]


def _content(pdf: pikepdf.Pdf, operators: bytes) -> None:
    page = pdf.pages[2]
    page.contents_add(pdf.make_stream(operators))


def _first(pdf: pikepdf.Pdf, kind: str, value: str) -> Any:
    name = f"/{value}"
    kinds = (pikepdf.Dictionary, pikepdf.Stream)
    return next(one for one in pdf.objects if isinstance(one, kinds) and one.get(kind) == name)


def _metadata(old: str, new: str, pdf: pikepdf.Pdf) -> None:
    data = bytes(pdf.Root.Metadata.read_bytes())
    assert old.encode() in data
    pdf.Root.Metadata.write(data.replace(old.encode(), new.encode()))


def _profile(pdf: pikepdf.Pdf) -> None:
    stream = pdf.Root.OutputIntents[0].DestOutputProfile
    data = bytes(stream.read_bytes())
    stream.write(data[:16] + b"GRAY" + data[20:])


def _annotate(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(Dictionary(Subtype=Name.Text))])


def _show_missing(pdf: pikepdf.Pdf) -> None:
    name = next(iter(pdf.pages[2].resources.Font.keys()))
    _content(pdf, b"BT %s 9 Tf <0000> Tj ET" % name.encode())


def _widen(pdf: pikepdf.Pdf) -> None:
    font = _first(pdf, "/Subtype", "CIDFontType2")
    font.W[1][0] = 4 + float(font.W[1][0])


def _forget_letters(pdf: pikepdf.Pdf) -> None:
    stream = _first(pdf, "/Subtype", "Type0").ToUnicode
    stream.write(bytes(stream.read_bytes()).replace(b"> <", b"> <0000"))


def _unembed(pdf: pikepdf.Pdf) -> None:
    del _first(pdf, "/Type", "FontDescriptor").FontFile2


def _colour(pdf: pikepdf.Pdf) -> None:
    _content(pdf, b"1 0 0 rg")


def _ink(pdf: pikepdf.Pdf) -> None:
    _content(pdf, b"0 1 0 0 k")


def _trim(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.TrimBox = Array([-99, 0, 60, 80])


def _see_through(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].resources.ExtGState = Dictionary(a=Dictionary(ca=0.5))


def _launch(pdf: pikepdf.Pdf) -> None:
    next(one for one in pdf.pages[2].obj.Annots if "/A" in one).A.S = Name.Launch


def _open_type(pdf: pikepdf.Pdf) -> None:
    _first(pdf, "/Type", "FontDescriptor").FontFile2.Subtype = Name.OpenType


X_BREAKS: dict[str, Break] = {
    "x_has_title_dates_and_trapping": lambda pdf: pdf.docinfo.__delitem__("/Trapped"),
    "x_is_meant_for_one_press": _profile,
    "x_has_its_boxes": _trim,
    "x_has_no_red_green_blue": _colour,
    "x_has_its_fonts": _unembed,
    "x_has_no_annotations": _annotate,
    "x_does_nothing": lambda pdf: pdf.Root.__setitem__("/OpenAction", Array()),
    "x_is_black_alone": _ink,
    "x1_names_its_version": lambda pdf: pdf.docinfo.__delitem__("/GTS_PDFXVersion"),
    "x1_has_nothing_see_through": _see_through,
    "x1_has_fonts_of_its_time": _open_type,
    "x4_names_its_version": partial(_metadata, "PDF/X-4", "PDF/X-3"),
}
A_BREAKS: dict[str, Break] = {
    "a_6_1_13_is_nested_no_deeper_than_28": lambda pdf: _content(pdf, b"q " * 29 + b"Q " * 29),
    "a_6_2_3_is_meant_for_one_screen": _profile,
    "a_6_2_4_has_colours_of_a_screen": _ink,
    "a_6_2_8_pictures_are_as_they_are": lambda pdf: _first(pdf, "/Subtype", "Image").__setitem__(
        "/Interpolate", True
    ),
    "a_6_2_11_4_has_its_fonts": _unembed,
    "a_6_2_11_5_glyphs_are_as_wide_as_they_say": _widen,
    "a_6_2_11_7_every_glyph_has_its_letter": _forget_letters,
    "a_6_2_11_8_shows_no_missing_glyph": _show_missing,
    "a_6_3_annotations_are_links_that_print": lambda pdf: _first(
        pdf, "/Subtype", "Link"
    ).__delitem__("/F"),
    "a_6_5_does_nothing_but_lead": _launch,
    "a_6_6_2_says_of_itself_the_same_twice": lambda pdf: pdf.docinfo.__setitem__(
        "/Title", String("Khác")
    ),
    "a_6_6_2_3_explains_what_pdf_a_does_not_know": partial(_metadata, ">Integer<", ">Text<"),
    "a_6_6_4_claims_its_level": partial(_metadata, ">A</pdfaid", ">B</pdfaid"),
    "a_6_7_has_structure_and_language": lambda pdf: pdf.Root.__delitem__("/Lang"),
    "ua_5_claims_its_part": partial(_metadata, ">1</pdfuaid", ">2</pdfuaid"),
    "ua_7_1_shows_its_title": lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"),
    "ua_7_1_is_sure_of_its_marks": lambda pdf: pdf.Root.MarkInfo.__setitem__("/Suspects", True),
    "ua_7_1_uses_known_roles": lambda pdf: _first(pdf, "/S", "Note").__setitem__("/S", Name.Aside),
    "ua_7_2_says_its_languages": lambda pdf: _first(pdf, "/S", "Span").__delitem__("/Lang"),
    "ua_7_3_describes_its_figures": lambda pdf: _first(pdf, "/S", "Figure").__delitem__("/Alt"),
    "ua_7_5_heads_its_tables": lambda pdf: _first(pdf, "/S", "TH").A.__delitem__("/Scope"),
    "ua_7_9_names_its_notes": lambda pdf: _first(pdf, "/S", "Note").__delitem__("/ID"),
    "ua_7_18_1_links_say_where_they_lead": lambda pdf: _first(pdf, "/Subtype", "Link").__delitem__(
        "/Contents"
    ),
    "ua_7_18_3_is_walked_in_order": lambda pdf: pdf.pages[2].obj.__delitem__("/Tabs"),
    "ua_7_18_5_links_are_links": lambda pdf: _first(pdf, "/S", "Link").__setitem__("/S", Name.Span),
}
OF_THE_FILE = {
    "x_has_an_identifier", "x_is_not_encrypted", "x1_is_pdf_1_3", "x4_is_pdf_1_6",
    "a_6_1_2_begins_as_a_binary_file", "a_6_1_3_has_an_identifier_and_no_key",
}  # fmt: skip
"""Rules about the bytes of a file, which are broken there."""


@pytest.mark.parametrize("name", [*X_BREAKS, *A_BREAKS])
def test_a_rule_that_is_broken_is_found(kinds: Kinds, name: str) -> None:
    check: Check = getattr(standards, name)
    sound = kinds.archive if name in A_BREAKS else kinds.x4 if check not in X1A else kinds.x1a
    with pikepdf.open(io.BytesIO(sound.data)) as pdf:
        {**X_BREAKS, **A_BREAKS}[name](pdf)
        out = io.BytesIO()
        pdf.save(out, force_version=pdf.pdf_version)
    assert check(sound)
    assert not check(File(out.getvalue()))


def test_every_rule_can_be_broken() -> None:
    checks = {named(check) for check in (*X1A, *X4, *A2A, *UA1)}
    assert checks == {*X_BREAKS, *A_BREAKS, *OF_THE_FILE}


def test_rules_of_the_file_that_are_broken_are_found(kinds: Kinds) -> None:
    with pikepdf.open(io.BytesIO(kinds.archive.data)) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="x", user=""))
    locked = File(out.getvalue())
    assert not standards.x_is_not_encrypted(locked)
    assert not standards.a_6_1_3_has_an_identifier_and_no_key(locked)
    assert not standards.x1_is_pdf_1_3(kinds.archive)
    assert not standards.x4_is_pdf_1_6(kinds.archive)
    plain = kinds.archive.data.replace(b"%\xf0\x9f\x96\xa4", b"%text", 1)
    assert not standards.a_6_1_2_begins_as_a_binary_file(File(plain))
    nameless = kinds.x1a.data.replace(b"/ID [", b"/IX [")
    assert not standards.x_has_an_identifier(File(nameless))


# --- what the press does not print --------------------------------------------------------------


def test_pictures_are_grey_and_laid_on_white(kinds: Kinds) -> None:
    found = sorted(
        (str(one.ColorSpace), bytes(one.read_bytes())[:1]) for one in kinds.x1a.pictures()
    )
    assert {space for space, _ in found} == {"/DeviceGray"}
    greys = {data[0] for _, data in found}
    assert round(0.299 * 200 + 0.587 * 30 + 0.114 * 40) in greys
    through = 0.299 * 20 + 0.587 * 130 + 0.114 * 40
    assert any(abs(255 - (255 - through) * 90 / 255 - grey) <= 1 for grey in greys)
    assert sum("/SMask" in one for one in kinds.x4.pictures()) == 1


@pytest.mark.parametrize(
    "css",
    [".chapter p { opacity: 0.5 }", "p { color: rgb(0 0 0 / 50%) }",
     "@page { @top-center { opacity: 0.5 } }"],
)  # fmt: skip
def test_what_is_see_through_is_refused_in_x_1a_alone(profile: ColourProfile, css: str) -> None:
    layout = laid_out("<p>x</p>", CSS + css)
    data, found = write(layout, INFO, engine(profile, Standard.X_1A))
    assert data is None
    assert [one.code for one in found] == ["K103"]
    assert "something on page i, " in found[0].message
    assert standards.x_has_no_red_green_blue(bound(layout, engine(profile, Standard.X_4)))


def test_the_words_on_the_press_are_those_of_the_screen(kinds: Kinds) -> None:
    shown = [page.Contents for page in kinds.x1a.pdf.pages]
    assert len(shown) == len(kinds.archive.pdf.pages)
    assert not any(
        b"BDC" in part.read_bytes() or b" gs" in part.read_bytes()
        for contents in shown
        for part in contents
    )


def test_writing_twice_gives_the_same_bytes(
    layout: Layout, profile: ColourProfile, kinds: Kinds
) -> None:
    for standard, made in ((Standard.X_4, kinds.x4), (Standard.X_1A, kinds.x1a)):
        again = bound(layout, engine(profile, standard))
        assert again.data == made.data
    assert bound(layout, archive()).data == kinds.archive.data
