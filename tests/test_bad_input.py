"""What a manuscript may throw at the tool: each folder of cases/bad is one fault.

A case holds the files that differ from cases/good, and `expected.txt`: the exit code of `anban
check`, then for each finding its place (`-`: the book as a whole) and its code. `pytest --accept`
writes it anew. `anban build --strict` must refuse every one of them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from anban.world import publishing
from anban.world.publishing import Product

BAD = sorted(path for path in (Path(__file__).parent / "cases/bad").iterdir() if path.is_dir())

FOUND = re.compile(
    r"^(?:error|warning)\[([A-Z]\d+)\]: .+\n(?: *--> (\S.*?:\d+:\d+)$)?", re.MULTILINE
)

LAST_GOOD = Product("paperback", "the-ferry-paperback.pdf", b"the last good one", 3, {}, ())


@pytest.fixture
def book(request: pytest.FixtureRequest, good: Path) -> Path:
    """The good book with one case laid over it, and a last good edition in its output."""
    case: Path = request.param
    shutil.copytree(case, good, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    with publishing.hold(good), publishing.stage(good, LAST_GOOD):
        publishing.release(good, LAST_GOOD)
    return good


def told(ran: CompletedProcess[str]) -> str:
    found = [f"{place or '-'} {code}" for code, place in FOUND.findall(ran.stderr)]
    return "\n".join([f"exit {ran.returncode}", *found, ""])


@pytest.mark.parametrize(
    ("case", "book"), [(case, case) for case in BAD], ids=lambda case: case.name, indirect=["book"]
)
def test_a_fault_is_refused_in_its_place(
    case: Path,
    book: Path,
    run: Callable[..., CompletedProcess[str]],
    request: pytest.FixtureRequest,
) -> None:
    outcome = run("check", "-C", book)
    expected = case / "expected.txt"
    if request.config.getoption("--accept"):
        expected.write_text(told(outcome))
    assert told(outcome) == expected.read_text()
    build = run("build", "--strict", "-C", book)
    assert build.returncode == (outcome.returncode or 1)
    assert "Traceback" not in build.stderr
    assert "hint: " in build.stderr
    assert build.stdout == ""
    assert (book / "output" / LAST_GOOD.name).read_bytes() == LAST_GOOD.data


def test_there_are_enough_of_them() -> None:
    assert len(BAD) >= 20
