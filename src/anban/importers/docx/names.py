"""The namespaces of Office Open XML, and short functions to read its elements.

In: elements. Out: `W` and other namespaces, `value`, `child`, `on`.
"""

from __future__ import annotations

from lxml import etree

_MAIN = "http://schemas.openxmlformats.org"
W = f"{{{_MAIN}/wordprocessingml/2006/main}}"
R = f"{{{_MAIN}/officeDocument/2006/relationships}}"
A = f"{{{_MAIN}/drawingml/2006/main}}"
WP = f"{{{_MAIN}/drawingml/2006/wordprocessingDrawing}}"
M = f"{{{_MAIN}/officeDocument/2006/math}}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
PACKAGE = f"{{{_MAIN}/package/2006/relationships}}"

STRICT = "http://purl.oclc.org/ooxml"
"""The start of the namespaces in a document of the strict kind (ISO/IEC 29500)."""


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element at `path`: names in the namespace `w:`, each inside the one before."""
    for name in path:
        element = None if element is None else element.find(f"{W}{name}")
    return element


def value(element: etree._Element | None, *path: str, key: str = "val") -> str:
    """The attribute `w:val` of the element at `path`; empty if there is none."""
    found = child(element, *path)
    return "" if found is None else str(found.get(f"{W}{key}", ""))


def on(element: etree._Element | None, name: str) -> bool | None:
    """The value of a switch such as `w:b`; None if it is not there."""
    found = child(element, name)
    if found is None:
        return None
    return found.get(f"{W}val", "true") not in ("0", "false", "off", "none")


def number(text: str) -> int | None:
    """The whole number that `text` is; None if it is none."""
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return None
