"""Each file of cases/config is a `book.toml`; the comments at its top say what is found in it.

`# file: PATH` is a file, relative to the manuscript's folder, that lies beside it; the first
chapter, `body/01-que-nha.md`, is always there. `# C103 9:1 MESSAGE` and below it `# = HINT` are a
finding. A book without findings loads. `pytest --accept` writes the findings anew.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from anban.app.catalogue import CATALOGUE
from anban.core.diagnostics import Diagnostic, Report, Rule
from anban.manuscript.config import rules as configuration
from anban.manuscript.config.load import load
from anban.world.project import World

CASES = Path(__file__).parents[2] / "cases" / "config"
NEAR_MISS = "-near-miss"
NOT_TEXT = {"toml-encoding"}

_FILE = re.compile(r"# file: (.+)")
_FINDING = re.compile(r"# ([A-Z]\d{3} |= )")


def names() -> list[str]:
    return sorted(path.stem for path in CASES.glob("*.toml"))


def project(folder: Path, text: str) -> World:
    manuscript = folder / "manuscript"
    for name in ("book.toml", "body/01-que-nha.md", *_FILE.findall(text)):
        path = manuscript / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Một dòng.\n", "utf-8")
    (manuscript / "book.toml").write_text(text, "utf-8")
    return World.open(folder)


def told(found: Diagnostic) -> str:
    span = found.span
    place = f"{span.line}:{span.column}" if span else "-"
    return f"# {found.code} {place} {found.message}\n# = {found.hint}\n"


def split(text: str) -> tuple[str, str]:
    """The findings a case expects, and the case without them."""
    lines = text.splitlines(keepends=True)
    expected = [line for line in lines if _FINDING.match(line)]
    return "".join(expected), "".join(line for line in lines if not _FINDING.match(line))


@pytest.mark.parametrize("name", names())
def test_what_is_found(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    case = CASES / f"{name}.toml"
    expected, rest = split(case.read_text("utf-8"))
    config, found = load(project(tmp_path, rest), CATALOGUE)
    report = Report.of(found)
    findings = "".join(map(told, report))
    if request.config.getoption("--accept", default=False):
        case.write_text(findings + rest, "utf-8")
        expected = findings
    assert findings == expected
    assert (config is None) == report.faulty


@pytest.mark.parametrize("name", [name for name in names() if name.endswith(NEAR_MISS)])
def test_a_near_miss_is_free_of_it(name: str) -> None:
    expected, _ = split((CASES / f"{name}.toml").read_text("utf-8"))
    assert expected == ""


RULES = [rule for rule in vars(configuration).values() if isinstance(rule, Rule)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_a_case_and_a_near_miss(rule: Rule) -> None:
    if rule.name not in NOT_TEXT:
        assert f"# {rule.code} " in (CASES / f"{rule.name}.toml").read_text("utf-8")
        assert (CASES / f"{rule.name}{NEAR_MISS}.toml").exists()
