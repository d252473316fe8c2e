"""Lay out the cover and write its PDF. In: its rendition. Out: the PDF and the diagnostics."""

from __future__ import annotations

from dataclasses import dataclass

from anban.core.diagnostics import Diagnostic, Severity
from anban.cover import rules
from anban.render.rendition import Rendition
from anban.typeset.pdf.variant import variant_of_cover
from anban.typeset.settle import LayoutSession, settle
from anban.typeset.write import PdfInfo, write
from anban.world.profiles import ColourProfile


@dataclass(frozen=True, slots=True)
class SetCover:
    """A cover as PDF. If `data` is None, a diagnostic says why."""

    data: bytes | None
    diagnostics: tuple[Diagnostic, ...]


def set_cover(
    rendition: Rendition,
    pictures: tuple[tuple[str, bytes], ...],
    info: PdfInfo,
    profile: ColourProfile | None,
    session: LayoutSession,
) -> SetCover:
    """Lay the cover out on one sheet and write it in the colours of its edition.

    `pictures` has the path and the bytes of each picture. `profile` is the ICC profile of the
    press, if there is one.
    """
    layout = settle(lambda _: rendition, dict(pictures).__getitem__, info.language, session)
    found = layout.diagnostics
    if len(layout.pages) > 1:
        pages, name = len(layout.pages), rendition.edition.name
        found = (*found, rules.COVER_OVERFLOWS.at(None, name=name, pages=pages))
    if any(one.severity is Severity.ERROR for one in found):
        return SetCover(None, found)
    data, faults = write(layout, info, variant_of_cover(rendition.edition, profile))
    return SetCover(data, (*found, *faults))
