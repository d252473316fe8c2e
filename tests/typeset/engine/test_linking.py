"""The engine's libraries are found without a search, and are the ones that it finds by itself."""

from __future__ import annotations

import ctypes.util
import subprocess
import sys

import pytest

from anban.typeset.engine.linking import linked

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux names libraries so")


def told(program: str) -> set[str]:
    """The lines that a process of its own prints."""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@LINUX
def test_the_engine_has_the_same_libraries() -> None:
    loaded = "\nfor line in open('/proc/self/maps'):\n    if '.so' in line: print(line.split()[-1])"
    alone = {path for path in told(f"import weasyprint{loaded}") if "python" not in path}
    assert any("pango" in path for path in alone)
    assert alone <= told(f"import anban.typeset.engine{loaded}")


@LINUX
def test_no_other_process_is_asked() -> None:
    watched = "import sys; sys.addaudithook(lambda event, _: event.startswith('subprocess') and"
    watched += " print(event))\n"
    assert told(f"{watched}import weasyprint") == {"subprocess.Popen"}
    assert told(f"{watched}import anban.typeset.engine") == set()


def test_the_search_comes_back() -> None:
    search = ctypes.util.find_library
    with pytest.raises(ZeroDivisionError), linked():
        raise ZeroDivisionError
    assert ctypes.util.find_library is search


def test_other_systems_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    search = ctypes.util.find_library
    with linked():
        assert ctypes.util.find_library is search


WITHOUT_PANGO = """
import cffi
opened = cffi.FFI.dlopen

def absent(self, name, flags=0):
    if name and "pango" in name:
        raise OSError(f"cannot load library '{name}'")
    return opened(self, name, flags)

cffi.FFI.dlopen = absent
from anban.app.cli import main
main(["build"])
"""


def test_a_library_that_is_not_installed_is_named_with_what_to_do() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_PANGO], capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert done.stdout == ""
    first, hint = done.stderr.splitlines()
    assert first == "error: the layout engine cannot start: cannot load library 'libpango-1.0-0'"
    assert hint.startswith(" = hint: install Pango: `apt install libpango-1.0-0")
