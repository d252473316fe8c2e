"""Do the tests see small faults? `python -m tests.mutants.mutants --each 5 --seed 11`.

In: `modules.toml`, which names the tests of each core module. A few mutants of every module are
drawn by the seed, and the module's tests are run against each, in a copy of the tree. Out: a table,
and every mutant that no test has seen. The exit code is 1 where fewer than 90 % were seen.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from queue import SimpleQueue

from tests.mutants.changes import Mutant, mutants

ROOT = Path(__file__).parents[2]
TABLE = Path(__file__).with_name("modules.toml")
GOAL = 0.9
WORKERS = 2
PATIENCE, AT_LEAST = 4, 30
"""A mutant is seen as well if its tests take so many times as long as usual, or so many seconds."""
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", "node_modules", "output", ".*_cache", ".hypothesis", ".coverage*"
)
PYTEST = ("-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist")
ALL_GREEN, SOME_RED, BROKEN_OFF = 0, 1, 2
"""Exit codes of pytest; the last one is that of a test file that cannot be imported."""


class TableError(Exception):
    """The table names what does not exist, or tests that fail without any mutant."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the tool, the arguments by which pytest finds its tests, and the mutants that
    change nothing, each as its line before and after.
    """

    name: str
    tests: tuple[str, ...]
    equivalent: frozenset[tuple[str, str]]

    @property
    def path(self) -> Path:
        return Path("src/anban", f"{self.name}.py")


@dataclass(frozen=True, slots=True)
class Verdict:
    module: Module
    equivalent: int
    seen: tuple[Mutant, ...]
    unseen: tuple[Mutant, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the tree, in which one source after the other is changed and restored."""

    folder: Path
    moments: Iterator[int] = field(default_factory=lambda: count(1_000_000_000))

    def green(self, module: Module, timeout: float | None = None) -> bool:
        python = {"PYTHONPATH": f"{self.folder / 'src'}{os.pathsep}{self.folder}"}
        try:
            code = subprocess.run(
                [sys.executable, *PYTEST, *module.tests], cwd=self.folder, timeout=timeout,
                env=os.environ | python, capture_output=True, check=False,
            ).returncode  # fmt: skip
        except subprocess.TimeoutExpired:
            return False
        if code not in (ALL_GREEN, SOME_RED, BROKEN_OFF):
            raise TableError(f"pytest ends with {code} for {module.name}")
        return code == ALL_GREEN

    @contextmanager
    def changed(self, module: Module, source: bytes, mutant: Mutant) -> Iterator[None]:
        self._write(module, mutant.of(source))
        try:
            yield
        finally:
            self._write(module, source)

    def _write(self, module: Module, source: bytes) -> None:
        """Write a source with a moment of its own, so that no compiled one is taken for it."""
        path = self.folder / module.path
        path.write_bytes(source)
        moment = next(self.moments)
        os.utime(path, (moment, moment))


def read(table: Path = TABLE) -> tuple[Module, ...]:
    told = tomllib.loads(table.read_text("utf-8"))
    same = [(each["module"], (each["before"], each["after"])) for each in told["equivalent"]]
    found = tuple(
        Module(name, tuple(tests), frozenset(pair for of, pair in same if of == name))
        for name, tests in told["modules"].items()
    )
    for module in found:
        _check(module)
    unknown = {of for of, _ in same} - {module.name for module in found}
    if unknown:
        raise TableError(f"not in the table: {', '.join(sorted(unknown))}")
    return found


def _check(module: Module) -> None:
    """Everything that the table says of a module has to be there."""
    if not (ROOT / module.path).is_file():
        raise TableError(f"there is no {module.path}")
    for test in module.tests:
        path = test.removeprefix("--deselect=").partition("::")[0]
        if not (ROOT / path).exists():
            raise TableError(f"there is no {path}")
    source = (ROOT / module.path).read_bytes()
    known = {mutant.lines(source) for mutant in mutants(source)}
    for before, _ in module.equivalent - known:
        raise TableError(f"{module.name} has no such mutant any more: {before}")


def judge(copy: Copy, module: Module, each: int, seed: int) -> Verdict:
    source = (ROOT / module.path).read_bytes()
    every = mutants(source)
    chance = random.Random(f"{seed} {module.name}")  # noqa: S311 - it only draws a sample
    drawn = sorted(chance.sample(every, min(each, len(every))), key=lambda one: one.start)
    tried = [mutant for mutant in drawn if mutant.lines(source) not in module.equivalent]
    begun = time.monotonic()
    if not copy.green(module):
        raise TableError(f"the tests of {module.name} fail as it stands")
    patience = max(AT_LEAST, PATIENCE * (time.monotonic() - begun))
    seen: list[Mutant] = []
    unseen: list[Mutant] = []
    for mutant in tried:
        with copy.changed(module, source, mutant):
            (unseen if copy.green(module, patience) else seen).append(mutant)
    return Verdict(module, len(drawn) - len(tried), tuple(seen), tuple(unseen))


def run(modules: tuple[Module, ...], each: int, seed: int, say: Callable[[str], None]) -> float:
    """Judge all `modules`; out comes the share of their mutants that was seen."""
    free: SimpleQueue[Copy] = SimpleQueue()

    def judged(module: Module) -> Verdict:
        copy = free.get()
        try:
            return judge(copy, module, each, seed)
        finally:
            free.put(copy)

    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(WORKERS) as pool:
        for worker in range(WORKERS):
            copied = shutil.copytree(ROOT, Path(folder, str(worker)), ignore=NOT_COPIED)
            free.put(Copy(copied))
        say(f"{'module':32} mutants killed equivalent")
        verdicts = []
        for verdict in pool.map(judged, modules):
            verdicts.append(verdict)
            say(_row(verdict))
    killed = sum(len(verdict.seen) for verdict in verdicts)
    tried = killed + sum(len(verdict.unseen) for verdict in verdicts)
    share = killed / tried if tried else 1.0
    say(f"{killed} of {tried} mutants killed: {share:.1%}")
    return share


def _row(verdict: Verdict) -> str:
    killed, tried = len(verdict.seen), len(verdict.seen) + len(verdict.unseen)
    row = f"{verdict.module.name:32} {tried:7} {killed:6} {verdict.equivalent or '':>10}"
    source = (ROOT / verdict.module.path).read_bytes()
    for mutant in verdict.unseen:
        before, after = mutant.lines(source)
        row += f"\n    {verdict.module.path}:{mutant.number}\n        {before}\n      → {after}"
    return row


def main() -> int:
    ask = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    ask.add_argument("--each", type=int, default=5, help="mutants of a module")
    ask.add_argument("--seed", type=int, default=11, help="what draws them")
    ask.add_argument("--only", default="", help="modules whose name begins so")
    wishes = ask.parse_args()
    try:
        modules = tuple(each for each in read() if each.name.startswith(wishes.only))
        share = run(modules, wishes.each, wishes.seed, lambda line: print(line, flush=True))  # noqa: T201
    except TableError as found:
        print(found, file=sys.stderr)  # noqa: T201
        return 2
    return 0 if share >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
