"""A `Specimen` for every test of this folder."""

from __future__ import annotations

import pytest

from anban.world.profiles import ColourProfile, find
from anban.world.project import World
from tests.typeset.specimens import Specimen


@pytest.fixture
def specimen() -> Specimen:
    return Specimen()


@pytest.fixture(scope="session")
def swop(tmp_path_factory: pytest.TempPathFactory) -> ColourProfile:
    """The profile of the printing condition that comes with the system."""
    folder = tmp_path_factory.mktemp("profile")
    (folder / "manuscript").mkdir()
    (folder / "manuscript/book.toml").write_text("")
    found, faults = find(World.open(folder, {}), "swop", None)
    assert faults == ()
    assert found is not None
    return found
