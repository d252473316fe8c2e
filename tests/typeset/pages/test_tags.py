"""The tagged PDF: every piece of content has its place in the structure, and that is right."""

from __future__ import annotations

import re
import subprocess
from xml.etree.ElementTree import Element, fromstring

import pikepdf
import pytest

from anban.render.rendition import Sheet
from anban.typeset.pdf.proofsheet import ProofSheet
from anban.typeset.pdf.variant import SCREEN, PdfVariant, archive
from anban.typeset.settle import LayoutSession, settle
from anban.typeset.write import write
from tests.typeset.specimens import INFO, MM, Specimen
from tests.typeset.tagged import Node, Tagged

DOT = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M0 0h9v9z"/></svg>'


def made(
    specimen: Specimen,
    *sheets: Sheet,
    session: LayoutSession | None = None,
    variant: PdfVariant = SCREEN,
) -> bytes:
    rendition = specimen.rendition(*sheets)
    data, found = write(settle(lambda _: rendition, specimen.read, "vi", session), INFO, variant)
    assert found == ()
    assert data is not None
    return data


def tagged(specimen: Specimen, markup: str) -> Tagged:
    return Tagged(made(specimen, specimen.sheet("a", markup)))


def note(number: int, words: str) -> str:
    return f'<span class="note" id="n{number}" data-number="{number}"><p>{words}</p></span>'


def read_aloud(element: Element) -> str:
    """The text of `element` as it is to be read, notes behind their calls, without spaces."""
    words = element.text or ""
    for child in element:
        words += read_aloud(child) + (child.tail or "")
    number = element.get("data-number")
    words = f"{number}{number}.{words}" if number else words
    return re.sub(r"\s", "", words)


def aloud(sheet: Sheet) -> str:
    return read_aloud(fromstring(sheet.xhtml))  # noqa: S314 - made above


RICH = (
    '<header class="opening"><h1>Bến <em>đò</em></h1><p class="subtitle">năm 1930</p></header>'
    "<blockquote><p>nước chảy</p></blockquote>"
    f"<p>một {note(1, 'a <em>b</em> c')} hai <span lang='lo'>ລາວ</span> ba {note(2, 'd</p><p>e')}"
    ' và <a href="#n1">chú <span>thích</span> 1</a>, <code>x</code>.</p><h2 id="h">Ebb</h2>'
    f"<ul><li>one<ul><li><p>two {note(3, 'f ' * 60)}</p></li></ul></li><li/></ul>"
    "<dl><dt>term</dt><dd>meaning</dd><dd><p>another</p></dd></dl>"
    '<figure class="table" id="t"><figcaption>Bảng 1.</figcaption><table><thead><tr>'
    '<th scope="col">A</th><th scope="col">B</th></tr></thead><tbody>'
    + "<tr><td>x</td><td/></tr>"
    * 20
    + "</tbody></table></figure>"
    '<div class="verse"><div class="stanza"><p>mấy núi</p><p>mấy sông</p></div></div>'
    '<div class="break generated">* * *</div><pre><code>x = 1\ny = 2</code></pre>'
    '<p><a href="http://example.org/">' + "words that run over lines " * 4 + "</a></p>"
)


@pytest.fixture
def rich(specimen: Specimen) -> Specimen:
    """A theme that draws whatever can be drawn: rules, grounds, lines through and under words."""
    return specimen.having(
        "h1 { border-bottom: 1px solid; background: #eee } td { border: 1px dotted }"
        "em { text-decoration: underline } code { text-decoration: line-through }"
        "code { outline: 1px solid }"
        "@page { @top-center { content: 'head'; border-bottom: 1px solid } background: #ffe }"
        ".stanza { opacity: 0.5 } .subtitle { opacity: 0.5 } html { columns: 1 }",
        read=lambda _: DOT,
    )


@pytest.mark.parametrize("variant", [SCREEN, archive(), PdfVariant(paper=ProofSheet("Bông hai"))])
def test_a_book_with_everything_in_it_is_sound(rich: Specimen, variant: PdfVariant) -> None:
    sheet = rich.sheet("a", RICH)
    found = Tagged(made(rich, rich.sheet("front", "<p>T</p>", "front"), sheet, variant=variant))
    (front, body) = found.sheets
    assert re.sub(r"[\s•◦]", "", body.text) == aloud(sheet)
    assert front.text.strip() == "T"
    assert all("head" in words for words in found.artifacts)


