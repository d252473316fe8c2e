"""Read the drawings of a document: pictures with their descriptions, and text boxes.

In: a `w:drawing`, `w:pict` or `w:object`. Out: from `drawing`, its pictures and the contents of its
text boxes. A picture outside the file is never loaded.
"""

from __future__ import annotations

from lxml import etree

from anban.importers.docx.context import Context
from anban.importers.docx.names import WP, A, R, V, W, number
from anban.importers.tree import Image, Inline

_EMU = 635
"""English metric units in a twentieth of a point."""
_FULL = 100
"""The width of the whole measure, in percent."""


def drawing(context: Context, element: etree._Element) -> tuple[list[Inline], list[etree._Element]]:
    """The pictures of a drawing, and the elements of its text boxes."""
    boxes = list(element.iter(f"{W}txbxContent"))
    inner = {one for box in boxes for one in box.iter()}
    blips = [one for one in element.iter(f"{A}blip", f"{V}imagedata") if one not in inner]
    found: list[Inline] = []
    for blip in blips:
        image = _image(context, element, blip)
        found += [image] if image else []
    if not blips and not boxes and _is_picture(element):
        context.images.refuse(
            _words(element) or "drawing", context.line, "draw it anew as PNG or SVG"
        )
        context.drop(element, "text of a drawing")
    return found, boxes


def _is_picture(element: etree._Element) -> bool:
    """False for a line, or a shape that shows nothing."""
    return any(
        one.get("uri", "").rpartition("/")[2] in ("chart", "diagram")
        for one in element.iter(f"{A}graphicData")
    ) or (element.tag == f"{W}object")


def _image(context: Context, element: etree._Element, blip: etree._Element) -> Image | None:
    relation = None
    for key in (f"{R}embed", f"{R}id", f"{R}link"):
        relation = relation or context.relations.get(str(blip.get(key, "")))
    name = relation.target if relation else "picture"
    words = _words(element)
    if words:
        context.ledger.came(context.line, words)
    if relation is None or relation.outside:
        context.images.refuse(name, context.line, "it is not in the file")
        source = ""
    else:
        source = context.images.take(
            context.package.archive.read(relation.target), name, context.line
        )
    if not source:
        if words:
            context.ledger.remove("description of a picture", context.line, words)
        return None
    if not words:
        after = "decorative; describe what it shows, if it shows something"
        context.ledger.guess("picture without a description", context.line, name, after, first=True)
    return Image(source, words, _width(context, element))


def _words(element: etree._Element) -> str:
    """The description by the author of the document; the name that Word made does not count."""
    for one in element.iter(f"{WP}docPr"):
        return " ".join(str(one.get("descr") or one.get("title") or "").split())
    for shape in element.iter(f"{V}shape"):
        return " ".join(str(shape.get("alt", "")).split())
    return ""


def _width(context: Context, element: etree._Element) -> int:
    """The width of a picture in percent of the measure."""
    for extent in element.iter(f"{WP}extent"):
        wide = number(str(extent.get("cx", ""))) or 0
        if wide > 0:
            return max(1, min(_FULL, round(_FULL * wide / _EMU / context.measure)))
    return _FULL
