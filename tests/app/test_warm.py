"""A build that keeps what it can from the one before makes what a build from nothing makes."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path

import pytest

from anban.app.build import Order, Outcome, build
from anban.app.editions import Job, draw, prepare
from anban.app.session import Session
from anban.core.memo import Memo
from anban.world.project import World
from tests.app.revisions import Revisions

LABELS = ("1", "2", "17", "118")


def drawn(job: Job, memo: Memo, turn: int) -> list[object]:
    """The sheets of every edition, with page labels that change from turn to turn."""
    if job.text is None or job.report.faulty:
        return []
    targets = sorted(job.text.resolution.targets)
    pages = {target: LABELS[(at + turn // 3) % 4] for at, target in enumerate(targets)}
    return [
        (one.rendition, draw(job.text, one.edition, one.theme, pages, memo)) for one in job.editions
    ]


def seen(outcome: Outcome) -> tuple[object, ...]:
    made = [
        (one.product.name, one.product.data, one.product.pages, one.product.notes)
        for one in outcome.made
    ]
    return outcome.report, made, outcome.withheld, outcome.failed


def test_two_hundred_changes_one_after_another(tmp_path: Path) -> None:
    revisions, memo, sound = Revisions(tmp_path, seed=7), Memo(), 0
    for turn in range(200):
        done = revisions.revise()
        if turn % 2:
            revisions.mend()
        world = World.open(tmp_path)
        warm, cold = prepare(world, (), memo, closely=True), prepare(world, closely=True)
        sheets = drawn(warm, memo, turn)
        memo.turn()
        assert warm.report == cold.report, (turn, done)
        assert warm.text == cold.text, (turn, done)
        assert warm == replace(cold, text=warm.text), (turn, done)
        assert sheets == drawn(cold, Memo(), turn), (turn, done)
        sound += bool(sheets)
    assert 100 < sound < 200


@pytest.mark.parametrize("seed", [1, 2])
def test_the_products_are_the_same_to_the_byte(tmp_path: Path, seed: int) -> None:
    revisions, session = Revisions(tmp_path, seed), Session()
    made = 0
    for turn in range(8):
        done = [revisions.revise() for _ in range(turn % 3 + 1)]
        if turn % 4 != 3:
            revisions.mend()
        world = World.open(tmp_path)
        warm = build(world, Order(), session)
        assert seen(warm) == seen(build(world, Order())), (turn, done)
        made += len(warm.made)
    assert made >= 8


def test_a_build_puts_nothing_aside_for_good(tmp_path: Path) -> None:
    Revisions(tmp_path, seed=7)
    gc.unfreeze()
    assert build(World.open(tmp_path), Order()).made
    assert gc.get_freeze_count() == 0