def test_a_reader_of_tags_reads_it_in_order(rich: Specimen) -> None:
    sheet = rich.sheet("a", RICH)
    data = made(rich, sheet)
    done = subprocess.run(
        ["pdfinfo", "-struct-text", "-"], input=data, capture_output=True, check=True
    )
    words = "".join(re.findall(r'^ *"(.*)"$', done.stdout.decode(), re.MULTILINE))
    assert re.sub(r"[\s•◦]", "", words) == aloud(sheet)


def test_a_paragraph_over_two_pages_is_one_element(specimen: Specimen) -> None:
    found = tagged(specimen, "<p>" + "line<br/>" * 20 + "</p>")
    (paragraph,) = found.document.find("P")
    assert len(found.pdf.pages) == 2
    first, second = paragraph.data.K
    assert (int(first), int(second.MCID)) == (0, 0)
    assert paragraph.data.Pg.objgen == found.pdf.pages[0].objgen
    assert second.Pg.objgen == found.pdf.pages[1].objgen


def test_a_first_line_of_its_own_style_is_part_of_its_paragraph(specimen: Specimen) -> None:
    styled = specimen.having("p::first-line { font-size: 12px }")
    found = tagged(styled, "<p>một hai ba bốn năm sáu bảy tám chín mười mươi</p>")
    (paragraph,) = found.document.find("P")
    assert " ".join(paragraph.text.split()) == "một hai ba bốn năm sáu bảy tám chín mười mươi"


def test_a_note_carried_overleaf_is_one_element_behind_its_call(specimen: Specimen) -> None:
    long = "<br/>".join(f"word{line}" for line in range(14))
    found = tagged(specimen, f"<p>{'x<br/>' * 5}y{note(1, long)} z</p><p>{'line<br/>' * 9}</p>")
    (one,) = found.document.find("Note")
    assert len({kid.Pg.objgen for kid in one.find("P")[0].data.K if hasattr(kid, "Pg")}) == 1
    paragraph = one.parent
    assert paragraph is not None
    before, reference, body, after = paragraph.shape()[1:]
    assert before.split()[-1] == "y"
    assert reference == ("Reference", ("Lbl", "1"))
    assert body[:2] == ("Note", ("Lbl", "1. "))
    assert "".join(body[2][1:]).split() == long.split("<br/>")
    assert after.strip() == "z"


def test_a_note_called_in_a_heading_stands_behind_it(specimen: Specimen) -> None:
    found = tagged(specimen, f"<h1>Title{note(1, 'x')}</h1><p>y</p>")
    (sheet,) = found.sheets
    assert [kid.role for kid in sheet.kids if isinstance(kid, Node)] == ["H1", "Note", "P"]


def test_the_head_of_a_table_is_an_artifact_where_it_is_repeated(specimen: Specimen) -> None:
    rows = "".join(f"<tr><td>row{row}</td></tr>" for row in range(20))
    found = tagged(
        specimen, f"<table><thead><tr><th>Head</th></tr></thead><tbody>{rows}</tbody></table>"
    )
    assert len(found.pdf.pages) == 2
    assert found.document.text.count("Head") == 1
    assert found.artifacts[1].count("Head") == 1


def test_cells_know_their_heads_and_empty_ones_stand_in_their_row(specimen: Specimen) -> None:
    found = tagged(
        specimen,
        '<table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
        "<tbody><tr><td/><td>y</td></tr></tbody></table>",
    )
    (table,) = found.document.find("Table")
    assert table.shape()[1:] == (
        ("THead", ("TR", ("TH", "A"), ("TH", "B"))),
        ("TBody", ("TR", ("TD",), ("TD", "y"))),
    )
    heads = [str(head.data.ID) for head in table.find("TH")]
    assert [str(cell.data.A.Headers[0]) for cell in table.find("TD")] == heads


