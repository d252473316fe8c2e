"""Read and write XHTML documents.

In: the XHTML of a sheet, or the parts of a page that this package makes. Out: an lxml tree and
facts about it, or the bytes of a document.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from lxml import etree
from lxml.etree import _Element

Tree = _Element

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
SVG = "http://www.w3.org/2000/svg"
MATHML = "http://www.w3.org/1998/Math/MathML"
TYPE = f"{{{OPS}}}type"
VOID = frozenset(("br", "col", "hr", "img", "link", "meta", "wbr"))
TEXT_FOLDER = "text"
MEDIA_TYPE = "application/xhtml+xml"

_PAGE = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="{xhtml}" xmlns:epub="{ops}" lang="{language}" xml:lang="{language}">
<head>
<meta charset="utf-8"/>
<title>{title}</title>
{links}
</head>
<body>
{body}
</body>
</html>
"""


def page(title: str, language: str, styles: tuple[str, ...], body: str) -> bytes:
    """A complete document. `styles` are addresses relative to it; `body` is XHTML."""
    links = "\n".join(
        f'<link rel="stylesheet" type="text/css" href="{escape(style)}"/>' for style in styles
    )
    text = _PAGE.format(
        xhtml=XHTML, ops=OPS, language=escape(language), title=escape(title), links=links, body=body
    )
    return text.encode()


def read(xhtml: str) -> Tree:
    """The tree of a complete document. Nothing that it refers to is loaded."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(xhtml.encode(), parser)


def write(root: Tree) -> bytes:
    """The bytes of a document.

    An empty element is written as `<p></p>`, never as `<p/>`, unless HTML has no end tag for it. A
    reading system that parses the file as HTML would otherwise put all that follows inside it.
    """
    for element in root.iter(f"{{{XHTML}}}*"):
        if len(element) == 0 and not element.text and etree.QName(element).localname not in VOID:
            element.text = ""
    return etree.tostring(
        root.getroottree(), xml_declaration=True, encoding="utf-8", doctype="<!DOCTYPE html>"
    )


def elements(tree: Tree) -> Iterator[Tree]:
    """Every element of `tree` in reading order, without comments and processing instructions."""
    return tree.iter("*")


def classes(element: Tree) -> list[str]:
    """The CSS classes of an element."""
    return (element.get("class") or "").split()


def types(element: Tree) -> list[str]:
    """The terms of the element's epub:type."""
    return (element.get(TYPE) or "").split()


def section(root: Tree) -> Tree:
    """The root of the sheet: the element of class `sheet`, or else the body."""
    found = (element for element in elements(root) if "sheet" in classes(element))
    body = root.find(f"{{{XHTML}}}body")
    return next(found, root if body is None else body)


def ids(root: Tree) -> list[str]:
    """Every id, in document order."""
    return [element.attrib["id"] for element in elements(root) if "id" in element.attrib]


def address(sheet: str) -> str:
    """The path of the document of a sheet, relative to the package document."""
    return f"{TEXT_FOLDER}/{sheet}.xhtml"
