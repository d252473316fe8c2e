"""From a layout to a PDF. In: a `Layout` and what the document says of itself. Out: bytes.

The bytes depend on nothing else: not on the clock, a folder, or the order of a hash.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

import pydyf
from weasyprint.pdf.metadata import DocumentMetadata

from anban import __version__
from anban.diagnostics import Diagnostic
from anban.rules import pages as rules
from anban.typeset.layout import Page
from anban.typeset.pdf import Bookmark, bind
from anban.typeset.settle import Layout


@dataclass(frozen=True, slots=True)
class PdfInfo:
    """What the PDF says of itself. `moment` bears a time zone; it is the date of making."""

    title: str
    authors: tuple[str, ...]
    language: str
    description: str
    moment: datetime


def write(layout: Layout, info: PdfInfo) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The PDF of `layout`, None if it could not be written; a layout without pages gives None."""
    if layout.composition is None:
        return None, ()
    lost = _dangling(layout)
    outline = [Bookmark(one.depth, one.label, one.target) for one in layout.rendition.outline]
    composition = layout.composition
    try:
        data = bind(
            composition.press, composition.pages, _metadata(info), outline,
            _numbers(layout.pages), layout.rendition.edition.variant,
        )  # fmt: skip
    except Exception as fault:
        words = f"{type(fault).__name__}: {fault}"
        return None, (*lost, rules.ENGINE_FAILED.at(None, where="the PDF", fault=words))
    return data, lost


def _dangling(layout: Layout) -> tuple[Diagnostic, ...]:
    """Links whose target stands on no page."""
    assert layout.composition is not None
    wanted = dict.fromkeys(
        link.target
        for placed in layout.composition.pages
        for link in (placed.leaf.record.links if placed.leaf else ())
        if link.inside
    )
    missing = [target for target in wanted if target not in layout.labels]
    return tuple(
        rules.ENGINE_FAULT.at(None, words=f"No anchor #{target} for internal URI reference")
        for target in missing
    )


def _metadata(info: PdfInfo) -> DocumentMetadata:
    made = info.moment.strftime("%Y-%m-%dT%H:%M:%S%z")
    made = f"{made[:-2]}:{made[-2:]}" if info.moment.utcoffset() else f"{made[:-5]}Z"
    return DocumentMetadata(
        title=info.title,
        authors=list(info.authors),
        description=info.description,
        generator=f"anban {__version__}",
        created=made,
        modified=made,
        lang=info.language,
    )


def _numbers(pages: tuple[Page, ...]) -> Any:
    """The number tree of page labels (ISO 32000-1, 12.4.2): one entry where the style changes."""
    entries = pydyf.Array()
    for decimal, group in groupby(pages, key=lambda page: page.label.isdecimal()):
        first = next(group)
        start = int(first.label) if decimal else 1
        entries.append(first.index)
        entries.append(pydyf.Dictionary({"S": "/D" if decimal else "/r", "St": start}))
    return entries
