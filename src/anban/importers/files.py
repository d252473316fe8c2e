"""Make the files of a manuscript from the pieces of a draft: their names and their texts.

In: a `Draft`. Out: from `document`, the text of the file of one piece; from `listed`, the pieces
with their paths below `manuscript/`.
"""

from __future__ import annotations

import re

from anban.core.book import Matter, Role
from anban.core.portable import is_device
from anban.importers.draft import Draft, Piece
from anban.manuscript.config.values import slug_of

_SHORTEST = 2
"""The least number of digits before the name of a file: up to 99 chapters then sort well."""
_UNNAMED = re.compile(r"\[\^[^\]]*\]| \{#[\w-]+\}\Z")
LONGEST_NAME = 48
"""The most characters of a file's name that are taken from its title."""


def document(piece: Piece) -> str:
    """The Markdown file of a piece."""
    matter = [] if piece.role is Role.CHAPTER else [f"role: {piece.role.value}"]
    if piece.subtitle:
        matter.append(f"subtitle: {_quoted(piece.subtitle)}")
    head = "\n".join(("---", *matter, "---", "")) if matter else ""
    title = f"# {piece.title}\n" if piece.title else ""
    return "\n".join(part for part in (head, title, piece.text.strip("\n") + "\n") if part.strip())


def _quoted(text: str) -> str:
    """A YAML scalar in single quotes, in which only the quote itself must be doubled."""
    return "'" + text.replace("'", "''") + "'"


def listed(draft: Draft) -> tuple[tuple[str, Piece], ...]:
    """Each piece with its path below `manuscript/`, in reading order. All paths are different."""
    body = [piece for piece in draft.pieces if piece.matter is Matter.BODY]
    width = max(_SHORTEST, len(str(len(body))))
    taken: set[str] = set()
    found: list[tuple[str, Piece]] = []
    for matter in Matter:
        pieces = [piece for piece in draft.pieces if piece.matter is matter]
        for number, piece in enumerate(pieces, 1):
            prefix = f"{number:0{width}}-" if matter is Matter.BODY else ""
            named = piece.name or short_slug(_UNNAMED.sub("", piece.title))
            stem = _free(named or piece.role.value, taken, numbered=bool(prefix))
            found.append((f"{matter.value}/{prefix}{stem}.md", piece))
    return tuple(found)


def _free(stem: str, taken: set[str], *, numbered: bool) -> str:
    """`stem`, or with a number behind it: a chapter's id in the whole book is made of it. Without
    a number in front it must not be a name that Windows keeps for itself.
    """
    number, free = 1, stem
    while free in taken or (is_device(free) and not numbered):
        number += 1
        free = f"{stem}-{number}"
    taken.add(free)
    return free


def short_slug(text: str) -> str:
    """`text` as the name of a file: in ASCII, and cut between two words if it is long."""
    found = slug_of(text)
    if len(found) <= LONGEST_NAME:
        return found
    return found[: LONGEST_NAME + 1].rpartition("-")[0] or found[:LONGEST_NAME]
