"""The navigation document of the EPUB: contents, landmarks and page list (EPUB 3.3, 7).

In: the outline, the landmarks, the page markers. Out: the bytes of `nav.xhtml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from anban.epub.documents import address, page
from anban.epub.pages import Marker
from anban.languages import Language
from anban.render.rendition import OutlineEntry

NAV = "nav.xhtml"
STYLE = "css/book.css"


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that a reading system offers by its kind, which is a term of `epub:type`."""

    type: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class NavEntry:
    """An entry of the contents with the entries below it."""

    label: str
    href: str
    below: tuple[NavEntry, ...]


def tree(outline: tuple[OutlineEntry, ...]) -> tuple[NavEntry, ...]:
    """The outline as a tree. An entry that skips a level becomes a child of the one before it."""
    branches: list[NavEntry] = []
    rest = list(outline)
    while rest:
        entry = rest.pop(0)
        count = next((i for i, other in enumerate(rest) if other.depth <= entry.depth), len(rest))
        below = tree(tuple(rest[:count]))
        del rest[:count]
        branches.append(NavEntry(entry.label, _href(entry.sheet, entry.target), below))
    return tuple(branches)


def document(
    language: Language,
    tag: str,
    branches: tuple[NavEntry, ...],
    landmarks: tuple[Landmark, ...],
    markers: tuple[Marker, ...],
) -> bytes:
    """The bytes of `nav.xhtml`. `tag` is the book's language. Without markers, no page list."""
    contents = language.say("contents")
    marks = [_link(mark.label, mark.href, mark.type) for mark in landmarks]
    parts = [
        _nav("toc", "doc-toc", contents, _list(branches), heading="h1"),
        _nav("landmarks", "", language.say("landmarks"), _ordered(marks), hidden=True),
    ]
    if markers:
        title, pages = language.say("page-list"), [_link(one.label, one.href) for one in markers]
        parts.append(_nav("page-list", "doc-pagelist", title, _ordered(pages), hidden=True))
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


def _list(branches: tuple[NavEntry, ...]) -> str:
    return _ordered(
        [
            _link(branch.label, branch.href) + (_list(branch.below) if branch.below else "")
            for branch in branches
        ]
    )
