"""Stylelint, with the rules in `stylelint.json`: CSS that works on every reading system.

In: the style sheets of an EPUB. Out: its warnings as `Finding`s.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from anban.check.external import rules
from anban.check.external.findings import Finding, NotChecked, Outcome
from anban.check.external.running import Ran, find, run

FOUND = 2
"""Stylelint's exit code if it has found something."""
BY_HAND = "run stylelint by hand"
ABSENT = NotChecked("stylelint is not installed", "npm install --global stylelint@16", absent=True)


def judge(path: Path, folder: Path, seconds: float) -> Outcome:  # noqa: ARG001 (it takes no EPUB)
    """What stylelint finds in the style sheets below `folder`."""
    stylelint = find("stylelint")
    if stylelint is None:
        return ABSENT
    rules_file = folder / "stylelint.json"
    rules_file.write_bytes(files("anban.check.external").joinpath("stylelint.json").read_bytes())
    sheets = sorted(str(file.relative_to(folder)) for file in folder.glob("**/*.css"))
    if not sheets:
        return ()
    options = ("--config", rules_file.name, "--formatter", "json", "--output-file", "lint.json")
    ran = run((stylelint, *options, *sheets), folder, seconds)
    return ran if isinstance(ran, NotChecked) else _read(ran, folder)


def lacks() -> NotChecked | None:
    """What stylelint needs and this machine has not."""
    return None if find("stylelint") else ABSENT


def _read(ran: Ran, folder: Path) -> Outcome:
    try:
        answer = json.loads((folder / "lint.json").read_text("utf-8"))
        found = tuple(
            _finding(warning, Path(sheet["source"]).relative_to(folder.resolve()))
            for sheet in answer
            for warning in sheet["warnings"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return NotChecked(ran.ending, BY_HAND)
    if ran.code != (FOUND if found else 0):
        return NotChecked(ran.ending, BY_HAND)
    return found


def _finding(warning: dict[str, Any], path: Path) -> Finding:
    rule = str(warning["rule"])
    return Finding(
        rules.STYLELINT_FINDING,
        rule,
        str(warning["text"]).removesuffix(f" ({rule})"),
        path.as_posix(),
        int(warning["line"]),
        int(warning["column"]),
    )
