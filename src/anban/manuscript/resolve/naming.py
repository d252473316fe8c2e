"""The words of a cross-reference that shows a name: Chương II, Hình 3, mục “Sông Mã”.

In: a target, and the chapter in which the reference stands. Out: inlines, with the emphasis that
a title has.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from anban.core.diagnostics import Span
from anban.core.nodes import Inlines, Reference, Text
from anban.core.walk import map_sequence
from anban.languages import Language
from anban.languages.quotes import inward
from anban.manuscript.config.model import Config
from anban.manuscript.resolve.targets import Catalogue, NamedTarget, TargetKind
from anban.manuscript.resolve.titles import cited
from anban.manuscript.resolve.typography import tied

_SLOT = "\0"


@dataclass(frozen=True, slots=True)
class Namer:
    known: Catalogue
    config: Config
    language: Language

    def name(self, named: NamedTarget, sheet: str, span: Span) -> Inlines:
        """The name of `named` as a reference at `span`, in the part or chapter `sheet`, shows it.

        A section or a note that bears a number of another chapter's is named with that chapter.
        """
        name = self.within(named, span)
        home = self.known.named[named.target.sheet]
        if named.target.kind in (TargetKind.SECTION, TargetKind.NOTE) and home.target.id != sheet:
            chapter = self.within(home, span)
            if named.words and chapter:
                name = self.filled("elsewhere", span, name=name, chapter=chapter)
        return tied(name, self.config.typography, self.language)

    def within(self, named: NamedTarget, span: Span) -> Inlines:
        """The name of `named` in its own chapter."""
        if named.words:
            return (Text(named.words, span),)
        if not named.target.name:
            return ()
        title = map_sequence(named.title, self.referring)
        return self.filled(named.key, span, title=map_sequence(cited(title), self.inner))

    def referring(self, inlines: Inlines) -> Inlines:
        """The references inside a title, with the plain names of what they refer to."""
        return tuple(
            replace(
                inline, children=(Text(self.known.named[inline.target].target.name, inline.span),)
            )
            if isinstance(inline, Reference)
            and not inline.children
            and inline.target in self.known.named
            else inline
            for inline in inlines
        )

    def inner(self, inlines: Inlines) -> Inlines:
        """Outer quotation marks made inner ones: the title stands in outer ones itself."""
        marks = self.language.typography.marks
        return tuple(
            replace(inline, text=inward(inline.text, marks)) if isinstance(inline, Text) else inline
            for inline in inlines
        )

    def filled(self, key: str, span: Span, **parts: Inlines) -> Inlines:
        """The message `key` with inlines in its placeholders."""
        slots = {name: f"{_SLOT}{name}{_SLOT}" for name in parts}
        pieces = self.language.say(key, **slots).split(_SLOT)
        filled: Inlines = ()
        for index, piece in enumerate(pieces):
            if index % 2:
                filled += parts[piece]
            elif piece:
                filled += (Text(piece, span),)
        return filled
