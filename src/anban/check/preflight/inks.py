"""Check fonts, pictures, colours, effects. In: `PdfFacts`, a `PrintFile`. Out: diagnostics."""

from __future__ import annotations

from collections.abc import Iterator

from anban.check.preflight import rules
from anban.check.preflight.case import PrintFile, grouped
from anban.check.preflight.facts import PdfFacts, PlacedPicture
from anban.core.diagnostics import Diagnostic

SPACES = {
    "gray": "grey", "rgb": "RGB", "cmyk": "CMYK", "icc": "colour with a profile (ICC)",
    "calibrated": "calibrated colour (Lab, CalRGB)", "spot": "a spot colour",
    "unknown": "colour of an unknown kind",
}  # fmt: skip
PPI_SLACK = 0.98
"""A picture may have a fiftieth less than the resolution asked for, since the width of a figure is
rounded."""
INK_SLACK = 0.5
"""How far the ink may be above the limit, in per cent, since the numbers in a PDF are rounded."""


def check(facts: PdfFacts, case: PrintFile) -> Iterator[Diagnostic]:
    """Report every font, picture, colour, effect and claim that the printer does not take."""
    for font in facts.fonts:
        yield case.whole(rules.FONT_NOT_EMBEDDED, font=font)
    yield from _coarse(facts, case)
    yield from _colours(facts, case)
    yield from _effects(facts, case)
    yield from _claims(facts, case)


def _coarse(facts: PdfFacts, case: PrintFile) -> Iterator[Diagnostic]:
    profile = case.profile
    for at, page in enumerate(facts.pages):
        for picture in dict.fromkeys(page.pictures):
            wanted = profile.line_art if picture.bits == 1 else profile.resolution
            if picture.ppi < wanted * PPI_SLACK:
                yield _one_coarse(picture, at, wanted, case)


def _one_coarse(picture: PlacedPicture, at: int, wanted: float, case: PrintFile) -> Diagnostic:
    pixels = (picture.width, picture.height)
    return case.on(
        rules.PICTURE_COARSE,
        [at],
        [case.places.of_picture(at, pixels, case.size_of)],
        width=picture.width,
        height=picture.height,
        found=f"{picture.ppi:.0f}",
        wanted=f"{wanted:g}",
    )


def _colours(facts: PdfFacts, case: PrintFile) -> Iterator[Diagnostic]:
    profile = case.profile
    wanted = ", ".join(SPACES[one] for one in SPACES if one in profile.spaces)
    painted = (
        (space, at)
        for at, page in enumerate(facts.pages)
        for space in sorted(page.spaces - profile.spaces)
    )
    for space, pages in grouped(painted):
        yield case.on(rules.COLOUR_SPACE, pages, found=SPACES[space], wanted=wanted)
    if profile.ink is not None:
        limit = profile.ink + INK_SLACK
        heavy = [at for at, page in enumerate(facts.pages) if page.ink > limit]
        if heavy:
            most = max(facts.pages[at].ink for at in heavy)
            yield case.on(rules.INK_HEAVY, heavy, found=f"{most:.0f}", wanted=f"{profile.ink:g}")


def _effects(facts: PdfFacts, case: PrintFile) -> Iterator[Diagnostic]:
    if not case.profile.transparency:
        effects = (
            (effect, at) for at, page in enumerate(facts.pages) for effect in sorted(page.effects)
        )
        for effect, pages in grouped(effects):
            yield case.on(rules.TRANSPARENCY, pages, found=effect)
    over = ((what, at) for at, page in enumerate(facts.pages) for what in sorted(page.overprints))
    for what, pages in grouped(over):
        if what == "white":
            yield case.on(rules.OVERPRINT, pages, found="white, which vanishes")
        elif not case.profile.overprint:
            yield case.on(rules.OVERPRINT, pages, found="ink")


def _claims(facts: PdfFacts, case: PrintFile) -> Iterator[Diagnostic]:
    profile = case.profile
    linked = sum(page.extras for page in facts.pages)
    extras = [*facts.extras, *([f"{linked} links or notes"] if linked else [])]
    if extras and not profile.extras:
        yield case.whole(rules.EXTRAS, found=", ".join(extras))
    if profile.standards and facts.standard not in profile.standards:
        yield case.whole(
            rules.STANDARD_MISSING,
            found=facts.standard or "no PDF/X",
            wanted=" or ".join(profile.standards),
        )
