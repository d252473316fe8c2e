"""Where pages are cut: trim, bleed, sheet. In: `PdfFacts`, a `PrintFile`. Out: diagnostics."""

from __future__ import annotations

from collections.abc import Iterator

from anban.check.preflight import rules
from anban.check.preflight.case import PrintFile, grouped
from anban.check.preflight.facts import PageFacts, PdfFacts
from anban.core.diagnostics import Diagnostic

SLACK = 0.1
"""Millimetres that a box may differ: a third of a point."""


def check(facts: PdfFacts, case: PrintFile, trim: tuple[float, float]) -> Iterator[Diagnostic]:
    """Pages without a trim or with another one than `trim`, and sheets larger than their bleed."""
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
    """Pages whose bleed is none of those that the printer takes."""
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
    """The bleed of `page` in millimetres: the largest of its sides, for the spine may have none."""
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
    """How far the sheet reaches beyond bleed, or beyond the trim without one."""
    inner = page.bleed or page.trim or page.media
    left, bottom, right, top = page.media
    return max(inner[0] - left, inner[1] - bottom, right - inner[2], top - inner[3])


def _size(size: tuple[float, float]) -> str:
    return f"{size[0]:g} × {size[1]:g}"
