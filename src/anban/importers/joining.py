"""Several drafts as one book: each text is read by itself, and its pieces follow each other.

In: drafts in the order of the files. Out: `join`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from anban.importers.draft import Counts, Draft

Item = TypeVar("Item")


def join(drafts: tuple[Draft, ...]) -> Draft:
    """One draft; what the whole book needs once, such as its title, is the first draft's."""
    drafts = _with_own_pictures(drafts)
    first = drafts[0]
    if len(drafts) == 1:
        return first

    def every(of: Callable[[Draft], Iterable[Item]]) -> tuple[Item, ...]:
        return tuple(chain.from_iterable(of(draft) for draft in drafts))

    return Draft(
        title=first.title,
        language=first.language,
        pieces=every(lambda draft: draft.pieces),
        lines=every(lambda draft: draft.lines),
        counts=Counts(
            notes=sum(draft.counts.notes for draft in drafts),
            headings=sum(draft.counts.headings for draft in drafts),
            pictures=sum(draft.counts.pictures for draft in drafts),
        ),
        pictures=every(lambda draft: draft.pictures),
        authors=tuple(dict.fromkeys(every(lambda draft: draft.authors))),
        guesses=every(lambda draft: draft.guesses),
        removals=every(lambda draft: draft.removals),
        additions=every(lambda draft: draft.additions),
        subtitle=first.subtitle,
        publisher=first.publisher,
        chapters=first.chapters,
        encoding=", ".join(dict.fromkeys(d.encoding for d in drafts if d.encoding)),
    )


def _with_own_pictures(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The drafts, each picture of a name that another one has under a name of its own."""
    names = Counter(picture.name for draft in drafts for picture in draft.pictures)
    return tuple(
        draft if not at or not draft.pictures else _renamed(draft, f"{at + 1}-", names)
        for at, draft in enumerate(drafts)
    )


def _renamed(draft: Draft, prefix: str, names: Counter[str]) -> Draft:
    pictures, pieces = draft.pictures, draft.pieces
    for picture in draft.pictures:
        if names[picture.name] > 1:
            old, new = f"](images/{picture.name})", f"](images/{prefix}{picture.name})"
            pieces = tuple(replace(one, text=one.text.replace(old, new)) for one in pieces)
            other = replace(picture, name=f"{prefix}{picture.name}")
            pictures = tuple(other if one is picture else one for one in pictures)
    return replace(draft, pictures=pictures, pieces=pieces)
