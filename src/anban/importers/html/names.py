"""Short functions to read an element of a page.

In: elements of HTML or XHTML. Out: `name`, `said`, `kinds`, `text_of`, `texts`.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

OPS = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
SILENT = ("script", "style", "template", "head", "title", "meta", "link", "base")
"""Elements that contain no text of the page."""
BLOCKS = (
    *HEADINGS, "p", "div", "section", "article", "main", "header", "footer", "nav", "aside",
    "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "table", "figure", "figcaption", "hr", "pre",
    "address", "details", "summary", "form", "fieldset", "body", "center", "hgroup", "caption",
    "thead", "tbody", "tfoot", "tr", "td", "th",
)  # fmt: skip
COUNTED = (*HEADINGS, "p", "li", "dt", "dd", "td", "th", "figcaption", "caption", "pre")
"""Elements that are counted as paragraphs in a page without numbers of lines."""


def name(element: etree._Element) -> str:
    """The local name in lower case; empty for a comment or a processing instruction."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def said(element: etree._Element, key: str) -> str:
    """The attribute `key` of an element; empty if it is not there."""
    return str(element.get(key) or "")


def kinds(element: etree._Element) -> frozenset[str]:
    """The classes, the role and the terms of `epub:type` of an element, in lower case."""
    words = (said(element, "class"), said(element, "role"), said(element, OPS))
    return frozenset(" ".join((*words, said(element, "epub:type"))).lower().split())


def texts(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Every text in `root` with the element around it, in document order."""
    if name(root) in SILENT or not isinstance(root.tag, str):
        return
    if root.text:
        yield root, root.text
    for one in root:
        yield from texts(one)
        if one.tail:
            yield root, one.tail


def text_of(root: etree._Element) -> str:
    """All text in `root`."""
    return "".join(text for _, text in texts(root))


def has_blocks(element: etree._Element) -> bool:
    """True if a block is in `element`, however deep."""
    return any(name(one) in BLOCKS for one in element.iterdescendants())
