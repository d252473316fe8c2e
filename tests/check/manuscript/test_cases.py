"""Each folder of cases/check is a rule, each of its files a manuscript.

A file that begins with `good` has nothing of it; the others find what the `.txt` beside them says:
a line for each finding and for each other place of it, then the files that `--fix` leaves. A name
with `en-` is a book in English. `pytest --accept` writes the `.txt` anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from anban.app.catalogue import CATALOGUE
from anban.app.fixes import rewrite
from anban.check.manuscript.proofreading import COPYEDITED, proofread
from anban.core.diagnostics import Diagnostic, Report, Severity
from anban.manuscript.reader import read
from anban.world.project import World

from .books import book, files

FOLDER = Path(__file__).parents[2] / "cases" / "check"
CASES = sorted(FOLDER.glob("*/*.md"))


def found(world: World) -> Report:
    reading = read(world, CATALOGUE)
    assert reading.text is not None
    assert not reading.report.faulty, [one.message for one in reading.report]
    text = reading.text
    return Report.of(proofread(text.written, text.sources, text.resolution, text.language))


def told(one: Diagnostic) -> list[str]:
    related = [f"  {place.span}: {place.message}" for place in one.related]
    lines = [f"{one.span} {one.code} {one.message}", *related, f"  = {one.hint}"]
    return [line.replace("manuscript/", "") for line in lines]


def mended(world: World, before: str) -> list[str]:
    rewrite(world)
    after = {name: (world.root / "manuscript" / name).read_text("utf-8") for name in files(before)}
    changed = {name: text for name, text in after.items() if text != files(before)[name]}
    return [line for name, text in changed.items() for line in (f"--- {name}", text.rstrip("\n"))]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_what_is_found(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    text = case.read_text("utf-8")
    language = "en" if "en-" in case.stem else "vi"
    world = book(tmp_path, text, language=language)
    report = found(world)
    if case.stem.startswith("good"):
        assert [told(one) for one in report if one.code == case.parent.name] == []
        return
    lines = [line for one in report for line in told(one)]
    assert case.parent.name in {one.code for one in report}
    lines += mended(world, text)
    expected = case.with_suffix(".txt")
    if request.config.getoption("--accept"):
        expected.write_text("\n".join([*lines, ""]), "utf-8")
    assert "\n".join([*lines, ""]) == expected.read_text("utf-8")


@pytest.mark.parametrize("code", sorted(COPYEDITED))
def test_every_rule_has_good_and_bad_cases(code: str) -> None:
    names = [path.stem for path in (FOLDER / code).glob("*.md")]
    assert any(name.startswith("good") for name in names)
    assert any(not name.startswith("good") for name in names)


def test_no_expectation_is_left_over() -> None:
    assert {path.with_suffix("") for path in FOLDER.glob("*/*.txt")} <= {
        path.with_suffix("") for path in CASES if not path.stem.startswith("good")
    }
    assert {path.name for path in FOLDER.iterdir()} == COPYEDITED


def test_a_copy_editor_reports_no_errors() -> None:
    assert all(CATALOGUE[code].severity is not Severity.ERROR for code in COPYEDITED)
