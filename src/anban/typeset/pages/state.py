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
"""Where a box resumes on the next page: the index of a child, and the path inside that child. The
path is None if the child starts from its beginning. A row of a table has a pair for each cell that
goes on, so there can be several pairs."""


def freeze(skip: Resume | None) -> Path | None:
    """The engine's resume position, a nested dict, as a value."""
    if skip is None:
        return None
    # sorted, since equal positions must be equal values, in whatever order the engine met the cells
    return tuple(sorted((index, freeze(inner)) for index, inner in skip.items()))


def thaw(path: Path | None) -> Resume | None:
    """The path as the engine's resume position."""
    if path is None:
        return None
    return {index: thaw(inner) for index, inner in path}


@dataclass(frozen=True, slots=True)
class PageState:
    """Everything that the layout of a page takes from the pages before it.

    `block` is the index of the sheet's block in which the page starts, `path` the position inside
    it; they are 0 and None for the first page of a sheet, which is not `started`. `pause` is the
    kind of break in front of the page, as CSS names it ("any" where no rule asks for one), `name`
    the name of the page. `right` is true for a right page. `groups` are the engine's page groups:
    a name, how many pages of it there were, and where it began. `notes` are the notes carried from
    the page before, and `skip` is where the first of them resumes. `called` has the orders of the
    notes of the starting block that were called on earlier pages. `ended` is true when all text is
    set and only notes are left. A state is not `whole` if something out of the flow, such as a
    float, is broken over the page: the engine keeps that part to itself, so layout cannot start
    again at such a page.
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
        """The same state after an edit. `shift` gives the new index of each block by its old one.

        The state has no counterpart (None) if a block that it names is not in `shift`.
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
