"""Write safe corrections into the files of the manuscript, for `anban check --fix`.

In: a `World`. Out: the book read again, and for each file how many fixes of each kind were made.
A file is replaced as a whole or not at all. A file that has changed since it was read stays as it
is.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from anban.app.editions import Job, prepare
from anban.check.manuscript.mending import mend
from anban.core.diagnostics import Fix
from anban.core.memo import Memo
from anban.manuscript.reader import matters
from anban.world import publishing
from anban.world.project import MANUSCRIPT, World

PASSES = 8
"""How often the manuscript is read again after fixes, since one fix may make another one possible.
The limit ends the loop if two rules should undo each other's fixes."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A file that was corrected; `fixes` counts the corrections by the name of their rule."""

    path: str
    fixes: Mapping[str, int]


def rewrite(
    world: World, memo: Memo | None = None, *, strict: bool = False
) -> tuple[Job, tuple[Mended, ...]]:
    """Correct the manuscript of `world` until no safe fix is left, or `PASSES` times at most.

    Gives the book as it reads afterwards, and the files that were corrected, sorted by path.
    """
    memo = memo or Memo()
    made: dict[str, Counter[str]] = {}
    job = prepare(world, (), memo, strict=strict, closely=True)
    for _ in range(PASSES):
        done = dict(_mended(world, job))
        if not done:
            break
        for path, fixes in done.items():
            made[path] = made.get(path, Counter()) + fixes
        job = prepare(world, (), memo, strict=strict, closely=True)
    return job, tuple(Mended(path, dict(sorted(made[path].items()))) for path in sorted(made))


def _mended(world: World, job: Job) -> Iterator[tuple[str, Counter[str]]]:
    """Correct each file once; give its path and the number of fixes by the name of their rule."""
    if job.text is None:
        return
    matter = matters(job.text.config.manuscript)
    wanted = _wanted(job)
    for source in job.text.sources:
        fixes = wanted.get(source.path)
        data = world.read(source.path) if fixes else b""
        if not fixes or hashlib.sha256(data).hexdigest() != source.digest:
            continue
        file = source.path.removeprefix(f"{MANUSCRIPT}/")
        new, made = mend(source.path, data, matter[file], fixes)
        if made:
            publishing.overwrite(world.root, source.path, new)
            yield source.path, Counter(fixes[fix] for fix in made)


def _wanted(job: Job) -> Mapping[str, Mapping[Fix, str]]:
    """The fixes for each file, and for each fix the name of the rule that asks for it."""
    wanted: dict[str, dict[Fix, str]] = {}
    for found in job.report:
        for fix in found.fixes:
            wanted.setdefault(fix.span.path, {}).setdefault(fix, found.rule.name)
    return wanted
