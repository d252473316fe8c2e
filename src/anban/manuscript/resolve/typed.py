"""What typography changes without a word, by its place in the manuscript.

In: a chapter as it is written, `[typography]`, a language. Out: `Typed`, one for each sign that is
printed otherwise than it is typed. Spaces are left out: a no-break space cannot be seen in a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from anban.core.book import Chapter
from anban.core.diagnostics import Span
from anban.core.nodes import Inlines
from anban.core.walk import map_inlines
from anban.languages import Language
from anban.languages.edits import NO_BREAK, Edit
from anban.languages.punctuation import untouchable
from anban.manuscript.config.model import Typography
from anban.manuscript.resolve.line import TextLine
from anban.manuscript.resolve.typography import (
    Typesetter,
    kept_texts,
    touches,
)

_SIGN = re.compile(r"-|\.\.|[\"']")


@dataclass(frozen=True, slots=True)
class Typed:
    """A sign as it is typed, `old`, and as it is printed, `new`; `kind` as `check -v` counts it."""

    kind: str
    span: Span
    old: str
    new: str


def typed(chapter: Chapter, settings: Typography, language: Language) -> tuple[Typed, ...]:
    """Every sign of `chapter` that is printed otherwise, in reading order.

    Left out are signs beside an escape or an entity, as their places are not known to the letter.
    """
    who = Typesetter.of(settings, language)
    if who is None:
        return ()
    found: list[Typed] = []
    kept = frozenset(kept_texts(chapter))

    def look(inlines: Inlines) -> Inlines:
        if not any(id(inline) in kept for inline in inlines):
            found.extend(_signs(TextLine.of(inlines), who))
        return inlines

    map_inlines(chapter, look)
    return tuple(found)


def _signs(line: TextLine, who: Typesetter) -> Iterator[Typed]:
    for edit in sorted(_edits(line.text, who), key=lambda edit: edit.replacements):
        made = line.made(edit)
        if all(line.exact(start) for start, _, _ in made):
            for start, end, new in made:
                if new != NO_BREAK:
                    yield Typed(edit.kind, line.place(start, end), line.text[start:end], new)


def _edits(text: str, who: Typesetter) -> Iterator[Edit]:
    if not _SIGN.search(text):
        return
    fixed = untouchable(text)
    for finder in who.finders:
        yield from (edit for edit in finder(text) if not touches(edit, fixed))
    yield from who.rules.pair(text, who.marks, fixed).edits
