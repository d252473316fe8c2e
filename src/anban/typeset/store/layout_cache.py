"""A cache of laid sheets: what one process has laid out, for the next process.

In: an `Engine`, something that keeps bytes by name, and bytes that stand for everything on which
all layouts depend. Out: a `LayoutCache`. It keeps the last layouts of each sheet, and loads only
those that can be used. A layout that is damaged, or was made with another face, counts as missing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from anban.typeset.pages.furniture import Furniture
from anban.typeset.pages.galley import Engine
from anban.typeset.pages.sheets import PreparedSheet
from anban.typeset.pdf.section import PdfSection
from anban.typeset.rounds import KEPT
from anban.typeset.store import codec, laid_sheet
from anban.typeset.store.laid_sheet import LaidSheet
from anban.world.cache import Keep

NEW_FURNITURE = 16
"""Furniture is written to the cache if that of at least so many pages is new. It is kept as a
whole, so all of it is written again each time."""
_Entry = tuple[bytes, bytes]
"""The digest of the blocks of a sheet, and the bytes of its layout."""


@dataclass(slots=True, eq=False)
class LayoutCache:
    """Keeps laid sheets under names that begin with `context`.

    `context` are bytes that stand for the versions, the style sheet and the language. `sheets` has
    the entries of each sheet, the last one first. `furnished` is the number of pages whose
    furniture is kept already.
    """

    engine: Engine
    keep: Keep
    context: bytes
    sheets: dict[str, tuple[_Entry, ...]]
    furnished: int = 0

    def take(self, prepared: PreparedSheet, known: Sequence[LaidSheet]) -> Iterator[LaidSheet]:
        """The layouts of `prepared` in the cache that are not `known` already.

        If one of them has the same blocks, only that one is loaded, since nothing is to be laid
        out. Otherwise all are loaded, since pages may be taken over from each.
        """
        here = {_digest(one.flow.keys) for one in known}
        entries = [entry for entry in self._entries(prepared.id) if entry[0] not in here]
        same = [entry for entry in entries if entry[0] == _digest(prepared.keys)]
        for _, data in same or entries:
            found = laid_sheet.load(self.engine, data)
            if found is not None:
                yield found

    def put(self, prepared: PreparedSheet, data: bytes) -> None:
        """Keep `data`, the layout of `prepared` as it is now, in front of its earlier layouts. The
        earliest is dropped.
        """
        entries = ((_digest(prepared.keys), data), *self._entries(prepared.id))[:KEPT]
        self.sheets[prepared.id] = entries
        self.keep.put(self.context + prepared.id.encode(), codec.dump(entries, codec.WHOLE))

    def _entries(self, name: str) -> tuple[_Entry, ...]:
        if name not in self.sheets:
            self.sheets[name] = _read(self.keep.get(self.context + name.encode()))
        return self.sheets[name]

    def take_section(self, sheet: str, variant: str, source: bytes) -> PdfSection | None:
        """The section of a sheet in PDFs of this variant; None if it was not made from the same
        `source`. An empty `source` is one that is not known, and never the same.
        """
        data = self.keep.get(self._of_pdf(sheet, variant)) if source else None
        try:
            before, found = codec.load(data) if data else (b"", None)
        except (codec.UnreadableError, ValueError, TypeError):
            return None
        return found if before == source and isinstance(found, PdfSection) else None

    def put_section(self, sheet: str, variant: str, source: bytes, found: PdfSection) -> None:
        """Keep the section of a sheet in PDFs of this variant."""
        if source:
            self.keep.put(self._of_pdf(sheet, variant), codec.dump((source, found), codec.WHOLE))

    def _of_pdf(self, sheet: str, variant: str) -> bytes:
        return self.context + f"\0{variant}\0{sheet}".encode()

    def take_furniture(self, furniture: Furniture) -> None:
        """Give `furniture` what an earlier process drew, if the faces are still the same."""
        data = self.keep.get(self.context)
        try:
            faces, drawn = codec.load(data) if data else ((), ())
            if laid_sheet.open_faces(self.engine, faces):
                furniture.drawn.update(drawn)
        except (codec.UnreadableError, ValueError, TypeError):
            pass
        self.furnished = len(furniture.drawn)

    def put_furniture(self, furniture: Furniture) -> None:
        """Keep what was drawn, if enough of it is new."""
        drawn = furniture.drawn
        if len(drawn) - self.furnished >= NEW_FURNITURE:
            rows = tuple(drawn.items())
            self.keep.put(self.context, codec.dump((laid_sheet.faces_of(self.engine), rows)))
            self.furnished = len(drawn)


def _read(data: bytes | None) -> tuple[_Entry, ...]:
    """The entries of a sheet; empty if they are damaged."""
    try:
        entries = codec.load(data) if data else ()
        return tuple((bytes(digest), bytes(entry)) for digest, entry in entries)
    except (codec.UnreadableError, ValueError, TypeError):
        return ()


def _digest(keys: tuple[bytes, ...]) -> bytes:
    return hashlib.blake2b(b"\0".join(keys), digest_size=16).digest()
