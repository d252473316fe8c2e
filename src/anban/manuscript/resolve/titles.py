"""A title where it is not over its text: in contents, in a running head, in a cross-reference.

In: the inlines of a title. Out: the same words without notes, and without links, which may not
stand inside another link.
"""

from __future__ import annotations

from collections.abc import Iterator

from anban.core.nodes import Inline, Inlines, NoteCall
from anban.core.registry import NodeRole, inline_facts
from anban.core.walk import inlines_of, map_sequence


def without_notes(title: Inlines) -> Inlines:
    """`title` without the calls of its notes."""
    return map_sequence(title, _drop_calls)


def cited(title: Inlines) -> Inlines:
    """`title` without the calls of its notes; of links and references only the words remain."""
    return map_sequence(title, lambda inlines: tuple(_words(_drop_calls(inlines))))


def _drop_calls(inlines: Inlines) -> Inlines:
    return tuple(inline for inline in inlines if not isinstance(inline, NoteCall))


def _words(inlines: Inlines) -> Iterator[Inline]:
    for inline in inlines:
        if inline_facts(type(inline)).role is NodeRole.LINK:
            for words in inlines_of(inline):
                yield from words
        else:
            yield inline
