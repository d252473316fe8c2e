"""Checkers that others wrote, run as they are.

In: a finished file. Out: what the checker found, or why it could not be asked. A checker that is
absent, crashes or hangs has found nothing, and that is never the same as finding no fault.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from anban.diagnostics import Diagnostic
from anban.rules.epub import EPUBCHECK_ERROR, EPUBCHECK_WARNING, NOT_CHECKED

SECONDS = 180
"""EPUBCheck takes about three seconds for a book of 400 pages."""
SHOWN = ("FATAL", "ERROR", "WARNING")
ALIAS = "book.epub"
PLACES = 5
"""Places shown of one message."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A message of EPUBCheck at one place.

    `path` is a file inside the EPUB, or empty; `line` and `column` are -1 where it gives none.
    """

    id: str
    severity: str
    message: str
    path: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class NotChecked:
    """Why the checker could not be asked, and what to do about it."""

    reason: str
    action: str


def epubcheck(path: Path, seconds: float = SECONDS) -> tuple[Finding, ...] | NotChecked:
    """What EPUBCheck says of the EPUB at `path`: fatal errors, errors and warnings, none if it
    has passed.
    """
    jar = _jar()
    if jar is None:
        return NotChecked("the package epubcheck is not installed", "pip install epubcheck")
    java = shutil.which("java")
    if java is None:
        return NotChecked("java is not installed", "sudo apt-get install default-jre-headless")
    try:
        done = _run(java, jar, path.resolve(), seconds)
    except subprocess.TimeoutExpired:
        return NotChecked(f"it was stopped after {seconds:g} seconds", "run epubcheck by hand")
    except OSError as fault:
        return NotChecked(f"java cannot be run: {fault.strerror}", "reinstall java")
    return _read(done)


def diagnose(outcome: tuple[Finding, ...] | NotChecked, product: str) -> tuple[Diagnostic, ...]:
    """The diagnostics of `outcome`; `product` is the name of the file that was checked."""
    if isinstance(outcome, NotChecked):
        reason, action = outcome.reason, outcome.action
        return (NOT_CHECKED.at(None, product=product, reason=reason, action=action),)
    return tuple(_diagnostic(finding, product) for finding in outcome)


def _jar() -> Path | None:
    """EPUBCheck as the Python package `epubcheck` carries it. The package is not imported: its
    wrapper reads EPUBCheck's answer only after it has ended well.
    """
    package = find_spec("epubcheck")
    if package is None or package.origin is None:
        return None
    jar = Path(package.origin).with_name("epubcheck.jar")
    return jar if jar.is_file() else None


def _run(java: str, jar: Path, path: Path, seconds: float) -> subprocess.CompletedProcess[bytes]:
    """Run in a folder of its own, where a virtual machine that crashes leaves its report. The EPUB
    is given under a name with the ending that EPUBCheck asks for, whatever its own is.
    """
    command = (java, "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-jar", str(jar))
    with tempfile.TemporaryDirectory(prefix="anban-") as folder:
        (Path(folder) / ALIAS).symlink_to(path)
        return subprocess.run(  # noqa: S603 -- a fixed command without a shell
            (*command, "--failonwarnings", "--json", "-", ALIAS),
            capture_output=True,
            check=False,
            timeout=seconds,
            cwd=folder,
        )


def _read(done: subprocess.CompletedProcess[bytes]) -> tuple[Finding, ...] | NotChecked:
    """The findings in EPUBCheck's answer. Its exit code must agree with them."""
    try:
        answer = json.loads(done.stdout)
        messages = [one for one in answer["messages"] if one["severity"] in SHOWN]
        found = tuple(finding for message in messages for finding in _findings(message))
    except (ValueError, KeyError, TypeError):
        found = ()
        messages = None
    if messages is None or (done.returncode == 0) != (not found):
        words = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = f"it ended with {done.returncode}" + (f": {words[0]}" if words else "")
        return NotChecked(reason, "run epubcheck by hand")
    return found


def _findings(message: dict[str, Any]) -> list[Finding]:
    """A message at each of its first places, or once if it has none."""
    nowhere = {"path": "", "line": -1, "column": -1}
    return [
        Finding(
            message["ID"],
            message["severity"],
            message["message"],
            "" if place["path"].removeprefix("./") == ALIAS else place["path"],
            place["line"],
            place["column"],
        )
        for place in message["locations"][:PLACES] or [nowhere]
    ]


def _diagnostic(finding: Finding, product: str) -> Diagnostic:
    rule = EPUBCHECK_WARNING if finding.severity == "WARNING" else EPUBCHECK_ERROR
    place = f" at {finding.path}" if finding.path else ""
    if place and finding.line > 0:
        place += f":{finding.line}:{finding.column}"
    return rule.at(None, id=finding.id, product=product, place=place, message=finding.message)
