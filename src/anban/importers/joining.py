"""Join several drafts to one book. Each text was read by itself; now their pieces are put together.

In: drafts in the order of the files. Out: from `join`, one draft.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from anban.core.book import Matter
from anban.importers.draft import APART_TITLE, Addition, Counts, Draft, Guess, Piece

Item = TypeVar("Item")

_LABEL = re.compile(r"(?<!\\)\{#([\w-]+)[ }]")


def join(drafts: tuple[Draft, ...], title: str = "") -> Draft:
    """One draft with the title `title`.

    What a book has only once, such as its language, is taken from the first draft.
    """
    drafts = _with_own_labels(_with_own_pictures(drafts))
    first = drafts[0]
    if len(drafts) == 1:
        return first

    def every(of: Callable[[Draft], Iterable[Item]]) -> tuple[Item, ...]:
        return tuple(chain.from_iterable(of(draft) for draft in drafts))

    return Draft(
        title=title or first.title,
        language=first.language,
        pieces=_merged(every(lambda draft: draft.pieces)),
        lines=every(lambda draft: draft.lines),
        counts=Counts(
            notes=sum(draft.counts.notes for draft in drafts),
            headings=sum(draft.counts.headings for draft in drafts),
            pictures=sum(draft.counts.pictures for draft in drafts),
        ),
        pictures=every(lambda draft: draft.pictures),
        authors=tuple(dict.fromkeys(every(lambda draft: draft.authors))),
        guesses=(*every(lambda draft: draft.guesses), *_numbered_through(drafts)),
        removals=every(lambda draft: draft.removals),
        additions=_once(every(lambda draft: draft.additions)),
        subtitle=first.subtitle,
        publisher=first.publisher,
        chapters=next(filter(_is_number, (one.chapters for one in drafts)), first.chapters),
        encoding=", ".join(dict.fromkeys(d.encoding for d in drafts if d.encoding)),
    )


def _is_number(chapters: str) -> bool:
    return chapters not in ("", "none")


def _numbered_through(drafts: tuple[Draft, ...]) -> tuple[Guess, ...]:
    """A guess that an editor should look at: chapters of all texts will be numbered together."""
    numbered = [draft for draft in drafts if _is_number(draft.chapters)]
    if not numbered:
        return ()
    line = numbered[0].lines[0]
    before = ", ".join(f"{draft.lines[0].path}: {draft.chapters or 'none'}" for draft in drafts)
    after = "chapters of all texts are numbered through"
    return (Guess("numbers of chapters", line.path, line.number, before, after, first=True),)


def _merged(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces; those that readers set apart with the same name and title become one."""
    merged: list[Piece] = []
    named: dict[tuple[str, str], int] = {}
    for piece in pieces:
        at = named.get((piece.name, piece.title)) if piece.name else None
        if at is None:
            named[piece.name, piece.title] = len(merged)
            merged.append(piece)
        else:
            before = merged[at]
            merged[at] = replace(before, text=f"{before.text}\n\n{piece.text}")
    return tuple(sorted(merged, key=lambda piece: list(Matter).index(piece.matter)))


def _once(additions: tuple[Addition, ...]) -> tuple[Addition, ...]:
    """The additions, in which the title of what was set apart occurs only once."""
    titles: set[str] = set()
    kept: list[Addition] = []
    for one in additions:
        if one.kind != APART_TITLE or one.text not in titles:
            kept.append(one)
        if one.kind == APART_TITLE:
            titles.add(one.text)
    return tuple(kept)


def _with_own_labels(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The drafts; a label that an earlier draft has too gets another name."""
    taken: set[str] = set()
    made: list[Draft] = []
    for at, draft in enumerate(drafts):
        text = "\n".join(f"{piece.title}\n{piece.text}" for piece in draft.pieces)
        labels = set(_LABEL.findall(text))
        for label in sorted(labels & taken):
            draft = _relabelled(draft, label, f"{label}-{at + 1}")
        taken |= labels
        made.append(draft)
    return tuple(made)


def _relabelled(draft: Draft, old: str, new: str) -> Draft:
    def changed(text: str) -> str:
        named = re.sub(rf"\{{#{old}(?=[ }}])", lambda _: f"{{#{new}", text)
        return named.replace(f"](#{old})", f"](#{new})")

    pieces = tuple(
        replace(one, title=changed(one.title), text=changed(one.text)) for one in draft.pieces
    )
    return replace(draft, pieces=pieces)


def _with_own_pictures(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The drafts; a picture with the name of another draft's picture gets its own name."""
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
