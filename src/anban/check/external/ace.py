"""Ace by DAISY, a checker of the accessibility of an EPUB.

In: an EPUB. Out: its violations as `Finding`s.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from anban.check.external import rules
from anban.check.external.findings import Finding, NotChecked, Outcome
from anban.check.external.running import find, run
from anban.epub.adapter import ROOT

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER = "PUPPETEER_EXECUTABLE_PATH"
"""The environment variable that says in which browser Ace opens the pages."""
GRAVE = ("critical", "serious")
"""The impacts, in Ace's report, that become errors; others become remarks."""
FOUND = 2
"""Ace's exit code, with `--exiterror2`, if it has found something."""


def judge(path: Path, folder: Path, seconds: float) -> Outcome:
    """What Ace finds in the EPUB at `path`."""
    programs = _programs()
    if isinstance(programs, NotChecked):
        return programs
    ace, browser = programs
    report = folder / "ace"
    ran = run(
        (ace, "--force", "--silent", "--exiterror2", "--outdir", str(report), str(path)),
        folder,
        seconds,
        environment={BROWSER: browser},
    )
    if isinstance(ran, NotChecked):
        return ran
    try:
        found = tuple(_findings(json.loads((report / "report.json").read_text("utf-8"))))
    except (OSError, ValueError, KeyError, TypeError):
        return NotChecked(ran.ending, "run ace by hand")
    if ran.code != (FOUND if found else 0):
        return NotChecked(ran.ending, "run ace by hand")
    return found


def lacks() -> NotChecked | None:
    """What Ace needs and this machine has not."""
    programs = _programs()
    return programs if isinstance(programs, NotChecked) else None


def _programs() -> tuple[str, str] | NotChecked:
    """Ace, and the browser that it opens the pages in."""
    ace = find("ace-cli", "ace")
    if ace is None:
        return NotChecked(
            "ace is not installed", "npm install --global @daisy/ace-cli", absent=True
        )
    browser = os.environ.get(BROWSER) or find(*BROWSERS)
    if browser is None:
        return NotChecked(
            "there is no browser for it", "sudo apt-get install chromium", absent=True
        )
    return ace, browser


def _findings(report: dict[str, Any]) -> Iterator[Finding]:
    for document in report["assertions"]:
        url = str(document["earl:testSubject"]["url"]).lstrip("/")
        path = url if url.startswith(f"{ROOT}/") else f"{ROOT}/{url}"
        for assertion in document["assertions"]:
            yield _finding(assertion, path)


def _finding(assertion: dict[str, Any], path: str) -> Finding:
    test, result = assertion["earl:test"], assertion["earl:result"]
    grave = test["earl:impact"] in GRAVE
    pointer = result.get("earl:pointer") or {}
    cfi = (pointer.get("cfi") or [""])[0]
    return Finding(
        rules.ACE_VIOLATION if grave else rules.ACE_REMARK,
        test["dct:title"],
        " ".join(str(result["dct:description"]).split()),
        path,
        steps=_steps(cfi),
    )


def _steps(cfi: str) -> tuple[int, ...]:
    """The elements on the way of a fragment identifier, by their numbers among siblings from 1.

    An element has an even step, twice its number; odd steps are text (EPUB CFI 1.1, 2.2). The
    first step is a child of the root.
    """
    numbers = [int(step) for step in re.findall(r"/(\d+)", cfi)]
    return tuple(number // 2 for number in numbers if number % 2 == 0)
