"""Check an SVG drawing before any program draws it.

In: the bytes of a file. Out: a `Drawing` with its size, and what is wrong with it, as rules with
the values for their messages. Nothing outside these bytes is ever opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from anban.core.diagnostics import Rule
from anban.world.pictures import rules

DRAWN_LIMIT = 200_000
"""The most elements of a drawing when every `use` counts as a copy of what it refers to. Without a
limit, a small file whose parts use each other could keep the program busy for hours."""
SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"

Fault = tuple[Rule, dict[str, Any]]

_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
    "pt": 4 / 3,
    "pc": 16.0,
}
_NUMBER = r"[+]?(\d+(?:\.\d*)?|\.\d+)"
_LENGTH = re.compile(rf"\s*{_NUMBER}(px|in|cm|mm|pt|pc|)\s*")
_BOX = re.compile(rf"\s*[-+.\d]+[\s,]+[-+.\d]+[\s,]+{_NUMBER}[\s,]+{_NUMBER}\s*")

_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_DOCTYPE = re.compile(
    r"<!DOCTYPE\s+svg(?:\s+PUBLIC\s+\"-//W3C//DTD SVG [^\"\[>]*\"\s*\"[^\"\[>]*\")?\s*>"
)
_ACTIVE = {
    "script": "a script", "handler": "a script", "listener": "a script",
    "foreignobject": "a page inside the drawing", "iframe": "a page inside the drawing",
    "embed": "a page inside the drawing", "object": "a page inside the drawing",
    "audio": "sound", "video": "a film", "canvas": "a canvas",
    "animate": "an animation", "animatecolor": "an animation", "animatemotion": "an animation",
    "animatetransform": "an animation", "set": "an animation", "discard": "an animation",
}  # fmt: skip
_TARGETS = ("href", "src", "base", "data", "action", "formaction", "ping")
"""Attributes, in any namespace, whose value is an address."""
_WORDS = ("id", "class", "data-", "aria-")
"""Attributes whose value is plain words, not CSS: their names begin so."""
_URL = re.compile(r"url\(\s*([\"']?)(.*?)\1\s*\)", re.IGNORECASE | re.DOTALL)
_FETCHING = re.compile(r"@import|image-set\(|\bimage\(|\bsrc\(|\\|url\((?![^)]*\))", re.IGNORECASE)
"""What loads a file in CSS without a complete `url(…)`, and any backslash: an escape in CSS could
hide one of these words."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The width and the height of a drawing, in CSS pixels."""

    width: float
    height: float


def check_svg(data: bytes) -> tuple[Drawing | None, tuple[Fault, ...]]:
    """The drawing in `data` and everything that is wrong with it.

    The drawing is None if it cannot be parsed or has no size.
    """
    text, fault = _text(data)
    if fault is not None:
        return None, (fault,)
    # Entities were refused above: a parser that expands them could need endless memory.
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        return None, (_broken(_reason(error)),)
    if root.tag != f"{{{SVG}}}svg":
        return None, (_broken(f"its root is not `svg` in the namespace `{SVG}`"),)
    nodes = (*root.itersiblings(preceding=True), *root.iter(), *root.itersiblings())
    faults = [fault for node in nodes for fault in _faults(node)]
    faults += _unfolded(root)
    drawing = _size(root)
    if drawing is None:
        faults.append((rules.SVG_NO_SIZE, {}))
    return drawing, tuple(faults)


def _broken(reason: str) -> Fault:
    return rules.BROKEN_SVG, {"reason": reason}


