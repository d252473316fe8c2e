"""The versions of everything that the bytes of a product depend on.

In: the installed Python packages, and the system's libraries for text. Out: `parts`, a mapping
from name to version.
"""

from __future__ import annotations

import ctypes
import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from anban import __version__

PACKAGES = (
    "ebooklib", "fonttools", "jinja2", "lxml", "markdown-it-py", "mdit-py-plugins", "pillow",
    "pydyf", "pypdfium2", "weasyprint",
)  # fmt: skip

LIBRARIES = {
    "pango": (
        ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0-0.dll"),
        "pango_version_string",
    ),
    "harfbuzz": (
        ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
        "hb_version_string",
    ),
}
"""For each system library the names of its file, and its function that gives its version."""

UNKNOWN = "unknown"


@cache
def parts() -> Mapping[str, str]:
    """The versions of anban, of Python and of every package and library that shapes an edition."""
    found = {"anban": __version__, "python": platform.python_version()}
    found |= {name: _package(name) for name in PACKAGES}
    found |= {name: _library(files, function) for name, (files, function) in LIBRARIES.items()}
    return dict(sorted(found.items()))


def _package(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return UNKNOWN


def _library(files: tuple[str, ...], function: str) -> str:
    for file in files:
        try:
            tell = getattr(ctypes.CDLL(file), function)
        except (OSError, AttributeError):
            continue
        tell.restype = ctypes.c_char_p
        return str(tell().decode("ascii", "replace"))
    return UNKNOWN
