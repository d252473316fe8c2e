"""Run a checker as a program. In: a command. Out: what it wrote, or `NotChecked` with a reason."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from anban.check.external.findings import NotChecked

NO_JAVA = NotChecked(
    "java is not installed", "sudo apt-get install default-jre-headless", absent=True
)


@dataclass(frozen=True, slots=True)
class Ran:
    """A program that has ended: its exit code and its output."""

    code: int
    out: bytes
    err: bytes

    @property
    def ending(self) -> str:
        """Its exit code and the first line on its stderr, in words."""
        words = self.err.decode("utf-8", "replace").strip().splitlines()
        return f"it ended with {self.code}" + (f": {words[0]}" if words else "")


def find(*names: str) -> str | None:
    """The path of the first of the programs `names` that is installed; None if none is."""
    return next((path for path in map(shutil.which, names) if path), None)


def run(
    command: tuple[str, ...],
    folder: Path,
    seconds: float,
    environment: Mapping[str, str] | None = None,
) -> Ran | NotChecked:
    """Run `command` in `folder`; stop it, and every program it started, after `seconds`.

    `folder` is its home folder too, so settings and crash reports that it writes are there.
    """
    name = Path(command[0]).name
    home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_CACHE_HOME": str(folder)}
    try:
        process = subprocess.Popen(  # noqa: S603 -- a fixed command without a shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env={**os.environ, **home, **(environment or {})},
            start_new_session=True,
        )
    except OSError as fault:
        return NotChecked(f"{name} cannot be run: {fault.strerror}", f"reinstall {name}")
    with process:
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            return NotChecked(f"it was stopped after {seconds:g} seconds", f"run {name} by hand")
        finally:
            # programs that the checker started, such as Ace's browser, may still be running
            _end(process)
    return Ran(process.returncode, out, err)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End `process` and all that it has started, where the system knows groups of processes."""
    if not hasattr(os, "killpg"):
        process.kill()
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
