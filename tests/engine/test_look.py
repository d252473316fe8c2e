"""A release is looked at in a process of its own, and judged by what is relied on of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from anban.typeset.engine.entries import Entry, Use
from tests.engine import diff
from tests.engine.diff import UnavailableError, Verdict, judge, report
from tests.engine.look import GONE, Sight, sights

CODE = """
class Box:
    colour = "red"

    def __init__(self, style):
        self.style = style

    def width(self, outer=True): return 3

    @property
    def area(self): return 9

def place(box, *, x=1):
    box.position_x = x

LIMIT = 1.5
"""


@pytest.mark.parametrize(
    ("name", "kind", "takes"),
    [
        ("Box", "class", "(style)"),
        ("Box.width", "function", "(self, outer=True)"),
        ("Box.area", "function", ""),
        ("Box.colour", "str", ""),
        ("Box.style", "attribute", ""),
        ("Box.position_x", "attribute", ""),
        ("Box.position_y", GONE, ""),
        ("Frame", GONE, ""),
        ("Frame.style", GONE, ""),
        ("place", "function", "(box, *, x=1)"),
        ("LIMIT", "float", ""),
    ],
)
def test_a_name_is_seen(name: str, kind: str, takes: str, tmp_path: Path) -> None:
    (tmp_path / "trifle").mkdir()
    (tmp_path / "trifle" / "__init__.py").write_text(CODE)
    seen = sights([f"trifle.{name}"], tmp_path)[f"trifle.{name}"]
    assert (seen.kind, seen.takes) == (kind, takes)
    assert bool(seen.source) == (kind in ("class", "function"))


HERE = Sight("function", "(box)", "def place(box): ...")


@pytest.mark.parametrize(
    ("use", "there", "verdict"),
    [
        (Use.CALLED, HERE, Verdict.SAME),
        (Use.CALLED, Sight(GONE), Verdict.GONE),
        (Use.CALLED, Sight("class", "(box)"), Verdict.KIND),
        (Use.CALLED, Sight("function", "(box, x)"), Verdict.SIGNATURE),
        (Use.READ, Sight("function", "(box, x)"), Verdict.SAME),
        (Use.CALLED, Sight("function", "(box)", "def place(box): return 1"), Verdict.SAME),
        (Use.REPLACED, Sight("function", "(box)", "def place(box): return 1"), Verdict.SOURCE),
        (Use.OVERRIDDEN, Sight("function", "(box)", "def place(box): return 1"), Verdict.SOURCE),
    ],
)
def test_a_change_is_judged_by_the_use_of_the_name(
    use: Use, there: Sight, verdict: Verdict
) -> None:
    assert judge(Entry("a.place", use, "(box)", "", ""), HERE, there) is verdict


def test_the_report_shows_both_signatures_and_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = (
        Entry("a.same", Use.CALLED, "", "", "it is good"),
        Entry("a.place", Use.CALLED, "(box)", "", "boxes are placed"),
    )
    monkeypatch.setattr(diff, "CONTRACT", entries)
    monkeypatch.setattr(diff, "RELEASE", "2.0")
    here = {"a.same": HERE, "a.place": HERE}
    there = {"a.same": HERE, "a.place": Sight("function", "(box, x)")}
    assert [" ".join(line.split()) for line in report("1.0", here, there)] == [
        "signature differs a.place (called: boxes are placed)",
        "2.0: function (box)",
        "1.0: function (box, x)",
        "same a.same (called: it is good)",
        "2 names of the contract with 2.0, in 1.0:"
        " 0 gone, 0 kind differs, 1 signature differs, 0 source differs, 1 same",
    ]


def test_a_release_that_cannot_be_had_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(_folder: Path, *_wanted: str) -> None:
        raise UnavailableError("no such release")

    monkeypatch.setattr(diff, "_install", refused)
    monkeypatch.setattr("sys.argv", ["diff", "0.0"])
    assert diff.main() == 2
    assert capsys.readouterr().err == "WeasyPrint 0.0 cannot be had: no such release\n"
