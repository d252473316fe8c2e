"""What the tool is made of is told, and what is absent is said to be unknown."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError

import pytest

from anban import versions


def test_every_part_has_a_version() -> None:
    parts = versions.parts()
    assert list(parts) == sorted(parts)
    assert {"anban", "harfbuzz", "pango", "python", "weasyprint"} < set(parts)
    assert all(re.match(r"\d+\.", version) for version in parts.values())


def test_what_is_absent_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_name: str) -> str:
        raise PackageNotFoundError

    monkeypatch.setattr(versions, "version", absent)
    monkeypatch.setattr(versions, "LIBRARIES", {"pango": (("libno-such.so.0",), "tell")})
    parts = versions.parts()
    assert parts["pango"] == parts["weasyprint"] == versions.UNKNOWN