def test_the_caption_of_a_table_stands_in_it_and_that_of_a_figure_beside_it(
    specimen: Specimen,
) -> None:
    styled = specimen.having(read=lambda _: DOT)
    found = tagged(
        styled,
        '<figure class="table"><figcaption>T</figcaption><table><tbody><tr><td>x</td></tr></tbody>'
        '</table></figure><figure><img src="a.svg" alt="Dot"/><figcaption>F</figcaption></figure>',
    )
    (sheet,) = found.sheets
    assert sheet.shape()[1:] == (
        ("Table", ("Caption", "T"), ("TBody", ("TR", ("TD", "x")))),
        ("Div", ("Figure", ""), ("Caption", "F")),
    )


def test_a_figure_says_what_it_shows_and_where(specimen: Specimen) -> None:
    styled = specimen.having("img { display: block; margin: 4mm 0 0 2mm }", lambda _: DOT)
    found = tagged(styled, '<p>x</p><p>y <img src="a.svg" alt="Một chấm"/></p>')
    (figure,) = found.document.find("Figure")
    assert str(figure.data.Alt) == "Một chấm"
    corners = [12 * MM, (80 - 10 - 5 - 5 - 4) * MM - 20, 12 * MM + 40, (80 - 10 - 5 - 5 - 4) * MM]
    assert [float(side) for side in figure.data.A.BBox] == pytest.approx(
        [corner * 0.75 for corner in corners], abs=0.01
    )


def test_a_picture_on_a_left_page_is_where_the_page_is_shifted_to(specimen: Specimen) -> None:
    styled = specimen.having(
        "@page :left { margin-left: 20mm; margin-right: 0 } .x { break-before: page }",
        lambda _: DOT,
    )
    found = tagged(styled, '<p>x</p><p class="x"><img src="a.svg" alt="Dot"/></p>')
    (figure,) = found.document.find("Figure")
    assert float(figure.data.A.BBox[0]) == pytest.approx(20 * MM * 0.75, abs=0.01)


def test_a_picture_for_the_eye_alone_is_an_artifact(specimen: Specimen) -> None:
    styled = specimen.having(read=lambda _: DOT)
    found = tagged(styled, '<p>x <img src="a.svg" alt=""/></p>')
    assert found.sheets[0].shape() == ("Sect", ("P", "x "))


def test_headings_do_not_skip_a_level(specimen: Specimen) -> None:
    found = tagged(specimen, "<h2>a</h2><h4>b</h4><h4>c</h4><h1>d</h1><h2>e</h2><h3>f</h3>")
    roles = [node.role for node in found.document.all() if node.role[0] == "H"]
    assert roles == ["H1", "H2", "H3", "H1", "H2", "H3"]


def test_an_item_of_a_list_has_a_label_and_a_body(specimen: Specimen) -> None:
    found = tagged(specimen, '<ol><li>a</li><li><p>b</p></li></ol><ul class="x"><li>c</li></ul>')
    first, second = found.document.find("L")
    assert str(first.data.A.ListNumbering) == "/Decimal"
    assert first.shape() == (
        "L",
        ("LI", ("Lbl", "1. "), ("LBody", "a")),
        ("LI", ("Lbl", "2. "), ("LBody", ("P", "b"))),
    )
    assert second.shape() == ("L", ("LI", ("Lbl", "• "), ("LBody", "c")))


def test_a_list_of_terms(specimen: Specimen) -> None:
    found = tagged(specimen, "<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd>d</dd><dd>e</dd></dl>")
    (terms,) = found.document.find("L")
    assert terms.shape()[1:] == (
        ("LI", ("Lbl", "a"), ("LBody", "b")),
        ("LI", ("Lbl", "c"), ("LBody", "d"), ("LBody", "e")),
    )


def test_the_contents_are_a_table_of_contents(specimen: Specimen) -> None:
    styled = specimen.having(".entry-page::before { content: leader('.') } ol { padding: 0 }")
    found = tagged(
        styled,
        '<nav><h1 id="h">C</h1><ol class="entries"><li class="entry"><a href="#h">'
        '<span>One</span> <span class="entry-page">24</span></a></li></ol></nav>',
    )
    (contents,) = found.document.find("TOC")
    (entry,) = contents.shape()[1:]
    assert entry == ("TOCI", ("Lbl", "1. "), ("Reference", ("Link", "One ", "24")))
    assert "...." in "".join(found.artifacts[0])


