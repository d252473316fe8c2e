"""The ways through the EPUB: contents, landmarks and page list in `nav.xhtml`, and the NCX.

In: the outline, the landmarks, the page markers. Out: the bytes of both documents. Readers made
before EPUB 3, and Kindle's converter, read the NCX (OPF 2.0.1, 2.4.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from anban.epub.documents import address, page
from anban.epub.pages import Marker
from anban.language import Language
from anban.render.rendition import OutlineEntry

NAV = "nav.xhtml"
NCX = "toc.ncx"
NCX_MEDIA_TYPE = "application/x-dtbncx+xml"
NCX_DEPTH = 2
"""Kindle shows two levels and puts deeper ones in their place."""
STYLE = "css/book.css"


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that a reading system leads to by its kind, a term of epub:type."""

    type: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of the contents with the lines below it."""

    label: str
    href: str
    below: tuple[Branch, ...]


def tree(outline: tuple[OutlineEntry, ...]) -> tuple[Branch, ...]:
    """The outline as a tree. A line that skips a depth hangs below the line in front of it."""
    branches: list[Branch] = []
    rest = list(outline)
    while rest:
        entry = rest.pop(0)
        count = next((i for i, other in enumerate(rest) if other.depth <= entry.depth), len(rest))
        below = tree(tuple(rest[:count]))
        del rest[:count]
        branches.append(Branch(entry.label, _href(entry.sheet, entry.target), below))
    return tuple(branches)


def document(
    language: Language,
    tag: str,
    branches: tuple[Branch, ...],
    landmarks: tuple[Landmark, ...],
    markers: tuple[Marker, ...],
) -> bytes:
    """`nav.xhtml`; `tag` is the book's language. The page list is there if there are markers."""
    contents = language.say("contents")
    parts = [
        _nav("toc", "doc-toc", contents, _list(branches), heading="h1"),
        _nav("landmarks", "", language.say("landmarks"), _landmarks(landmarks), hidden=True),
    ]
    if markers:
        title = language.say("page-list")
        parts.append(_nav("page-list", "doc-pagelist", title, _page_list(markers), hidden=True))
    return page(contents, tag, (STYLE,), "\n".join(parts))


def _href(sheet: str, target: str) -> str:
    return address(sheet) if target in ("", sheet) else f"{address(sheet)}#{target}"


def _nav(
    kind: str, role: str, title: str, entries: str, *, heading: str = "h2", hidden: bool = False
) -> str:
    roles = f' role="{role}"' if role else ""
    hiding = ' hidden="hidden"' if hidden else ""
    return (
        f'<nav epub:type="{kind}"{roles} id="{kind}" aria-labelledby="{kind}-title"{hiding}>\n'
        f'<{heading} id="{kind}-title">{escape(title)}</{heading}>\n{entries}\n</nav>'
    )


def _link(label: str, href: str, kind: str = "") -> str:
    kinds = f' epub:type="{kind}"' if kind else ""
    return f'<a{kinds} href="{escape(href)}">{escape(label)}</a>'


def _ordered(entries: list[str]) -> str:
    return "<ol>\n" + "\n".join(f"<li>{entry}</li>" for entry in entries) + "\n</ol>"


def _list(branches: tuple[Branch, ...]) -> str:
    return _ordered(
        [
            _link(branch.label, branch.href) + (_list(branch.below) if branch.below else "")
            for branch in branches
        ]
    )


def _landmarks(landmarks: tuple[Landmark, ...]) -> str:
    return _ordered([_link(mark.label, mark.href, mark.type) for mark in landmarks])


def _page_list(markers: tuple[Marker, ...]) -> str:
    return _ordered([_link(one.label, f"{address(one.sheet)}#{one.id}") for one in markers])


_NCX = """\
<?xml version="1.0" encoding="utf-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{language}">
<head>
<meta name="dtb:uid" content="{identifier}"/>
<meta name="dtb:depth" content="{depth}"/>
<meta name="dtb:totalPageCount" content="0"/>
<meta name="dtb:maxPageNumber" content="0"/>
</head>
<docTitle><text>{title}</text></docTitle>
<navMap>
{points}
</navMap>
</ncx>
"""


def ncx(tag: str, identifier: str, title: str, branches: tuple[Branch, ...]) -> bytes:
    """`toc.ncx`, two levels deep; lines that lead to one place share their order in it."""
    order: dict[str, int] = {}
    points = "\n".join(_points(branches, order, "point", NCX_DEPTH))
    depth = NCX_DEPTH if any(branch.below for branch in branches) else 1
    return _NCX.format(
        language=escape(tag),
        identifier=escape(identifier),
        depth=depth,
        title=escape(title),
        points=points,
    ).encode()


def _points(
    branches: tuple[Branch, ...], order: dict[str, int], name: str, depth: int
) -> list[str]:
    points = []
    for count, branch in enumerate(branches, start=1):
        place = order.setdefault(branch.href, len(order) + 1)
        below = _points(branch.below, order, f"{name}-{count}", depth - 1) if depth > 1 else []
        points.append(
            f'<navPoint id="{name}-{count}" playOrder="{place}">'
            f"<navLabel><text>{escape(branch.label)}</text></navLabel>"
            f'<content src="{escape(branch.href)}"/>{"".join(below)}</navPoint>'
        )
    return points
