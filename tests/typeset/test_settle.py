"""Rounds for page references."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from anban.core.diagnostics import Diagnostic, Severity
from anban.render.rendition import Rendition, Sheet
from anban.typeset.compositor import Composition, Compositor
from anban.typeset.settle import Layout, settle
from tests.typeset.specimens import Specimen

LONG = "<p>" + "line<br/>" * 14 + '</p><p id="tide">The tide</p>'


def codes(found: tuple[Diagnostic, ...]) -> list[str]:
    return [diagnostic.code for diagnostic in found]


def drawn(layout: Layout) -> str:
    return "".join(run.text for page in layout.pages for run in page.runs)


def test_a_page_reference_shows_the_page_of_its_target(specimen: Specimen) -> None:
    asked: list[str] = []

    def render(labels: Mapping[str, str]) -> Rendition:
        asked.append(labels.get("tide", "000"))
        markup = f'<p>page <a class="reference generated" href="#tide">{asked[-1]}</a></p>'
        pre = specimen.sheet("pre", markup, "front")
        return specimen.rendition(pre, specimen.sheet("a", LONG))

    layout = settle(render, specimen.read, "en")
    assert drawn(layout).startswith("page 2")
    assert layout.labels["tide"] == "2"
    assert (layout.labels["pre"], layout.labels["a"]) == ("i", "1")
    assert asked == ["000", "2", "2"]
    assert layout.diagnostics == ()


def test_one_round_is_enough_without_references(
    specimen: Specimen, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds = []

    def counted(compositor: Compositor, rendition: Rendition) -> Composition:
        rounds.append(rendition)
        return compose(compositor, rendition)

    compose = Compositor.compose
    monkeypatch.setattr(Compositor, "compose", counted)
    rendition = specimen.rendition(specimen.sheet("a", LONG))
    settle(lambda _: rendition, specimen.read, "en")
    assert len(rounds) == 1


def test_references_that_never_settle_are_a_fault(specimen: Specimen) -> None:
    """The target is on page 1 when the text says 2, and on page 2 when it says 1."""

    def render(labels: Mapping[str, str]) -> Rendition:
        lines = 1 if labels.get("tide") == "2" else 14
        markup = "<p>" + "line<br/>" * lines + '</p><p id="tide">tide</p>'
        return specimen.rendition(specimen.sheet("a", markup))

    layout = settle(render, specimen.read, "en")
    assert [(one.code, one.severity) for one in layout.diagnostics] == [("L107", Severity.ERROR)]
    assert "after 5 rounds: `tide`" in layout.diagnostics[0].message
    assert layout.pages


def test_the_text_before_a_page_is_counted_without_notes_and_labels(specimen: Specimen) -> None:
    markup = (
        '<h2><span class="number generated">12.</span> Ebb</h2>'
        '<p>one<span class="note" id="a-n1" data-number="1"><p>note</p></span><br/>'
        + "li ne<br/>" * 12
        + "</p>"
    )
    sheets = (specimen.sheet("pre", "<p>x</p>", "front"), specimen.sheet("a", markup))
    layout = settle(lambda _: specimen.rendition(*sheets), specimen.read, "en")
    starts = [(start.label, start.sheet, start.offset) for start in layout.pagination]
    first = layout.pages[1]
    lines = sum(run.text == "li ne" for run in first.runs)
    assert starts == [("i", "pre", 0), ("1", "a", 0), ("2", "a", 6 + 4 * lines)]
    assert 0 < lines < 12


def test_blank_pages_begin_nowhere(specimen: Specimen) -> None:
    styled = specimen.having(".sheet { break-before: recto }")
    sheets = (styled.sheet("a", "<p>x</p>"), styled.sheet("b", "<p>y</p>"))
    layout = settle(lambda _: styled.rendition(*sheets), styled.read, "en")
    assert len(layout.pages) == 3
    assert [start.label for start in layout.pagination] == ["1", "3"]


def test_a_fault_of_the_engine_is_a_diagnostic(specimen: Specimen) -> None:
    good, bad = specimen.sheet("a", "<p>x</p>"), Sheet("b", "b", "<section>", ())
    layout = settle(lambda _: specimen.rendition(good, bad), specimen.read, "en")
    assert (layout.pages, layout.pagination, layout.composition) == ((), (), None)
    assert codes(layout.diagnostics) == ["L104"]
    assert "on `b`" in layout.diagnostics[0].message


def test_a_note_carried_from_the_block_before_keeps_its_name(specimen: Specimen) -> None:
    """Its block is one before the page's first, which must not be taken for the sheet itself."""
    _, sheet = specimen.noted("a", [{9: 30}, {}, {}])
    layout = settle(lambda _: specimen.rendition(sheet), specimen.read, "en")
    named = [piece.note for page in layout.pages for piece in page.notes]
    assert named == ["a-n1"] * len(named)
    assert len(named) > 2
    assert layout.diagnostics == ()
