"""The Nu Html Checker, which checks documents against the HTML standard.

In: the unpacked files of an EPUB. Out: its messages as `Finding`s.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from anban.check.external import rules
from anban.check.external.findings import Finding, NotChecked, Outcome
from anban.check.external.running import NO_JAVA, find, run

NOT_HTML = ".*Attribute .(type|prefix). not allowed.*"
"""Messages to ignore: the checker does not know EPUB's attributes `epub:type`, `epub:prefix`."""
KINDS = (".xhtml", ".css", ".svg")
BY_HAND = "run vnu by hand"


def judge(path: Path, folder: Path, seconds: float) -> Outcome:  # noqa: ARG001 (it takes no EPUB)
    """What the checker finds in the documents, drawings and style sheets below `folder`."""
    command = _command()
    if isinstance(command, NotChecked):
        return command
    held = (file for file in folder.glob("**/*") if file.suffix in KINDS)
    files = sorted(str(file.relative_to(folder)) for file in held)
    options = ("--format", "json", "--stdout", "--also-check-css", "--also-check-svg")
    ran = run(
        (*command, *options, "--no-langdetect", "--filterpattern", NOT_HTML, *files),
        folder,
        seconds,
    )
    if isinstance(ran, NotChecked):
        return ran
    try:
        messages = json.loads(ran.out)["messages"]
        found = tuple(_finding(message, folder) for message in messages)
    except (ValueError, KeyError, TypeError):
        return NotChecked(ran.ending, BY_HAND)
    if (ran.code == 0) != all(one["type"] == "info" for one in messages):
        return NotChecked(ran.ending, BY_HAND)
    return found


def lacks() -> NotChecked | None:
    """What the checker needs and this machine has not."""
    command = _command()
    return command if isinstance(command, NotChecked) else None


def _command() -> tuple[str, ...] | NotChecked:
    """The command that starts the checker, or `NotChecked`.

    The script that npm installs is not used, since it downloads a Java if there is none.
    """
    vnu = find("vnu")
    if vnu is None:
        return NotChecked("vnu is not installed", "npm install --global vnu-jar", absent=True)
    jar = Path(vnu).resolve().parent / "build" / "dist" / "vnu.jar"
    if not jar.is_file():
        return (vnu,)
    java = find("java")
    if java is None:
        return NO_JAVA
    return java, "-jar", str(jar)


def _finding(message: dict[str, Any], folder: Path) -> Finding:
    grave = message["type"] == "error"
    url = unquote(str(message.get("url", "")))
    path = url.partition(f"{folder.resolve()}/")[2]
    line = int(message.get("lastLine", -1))
    return Finding(
        rules.VNU_ERROR if grave else rules.VNU_WARNING,
        str(message.get("subType", message["type"])),
        message["message"],
        path,
        line,
        int(message.get("lastColumn", 1 if line > 0 else -1)),
    )
