"""Make the notes of a text fit the manuscript: each is called once, and none is inside another.

In: blocks, the notes that they call, a ledger. Out: `Notes.settled`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from anban.importers.draft import Thing
from anban.importers.ledger import Ledger
from anban.importers.passing import change_runs, plain, runs_of
from anban.importers.tree import (
    Blocks,
    Call,
    CodeBlock,
    Figure,
    Image,
    Inline,
    Inlines,
    Note,
    Reference,
    Remark,
    StyledRun,
)


def _shows(blocks: Blocks) -> bool:
    """True if something in the blocks is printed, so that they can be a note."""
    if any(isinstance(block, Figure | CodeBlock) for block in blocks):
        return True
    return any(
        one.text.strip() if isinstance(one, StyledRun) else isinstance(one, Image)
        for run in runs_of(blocks)
        for one in run
    )


@dataclass(slots=True)
class Notes:
    """The notes of a text.

    The first call of a note stays. A further call becomes a reference, and a note inside a note is
    put into its text in brackets.
    """

    ledger: Ledger
    given: Mapping[str, Note]
    found: dict[str, Note] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def settled(self, blocks: Blocks) -> tuple[Blocks, dict[str, Note]]:
        blocks = change_runs(blocks, self._called)
        kept = {}
        for label, note in self.found.items():
            kept[label] = replace(note, blocks=change_runs(note.blocks, self._inside((label,))))
        for label, note in self.given.items():
            if label not in kept and label not in self.gone:
                self.gone.add(label)
                blocks += self._uncalled(note)
        return blocks, kept

    def _called(self, inlines: Inlines, line: int) -> Inlines:
        made: list[Inline] = []
        for one in inlines:
            if not isinstance(one, Call):
                made.append(one)
            elif one.label in self.found:
                made.append(self._again(one.label, line))
            elif self._is_empty(one.label):
                made += self._marks(one.label)
                self._missing(one.label, line)
            else:
                self.found[one.label] = self.given[one.label]
                made.append(one)
        return tuple(made)

    def _again(self, label: str, line: int) -> Reference:
        self.ledger.guess("note called again", line, f"note {label}", "reference to the note")
        return Reference(f"^{label}")

    def _is_empty(self, label: str) -> bool:
        note = self.given.get(label)
        return note is None or not _shows(note.blocks)

    def _marks(self, label: str) -> Inlines:
        """The editor's marks in a note that has nothing else."""
        note = self.given.get(label)
        runs = runs_of(note.blocks) if note and label not in self.gone else ()
        return tuple(one for run in runs for one in run if isinstance(one, Remark))

    def _missing(self, label: str, line: int) -> None:
        words = "the call is left out"
        self.ledger.guess("note without words", line, f"note {label}", words, first=True)
        if label in self.given and label not in self.gone:
            self.gone.add(label)
            self.ledger.remove("note without words", line, "", Thing.NOTE)

    def _inside(self, above: tuple[str, ...]) -> Callable[[Inlines, int], Inlines]:
        def change(inlines: Inlines, line: int) -> Inlines:
            made: list[Inline] = []
            for one in inlines:
                made += self._in_brackets(one, line, above) if isinstance(one, Call) else [one]
            return tuple(made)

        return change

    def _in_brackets(self, call: Call, line: int, above: tuple[str, ...]) -> Inlines:
        if call.label in self.found:
            return (self._again(call.label, line),)
        if call.label in self.gone or self._is_empty(call.label):
            self._missing(call.label, line)
            return ()
        self.gone.add(call.label)
        blocks = change_runs(self.given[call.label].blocks, self._inside((*above, call.label)))
        words: list[Inline] = []
        for run in runs_of(blocks):
            words += [StyledRun(" "), *run] if words else run
        self.ledger.guess(
            "note inside a note", line, f"note {call.label}", "in brackets", first=True
        )
        self.ledger.add("brackets of a note inside a note", line, "[]")
        self.ledger.remove("note inside a note, kept in brackets", line, "", Thing.NOTE)
        return (StyledRun(" ["), *words, StyledRun("]"))

    def _uncalled(self, note: Note) -> Blocks:
        """The words of a note without a call, as text at the end."""
        if not _shows(note.blocks):
            self.ledger.remove("note without words", note.line, "", Thing.NOTE)
            return ()
        before = plain(next(iter(runs_of(note.blocks)), ()))
        after = "paragraph at the end of the text"
        self.ledger.guess("note that is never called", note.line, before, after, first=True)
        self.ledger.remove("note that is never called, kept as text", note.line, "", Thing.NOTE)
        return change_runs(note.blocks, self._inside((note.label,)))
