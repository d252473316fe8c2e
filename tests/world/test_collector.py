"""The garbage collector is off where it has nothing to find, and afterwards is as it was."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from anban.world import collector


class Circle:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.enable()
    gc.set_threshold(*before)


def test_it_rests_meanwhile_and_works_again_afterwards() -> None:
    with collector.pause_gc():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_works_again_after_a_fault() -> None:
    with pytest.raises(ValueError, match="x"), collector.pause_gc():
        raise ValueError("x")
    assert gc.isenabled()


def test_it_goes_on_resting_where_it_rested_before() -> None:
    with collector.pause_gc():
        with collector.pause_gc():
            pass
        assert not gc.isenabled()


def test_what_is_made_meanwhile_is_not_looked_through_until_it_is_thawed() -> None:
    with collector.pause_gc():
        left = weakref.ref(Circle())
    gc.collect()
    assert left() is not None
    collector.release()
    gc.collect(1)
    assert left() is not None
    gc.collect()
    assert left() is None


def test_clearing_away_leaves_no_circle_and_puts_the_rest_aside() -> None:
    left = weakref.ref(Circle())
    collector.clear()
    assert left() is None
    assert gc.get_freeze_count() > 0


def test_a_process_looks_seldom() -> None:
    collector.tune_gc()
    assert gc.get_threshold() == collector.THRESHOLDS
