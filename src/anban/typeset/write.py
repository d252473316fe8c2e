"""From a layout to a PDF.

In: a `Layout`, the metadata of the document, a `PdfVariant`. Out: the bytes of the PDF, and
diagnostics. The bytes depend on nothing else: not on the clock, on folders, or on the order of
hashes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from anban.core.diagnostics import Diagnostic
from anban.core.page_numbers import PageNumber, PageNumerals
from anban.typeset import rules
from anban.typeset.engine.objects import Array, Dictionary, String
from anban.typeset.faults import EngineError, engine_at_work
from anban.typeset.pages.placing import Placed
from anban.typeset.pdf.binding import bind
from anban.typeset.pdf.colours import see_through
from anban.typeset.pdf.outline import Bookmark
from anban.typeset.pdf.variant import SCREEN, PdfVariant
from anban.typeset.pdf.xmp import PdfInfo
from anban.typeset.rules import SEE_THROUGH
from anban.typeset.settle import Layout

__all__ = ["PdfInfo", "write"]

NAMED = 5
"""How many pages a diagnostic names."""

STYLES: dict[PageNumerals, str | None] = {
    PageNumerals.SMALL_ROMAN: "/r",
    PageNumerals.ROMAN: "/R",
    PageNumerals.ARABIC: "/D",
    PageNumerals.SMALL_LETTERS: "/a",
    PageNumerals.LETTERS: "/A",
    PageNumerals.NONE: "",
}
"""The styles of page labels (ISO 32000-1, table 159); empty where a page has no label. None stands
for a style that the standard does not have: each page then gets its label as a prefix."""


def write(
    layout: Layout, info: PdfInfo, variant: PdfVariant = SCREEN
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The PDF of `layout`, with diagnostics. None if it cannot be written, or if the layout has no
    pages.
    """
    if layout.composition is None:
        return None, ()
    if faint := _not_solid(layout, variant):
        return None, faint
    lost = _dangling(layout)
    outline = [Bookmark(one.depth, one.label, one.target) for one in layout.rendition.outline]
    composition = layout.composition
    try:
        with engine_at_work("the PDF"):
            data = bind(
                composition.engine, composition.pages, info, outline, _numbers(composition.pages),
                variant, composition.cache,
            )  # fmt: skip
    except EngineError as error:
        return None, (*lost, error.diagnostic)
    return data, lost


def _dangling(layout: Layout) -> tuple[Diagnostic, ...]:
    """A diagnostic for each link whose target is on no page."""
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


def _not_solid(layout: Layout, variant: PdfVariant) -> tuple[Diagnostic, ...]:
    """A diagnostic that names the pages with transparency, if this kind of PDF must have none."""
    assert layout.composition is not None
    if variant.see_through:
        return ()
    labels = [
        placed.page.label
        for placed in layout.composition.pages
        for ink in (placed.furniture, *((placed.leaf.record.ink,) if placed.leaf else ()))
        if see_through(ink.resources)
    ]
    named = ", ".join(dict.fromkeys(labels[:NAMED])) + (" …" if len(labels) > NAMED else "")
    return (SEE_THROUGH.at(None, pages=f"page {named}"),) if labels else ()


def _numbers(pages: Iterable[Placed]) -> Array:
    """The number tree of page labels (ISO 32000-1, 12.4.2). It has an entry for each page at which
    the style or the prefix changes, or the numbers do not go on.
    """
    entries = Array()
    before: PageNumber | None = None
    for placed in pages:
        number = placed.number
        alone = STYLES[number.numerals] is None
        if alone or before is None or number != replace(before, number=before.number + 1):
            entries.append(placed.page.index)
            entries.append(Dictionary(_label_entry(number)))
        before = number
    return entries


def _label_entry(number: PageNumber) -> dict[str, Any]:
    """The entry of a page from which on labels are written in this way: their style, their prefix,
    the first number. Pages without numbers have no labels.
    """
    style = STYLES[number.numerals]
    if style is None:
        return {"P": String(number.label)}
    if not style:
        return {}
    prefix = {"P": String(number.prefix)} if number.prefix else {}
    return {"S": style, **prefix, "St": number.number}