def _text(data: bytes) -> tuple[str, Fault | None]:
    """The characters of `data`, or a fault if it is not UTF-8 or declares entities."""
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    if declared and declared[1].lower() not in (b"utf-8", b"us-ascii"):
        return "", _broken(f"it is in {declared[1].decode('ascii')}, not in UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", _broken(f"byte {error.start} is not UTF-8")
    plain = _DOCTYPE.sub("", text, count=1)
    if "<!ENTITY" in plain or "<!DOCTYPE" in plain:
        return "", (rules.SVG_ENTITIES, {})
    return text, None


def _reason(error: etree.XMLSyntaxError) -> str:
    message = (error.msg or "it cannot be parsed").replace(", use XML_PARSE_HUGE option", "")
    return message[:1].lower() + message[1:]


def _faults(node: etree._Element) -> Iterator[Fault]:
    """Faults of one node: it loads something from outside, or does more than draw."""
    line = node.sourceline or 1
    if isinstance(node, etree._ProcessingInstruction):  # noqa: SLF001 (lxml 6 has no other name)
        if node.target == "xml-stylesheet":
            yield rules.SVG_EXTERNAL, {"target": "xml-stylesheet", "line": line}
        return
    if not isinstance(node.tag, str):
        return
    name = etree.QName(node).localname.lower()
    if name in _ACTIVE:
        yield rules.SVG_ACTIVE, {"what": f"{_ACTIVE[name]} (`{name}`)", "line": line}
    for key, value in node.attrib.items():
        yield from _attribute(etree.QName(str(key)), str(value), line)
    if name == "style":
        yield from _css("".join(node.itertext()), line)


def _attribute(key: etree.QName, value: str, line: int) -> Iterator[Fault]:
    name = key.localname.lower()
    if name.startswith("on"):
        yield rules.SVG_ACTIVE, {"what": f"an event handler (`{name}`)", "line": line}
    elif name in _TARGETS:
        if not value.strip().startswith("#"):
            yield rules.SVG_EXTERNAL, {"target": _short(value), "line": line}
    elif key.namespace is None and not name.startswith(_WORDS):
        yield from _css(value, line)


def _css(text: str, line: int) -> Iterator[Fault]:
    for match in _URL.finditer(text):
        if not match[2].strip().startswith("#"):
            yield rules.SVG_EXTERNAL, {"target": _short(match[2]), "line": line}
    for match in _FETCHING.finditer(text):
        yield rules.SVG_EXTERNAL, {"target": _short(text[match.start() :]), "line": line}


def _short(target: str) -> str:
    plain = " ".join(target.split())
    return plain if len(plain) <= 60 else f"{plain[:59]}…"


# --- how much is drawn --------------------------------------------------------------------------


def _unfolded(root: etree._Element) -> Iterator[Fault]:
    """A fault if a part refers to itself, or if references make too many elements."""
    try:
        count = _Unfolding(root).count(root)
    except _EndlessError:
        yield rules.SVG_TOO_COMPLEX, {"count": "itself, without end"}
        return
    except RecursionError:  # references that are nested so deeply are too many as well
        count = DRAWN_LIMIT + 1
    if count > DRAWN_LIMIT:
        yield rules.SVG_TOO_COMPLEX, {"count": f"more than {DRAWN_LIMIT} shapes"}


class _EndlessError(Exception):
    """Raised for a part of the drawing that refers to itself."""


class _Unfolding:
    """Counts the elements that are drawn for an element, those it refers to included.

    `known` keeps the number of each element; None marks one that is being counted, so an element
    that is met again while it is None refers to itself.
    """

    def __init__(self, root: etree._Element) -> None:
        self.named = {str(one.get("id")): one for one in root.iter() if one.get("id")}
        self.known: dict[etree._Element, int | None] = {}

    def count(self, element: etree._Element) -> int:
        if element in self.known:
            known = self.known[element]
            if known is None:
                raise _EndlessError
            return known
        self.known[element] = None
        inner = [child for child in element if isinstance(child.tag, str)]
        total = 1 + sum(map(self.count, (*inner, *self.used(element))))
        self.known[element] = total
        return total

    def used(self, element: etree._Element) -> Iterator[etree._Element]:
        """The elements that `element` refers to; the target of a link is not drawn with it."""
        for key, value in element.attrib.items():
            local = etree.QName(str(key)).localname
            names = [match[2] for match in _URL.finditer(str(value))]
            if local == "href" and etree.QName(element).localname != "a":
                names.append(str(value))
            for name in names:
                target = self.named.get(name.strip().removeprefix("#"))
                if target is not None:
                    yield target


# --- size ---------------------------------------------------------------------------------------


def _size(root: etree._Element) -> Drawing | None:
    """The size in `width` and `height`, else in `viewBox`; a percentage counts as no size."""
    box = _BOX.fullmatch(root.get("viewBox", ""))
    sides = _pixels(root.get("width", "")), _pixels(root.get("height", ""))
    match sides:
        case (float(width), float(height)):
            pass
        case _ if box is not None:
            width, height = float(box[1]), float(box[2])
        case _:
            return None
    return Drawing(width, height) if width > 0 and height > 0 else None


def _pixels(text: str) -> float | None:
    match = _LENGTH.fullmatch(text)
    return float(match[1]) * _PIXELS[match[2]] if match else None
