"""What is on a page, where, and whose it is."""

from __future__ import annotations

import pytest

from anban.typeset.layout import Page
from anban.typeset.settle import settle
from anban.typeset.write import write
from tests.typeset.specimens import INFO, MM, Specimen, text_of_pages


def words(page: Page, *, note: str = "", generated: bool = False) -> str:
    runs = (run for run in page.runs if run.note == note and run.generated == generated)
    return "".join(run.text for run in runs)


def test_text_stands_where_the_style_sheet_puts_it(specimen: Specimen) -> None:
    (page,) = specimen.pages(specimen.sheet("a", "<p>one<br/>two</p>"))
    one, two = page.runs
    assert (one.text, two.text) == ("one", "two")
    assert (one.top, one.bottom) == pytest.approx((10 * MM, 15 * MM))
    assert (two.top, two.left) == pytest.approx((15 * MM, 10 * MM))
    assert one.right > one.left
    assert (page.width, page.height) == pytest.approx((60 * MM, 80 * MM))
    assert (page.text_left, page.text_right) == pytest.approx((10 * MM, 50 * MM))
    assert (page.text_top, page.text_bottom) == pytest.approx((10 * MM, 70 * MM))


def test_a_space_alone_is_no_run(specimen: Specimen) -> None:
    (page,) = specimen.pages(specimen.sheet("a", "<p><em>one</em> <em>two</em></p>"))
    assert [run.text for run in page.runs] == ["one", "two"]


def test_folios_and_running_heads_are_left_out(specimen: Specimen) -> None:
    styled = specimen.having("@page { @top-center { content: 'The Ferry' } }")
    (page,) = styled.pages(styled.sheet("a", "<p>one</p>"))
    assert [run.text for run in page.runs] == ["one"]


def test_what_the_book_does_not_hold_is_generated(specimen: Specimen) -> None:
    styled = specimen.having("h2::before { content: '§' } p::after { content: '¶' }")
    markup = (
        '<h2><span class="number generated">1. <em>A</em></span> Tide</h2><p>ebb</p>'
        "<ol><li><p>flow</p></li></ol>"
    )
    (page,) = styled.pages(styled.sheet("a", markup))
    assert words(page) == " Tideebbflow"
    assert words(page, generated=True) == "§1. A¶1. ¶"


def test_a_first_letter_is_the_books_own(specimen: Specimen) -> None:
    styled = specimen.having("p::first-letter { font-size: 20px }")
    (page,) = styled.pages(styled.sheet("a", "<p>Dawn came.</p>"))
    assert words(page) == "Dawn came."


def test_a_first_line_is_the_books_own_and_one_line(specimen: Specimen) -> None:
    styled = specimen.having("p::first-line { font-size: 12px }")
    (page,) = styled.pages(styled.sheet("a", "<p>Dawn<br/>came<br/>late.</p>"))
    assert words(page) == "Dawncamelate."
    assert len(page.lines) == 3


def test_a_note_and_its_call(specimen: Specimen) -> None:
    markup = (
        '<p>dawn<span class="note" id="a-n1" data-number="1"><p>At <em>five</em>.</p>'
        "<p>More.</p></span> came</p>"
    )
    (page,) = specimen.pages(specimen.sheet("a", markup))
    assert words(page) == "dawn came"
    assert words(page, generated=True) == "1"
    assert words(page, note="a-n1") == "At five.More."
    assert words(page, note="a-n1", generated=True) == "1. "
    assert page.calls == ("a-n1",)
    (piece,) = page.notes
    assert piece.note == "a-n1"
    assert (piece.top, piece.bottom) == pytest.approx((62 * MM, 70 * MM))
    assert page.note_top == pytest.approx(62 * MM)
    assert set(page.anchors) == {"a", "a-n1"}


def test_a_page_without_notes_has_no_note_area(specimen: Specimen) -> None:
    (page,) = specimen.pages(specimen.sheet("a", "<p>one</p>"))
    assert (page.note_top, page.notes, page.calls) == (None, (), ())


def test_an_anchor_stands_where_its_element_begins(specimen: Specimen) -> None:
    lines = "<br/>".join(f"line {n}" for n in range(20))
    markup = f'<p id="long">{lines}</p><p id="last">end</p>'
    first, second = specimen.pages(specimen.sheet("a", markup))
    assert set(first.anchors) == {"a", "long"}
    assert second.anchors == ("last",)


