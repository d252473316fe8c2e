"""What the tool is made of is told, and what is absent is said to be unknown."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from anban.world import versions

ROOT = Path(__file__).parents[2]


def test_every_part_has_a_version() -> None:
    parts = versions.parts()
    assert list(parts) == sorted(parts)
    assert {"anban", "harfbuzz", "pango", "python", "weasyprint"} < set(parts)
    assert all(re.match(r"\d+\.", version) for version in parts.values())


def test_every_part_is_installed_with_the_tool() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {re.split(r"[<=>]", line)[0] for line in project["dependencies"]}
    brought = {"pydyf"}  # by weasyprint
    assert set(versions.PACKAGES) - needed == brought


def test_what_is_absent_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_name: str) -> str:
        raise PackageNotFoundError

    monkeypatch.setattr(versions, "version", absent)
    monkeypatch.setattr(versions, "LIBRARIES", {"pango": (("libno-such.so.0",), "tell")})
    parts = versions.parts.__wrapped__()  # asked anew, whatever is known by now
    assert parts["pango"] == parts["weasyprint"] == versions.UNKNOWN
