"""A sheet that is laid out, as a value that can be kept for the next build.

In: an `Engine`, a `PreparedSheet`. Out: a `LaidSheet`, and its bytes for a cache or for another
process. Besides the pages, the bytes have what the pages need from the `Engine`: the names and
digests of faces, and the pictures.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from anban.core.diagnostics import Diagnostic, Severity, rules_of
from anban.typeset import rules
from anban.typeset.engine.log import heard, listening
from anban.typeset.notes.context import Policy
from anban.typeset.pages.flow import Flow, flow
from anban.typeset.pages.furniture import Furniture
from anban.typeset.pages.galley import Engine, PdfPicture
from anban.typeset.pages.ink import pictures_of
from anban.typeset.pages.reading import facts_of
from anban.typeset.pages.record import PageKind, PageRecord, record
from anban.typeset.pages.sheets import PreparedSheet
from anban.typeset.store import codec

_RULES = {rule.code: rule for rule in rules_of(rules)}
"""The rules of the typesetter, by their codes."""


@dataclass(frozen=True, slots=True, eq=False)
class LaidSheet:
    """A sheet that is laid out.

    `side` is the side on which it must begin, None for any. `right` is true if it was laid out to
    begin on a right page; that matters only if its pages are `sided`. `found` are the messages of
    the layout engine. `digest` is the digest of its bytes, if it was in the cache or in another
    process.
    """

    side: str | None
    right: bool
    sided: bool
    flow: Flow[PageRecord]
    found: tuple[Diagnostic, ...]
    digest: bytes = b""

    def fits(self, prepared: PreparedSheet, *, right: bool) -> bool:
        """True if it is `prepared` as it is now, on the page where it has to begin."""
        return self.flow.keys == prepared.keys and (
            not self.sided or self.begins(right) == self.right
        )

    def begins(self, right: bool) -> bool:
        """True if the sheet begins on a right page where `right` is the side that comes next."""
        return right if self.side is None else self.side == "right"


def most_pages(prepared: PreparedSheet) -> int:
    """A number of pages that no sensible layout of the sheet has. It is one page for every ten
    characters of markup, and 100 more for short sheets. A layout with more pages does not end.
    """
    return 100 + prepared.characters // 10


def set_sheet(
    engine: Engine,
    furniture: Furniture,
    prepared: PreparedSheet,
    before: Sequence[LaidSheet],
    *,
    right: bool,
) -> LaidSheet:
    """Lay out `prepared`, taking over pages from layouts that were made before.

    `before` has these layouts, the most similar one first. `right` says whether the sheet begins on
    a right page, unless it asks for a side. EngineError if the engine fails.
    """
    # the fetcher collects refusals for the whole edition; those from here on are this sheet's
    refused = len(engine.fetcher.refusals)
    with listening() as records:
        galley = engine.galley(prepared.section)
        begin = right if galley.side is None else galley.side == "right"
        sided = galley.sided or not _even(furniture, galley.root.page_values()[0])
        same = [
            one.flow for one in before if one.sided == sided and (not sided or one.right == begin)
        ]
        found = flow(
            galley, prepared.keys, partial(record, engine, galley, facts_of(prepared.section)),
            Policy(), right=begin or not sided, sided=sided, most=most_pages(prepared),
            before=same,
        )  # fmt: skip
    new = dict(list(engine.fetcher.refusals.items())[refused:])
    return LaidSheet(galley.side, begin, sided, found, heard(records, new))


def _even(furniture: Furniture, name: str) -> bool:
    """True if left and right pages of this name have the same measures, apart from the left edge of
    the text. Then a page that was laid out as a right one can be used as a left one. The first page
    of a group may have a rule of its own, so both are compared.
    """
    kinds = [PageKind(name, False, index, ((name, index),)) for index in (0, 1)]
    return all(
        replace(furniture.geometry(kind, right=True), left=0)
        == replace(furniture.geometry(kind, right=False), left=0)
        for kind in kinds
    )


# --- bytes ------------------------------------------------------------------------------------


def dump(engine: Engine, laid: LaidSheet) -> bytes:
    """`laid` as bytes, with the pictures on its pages and the digests of faces."""
    digests = pictures_of(page.record.ink for page in laid.flow.pages)
    said = tuple((one.code, int(one.severity), one.message, one.hint) for one in laid.found)
    plain = (laid.side, laid.right, laid.sided, laid.flow, said)
    pictures = tuple(engine.pictures[digest] for digest in digests)
    return codec.dump((faces_of(engine), pictures, *plain))


def load(engine: Engine, data: bytes) -> LaidSheet | None:
    """The sheet that was dumped, None if the bytes are damaged or a face is another one now."""
    try:
        faces, pictures, side, right, sided, kept, said = codec.load(data)
        found = tuple(
            Diagnostic(_RULES[code], Severity(weight), None, message, hint)
            for code, weight, message, hint in said
        )
    except (codec.UnreadableError, ValueError, KeyError, TypeError):
        return None
    if not isinstance(kept, Flow) or not open_faces(engine, faces):
        return None
    take_pictures(engine, pictures)
    return known_by(data, LaidSheet(side, right, sided, kept, found))


def known_by(data: bytes, laid: LaidSheet) -> LaidSheet:
    """`laid` with the digest of its bytes."""
    return replace(laid, digest=hashlib.blake2b(data, digest_size=16).digest())


def faces_of(engine: Engine) -> tuple[tuple[str, str, bytes], ...]:
    """Every face that was used so far: its name, how to open it, the digest of its file."""
    return tuple(
        (name, description, _digest(engine, name))
        for name, description in engine.fonts.descriptions()
    )


def open_faces(engine: Engine, faces: tuple[tuple[str, str, bytes], ...]) -> bool:
    """Open these faces; False if one of them is not the same file any more."""
    return all(
        engine.fonts.open(name, description) and _digest(engine, name) == digest
        for name, description, digest in faces
    )


def take_pictures(engine: Engine, pictures: tuple[PdfPicture, ...]) -> None:
    """Give the engine the pictures of pages that it has not drawn itself."""
    engine.pictures.update({picture.digest: picture for picture in pictures})


def _digest(engine: Engine, name: str) -> bytes:
    """The digest of the file of a face; it is kept on the face, since files are large."""
    font = engine.fonts.named(name)
    if not hasattr(font, "digest"):
        font.digest = hashlib.blake2b(font.file_content, digest_size=16).digest()
    return bytes(font.digest)
