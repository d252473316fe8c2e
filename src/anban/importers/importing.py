"""Import files: the steps from the files that were sent to a draft whose balance was checked.

In: `Given` files and `Wishes`. Out: from `bring`, one draft with its balance, or what is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from anban.core.diagnostics import Diagnostic, Span
from anban.importers import rules
from anban.importers.balance import Balance, weigh
from anban.importers.draft import Draft
from anban.importers.given import Given, Wishes
from anban.importers.joining import join
from anban.importers.registry import not_read, reader_of


@dataclass(frozen=True, slots=True)
class Brought:
    """The result of an import. `draft` is None if a file could not be read; `faults` say why."""

    draft: Draft | None
    balance: Balance
    faults: tuple[Diagnostic, ...]


def bring(files: Sequence[Given], wishes: Wishes) -> Brought:
    """One draft of all `files`, in their order, and its balance."""
    title = wishes.title
    if len(files) > 1:
        wishes = replace(wishes, title="")
    drafts: list[Draft] = []
    faults: list[Diagnostic] = []
    for given in files:
        reader = reader_of(given)
        if reader is None:
            what, instead = not_read(given)
            faults.append(rules.NOT_TEXT.at(Span(given.name), what=what, instead=instead))
            continue
        draft, found = reader.read(given, wishes)
        faults += found
        if draft is not None:
            drafts.append(draft)
    if faults:
        return Brought(None, Balance((), ()), tuple(faults))
    draft = join(tuple(drafts), title)
    balance = weigh(draft)
    return Brought(draft, balance, balance.faults)
