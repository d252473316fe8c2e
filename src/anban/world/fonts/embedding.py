"""Check that fonts may be embedded: every font file says so itself.

In: faces. Out: diagnostics about faces that are damaged or that may not be embedded.
"""

from __future__ import annotations

from functools import cache

from anban.core.diagnostics import Diagnostic
from anban.core.errors import MissingError
from anban.world.fonts.face import FAULTS, Face, broken, coverage, opened
from anban.world.fonts.rules import EMBEDDING_FORBIDDEN, SUBSETTING_FORBIDDEN, UNREADABLE_FONT

RESTRICTED = 0x0002
USAGE = 0x000E
NO_SUBSETTING = 0x0100
BITMAPS_ONLY = 0x0200
"""Bits of `fsType` in the table OS/2 (OpenType 1.9.1, "OS/2", fsType). If several of the bits for
usage are set, the one that permits most counts."""


def inspect(faces: tuple[Face, ...]) -> tuple[Diagnostic, ...]:
    """A diagnostic for each face that may not be embedded as a subset, or that is damaged."""
    return tuple(found for face in faces for found in _inspect(face))


@cache
def _inspect(face: Face) -> tuple[Diagnostic, ...]:
    try:
        coverage(face)
        fstype = _fstype(face)
    except MissingError as fault:
        return (UNREADABLE_FONT.at(None, font=face.file, fault=str(fault.__cause__)),)
    if fstype & USAGE == RESTRICTED:
        return (EMBEDDING_FORBIDDEN.at(None, font=face.file, fstype=fstype),)
    if fstype & (NO_SUBSETTING | BITMAPS_ONLY):
        return (SUBSETTING_FORBIDDEN.at(None, font=face.file, fstype=fstype),)
    return ()


def _fstype(face: Face) -> int:
    try:
        with opened(face) as font:
            return int(font["OS/2"].fsType)
    except FAULTS as fault:
        raise broken(face, fault) from fault
