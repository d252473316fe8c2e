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
from anban.render.rendition import OutlineEntry
from anban.rules import pages as rules
from anban.typeset.engine import EngineError, draw
from anban.typeset.layout import Page
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
    """The PDF of `layout`, None if the engine failed; a layout without pages gives None."""
    if layout.forme is None:
        return None, ()
    try:
        return draw(layout.forme, lambda document: _write(document, layout, info))
    except EngineError as error:
        found = rules.ENGINE_FAILED.at(None, where="the PDF", fault=error.fault)
        return None, (found,)


def _write(document: Any, layout: Layout, info: PdfInfo) -> bytes:  # noqa: ANN401
    made = info.moment.strftime("%Y-%m-%dT%H:%M:%S%z")
    made = f"{made[:-2]}:{made[-2:]}" if info.moment.utcoffset() else f"{made[:-5]}Z"
    document.metadata = DocumentMetadata(
        title=info.title,
        authors=list(info.authors),
        description=info.description,
        generator=f"anban {__version__}",
        created=made,
        modified=made,
        lang=info.language,
    )
    _mark(document, layout)
    data: bytes = document.write_pdf(
        finisher=lambda _, pdf: _finish(pdf, layout.pages),
        pdf_variant=layout.rendition.edition.variant or None,
        pdf_identifier=True,
    )
    return data


def _mark(document: Any, layout: Layout) -> None:  # noqa: ANN401
    """Put the outline of the book in the place of the bookmarks the engine made of headings.

    WeasyPrint 70.0 takes the words of a heading with its label and its notes, and lists headings
    of pages that no contents would name.
    """
    places = {anchor: page.index for page in layout.pages for anchor in page.anchors}
    for page in document.pages:
        page.bookmarks = []
    for level, entry in _levels(layout.rendition.outline):
        index = places.get(entry.target)
        if index is not None:
            page = document.pages[index]
            point = page.anchors[entry.target][:2]
            page.bookmarks.append((level, entry.label, point, "open"))


def _levels(outline: tuple[OutlineEntry, ...]) -> list[tuple[int, OutlineEntry]]:
    """Each entry with its level from 1, never more than one below the entry before it."""
    found: list[tuple[int, OutlineEntry]] = []
    level = 0
    for entry in outline:
        level = min(entry.depth, level) + 1
        found.append((level, entry))
    return found


def _finish(pdf: Any, pages: tuple[Page, ...]) -> None:  # noqa: ANN401
    """Add what WeasyPrint 70.0 does not write: page labels, the title in the window's bar.

    Its BleedBox is at most 10 pt from the trim (weasyprint/pdf/__init__.py); without marks, the
    bleed reaches to the edge of the medium.
    """
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": _numbers(pages)})
    viewer = pdf.catalog.setdefault("ViewerPreferences", pydyf.Dictionary())
    viewer["DisplayDocTitle"] = "true"
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/Page":
            item["BleedBox"] = item["MediaBox"]


def _numbers(pages: tuple[Page, ...]) -> Any:  # noqa: ANN401
    """The number tree of page labels (ISO 32000-1, 12.4.2): one entry where the style changes."""
    entries = pydyf.Array()
    for decimal, group in groupby(pages, key=lambda page: page.label.isdecimal()):
        first = next(group)
        start = int(first.label) if decimal else 1
        entries.append(first.index)
        entries.append(pydyf.Dictionary({"S": "/D" if decimal else "/r", "St": start}))
    return entries
