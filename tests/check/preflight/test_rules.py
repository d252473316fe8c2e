"""Each rule of preflight: a file that breaks it, and only it; and one that does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from anban.check.preflight import rules
from anban.check.preflight.case import PrintFile
from anban.check.preflight.checking import examine, examine_cover
from anban.check.preflight.places import NOWHERE
from anban.core.diagnostics import Diagnostic, Rule, Severity, Span
from anban.cover.geometry import Wrap
from anban.manuscript.config.model import Edition, Format, Variant
from anban.world.printers import PROFILES

from .files import BLANK, IN_PLACE, LINE, MM, TRIM, Sheet, book, image, made, picture, state

HERE = Span("manuscript/book.toml", 7)
EDITION = Edition("paperback", Format.PDF, "", "", TRIM, 0, None, Variant.SCREEN, "", "")
STRICT = replace(
    PROFILES["ingramspark"],
    title="the printer",
    pages=(4, 40),
    multiple=2,
    blanks=(2, 4),
    last_blank=False,
    gutter=((4, 12.0), (30, 25.0)),
    outside=10.0,
    outside_with_bleed=10.0,
    bleeds=(0.0, 3.0),
    marks=False,
    spaces=frozenset(("gray", "cmyk")),
    standards=(),
    overprint=False,
    cover_safe=5.0,
    cover_bleed=3.0,
    spine_pages=20,
    spine_width=5.0,
)
CASE = PrintFile("book.pdf", EDITION, STRICT, NOWHERE, HERE, lambda _path: None)


def told(data: bytes, case: PrintFile = CASE) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in examine(data, case)]


def codes(data: bytes, case: PrintFile = CASE) -> list[str]:
    return [code for code, _ in told(data, case)]


def only(data: bytes, rule: Rule, case: PrintFile = CASE) -> Diagnostic:
    """The one finding, which is of `rule`."""
    found = examine(data, case)
    assert [one.rule.name for one in found] == [rule.name], [one.message for one in found]
    return found[0]


def test_a_good_file_has_nothing() -> None:
    assert told(book()) == []


def test_every_rule_has_a_test_that_names_it() -> None:
    """The two about files that are not there or old are tested in test_files.py."""
    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    names = {name for name, value in vars(rules).items() if isinstance(value, Rule)}
    assert {name for name in names if f"rules.{name}" not in tests} == set()


# --- files --------------------------------------------------------------------------------------


def test_what_is_no_pdf() -> None:
    assert only(b"%PDF-1.4 and nothing more", rules.PDF_UNREADABLE).span == HERE


def test_a_locked_file() -> None:
    lock = pikepdf.Encryption(owner="a", user="", R=6)
    assert only(book(encryption=lock), rules.PDF_LOCKED).severity is Severity.ERROR
    assert codes(book(encryption=pikepdf.Encryption(owner="a", user="b", R=6))) == ["Q204"]


# --- boxes --------------------------------------------------------------------------------------


def test_another_trim() -> None:
    found = only(book(Sheet(), Sheet(trim=(61, 80))), rules.TRIM_DIFFERS)
    assert found.message == "page 2 of `book.pdf`: the trim is 61 × 80 mm, not 60 × 80 mm"
    assert codes(book(Sheet(trim=(60.05, 80)))) == []


def test_no_trim() -> None:
    found = only(book(*[Sheet(trim=None)] * 5), rules.TRIM_MISSING)
    assert found.message.startswith("pages 1, 2, 3 and 2 more of")


def test_another_bleed() -> None:
    found = only(made(*[Sheet(bleed=2)] * 24), rules.BLEED_DIFFERS)
    assert "2 mm of bleed; the printer takes 0 or 3" in found.message
    assert found.hint == 'set `bleed = "3mm"` in the edition'
    assert codes(made(*[Sheet(bleed=3)] * 24)) == []


def test_room_for_marks() -> None:
    assert "page 1 of" in only(book(Sheet(media=8)), rules.MEDIA_DIFFERS).message


def test_marks_for_a_printer_who_takes_them() -> None:
    assert codes(book(Sheet(media=8)), replace(CASE, profile=replace(STRICT, marks=True))) == []


def test_room_for_marks_on_one_side() -> None:
    def taller(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].obj.MediaBox = Array([0, 0, 60 * MM, 90 * MM])

    assert "page 2 of" in only(book(change=taller), rules.MEDIA_DIFFERS).message


# --- margins ------------------------------------------------------------------------------------


def at(x: float, y: float = 40) -> Sheet:
    return Sheet(content=LINE.format(x=x * MM, y=y * MM))


def test_words_in_the_gutter() -> None:
    found = only(book(Sheet(), Sheet(), at(10)), rules.GUTTER_NARROW)
    assert "“Words” stands 10." in found.message
    assert "on page 3; the printer asks for 12 mm at 24 pages" in found.message


def test_the_gutter_is_on_the_other_side_of_a_verso() -> None:
    """11 mm from its left edge is near the trim of a verso, and far from its spine."""
    assert codes(book(Sheet(), at(11))) == []
    assert codes(book(at(11))) == ["Q221"]


def test_more_pages_ask_for_a_wider_gutter() -> None:
    found = examine(book(pages=32), CASE)
    assert {one.code for one in found} == {"Q221"}
    assert "25 mm at 32 pages" in found[0].message


@pytest.mark.parametrize(("x", "y"), [(43, 40), (20, 5), (20, 76)])
def test_words_near_the_trim(x: float, y: float) -> None:
    found = only(book(at(x, y)), rules.MARGIN_NARROW)
    assert "on page 1; the printer asks for 10 mm" in found.message


def test_words_beside_the_marks_are_not_on_the_page() -> None:
    beside = Sheet(content=IN_PLACE + LINE.format(x=10 * MM, y=-6 * MM), media=10)
    assert codes(book(beside)) == ["Q214"]


def test_pages_with_one_margin_are_one_finding() -> None:
    found = only(
        book(at(10), Sheet(), at(10), Sheet(), at(10), Sheet(), at(10)), rules.GUTTER_NARROW
    )
    assert "on pages 1, 3, 5 and 1 more" in found.message


# --- fonts and pictures -------------------------------------------------------------------------


def test_a_font_that_is_not_embedded() -> None:
    found = only(book(embedded=False), rules.FONT_NOT_EMBEDDED)
    assert found.message == "the font Gentium is not in `book.pdf`"
    assert found.severity is Severity.ERROR


def test_a_coarse_picture() -> None:
    found = only(book(picture("L", (200, 300))), rules.PICTURE_COARSE)
    assert (
        "200 × 300 pixels is printed at 200 ppi on page 1; the printer asks for 300"
        in found.message
    )
    assert codes(book(picture("L", (300, 300)))) == []


def test_a_picture_of_one_bit_needs_twice_as_much() -> None:
    found = only(book(picture("1", (400, 400))), rules.PICTURE_COARSE)
    assert "asks for 600" in found.message


def test_a_stencil_and_a_picture_in_the_content_count_too() -> None:
    stencil = picture("1", (100, 100), ColorSpace=None, ImageMask=True)
    assert codes(book(stencil)) == ["Q241"]
    inline = "q 72 0 0 72 50 80 cm BI /W 9 /H 9 /BPC 8 /CS /G ID " + "x" * 81 + " EI Q "
    assert codes(book(Sheet(content=inline + IN_PLACE))) == ["Q241"]


# --- colour -------------------------------------------------------------------------------------


def coloured(operators: str, **spaces: Any) -> Sheet:
    given = {"/ColorSpace": Dictionary({f"/{name}": one for name, one in spaces.items()})}
    return Sheet(content=f"{operators} 40 60 20 20 re f {IN_PLACE}", more=lambda _pdf: given)


def icc(pdf: pikepdf.Pdf) -> dict[str, Any]:
    profile = pdf.make_stream(b"not looked at")
    profile.N = 3
    return {"/ColorSpace": Dictionary(C=Array([Name.ICCBased, profile]))}


TWO_INKS = Array([Name.DeviceN, Array([Name.Gold, Name.Silver]), Name.DeviceCMYK, Dictionary()])
SEPARATION = Array([Name.Separation, Name.Gold, Name.DeviceCMYK, Dictionary()])
INDEXED = Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String("abcdef")])
LAB = Array([Name.Lab, Dictionary()])


@pytest.mark.parametrize(
    ("sheet", "named"),
    [
        (coloured("1 0 0 rg"), "RGB"),
        (coloured("0 0 1 RG S 0 0 10 10 re S"), "RGB"),
        (coloured("/DeviceRGB cs 1 0 0 sc"), "RGB"),
        (coloured("/C cs 0.5 scn", C=SEPARATION), "a spot colour"),
        (coloured("/C cs 1 sc", C=INDEXED), "RGB"),
        (coloured("/C cs 1 0 0 sc", C=Array([Name.DeviceRGB])), "RGB"),
        (coloured("/C cs 0.1 0.2 scn", C=TWO_INKS), "a spot colour"),
        (coloured("/C cs 1 0 0 scn", C=LAB), "calibrated colour"),
        (coloured("/C cs 1 0 0 scn"), "colour of an unknown kind"),
        (
            Sheet(content=f"/C cs 1 0 0 sc 0 0 9 9 re f {IN_PLACE}", more=icc),
            "colour with a profile",
        ),
        (picture("RGB", (400, 400)), "RGB"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_colours_that_are_not_for_the_press(sheet: Sheet, named: str) -> None:
    found = only(book(sheet), rules.COLOUR_SPACE)
    assert found.message.startswith(f"page 1 of `book.pdf`: {named}")


def test_the_colour_of_marks_is_on_every_plate() -> None:
    every = Array([Name.Separation, Name.All, Name.DeviceCMYK, Dictionary()])
    assert codes(book(coloured("/C cs 1 scn", C=every))) == []


def test_a_colour_that_is_set_and_not_used_is_none() -> None:
    assert codes(book(Sheet(content=f"1 0 0 rg {IN_PLACE}"))) == []


def test_a_colour_inside_a_form_and_behind_a_pattern_is_found() -> None:
    def form(pdf: pikepdf.Pdf) -> dict[str, Any]:
        stream = pdf.make_stream(b"1 0 0 rg 0 0 9 9 re f")
        stream.Subtype, stream.Resources = Name.Form, Dictionary()
        return {"/XObject": Dictionary(P=stream)}

    def tiling(pdf: pikepdf.Pdf) -> dict[str, Any]:
        stream = pdf.make_stream(b"1 0 0 rg 0 0 9 9 re f")
        stream.PatternType, stream.Resources = 1, Dictionary()
        return {"/Pattern": Dictionary(P=stream)}

    def shading(_pdf: pikepdf.Pdf) -> dict[str, Any]:
        shade = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB)
        pattern = Dictionary(PatternType=2, Shading=shade)
        return {"/Pattern": Dictionary(P=pattern), "/Shading": Dictionary(P=shade)}

    painting = f"/Pattern cs /P scn 0 0 9 9 re f {IN_PLACE}"
    for sheet in (
        Sheet(content=f"/P Do {IN_PLACE}", more=form),
        Sheet(content=painting, more=tiling),
        Sheet(content=painting, more=shading),
        Sheet(content=f"/P sh {IN_PLACE}", more=shading),
    ):
        assert codes(book(sheet)) == ["Q251"], sheet.content


def test_too_much_ink() -> None:
    found = only(book(coloured("0.9 0.8 0.8 0.5 k")), rules.INK_HEAVY)
    assert "up to 300 % of ink; the printer takes 240 %" in found.message
    assert codes(book(coloured("0.6 0.6 0.6 0.6 k"))) == []


def test_the_ink_of_a_colour_that_only_a_space_sets() -> None:
    """A space begins with its own black (ISO 32000-1, 8.6.5.1): 100 % of one ink."""
    heavy = replace(CASE, profile=replace(STRICT, ink=90.0))
    assert codes(book(coloured("/DeviceCMYK cs")), heavy) == ["Q252"]
    assert codes(book(coloured("1 g")), replace(CASE, profile=replace(STRICT, ink=101.0))) == []


def test_a_form_that_is_not_there_and_a_state_that_is_not_are_passed_over() -> None:
    assert codes(book(Sheet(content=f"/Nothing Do /Nothing gs Q {IN_PLACE}"))) == []


def test_a_form_that_draws_itself_ends() -> None:
    def form(pdf: pikepdf.Pdf) -> dict[str, Any]:
        stream = pdf.make_indirect(pdf.make_stream(b"/P Do 0 0 9 9 re f"))
        stream.Subtype = Name.Form
        stream.Resources = Dictionary({"/XObject": Dictionary(P=stream)})
        return {"/XObject": Dictionary(P=stream)}

    assert codes(book(Sheet(content=f"/P Do {IN_PLACE}", more=form))) == []


def test_too_much_ink_in_a_picture() -> None:
    heavy = picture("CMYK", (400, 400), (255, 255, 255, 0))
    assert "up to 300 % of ink" in only(book(heavy), rules.INK_HEAVY).message
    assert codes(book(picture("CMYK", (400, 400), (255, 100, 100, 0)))) == []


# --- effects ------------------------------------------------------------------------------------


def masked(pdf: pikepdf.Pdf) -> dict[str, Any]:
    shown = image(pdf, "L", (400, 400), SMask=image(pdf, "L", (400, 400), 90))
    return {"/XObject": Dictionary(P=shown)}


@pytest.mark.parametrize(
    ("sheet", "named"),
    [
        (state(ca=0.5), "opacity /ca"),
        (state("40 60 20 20 re S " + IN_PLACE, CA=0.5), "opacity /CA"),
        (state(BM=Name.Multiply), "blending /Multiply"),
        (state(SMask=Dictionary(S=Name.Alpha)), "a soft mask"),
        (Sheet(grouped=True), "a transparency group of the page"),
        (
            Sheet(content=f"q 72 0 0 72 50 80 cm /P Do Q {IN_PLACE}", more=masked),
            "a picture with a",
        ),
    ],
)
def test_transparency(sheet: Sheet, named: str) -> None:
    found = only(book(sheet), rules.TRANSPARENCY)
    assert found.message.startswith(f"page 1 of `book.pdf`: {named}")
    assert codes(book(sheet), replace(CASE, profile=replace(STRICT, transparency=True))) == []


def test_transparency_that_is_taken_back_before_anything_is_painted() -> None:
    assert codes(book(state(ca=1, BM=Name.Normal, SMask=Name.None_))) == []
    sheet = state(ca=0.5)
    assert codes(book(replace(sheet, content=f"q /S gs Q {IN_PLACE}"))) == []


def test_overprinting_white_is_always_told() -> None:
    white = state(f"1 g 40 60 20 20 re f {IN_PLACE}", op=True)
    allowed = replace(CASE, profile=replace(STRICT, overprint=True))
    found = only(book(white), rules.OVERPRINT, allowed)
    assert found.message == "page 1 of `book.pdf`: overprinting of white, which vanishes"


def test_overprinting_ink_where_the_printer_wants_none() -> None:
    assert only(book(state(OP=True)), rules.OVERPRINT).message.endswith("overprinting of ink")
    assert codes(book(state(OP=True)), replace(CASE, profile=replace(STRICT, overprint=True))) == []


def test_what_is_not_printed() -> None:
    def more(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Outlines = Dictionary(Type=Name.Outlines)
        pdf.Root.AcroForm = Dictionary()

    found = only(book(Sheet(annotated=True), change=more), rules.EXTRAS)
    assert found.message == (
        "`book.pdf` has bookmarks, a form, 1 links or notes; the printer asks for pages only"
    )
    assert codes(book(change=more), replace(CASE, profile=replace(STRICT, extras=True))) == []


def test_the_standard_that_is_asked_for() -> None:
    def claim(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/GTS_PDFXVersion"] = "PDF/X-1:2001"
        pdf.docinfo["/GTS_PDFXConformance"] = "PDF/X-1a:2001"

    asking = replace(CASE, profile=replace(STRICT, standards=("PDF/X-1a:2001",)))
    found = only(book(), rules.STANDARD_MISSING, asking)
    assert found.message == "`book.pdf` is no PDF/X; the printer asks for PDF/X-1a:2001"
    assert codes(book(change=claim), asking) == []


def test_the_standard_may_stand_in_the_metadata() -> None:
    def claim(pdf: pikepdf.Pdf) -> None:
        with pdf.open_metadata() as metadata:
            metadata.register_xml_namespace("http://www.npes.org/pdfx/ns/id/", "pdfxid")
            metadata["pdfxid:GTS_PDFXVersion"] = "PDF/X-4"

    asking = replace(CASE, profile=replace(STRICT, standards=("PDF/X-4",)))
    assert codes(book(change=claim), asking) == []


# --- pages --------------------------------------------------------------------------------------


@pytest.mark.parametrize("pages", [2, 42])
def test_a_number_of_pages_that_cannot_be_bound(pages: int) -> None:
    plain = replace(CASE, profile=replace(STRICT, gutter=()))
    found = only(book(pages=pages), rules.PAGE_COUNT, plain)
    assert found.message == f"`book.pdf` has {pages} pages; the printer binds from 4 to 40"


def test_pages_are_counted_in_twos() -> None:
    found = only(book(pages=23), rules.PAGE_MULTIPLE)
    assert found.hint.startswith("leave it to the printer, who adds 1 blank")


def test_too_many_blank_pages_inside() -> None:
    found = only(book(Sheet(), BLANK, BLANK, BLANK), rules.BLANK_RUN)
    assert found.message.startswith("pages 2, 3 and 4 of `book.pdf`: blank in a row")
    assert codes(book(Sheet(), BLANK, BLANK)) == []


def test_more_may_be_blank_at_the_end() -> None:
    assert codes(made(*[Sheet()] * 20, *[BLANK] * 4)) == []
    found = only(made(*[Sheet()] * 19, *[BLANK] * 5), rules.BLANK_RUN)
    assert found.message.endswith("the printer takes 4 at the end")


def test_a_last_page_that_has_to_be_blank() -> None:
    asking = replace(CASE, profile=replace(STRICT, last_blank=True))
    assert "the last page of `book.pdf`" in only(book(), rules.LAST_PAGE_PRINTED, asking).message
    assert codes(made(*[Sheet()] * 23, BLANK), asking) == []


# --- the cover ----------------------------------------------------------------------------------

WRAP = Wrap(TRIM, 10.0, 3.0, 5.0, 1.0, True)
COVER = replace(CASE, name="cover.pdf", sheet="the sheet")


def cover(content: str, bleed: float = 3.0, width: float = 130.0) -> bytes:
    return made(Sheet(content=content, trim=(width, 80.0), bleed=bleed))


def cover_codes(data: bytes, count: int = 24, wrap: Wrap = WRAP) -> list[str]:
    return [one.code for one in examine_cover(data, COVER, wrap, count)]


ON_SPINE = f"0 g BT /F 4 Tf 0 -1 1 0 {64 * MM} 150 Tm (Words) Tj ET"


def test_a_good_cover_has_nothing() -> None:
    assert cover_codes(cover(f"{IN_PLACE} {ON_SPINE}")) == []


def test_a_cover_with_another_spine() -> None:
    found = examine_cover(cover(IN_PLACE, width=131.0), COVER, WRAP, 24)
    assert [one.rule for one in found] == [rules.TRIM_DIFFERS]
    assert found[0].message.startswith("the sheet of `cover.pdf`: the trim is 131 × 80 mm")


def test_a_spine_that_should_be_blank() -> None:
    assert cover_codes(cover(ON_SPINE), count=19) == ["Q281"]
    (found,) = examine_cover(cover(ON_SPINE), COVER, WRAP, 19)
    assert found.rule is rules.SPINE_LETTERED
    assert "asks for 20 pages and 5 mm" in found.message
    assert cover_codes(cover(IN_PLACE), count=19) == []


def test_a_cover_with_another_bleed() -> None:
    (found,) = examine_cover(cover(IN_PLACE, bleed=2.0), COVER, WRAP, 24)
    assert found.rule is rules.COVER_BLEED


def test_a_cover_with_words_near_the_edge() -> None:
    assert cover_codes(cover(LINE.format(x=3 * MM, y=100))) == ["Q103"]


def test_a_cover_that_is_no_pdf() -> None:
    assert cover_codes(b"nothing") == ["Q203"]
