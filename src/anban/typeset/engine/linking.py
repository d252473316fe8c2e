"""WeasyPrint's libraries, without a search for them.

In: a context in which WeasyPrint is imported. Out: the same libraries, sooner; `MissingError` where
one is not installed.
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
    """Import WeasyPrint; what it prints where a library is missing is said by our own error."""
    try:
        with redirect_stdout(StringIO()), _unsearched():
            yield
    except OSError as fault:
        raise MissingError(f"the layout engine cannot start: {fault}", HINT) from fault


@contextmanager
def _unsearched() -> Iterator[None]:
    """Leave it to the dynamic linker of Linux to find libraries by the names that it knows.

    WeasyPrint 70.0 tries the names that a library has on each system. For those of other systems
    cffi has Python ask ldconfig, gcc and ld, one process each, sixty in all; on Linux these can but
    tell a name such as `libpango-1.0.so.0`, which is the next that WeasyPrint tries.
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
