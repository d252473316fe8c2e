"""The state of the layout in front of a page, as a value.

In: what the engine keeps between two pages. Out: `PageState`, which can be compared, moved along
with the blocks of a sheet, stored, and given back to the engine.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anban.typeset.engine.layout import Resume


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A note within its sheet: the block that calls it, and which of that block's notes it is."""

    block: int
    order: int


Path = tuple[tuple[int, "Path | None"], ...]
"""Where a box resumes: pairs of a child's index and the path inside it (None: its start)."""


def freeze(skip: Resume | None) -> Path | None:
    """The engine's resume position, a nested dict, as a value."""
    if skip is None:
        return None
    return tuple(sorted((index, freeze(inner)) for index, inner in skip.items()))


def thaw(path: Path | None) -> Resume | None:
    if path is None:
        return None
    return {index: thaw(inner) for index, inner in path}


@dataclass(frozen=True, slots=True)
class PageState:
    """Everything that the layout of a page takes from the pages before it.

    `block` is the index of the sheet's block in which the page starts and `path` where inside
    it; both 0 and None for the sheet's first page. `notes` are those carried, `skip` where the
    first of them resumes. `called` counts which notes of the starting block were called before.
    `ended` is true when all text is set and notes are left. A page whose state is not `whole`
    (something out of the flow is broken over the page) cannot be restarted at.
    """

    block: int
    path: Path | None
    started: bool
    pause: str
    name: str
    right: bool
    groups: tuple[tuple[str, int, Path | None], ...]
    notes: tuple[NoteKey, ...] = ()
    skip: Path | None = None
    called: tuple[int, ...] = ()
    ended: bool = False
    whole: bool = True

    def moved(self, shift: dict[int, int]) -> PageState | None:
        """The same state where each block has the index that `shift` maps it to.

        None if a block that the state speaks of is not in `shift`.
        """
        block = self.block if self.ended or not self.started else shift.get(self.block)
        notes = tuple(
            NoteKey(shift[key.block], key.order) for key in self.notes if key.block in shift
        )
        if block is None or len(notes) < len(self.notes):
            return None
        if block == self.block and notes == self.notes:
            return self
        return replace(self, block=block, notes=notes)
