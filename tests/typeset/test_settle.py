"""Rounds for page references, attempts for notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from anban.check.notes import audit
from anban.diagnostics import Diagnostic, Severity
from anban.render.rendition import Rendition, Sheet
from anban.typeset import attempts, engine
from anban.typeset import settle as settling
from anban.typeset.attempts import ATTEMPTS, Attempt
from anban.typeset.layout import Page
from anban.typeset.settle import Layout, settle

from .specimens import Specimen

LONG = "<p>" + "line<br/>" * 14 + '</p><p id="tide">The tide</p>'


def faultless(_: tuple[Page, ...]) -> Mapping[str, int]:
    return {}


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

    layout = settle(render, specimen.read, "en", faultless)
    assert drawn(layout).startswith("page 2")
    assert layout.labels["tide"] == "2"
    assert (layout.labels["pre"], layout.labels["a"]) == ("i", "1")
    assert asked == ["000", "2", "2"]
    assert layout.diagnostics == ()


def test_one_round_is_enough_without_references(
    specimen: Specimen, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds = []

    def counted(*args: Any) -> object:  # noqa: ANN401 - passed on as they are
        rounds.append(args)
        return engine.lay(*args)

    monkeypatch.setattr(settling, "lay", counted)
    rendition = specimen.rendition(specimen.sheet("a", LONG))
    settle(lambda _: rendition, specimen.read, "en", faultless)
    assert len(rounds) == 1


def test_references_that_never_settle_are_a_fault(specimen: Specimen) -> None:
    """The target is on page 1 when the text says 2, and on page 2 when it says 1."""

    def render(labels: Mapping[str, str]) -> Rendition:
        lines = 1 if labels.get("tide") == "2" else 14
        markup = "<p>" + "line<br/>" * lines + '</p><p id="tide">tide</p>'
        return specimen.rendition(specimen.sheet("a", markup))

    layout = settle(render, specimen.read, "en", faultless)
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
    layout = settle(lambda _: specimen.rendition(*sheets), specimen.read, "en", faultless)
    starts = [(start.label, start.sheet, start.offset) for start in layout.pagination]
    first = layout.pages[1]
    lines = sum(run.text == "li ne" for run in first.runs)
    assert starts == [("i", "pre", 0), ("1", "a", 0), ("2", "a", 6 + 4 * lines)]
    assert 0 < lines < 12


def test_blank_pages_begin_nowhere(specimen: Specimen) -> None:
    styled = specimen.having(".sheet { break-before: recto }")
    sheets = (styled.sheet("a", "<p>x</p>"), styled.sheet("b", "<p>y</p>"))
    layout = settle(lambda _: styled.rendition(*sheets), styled.read, "en", faultless)
    assert len(layout.pages) == 3
    assert [start.label for start in layout.pagination] == ["1", "3"]


def test_a_fault_of_the_engine_is_a_diagnostic(specimen: Specimen) -> None:
    good, bad = specimen.sheet("a", "<p>x</p>"), Sheet("b", "b", "<section>", ())
    layout = settle(lambda _: specimen.rendition(good, bad), specimen.read, "en", faultless)
    assert (layout.pages, layout.pagination, layout.forme) == ((), (), None)
    assert codes(layout.diagnostics) == ["L104"]
    assert "on `b`" in layout.diagnostics[0].message


def test_lost_notes_are_seen_and_another_rule_is_tried(specimen: Specimen) -> None:
    """A document in which the engine, left alone, puts notes on the wrong pages."""
    chapter, sheet = specimen.noted("a", [{0: 2}, {5: 1}, {8: 5, 9: 1}, {2: 3, 3: 2}, {9: 2}])
    book = specimen.book(chapter)
    alone, _ = specimen.lay(sheet)
    assert not audit(book, alone).clean

    def faults(pages: tuple[Page, ...]) -> Mapping[str, int]:
        return audit(book, pages).chapters

    layout = settle(lambda _: specimen.rendition(sheet), specimen.read, "en", faults)
    assert audit(book, layout.pages).clean
    assert codes(layout.diagnostics) == ["L108"]
    assert layout.diagnostics[0].severity is Severity.INFO


def test_each_sheet_is_tried_on_its_own(
    specimen: Specimen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sheet without faults keeps the pages that the style sheet asks for."""
    monkeypatch.setattr(
        settling,
        "ATTEMPTS",
        (
            ATTEMPTS[0],
            Attempt("red", paragraph="x"),
            Attempt("wide", paragraph="padding-top: 20mm"),
        ),
    )
    sheets = (specimen.sheet("a", "<p>x</p>"), specimen.sheet("b", "<p>y</p>"))

    def faults(pages: tuple[Page, ...]) -> Mapping[str, int]:
        page = pages[1]
        return {} if page.runs[0].top > page.text_top + 50 else {"b": 1}

    layout = settle(lambda _: specimen.rendition(*sheets), specimen.read, "en", faults)
    assert layout.pages[0].runs[0].top == layout.pages[0].text_top
    said = [one.message for one in layout.diagnostics if one.code == "L108"]
    assert said == ["the notes of `b` were placed by another rule: wide"]


def test_of_faulty_layouts_the_one_with_fewest_faults_is_kept(specimen: Specimen) -> None:
    counts = iter([9, 4, 2, 7, 8, 5, 6, 9])

    def faults(_: tuple[Page, ...]) -> Mapping[str, int]:
        return {"a": next(counts)}

    rendition = specimen.rendition(specimen.sheet("a", "<p>x</p>"))
    layout = settle(lambda _: rendition, specimen.read, "en", faults)
    assert list(counts) == []
    assert ATTEMPTS[2].name in layout.diagnostics[0].message


def test_a_later_attempt_that_fails_leaves_the_best_so_far(
    specimen: Specimen, monkeypatch: pytest.MonkeyPatch
) -> None:

    def lay(*args: Any) -> object:  # noqa: ANN401 - passed on as they are
        if args[-1]:
            raise engine.EngineError("AssertionError")
        return engine.lay(*args)

    monkeypatch.setattr(settling, "lay", lay)
    rendition = specimen.rendition(specimen.sheet("a", "<p>x</p>"))
    layout = settle(lambda _: rendition, specimen.read, "en", lambda _: {"a": 1})
    assert layout.pages
    assert layout.diagnostics == ()


@pytest.mark.parametrize("attempt", ATTEMPTS[1:], ids=lambda attempt: attempt.name)
def test_an_attempt_is_css_the_engine_knows(specimen: Specimen, attempt: Attempt) -> None:
    styled = specimen.having(attempts.style({"a": attempt}))
    assert styled.lay(styled.sheet("a", "<p>x</p>"))[1] == ()


def test_the_first_attempt_changes_nothing() -> None:
    assert (ATTEMPTS[0].note, ATTEMPTS[0].paragraph) == ("", "")
    assert attempts.style({}) == ""
