"""Which profile a printing condition has, and what is said where there is none."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from anban.core.diagnostics import Diagnostic, Span
from anban.core.errors import MissingError
from anban.world.profiles import ColourProfile, find
from anban.world.project import World
from tests.render.proofs import world

HERE = Span("manuscript/book.toml", 3, 1, 4)


def asked(
    folder: Path, name: str, environment: dict[str, str] | None = None
) -> ColourProfile | None:
    profile, found = find(World(world(folder).root, environment or {}), name, HERE)
    assert found == ()
    return profile


def faults(folder: Path, name: str) -> tuple[Diagnostic, ...]:
    profile, found = find(world(folder), name, HERE)
    assert profile is None
    return found


@pytest.fixture
def swop(tmp_path: Path) -> ColourProfile:
    found = asked(tmp_path, "swop")
    assert found is not None
    return found


def shared(folder: Path, name: str, data: bytes) -> dict[str, str]:
    """An environment in which a profile lies among the data of the system."""
    path = folder / "share/color/icc/press" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    return {"XDG_DATA_DIRS": str(folder / "share")}


def test_a_condition_has_the_profile_of_the_system(swop: ColourProfile) -> None:
    assert (swop.identifier, swop.registry) == ("CGATS TR 001", "http://www.color.org")
    assert swop.digest == hashlib.sha256(swop.data).hexdigest()
    assert swop.data[12:20] == b"prtrCMYK"


def test_a_profile_of_another_condition_is_found_where_data_lies(
    tmp_path: Path, swop: ColourProfile
) -> None:
    environment = shared(tmp_path, "PSOcoated_v3.icc", swop.data)
    found = asked(tmp_path, "fogra51", environment)
    assert found is not None
    assert (found.identifier, found.file) == ("FOGRA51", "PSOcoated_v3.icc")
    assert asked(tmp_path, "fogra51", {"XDG_DATA_HOME": environment["XDG_DATA_DIRS"]}) == found
    own = {"HOME": str(tmp_path), "XDG_DATA_DIRS": str(tmp_path / "no")}
    shutil.copytree(tmp_path / "share", tmp_path / ".local/share")
    assert asked(tmp_path, "fogra51", own) == found


@pytest.mark.parametrize(
    ("name", "hint"),
    [("swop", "sudo apt-get install libgs-common"), ("fogra39", "ask the printer")],
)
def test_a_condition_without_a_profile_is_missing(tmp_path: Path, name: str, hint: str) -> None:
    nowhere = {"XDG_DATA_DIRS": str(tmp_path)}
    with pytest.raises(MissingError, match=f"printing condition `{name}`") as caught:
        asked(tmp_path, name, nowhere)
    assert hint in caught.value.hint
    assert caught.value.exit_code == 3


def test_a_damaged_profile_of_the_system_is_none(tmp_path: Path, swop: ColourProfile) -> None:
    environment = shared(tmp_path, "default_cmyk.icc", swop.data[:-1])
    with pytest.raises(MissingError):
        asked(tmp_path, "swop", environment)


def test_a_printer_may_have_a_profile_of_its_own(tmp_path: Path, swop: ColourProfile) -> None:
    book = world(tmp_path / "book")
    (book.root / "manuscript/press.icc").write_bytes(swop.data)
    found, said = find(book, "press.icc", HERE)
    assert said == ()
    assert found is not None
    assert (found.identifier, found.registry, found.file) == ("Custom", "", "press.icc")
    assert found.condition == "Artifex CMYK SWOP Profile"


def test_a_name_that_no_condition_has(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, "fogra38")
    assert (found.code, found.span) == ("K101", HERE)
    assert "did you mean `fogra39`?" in found.hint
    (found,) = faults(tmp_path, "paper")
    assert "`swop`, `fogra39`" in found.hint


@pytest.mark.parametrize("change", ["cut", "screen", "text", "grey", "hollow", "short"])
def test_what_is_no_profile_of_a_press(tmp_path: Path, swop: ColourProfile, change: str) -> None:
    data = {
        "cut": swop.data[:-4],
        "screen": swop.data[:12] + b"mntr" + swop.data[16:],
        "text": b"icc",
        "grey": swop.data[:16] + b"GRAY" + swop.data[20:],
        "short": (400).to_bytes(4, "big") + swop.data[4:400],
        "hollow": (132).to_bytes(4, "big") + swop.data[4:128] + bytes(4),
    }[change]
    book = world(tmp_path / "book")
    (book.root / "manuscript/press.icc").write_bytes(data)
    profile, (found,) = find(book, "press.icc", HERE)
    assert profile is None
    assert (found.code, found.span) == ("K102", HERE)


def test_a_profile_outside_of_the_manuscript_is_not_read(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, "../press.icc")
    assert found.code.startswith("P")
    (found,) = faults(tmp_path, "press.icc")
    assert found.code == "P101"
