"""CONTRIBUTING.md says only what is so: its picture is that of the imports, its paths are there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = ROOT.joinpath("CONTRIBUTING.md").read_text("utf-8")
RECIPES = TEXT.partition("## How to add")[2].partition("## The house rules")[0]
PATHS = sorted(set(re.findall(r"`((?:[\w.-]+/)+[\w.-]*|[\w-]+\.py)`", TEXT)))
LATER = ("output/", ".venv/", "rules.py")
"""What is not there before a build or `make setup`; a name that every package has for itself."""


def test_the_picture_is_drawn_from_the_imports() -> None:
    drawing = (sys.executable, str(ROOT / ".ci/draw_packages.py"), "--check")
    assert subprocess.run(drawing, check=False).returncode == 0, "run `make packages`"


@pytest.mark.parametrize("path", [path for path in PATHS if not path.startswith(LATER)])
def test_every_path_leads_somewhere(path: str) -> None:
    places = (ROOT / path, ROOT / "src/anban" / path)
    assert any(place.exists() for place in places)


def test_every_make_target_is_one() -> None:
    targets = set(re.findall(r"^([\w-]+):", ROOT.joinpath("Makefile").read_text("utf-8"), re.M))
    assert set(re.findall(r"`make ([\w-]+)", TEXT)) <= targets


def test_every_recipe_is_listed_and_every_listed_one_is_there() -> None:
    listed = re.findall(r"^\| \[(.*?)\]", RECIPES, re.M)
    assert [f"### {name[:1].upper()}{name[1:]}" for name in listed] == re.findall(
        r"^### .*$", RECIPES, re.M
    )
    assert len(listed) >= 12


def test_headings_of_the_readme_are_headings() -> None:
    readme = ROOT.joinpath("README.md").read_text("utf-8")
    named = re.findall(r"README's “(.*?)”", TEXT)
    assert named
    assert [name for name in named if f"# {name}\n" not in readme] == []
