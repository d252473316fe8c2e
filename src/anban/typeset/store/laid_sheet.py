"""Standing type: a sheet that is set, kept for when it is printed again.

In: a press, a copy. Out: `Standing`, and its bytes for a cache or another process. Beside the pages
the bytes hold what these need of the press: the faces, by their digests, and the pictures.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from anban.core.diagnostics import Diagnostic, Severity, rules_of
from anban.typeset import rules
from anban.typeset.engine.log import heard, listening
from anban.typeset.notes.solver import Policy
from anban.typeset.pages.flow import Flow, flow
from anban.typeset.pages.furniture import Furniture
from anban.typeset.pages.galley import Picture, Press
from anban.typeset.pages.ink import pictures_of
from anban.typeset.pages.reading import facts_of
from anban.typeset.pages.record import PageKind, PageRecord, record
from anban.typeset.pages.sheets import Copy
from anban.typeset.store import codec

_RULES = {rule.code: rule for rule in rules_of(rules)}
"""What the typesetter may say of a sheet, by code."""


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """A sheet that is set.

    `side` is that on which it asks to begin, None for any; `right` the one it was set to begin
    on, which matters only where its pages are `sided`. `found` is what the engine said. `digest` is
    that of its bytes, where it has been in the cache or in another process.
    """

    side: str | None
    right: bool
    sided: bool
    flow: Flow[PageRecord]
    found: tuple[Diagnostic, ...]
    digest: bytes = b""

    def fits(self, copy: Copy, *, right: bool) -> bool:
        """True if it is `copy` as it is now, on the page where it has to begin."""
        return self.flow.keys == copy.keys and (not self.sided or self.begins(right) == self.right)

    def begins(self, right: bool) -> bool:
        """True if the sheet begins on a right page where `right` is the side that comes next."""
        return right if self.side is None else self.side == "right"


def most_pages(copy: Copy) -> int:
    """More pages than any sane layout of the sheet has: one for every ten characters of markup."""
    return 100 + copy.characters // 10


def set_sheet(
    press: Press, furniture: Furniture, copy: Copy, before: Sequence[Standing], *, right: bool
) -> Standing:
    """Set `copy`, taking over what it can of how it stood `before`, whatever is most like it
    first.
    """
    refused = len(press.shelf.refusals)
    with listening() as records:
        galley = press.galley(copy.section)
        begin = right if galley.side is None else galley.side == "right"
        sided = galley.sided or not _even(furniture, galley.root.page_values()[0])
        same = [
            one.flow for one in before if one.sided == sided and (not sided or one.right == begin)
        ]
        found = flow(
            galley, copy.keys, partial(record, press, galley, facts_of(copy.section)), Policy(),
            right=begin or not sided, sided=sided, most=most_pages(copy),
            before=same,
        )  # fmt: skip
    new = dict(list(press.shelf.refusals.items())[refused:])
    return Standing(galley.side, begin, sided, found, heard(records, new))


def _even(furniture: Furniture, name: str) -> bool:
    """True if pages of this name have the same measures on both sides, so that one can move."""
    kinds = [PageKind(name, False, index, ((name, index),)) for index in (0, 1)]
    return all(
        replace(furniture.geometry(kind, right=True), left=0)
        == replace(furniture.geometry(kind, right=False), left=0)
        for kind in kinds
    )


# --- bytes ------------------------------------------------------------------------------------


def dump(press: Press, standing: Standing) -> bytes:
    """`standing` as bytes."""
    digests = pictures_of(page.record.ink for page in standing.flow.pages)
    said = tuple((one.code, int(one.severity), one.message, one.hint) for one in standing.found)
    plain = (standing.side, standing.right, standing.sided, standing.flow, said)
    pictures = tuple(press.pictures[digest] for digest in digests)
    return codec.dump((faces_of(press), pictures, *plain))


def load(press: Press, data: bytes) -> Standing | None:
    """The sheet that was dumped, None if the bytes are damaged or a face is another one now."""
    try:
        faces, pictures, side, right, sided, kept, said = codec.load(data)
        found = tuple(
            Diagnostic(_RULES[code], Severity(weight), None, message, hint)
            for code, weight, message, hint in said
        )
    except (codec.UnreadableError, ValueError, KeyError, TypeError):
        return None
    if not isinstance(kept, Flow) or not open_faces(press, faces):
        return None
    take_pictures(press, pictures)
    return known_by(data, Standing(side, right, sided, kept, found))


def known_by(data: bytes, standing: Standing) -> Standing:
    """`standing` with the digest of its bytes."""
    return replace(standing, digest=hashlib.blake2b(data, digest_size=16).digest())


def faces_of(press: Press) -> tuple[tuple[str, str, bytes], ...]:
    """Every face used so far: its name, how to open it, the digest of its file."""
    return tuple(
        (name, description, _digest(press, name))
        for name, description in press.fonts.descriptions()
    )


def open_faces(press: Press, faces: tuple[tuple[str, str, bytes], ...]) -> bool:
    """Open these faces; False if one of them is not the same file any more."""
    return all(
        press.fonts.open(name, description) and _digest(press, name) == digest
        for name, description, digest in faces
    )


def take_pictures(press: Press, pictures: tuple[Picture, ...]) -> None:
    press.pictures.update({picture.digest: picture for picture in pictures})


def _digest(press: Press, name: str) -> bytes:
    font = press.fonts.named(name)
    if not hasattr(font, "digest"):
        font.digest = hashlib.blake2b(font.file_content, digest_size=16).digest()
    return bytes(font.digest)
