"""Page numbers in the text: another number, the same layout, as long as it has as many figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from anban.render.rendition import Rendition
from anban.typeset.compositor import Composition, Compositor
from tests.typeset.pages.test_tags import tagged
from tests.typeset.specimens import Specimen

MARKUP = (
    '<p>x <a class="reference generated" href="#b">trang <span class="page-label">{}</span></a>, y'
    '</p><p id="b">z<span class="note" id="n" data-number="1"><p>lời</p></span></p>'
)


def shown(composition: Composition) -> str:
    return " ".join(run.text for placed in composition.pages for run in placed.page.runs)


def referring(specimen: Specimen, number: str) -> Rendition:
    return specimen.rendition(specimen.sheet("a", MARKUP.format(number)))


def composed(specimen: Specimen, *numbers: str) -> list[tuple[str, int]]:
    """What the pages show with each of `numbers`, one after the other, and what was laid out."""
    compositor = Compositor(specimen.css, "vi", specimen.read)
    made = (compositor.compose(referring(specimen, number)) for number in numbers)
    return [(shown(one), one.laid) for one in made]


def test_another_number_is_filled_in_without_a_layout(specimen: Specimen) -> None:
    first, second, longer = composed(specimen, "24", "31", "131")
    assert (" 24 " in first[0], first[1]) == (True, 1)
    assert (second[0], second[1]) == (first[0].replace(" 24 ", " 31 "), 0)
    assert (" 131 " in longer[0], longer[1]) == (True, 1)


def test_a_roman_number_is_part_of_the_text(specimen: Specimen) -> None:
    first, second = composed(specimen, "ix", "xi")
    assert " ix " in first[0]
    assert (" xi " in second[0], second[1]) == (True, 1)


def test_figures_of_several_widths_are_laid_out_with_their_number(specimen: Specimen) -> None:
    css = (
        ".page-label { font: 12pt Vollkorn; font-variant-numeric: oldstyle-nums proportional-nums }"
    )
    uneven = specimen.having(css)
    first, second = composed(uneven, "11", "88")
    assert (" 11 " in first[0], first[1]) == (True, 1)
    assert (" 88 " in second[0], second[1]) == (True, 1)
    alone = composed(uneven, "88")[0]
    assert second == alone
    assert composed(uneven, "00", "88")[1] == alone


def test_figures_of_a_note_that_are_uneven_in_one_place_are_laid_out_with_it(
    specimen: Specimen,
) -> None:
    """A note of the body is asked first, and has even figures; this one has not."""
    uneven = specimen.having(
        "blockquote .note::footnote-call"
        "{ font: 12pt Vollkorn; font-variant-numeric: oldstyle-nums proportional-nums }"
    )
    note = '<span class="note" id="n" data-number="{0}"><p>lời</p></span>'
    quote, plain = f"<blockquote><p>x{note}</p></blockquote>", f"<p>x{note}</p>"
    compositor = Compositor(uneven.css, "vi", uneven.read)
    for markup in (quote.format("11"), quote.format("88"), plain.format("8")):
        rendition = uneven.rendition(uneven.sheet("a", markup))
        warm = compositor.compose(rendition)
        cold = Compositor(uneven.css, "vi", uneven.read).compose(rendition)
        records = [[one.leaf and one.leaf.record for one in made.pages] for made in (warm, cold)]
        assert records[0] == records[1]
    assert cold.pages[0].leaf
    assert cold.pages[0].leaf.record.numbered


@pytest.mark.parametrize("number", ["24", "31"])
def test_the_number_is_drawn_and_said_of_the_link(specimen: Specimen, number: str) -> None:
    found = tagged(specimen, MARKUP.format(number))
    (link,) = found.document.find("Link")
    assert link.text == f"trang {number}"
    (annotation,) = found.pdf.pages[0].Annots
    assert str(annotation.Contents) == f"trang {number}"
    assert [one.text for one in found.document.find("Lbl")] == ["1", "1. "]


def test_a_number_in_a_sheet_that_did_not_change_is_new(specimen: Specimen) -> None:
    """The same laid pages with two numbers: neither gets the number of the other."""
    compositor = Compositor(specimen.css, "vi", specimen.read)
    one = compositor.compose(referring(specimen, "24"))
    other = compositor.compose(replace(referring(specimen, "31")))
    assert one.pages[0].leaf is not None
    assert other.pages[0].leaf is not None
    assert one.pages[0].leaf.record is other.pages[0].leaf.record
    assert (one.pages[0].leaf.numbers(), other.pages[0].leaf.numbers()) == (
        ("1", "24"), ("1", "31"),
    )  # fmt: skip
