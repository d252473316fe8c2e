"""Find the targets of links inside a text.

In: the pages of a text. Out: from `anchors_of`, a mapping of each address (`file#id` or `file`) to
the label of the heading, figure or table at that place.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from lxml import etree

from anban.importers.html.names import HEADINGS, name, said
from anban.importers.tree import UNNAMED

_LABELLED = (*HEADINGS, "figure", "table", "img")


def anchors_of(pages: Iterable[tuple[str, etree._Element]]) -> Mapping[str, str]:
    """The label at each address in `pages`, which are pairs of a file's name and its root."""
    found: dict[str, str] = {}
    for file, root in pages:
        waiting = [file]
        for element in root.iter():
            if not isinstance(element.tag, str):
                continue
            own = [f"{file}#{one}" for one in _ids(element)]
            if name(element) in _LABELLED:
                inner = [
                    f"{file}#{one}" for child in element.iterdescendants() for one in _ids(child)
                ]
                label = label_of(element, file)
                for address in (*waiting, *own, *inner):
                    found.setdefault(address, label)
                waiting = []
            elif name(element) in ("p", "li", "blockquote") and (element.text or "").strip():
                waiting = [one for one in waiting if one == file]
            else:
                waiting += own
    return found


def _ids(element: etree._Element) -> list[str]:
    if not isinstance(element.tag, str):
        return []
    return [one for one in (said(element, "id"), said(element, "name")) if one]


def label_of(element: etree._Element, file: str) -> str:
    """The label of a heading, figure or table: its own id, or else its position."""
    own = said(element, "id")
    if own:
        return f"{file}#{own}"
    return f"{file}#{UNNAMED}{element.getroottree().getpath(element)}"


def address_of(href: str, file: str) -> str:
    """The address `href`, which is written in `file`, as an address in the text: `file#id`."""
    path, _, fragment = href.partition("#")
    path = unquote(path)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(file), path)) if path else file
    return f"{target}#{unquote(fragment)}" if fragment else target
