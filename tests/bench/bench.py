"""How long a build takes, beside WeasyPrint alone and typst, on books of three sizes.

In: the date of the run, and the folder of a title (default: this project). Out: Markdown tables on
stdout. Every figure comes from a process of its own; what is compared runs one after the other in
the same run. Run it where nothing else is at work: `make bench`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.bench.books import KINDS, Editor, enlarged
from tests.bench.tasks import EDITION, pages

ROOT = Path(__file__).resolve().parent.parent.parent
SIZES = {"×1": 40, "×3": 130, "×10": 400}
"""Pages of each size, about: of the title's chapters as many as it takes, or all and again."""
WARM_SECONDS = 30
NEW_PROCESSES = 3
MISSING = "–"


@dataclass(frozen=True)
class Run:
    """A process that has ended: what it took, and what it said."""

    seconds: float
    megabytes: float
    output: str


def run(words: Sequence[object], cache: Path) -> Run:
    """Run a command; its peak memory is the kernel's figure for it alone."""
    environment = os.environ | {"XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(ROOT)}
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            [str(word) for word in words], stdout=output, stderr=errors, cwd=ROOT, env=environment
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        if process.returncode:
            raise SystemExit(f"{words} failed:\n{output.read()}{errors.read()}")
        return Run(seconds, usage.ru_maxrss / 1024, output.read())


def anban(folder: Path, cache: Path, *more: str) -> Run:
    return run((sys.executable, "-m", "anban", "-C", folder, "build", EDITION, *more), cache)


def task(cache: Path, *words: object) -> Run:
    return run((sys.executable, "-m", "tests.bench.tasks", *words), cache)


def measured(title: Path, size: int, place: Path) -> dict[str, str]:
    """A column of the first table and one of the second, by their rows."""
    book, cache = place / "book", place / "cache"
    times = enlarged(title, book, size)
    spare = Path(shutil.copytree(book, place / "spare"))
    cold = anban(book, cache, "--jobs", "1")
    facts = pages(book)
    column = {
        "pages": str(facts["pages"]),
        "notes": str(facts["notes"]),
        "the body of the title": f"{times:.1f} times",
        "anban, cold, --jobs 1": f"{cold.seconds:.2f} s",
    }
    jobs = anban(spare, place / "other", "--jobs", "2")
    column["anban, cold, --jobs 2"] = f"{jobs.seconds:.2f} s"
    column |= _again(book, cache)
    column |= _warm(spare, cache)
    column |= _beside(spare, place, cold, int(str(facts["size"])))
    return column | _ratios(column)


def _again(book: Path, cache: Path) -> dict[str, str]:
    """A new process after an edit of each of a few kinds."""
    editor = Editor(book, seed=2)
    took = []
    for kind in KINDS[:NEW_PROCESSES]:
        editor.edit(kind)
        took.append(anban(book, cache).seconds)
    return {"anban, new process after an edit": f"{statistics.median(took):.2f} s"}


def _warm(book: Path, cache: Path) -> dict[str, str]:
    ran = task(cache, "warm", book, WARM_SECONDS)
    took: dict[str, list[float]] = json.loads(ran.output)["took"]
    every = [seconds for kind in took.values() for seconds in kind]
    column = {
        f"after {kind}": f"{_milliseconds(figures)} ({len(figures)})"
        for kind, figures in took.items()
    }
    column["after any"] = f"{_milliseconds(every)} ({len(every)})"
    return column | {"memory of a warm process": f"{ran.megabytes:.0f} MB"}


def _milliseconds(took: list[float]) -> str:
    ordered = sorted(took)
    ninth = ordered[min(len(ordered) - 1, round(0.9 * (len(ordered) - 1)))]
    return " / ".join(f"{1000 * one:.0f}" for one in (statistics.median(took), ninth, ordered[-1]))


def _beside(book: Path, place: Path, cold: Run, size: int) -> dict[str, str]:
    """Others on the same text, and how anban's cold build stands to them."""
    cache, source, product = place / "cache", place / "book.html", place / "book.pdf"
    task(cache, "html", book, source)
    alone = task(cache, "weasyprint", book, source, product)
    theirs = product.stat().st_size
    column = {
        "WeasyPrint alone": f"{alone.seconds:.2f} s",
        "anban, cold, --jobs 1, to WeasyPrint alone": f"{cold.seconds / alone.seconds:.2f}",
        "memory: anban, cold": f"{cold.megabytes:.0f} MB",
        "memory: WeasyPrint alone": f"{alone.megabytes:.0f} MB",
        "PDF: anban": f"{size / 1000:.0f} kB",
        "PDF: WeasyPrint alone": f"{theirs / 1000:.0f} kB",
        "PDF: to WeasyPrint alone": f"{size / theirs:.2f}",
        "typst": "not installed",
        "anban, cold, to typst": MISSING,
    }
    if find_spec("typst"):
        task(cache, "typst", book, place / "book.typ")
        other = task(cache, "compile", place / "book.typ", place / "typst.pdf")
        column["typst"] = f"{other.seconds:.2f} s"
        column["anban, cold, to typst"] = f"{cold.seconds / other.seconds:.1f}"
    return column


def _ratios(column: dict[str, str]) -> dict[str, str]:
    """How a rebuild stands to a cold build of WeasyPrint alone."""
    alone = float(column["WeasyPrint alone"].removesuffix(" s"))
    again = float(column["anban, new process after an edit"].removesuffix(" s"))
    median, ninth, _ = (float(one) / 1000 for one in column["after any"].split(" (")[0].split("/"))
    jobs = column["anban, cold, --jobs 2"]
    return {
        "to WeasyPrint alone: cold, --jobs 2": f"{float(jobs.removesuffix(' s')) / alone:.2f}",
        "to WeasyPrint alone: new process after an edit": f"{again / alone:.3f}",
        "to WeasyPrint alone: warm process, median": f"{median / alone:.3f}",
        "to WeasyPrint alone: warm process, p90": f"{ninth / alone:.3f}",
    }


def table(columns: dict[str, dict[str, str]], rows: Sequence[str], corner: str) -> str:
    lines = [
        f"| {corner} | {' | '.join(columns)} |",
        f"|---|{'---|' * len(columns)}",
        *(f"| {row} | {' | '.join(one[row] for one in columns.values())} |" for row in rows),
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--date", required=True, help="the date of the run, as it is to be shown")
    parser.add_argument("--title", type=Path, default=ROOT, help="the folder of the title")
    parser.add_argument("--only", choices=SIZES, help="one size alone")
    given = parser.parse_args()
    columns = {}
    for name, size in SIZES.items():
        if given.only in (None, name):
            with tempfile.TemporaryDirectory(prefix="anban-bench-") as place:
                columns[name] = measured(given.title, size, Path(place))
    rows = list(next(iter(columns.values())))
    warm = [row for row in rows if row.startswith("after ")]
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    print(f"{given.date}, {machine}, the edition `{EDITION}` as a plain PDF\n")  # noqa: T201 (a script's answer)
    print(table(columns, [row for row in rows if row not in warm], "a process each"))  # noqa: T201
    print()  # noqa: T201
    corner = "warm process, ms: median / p90 / worst (edits)"
    print(table(columns, warm, corner))  # noqa: T201


if __name__ == "__main__":
    main()
