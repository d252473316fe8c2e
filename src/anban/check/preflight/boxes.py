"""Check trim, bleed and sheet of each page. In: `PdfFacts`, a `PrintFile`. Out: diagnostics."""

from __future__ import annotations

from collections.abc import Iterator

from anban.check.preflight import rules
from anban.check.preflight.case import PrintFile, grouped
from anban.check.preflight.facts import PageFacts, PdfFacts
from anban.core.diagnostics import Diagnostic

SLACK = 0.1
"""The difference that a box may have, in millimetres. It is a third of a point, so rounding to
points passes and no cutter would notice it."""


def check(facts: PdfFacts, case: PrintFile, trim: tuple[float, float]) -> Iterator[Diagnostic]:
    """Report pages without a trim box, with another size than `trim` (width and height in mm), and
    sheets that are larger than their bleed.
    """
    missing = [at for at, page in enumerate(facts.pages) if page.trim is None]
    if missing:
        yield case.on(rules.TRIM_MISSING, missing)
    differing = ((size, at) for at, page in enumerate(facts.pages) for size in _sizes(page, trim))
    for size, pages in grouped(differing):
        yield case.on(rules.TRIM_DIFFERS, pages, found=_size(size), wanted=_size(trim))
    larger = [at for at, page in enumerate(facts.pages) if _beyond(page) > SLACK]
    if larger and not case.profile.marks:
        yield case.on(rules.MEDIA_DIFFERS, larger)


def check_bleed(facts: PdfFacts, case: PrintFile) -> Iterator[Diagnostic]:
    """Report pages with a bleed that the printer does not take."""
    allowed = case.profile.bleeds
    bleeds = ((bleed_of(page), at) for at, page in enumerate(facts.pages) if page.trim)
    for bleed, pages in grouped(bleeds):
        if all(abs(bleed - one) > SLACK for one in allowed):
            nearest = min(allowed, key=lambda one: (one < bleed, abs(one - bleed)))
            wanted = " or ".join(f"{one:g}" for one in allowed)
            yield case.on(
                rules.BLEED_DIFFERS,
                pages,
                found=f"{bleed:g}",
                wanted=wanted,
                near_mm=f"{nearest:g}",
            )


def bleed_of(page: PageFacts) -> float:
    """The bleed of `page` in millimetres: the widest of its sides, as the spine side may have 0."""
    if page.trim is None or page.bleed is None:
        return 0.0
    (left, bottom, right, top), bleed = page.trim, page.bleed
    sides = (left - bleed[0], bottom - bleed[1], bleed[2] - right, bleed[3] - top)
    return round(max(0.0, *sides), 3)


def _sizes(page: PageFacts, wanted: tuple[float, float]) -> Iterator[tuple[float, float]]:
    if page.trim is None:
        return
    left, bottom, right, top = page.trim
    size = round(right - left, 2), round(top - bottom, 2)
    if any(abs(one - other) > SLACK for one, other in zip(size, wanted, strict=True)):
        yield size


def _beyond(page: PageFacts) -> float:
    """How far the sheet reaches beyond the bleed box, or beyond the trim box without bleed."""
    inner = page.bleed or page.trim or page.media
    left, bottom, right, top = page.media
    return max(inner[0] - left, inner[1] - bottom, right - inner[2], top - inner[3])


def _size(size: tuple[float, float]) -> str:
    return f"{size[0]:g} × {size[1]:g}"
