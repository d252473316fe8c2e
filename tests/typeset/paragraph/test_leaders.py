"""Leaders: one text in a line, as wide as the engine's dots, which it keeps in columns."""

from __future__ import annotations

import pytest
from weasyprint.layout.leader import handle_leader

from anban.typeset.layout import Run
from anban.typeset.paragraph import leaders
from tests.typeset.specimens import Specimen

CSS = """
li { display: block } ol { margin: 0; padding: 0 }
.page { float: none } .page::before { content: leader(' . ') }
"""
LINES = (
    "<ol><li>One<span class='page'>24</span></li>"
    "<li>Twenty-two<span class='page'>7</span></li></ol>"
)


def runs(specimen: Specimen) -> list[Run]:
    (page,) = specimen.having(CSS).pages(specimen.sheet("a", LINES))
    return list(page.runs)


def test_a_leader_is_one_text_that_fills_the_line(
    specimen: Specimen, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined = runs(specimen)
    assert [run.text.strip(" .") for run in joined] == ["One", "", "24", "Twenty-two", "", "7"]
    monkeypatch.setattr(leaders, "_handle", handle_leader)
    dots = [run for run in runs(specimen) if "." in run.text]
    assert {run.text for run in dots} == {" . "}
    for leader in (joined[1], joined[4]):
        own = [dot for dot in dots if dot.top == leader.top]
        assert leader.text == " . " * len(own)
        assert len(own) > 3
        assert leader.left == pytest.approx(min(dot.left for dot in own), abs=0.01)
        assert leader.right == pytest.approx(max(dot.right for dot in own), abs=0.01)


def test_dots_stand_below_one_another(specimen: Specimen) -> None:
    first, second = (run for run in runs(specimen) if "." in run.text)
    dot = (first.right - first.left) / first.text.count(".")
    columns = (second.left - first.left) / dot
    assert columns == pytest.approx(round(columns), abs=0.01)
    assert columns > 1
