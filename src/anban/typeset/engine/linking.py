"""Loading WeasyPrint's libraries without a slow search for them.

In: the import of WeasyPrint, as the body of a context. Out: the same libraries, sooner.
`MissingError` if one is not installed.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO

from anban.core.errors import MissingError

HINT = (
    "install Pango: `apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`, or"
    " `brew install pango`"
)


@contextmanager
def linked() -> Iterator[None]:
    """A context for the import of WeasyPrint. It prints instructions if a library is missing; these
    are dropped, since the error says the same. MissingError if a library is not installed.
    """
    try:
        with redirect_stdout(StringIO()), _unsearched():
            yield
    except OSError as fault:
        raise MissingError(f"the layout engine cannot start: {fault}", HINT) from fault


@contextmanager
def _unsearched() -> Iterator[None]:
    """On Linux, let only the dynamic linker look for libraries.

    WeasyPrint 70.0 tries for each library the names that it has on all systems. For a name of
    another system, cffi makes Python ask ldconfig, gcc and ld, each in a process of its own: sixty
    processes in all. On Linux they can only find a name such as `libpango-1.0.so.0`, which is the
    next one that WeasyPrint tries anyway.
    """
    if sys.platform != "linux":
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = _unknown
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _unknown(name: str) -> None:
    """Find no library."""
