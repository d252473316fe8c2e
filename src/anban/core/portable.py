"""Names of files that only some systems take.

In: a path with forward slashes. Out: why Windows would not take it, in words.
"""

from __future__ import annotations

import re

_PORTS = (f"{port}{number}" for port in ("com", "lpt") for number in "123456789¹²³")
_DEVICES = frozenset(("aux", "con", "conin$", "conout$", "nul", "prn", *_PORTS))
"""Names of devices, which no file may bear, whatever its ending (Microsoft, "Naming Files, Paths,
and Namespaces"); a test holds them against those that Python knows."""
_NEVER = re.compile(r'[<>:"|?*\\\x00-\x1f]')


def windows_fault(path: str) -> str | None:
    """Why no file on Windows can have one of the names in `path`; None if one can."""
    return next((fault for name in path.split("/") if (fault := _fault(name))), None)


def is_device(stem: str) -> bool:
    """True if Windows keeps a name that begins with `stem` and a dot for a device."""
    return stem.rstrip(" ").casefold() in _DEVICES


def _fault(name: str) -> str | None:
    if is_device(name.partition(".")[0]):
        return f"`{name}` is the name of a device"
    if odd := _NEVER.search(name):
        return f"`{odd[0]}` may not stand in a name"
    if name.endswith((".", " ")):
        return "a name may not end in a dot or a space"
    return None
