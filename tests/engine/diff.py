"""What another release of WeasyPrint would break: `make engine-diff VERSION=…`.

In: the number of a release, which is fetched into a folder of its own with the pydyf that it asks
for. Out: on stdout a verdict on every name of the contract, and how many there are of each. Ends
with 0 whatever the verdicts are, with 2 where the release cannot be had or does not start.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import Enum
from importlib.metadata import Distribution, distributions
from pathlib import Path

from anban.typeset.engine.contract import CONTRACT, RELEASE
from anban.typeset.engine.entries import Entry, Use
from tests.engine.look import GONE, Sight, sights

ENGINE = "weasyprint"
OURS = {Use.REPLACED, Use.OVERRIDDEN, Use.SUBCLASSED}
"""What stands in the place of the engine's own code: a change there may concern ours."""


class Verdict(Enum):
    """What has become of a name, the worst first."""

    GONE = "gone"
    KIND = "kind differs"
    SIGNATURE = "signature differs"
    SOURCE = "source differs"
    SAME = "same"


class UnavailableError(Exception):
    """The release cannot be had, or does not start."""


def judge(entry: Entry, here: Sight, there: Sight) -> Verdict:
    """What has become of `entry` between the release that it is with and another."""
    if there.kind == GONE:
        return Verdict.GONE
    if there.kind != here.kind:
        return Verdict.KIND
    if entry.use is not Use.READ and there.takes != here.takes:
        return Verdict.SIGNATURE
    if entry.use in OURS and there.source != here.source:
        return Verdict.SOURCE
    return Verdict.SAME


def verdicts(here: Mapping[str, Sight], there: Mapping[str, Sight]) -> list[tuple[Verdict, Entry]]:
    """Every entry with its verdict, the worst first."""
    found = [(judge(entry, here[entry.name], there[entry.name]), entry) for entry in CONTRACT]
    order = list(Verdict)
    return sorted(found, key=lambda item: order.index(item[0]))


# --- the release ------------------------------------------------------------------------------


def fetch(version: str, folder: Path) -> str:
    """Put a release and its pydyf into `folder`; which pydyf that is. UnavailableError."""
    _install(folder, f"{ENGINE}=={version}")
    asked = _installed(folder, ENGINE).requires or []
    _install(folder, *(one for one in asked if one.startswith("pydyf") and "extra" not in one))
    return _installed(folder, "pydyf").version


def _installed(folder: Path, name: str) -> Distribution:
    return next(one for one in distributions(path=[str(folder)]) if one.name.lower() == name)


def _install(folder: Path, *wanted: str) -> None:
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command = [*pip, "--no-deps", "--target", str(folder), *wanted]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UnavailableError((done.stderr.strip().splitlines() or ["pip failed"])[-1])


# --- what is said of it -----------------------------------------------------------------------


def report(version: str, here: Mapping[str, Sight], there: Mapping[str, Sight]) -> Iterator[str]:
    """A line for each name, with both signatures where they differ; then the counts."""
    found = verdicts(here, there)
    for verdict, entry in found:
        yield f"{verdict.value:18} {entry.name}  ({entry.use.name.lower()}: {entry.why})"
        if verdict in (Verdict.SIGNATURE, Verdict.KIND):
            for release, seen in ((RELEASE, here), (version, there)):
                sight = seen[entry.name]
                yield f"{'':18}   {release}: {sight.kind} {sight.takes}".rstrip()
    counts = Counter(verdict for verdict, _ in found)
    told = ", ".join(f"{counts[verdict]} {verdict.value}" for verdict in Verdict)
    yield f"{len(found)} names of the contract with {RELEASE}, in {version}: {told}"


def compare(version: str, folder: Path) -> Iterator[str]:
    """The report on a release, fetched into `folder`. UnavailableError."""
    pydyf = fetch(version, folder)
    names = [ENGINE, *(entry.name for entry in CONTRACT)]
    try:
        there = sights(names, folder)
    except subprocess.CalledProcessError as fault:
        raise UnavailableError(fault.stderr.strip().splitlines()[-1]) from fault
    if there[ENGINE].kind == GONE:
        raise UnavailableError(f"WeasyPrint {version} cannot be imported beside what is installed")
    yield f"WeasyPrint {version} with pydyf {pydyf}"
    yield from report(version, sights(names), there)


def main() -> int:
    parser = argparse.ArgumentParser(description="What another release of WeasyPrint would break.")
    parser.add_argument("version", help="the number of the release: 69.0")
    version = parser.parse_args().version
    with tempfile.TemporaryDirectory() as folder:
        try:
            for line in compare(version, Path(folder)):
                print(line)  # noqa: T201 (it is what was asked for)
        except UnavailableError as fault:
            print(f"WeasyPrint {version} cannot be had: {fault}", file=sys.stderr)  # noqa: T201
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
