"""The NCX: contents and page list for readers from before EPUB 3, and for Kindle's converter.

In: the outline, the page markers, the position of every place in the book. Out: the bytes of
`toc.ncx` (OPF 2.0.1, 2.4.1; ANSI/NISO Z39.86-2005, 8).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

from anban.epub.nav import NavEntry
from anban.epub.pages import Marker
from anban.languages import Language

NAME = "toc.ncx"
MEDIA_TYPE = "application/x-dtbncx+xml"
ROMAN = re.compile("[ivxlcdm]+", re.IGNORECASE)
DEPTH = 2
"""The number of levels. Kindle shows two; entries of deeper levels would appear among them."""

_NCX = """\
<?xml version="1.0" encoding="utf-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{tag}">
<head>
<meta name="dtb:uid" content="{identifier}"/>
<meta name="dtb:depth" content="{depth}"/>
<meta name="dtb:totalPageCount" content="{pages}"/>
<meta name="dtb:maxPageNumber" content="{last}"/>
</head>
<docTitle><text>{title}</text></docTitle>
<navMap>
{points}
</navMap>
{page_list}</ncx>
"""


def document(
    language: Language,
    tag: str,
    identifier: str,
    title: str,
    branches: tuple[NavEntry, ...],
    markers: tuple[Marker, ...],
    places: Mapping[str, int],
) -> bytes:
    """The bytes of `toc.ncx`, with two levels.

    `places` gives the position of each address in reading order. Entries that lead to the same
    place have the same `playOrder`.
    """
    hrefs = {*_hrefs(branches, DEPTH), *(marker.href for marker in markers)}
    ordered = sorted(hrefs, key=lambda href: (places.get(href, len(places)), href))
    known = {href: place for place, href in enumerate(ordered, 1)}
    numbers = [int(marker.label) for marker in markers if _is_number(marker.label)]
    return _NCX.format(
        tag=escape(tag),
        identifier=escape(identifier),
        depth=DEPTH if any(branch.below for branch in branches) else 1,
        pages=len(markers),
        last=max(numbers, default=0),
        title=escape(title),
        points="\n".join(_points(branches, known, "point", DEPTH)),
        page_list=_page_list(language.say("page-list"), markers, known) if markers else "",
    ).encode()


def _is_number(label: str) -> bool:
    return label.isascii() and label.isdigit()


def _hrefs(branches: tuple[NavEntry, ...], depth: int) -> Iterator[str]:
    for branch in branches:
        yield branch.href
        yield from _hrefs(branch.below, depth - 1) if depth > 1 else ()


def _points(
    branches: tuple[NavEntry, ...], order: Mapping[str, int], name: str, depth: int
) -> list[str]:
    points = []
    for count, branch in enumerate(branches, start=1):
        below = _points(branch.below, order, f"{name}-{count}", depth - 1) if depth > 1 else []
        points.append(
            f'<navPoint id="{name}-{count}" playOrder="{order[branch.href]}">'
            f"<navLabel><text>{escape(branch.label)}</text></navLabel>"
            f'<content src="{escape(branch.href)}"/>{"".join(below)}</navPoint>'
        )
    return points


def _page_list(title: str, markers: tuple[Marker, ...], order: Mapping[str, int]) -> str:
    named = f"<navLabel><text>{escape(title)}</text></navLabel>"
    kinds = zip(markers, _kinds(markers), strict=True)
    targets = (
        _target(marker, kind, f"target-{count}", order)
        for count, (marker, kind) in enumerate(kinds, 1)
    )
    return "\n".join(("<pageList>", named, *targets, "</pageList>", ""))


def _kinds(markers: tuple[Marker, ...]) -> Iterator[str]:
    """The type of each page, and its value: figures are those of the text where they come for the
    first time, Roman numerals in front of them those of the front matter; the rest is special.
    """
    values: set[str] = set()
    for marker in markers:
        if _is_number(marker.label) and marker.label not in values:
            values.add(marker.label)
            yield f'type="normal" value="{escape(marker.label)}"'
        else:
            front = not values and ROMAN.fullmatch(marker.label)
            yield 'type="front"' if front else 'type="special"'


def _target(marker: Marker, kind: str, name: str, order: Mapping[str, int]) -> str:
    label = escape(marker.label)
    return (
        f'<pageTarget id="{name}" {kind} playOrder="{order[marker.href]}">'
        f"<navLabel><text>{label}</text></navLabel>"
        f'<content src="{escape(marker.href)}"/></pageTarget>'
    )