def test_a_link_over_two_lines_has_two_areas_and_no_others(specimen: Specimen) -> None:
    found = tagged(specimen, '<p id="x"><a href="#x">one<br/><span>two</span> <em>x</em></a></p>')
    (link,) = found.document.find("Link")
    annotations = [kid for kid in link.kids if isinstance(kid, pikepdf.Dictionary)]
    assert [str(one.Contents) for one in annotations] == ["onetwo x"] * 2
    assert len(found.pdf.pages[0].Annots) == 2


def test_foreign_words_say_their_language(specimen: Specimen) -> None:
    found = tagged(specimen, '<p>x <span lang="lo">ລາວ</span> y</p><p lang="en">z</p>')
    (span,) = found.document.find("Span")
    assert (str(span.data.Lang), span.text) == ("lo", "ລາວ")
    assert str(found.document.find("P")[1].data.Lang) == "en"
    assert str(found.pdf.Root.Lang) == "vi"


def test_signs_of_several_letters_are_read_as_letters(specimen: Specimen) -> None:
    data = made(specimen, specimen.sheet("a", '<p>x <span lang="lo">ແມ່ນ້ຳຂອງ</span></p>'))
    (span,) = Tagged(data).document.find("Span")
    assert span.text == "ແມ່ນ້ຳຂອງ"
    read = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    assert "ແມ່ນ້ຳຂອງ" in read.stdout.decode()


def test_words_are_parted_where_lines_break_and_joined_where_no_space_was(
    specimen: Specimen,
) -> None:
    styled = specimen.having("p { width: 12mm } .label { display: block }")
    found = tagged(
        styled, "<p>nước sông</p><p>nửa-chừng</p><h1><span class='label'>I</span> A</h1>"
    )
    assert [node.text for node in found.sheets[0].kids if isinstance(node, Node)] == [
        "nước sông", "nửa-chừng", "I A"
    ]  # fmt: skip


def test_small_capitals_say_which_letters_they_are(specimen: Specimen) -> None:
    styled = specimen.having(
        "p { font-family: 'Gentium Book Plus' } .c { font-variant-caps: all-small-caps }"
    )
    data = made(styled, styled.sheet("a", '<p>x <span class="c">Nam n</span> y</p>'))
    assert Tagged(data).sheets[0].text == "x Nam n y"
    read = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    assert read.stdout.decode().split("\n")[0] == "x Nam n y"


def test_furniture_and_rules_are_artifacts(specimen: Specimen) -> None:
    styled = specimen.having("p { border-top: 1px solid }")
    found = tagged(styled, "<p>x</p>")
    assert found.sheets[0].shape() == ("Sect", ("P", "x"))
    assert "1" in found.artifacts[0]


def test_what_is_see_through_belongs_to_its_element(specimen: Specimen) -> None:
    styled = specimen.having(".pale { opacity: 0.5 }")
    found = tagged(styled, '<p>x</p><blockquote class="pale"><p>y</p></blockquote>')
    assert found.sheets[0].shape() == ("Sect", ("P", "x"), ("BlockQuote", ("P", "y")))


def test_a_blank_page_holds_nothing_of_the_text(specimen: Specimen) -> None:
    styled = specimen.having(".chapter { break-before: recto }")
    found = Tagged(made(styled, styled.sheet("a", "<p>x</p>"), styled.sheet("b", "<p>y</p>")))
    assert len(found.pdf.pages) == 3
    assert [sheet.text for sheet in found.sheets] == ["x", "y"]
    assert "/StructParents" not in found.pdf.pages[1]


LINES = [f"<p>{name} {'line<br/>' * 5}</p>" for name in "abcdefgh"]
EDITS = [
    ["<p>new</p>", *LINES],
    [*LINES[:3], f"<p>new {note(9, 'words ' * 40)}</p>", *LINES[3:]],
    [*LINES[:2], *LINES[3:]],
    [LINES[0], RICH, *LINES[1:]],
    [LINES[0], "<p>new</p>", RICH, *LINES[1:]],
]


def test_tags_after_an_edit_are_those_of_a_build_from_nothing(rich: Specimen) -> None:
    session = LayoutSession()
    for blocks in [LINES, *EDITS]:
        sheet = rich.sheet("a", "".join(blocks))
        warm, cold = made(rich, sheet, session=session), made(rich, sheet)
        assert warm == cold
        Tagged(warm)