def test_a_blank_page_bears_no_sheet_but_counts(specimen: Specimen) -> None:
    styled = specimen.having(".sheet { break-before: recto }")
    pages = styled.pages(
        styled.sheet("pre", "<p>one</p>", "front"), styled.sheet("a", "<p>two</p>")
    )
    assert [(page.sheet, page.blank, page.recto) for page in pages] == [
        ("pre", False, True), ("", True, False), ("a", False, True),
    ]  # fmt: skip
    assert [page.label for page in pages] == ["i", "ii", "1"]
    assert pages[1].runs == ()


def test_a_sheet_begins_on_a_new_page_whatever_the_theme_says(specimen: Specimen) -> None:
    pages = specimen.pages(specimen.sheet("a", "<p>one</p>"), specimen.sheet("b", "<p>two</p>"))
    assert [page.sheet for page in pages] == ["a", "b"]


def test_labels_are_what_the_folios_show(specimen: Specimen) -> None:
    """The folio of this style sheet is drawn by counters, the label is computed: they agree."""
    styled = specimen.having(".chapter { break-before: recto }")
    long = "<p>" + "line<br/>" * 30 + "</p>"
    rendition = styled.rendition(
        styled.sheet("title", "<p>T</p>", "front", "title-page"),
        styled.sheet("pre", long, "front", "preface"),
        styled.sheet("a", long, role="chapter start"),
        styled.sheet("b", "<p>two</p>"),
        styled.sheet("end", long, "back", "colophon"),
    )
    layout = settle(lambda _: rendition, styled.read, "en")
    data, _ = write(layout, INFO)
    assert data
    drawn = [words.split()[-1] for words in text_of_pages(data)]
    labels = [page.label for page in layout.pages]
    assert drawn == labels
    assert labels == ["i", "ii", "iii", "iv", "1", "2", "3", "4", "5", "6", "7", "8"]


def test_a_repeated_table_head_is_drawn_twice_and_counts_once(specimen: Specimen) -> None:
    rows = "".join(f"<tr><td>row {n}</td></tr>" for n in range(14))
    markup = (
        '<table><thead><tr><th>Head<span class="note" id="a-n1" data-number="1">'
        f"<p>x</p></span></th></tr></thead><tbody>{rows}</tbody></table>"
    )
    first, second = specimen.pages(specimen.sheet("a", markup))
    assert words(first).startswith("Headrow 0")
    assert "Head" not in words(second)
    assert words(second, generated=True).startswith("Head")
    assert (first.calls, second.calls) == (("a-n1",), ())


def test_the_hyphen_of_hyphenation_is_generated(specimen: Specimen) -> None:
    styled = specimen.having("html { hyphens: auto } p { width: 12mm }")
    (page,) = styled.pages(styled.sheet("a", "<p>incomprehensibilities</p>"))
    assert words(page) == "incomprehensibilities"
    assert set(words(page, generated=True)) == {"\u2010"}


def test_a_hyphen_that_was_written_is_text(specimen: Specimen) -> None:
    styled = specimen.having("html { hyphens: auto } p { width: 12mm }")
    (page,) = styled.pages(styled.sheet("a", "<p>ab\u2010 cd\u2010ef\u2010gh\u2010ij</p>"))
    assert words(page).replace(" ", "") == "ab\u2010cd\u2010ef\u2010gh\u2010ij"
    assert words(page, generated=True) == ""


def test_soft_hyphens_vanish_where_the_line_goes_on(specimen: Specimen) -> None:
    styled = specimen.having("html { hyphens: manual } p { width: 12mm }")
    (page,) = styled.pages(styled.sheet("a", "<p>incompre\u00adhensible</p>"))
    assert words(page).replace("\u00ad", "") == "incomprehensible"
    assert words(page, generated=True) == "\u2010"


def test_absolutely_placed_text_is_seen(specimen: Specimen) -> None:
    styled = specimen.having("p.far { position: absolute; top: 30mm; left: 0 }")
    (page,) = styled.pages(styled.sheet("a", '<p>near</p><p class="far">far</p>'))
    far = next(run for run in page.runs if run.text == "far")
    assert far.top == pytest.approx(40 * MM)


def test_an_alternative_text_is_not_the_books_text(specimen: Specimen) -> None:
    pages, found = specimen.lay(specimen.sheet("a", '<p>x<img src="no.png" alt="quay"/></p>'))
    assert words(pages[0]) == "x"
    assert words(pages[0], generated=True) == "quay"
    assert [diagnostic.code for diagnostic in found] == ["L102"]
