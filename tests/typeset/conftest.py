"""A `Specimen` for every test of this folder."""

from __future__ import annotations

import pytest

from .specimens import Specimen


@pytest.fixture
def specimen() -> Specimen:
    return Specimen()
