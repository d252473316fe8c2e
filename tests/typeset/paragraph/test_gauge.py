"""What is known of each line of a page."""

from __future__ import annotations

import pytest

from anban.typeset.layout import REPEATED, Line, Page
from tests.typeset.specimens import MM, Specimen

WORDS = " ".join(["nước chảy đá mòn"] * 24)


def shown(page: Page, *, note: str = "") -> list[tuple[str, str]]:
    """Each line's kind and its words."""
    found = []
    for line in page.lines:
        runs = page.runs[line.start : line.end]
        if {run.note for run in runs} == {note}:
            found.append((line.kind, "".join(run.text for run in runs)))
    return found


def kinds(page: Page) -> list[str]:
    return [kind for kind, _ in shown(page)]


def test_lines_know_their_block_and_their_words(specimen: Specimen) -> None:
    markup = "<h2>Bến</h2><p>một<br/>hai <em>ba</em></p><ul><li>bốn</li></ul>"
    (page,) = specimen.pages(specimen.sheet("a", markup))
    assert shown(page) == [("h2", "Bến"), ("p", "một"), ("p", "hai ba"), ("li", "bốn")]


def test_a_block_that_goes_on_overleaf_neither_ends_nor_begins(specimen: Specimen) -> None:
    text = "<br/>".join(["nước"] * 20)
    one, two = specimen.pages(specimen.sheet("a", f"<p>{text}</p>"))
    assert [(line.first, line.last) for line in one.lines] == [(True, False)] + [
        (False, False)
    ] * 11
    assert [(line.first, line.last) for line in two.lines] == [(False, False)] * 7 + [(False, True)]


def test_baselines_are_a_line_apart(specimen: Specimen) -> None:
    (page,) = specimen.pages(specimen.sheet("a", "<p>một<br/>hai<br/>ba</p>"))
    one, two, three = (line.baseline for line in page.lines)
    assert (two - one, three - two) == pytest.approx((5 * MM, 5 * MM))
    assert page.lines[0].leading == pytest.approx(5 * MM)
    assert page.runs[0].top < one < page.runs[0].bottom


def test_word_spaces_are_those_of_the_page(specimen: Specimen) -> None:
    styled = specimen.having("p { text-align: justify }")
    (page,) = styled.pages(styled.sheet("a", "<p>nước chảy đá mòn nước chảy đá mòn nước</p>"))
    line, last = page.lines
    (run,) = page.runs[line.start : line.end]
    ragged, *_ = specimen.pages(specimen.sheet("a", f"<p>{run.text}</p>"))
    (narrow,) = ragged.runs
    assert run.right == pytest.approx(page.text_right)
    added = (run.right - narrow.right) / run.text.count(" ")
    assert added > 0.2
    assert line.space == pytest.approx(last.space + added / 10)
    assert 0.1 < last.space < 0.4


def test_a_line_without_a_space_has_none(specimen: Specimen) -> None:
    (page,) = specimen.pages(specimen.sheet("a", "<p>nước</p>"))
    assert page.lines[0].space == 0


def test_a_space_in_a_box_of_its_own_is_none_of_the_line(specimen: Specimen) -> None:
    styled = specimen.having(".box { display: inline-block }")
    markup = '<p>bến<span class="box">sông hồ</span></p>'
    (page,) = styled.pages(styled.sheet("a", markup))
    assert [run.text for run in page.runs] == ["bến", "sông hồ"]
    assert page.lines[0].space == 0


def test_letters_set_apart_are_measured_too(specimen: Specimen) -> None:
    styled = specimen.having("h2 { letter-spacing: 1px }")
    (page,) = styled.pages(styled.sheet("a", "<h2>bến đò</h2><p>bến đò</p>"))
    apart, plain = (line.space for line in page.lines)
    assert apart == pytest.approx(plain + 0.1, abs=0.01)


def test_notes_have_their_lines_and_numbers_have_none(specimen: Specimen) -> None:
    css = ".note::footnote-marker, .note p:first-of-type { display: block }"
    styled = specimen.having(css)
    note = '<span class="note" id="a-n1" data-number="1"><p>lời</p></span>'
    (page,) = styled.pages(styled.sheet("a", f"<p>bến{note} đò</p>"))
    assert shown(page, note="a-n1") == [("p", "lời")]
    assert page.lines[0].plain
    assert not page.lines[-1].plain


def test_the_paragraphs_of_the_sheet_itself_are_plain(specimen: Specimen) -> None:
    markup = "<h2>a</h2><p>b</p><blockquote><p>c</p></blockquote><ul><li>d</li></ul><p>e</p>"
    (page,) = specimen.pages(specimen.sheet("a", markup))
    plain = {page.runs[line.start].text: line.plain for line in page.lines}
    assert plain == {"a": False, "b": True, "c": False, "d": False, "e": True}


def test_a_head_that_stands_again_is_told_apart(specimen: Specimen) -> None:
    rows = "".join(f"<tr><td>{n}</td></tr>" for n in range(15))
    markup = f"<table><thead><tr><th>năm</th></tr></thead><tbody>{rows}</tbody></table>"
    one, two = specimen.pages(specimen.sheet("a", markup))
    assert kinds(one)[:2] == ["th", "td"]
    assert kinds(two)[:2] == [REPEATED, "td"]
    assert isinstance(two.lines[0], Line)
