"""The rules of the copy editor, called one after the other.

In: a book as it is written, the same book resolved, its language. Out: diagnostics, from
`proofread`; the codes of all that it may find, `COPYEDITED`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from anban.check.manuscript import (
    capitals,
    captions,
    doubled,
    heard,
    letters,
    names,
    notes,
    pairs,
    references,
    rules,
    signs,
    spaces,
    titles,
)
from anban.check.manuscript.copy import Copy, copy_of
from anban.check.manuscript.mixture import Met, met, mixed
from anban.core.book import Book, Chapter
from anban.core.diagnostics import Diagnostic, rules_of
from anban.core.memo import Memo
from anban.languages import Language
from anban.manuscript.config.model import Typography
from anban.manuscript.resolve.resolution import Resolution
from anban.manuscript.resolve.targets import Target
from anban.world.sources.source import Source

Found = tuple[Diagnostic, ...]

COPYEDITED = frozenset(rule.code for rule in rules_of(rules))
"""The codes of all that `proofread` may find."""


@dataclass(frozen=True, slots=True, eq=False)
class _Facts:
    """What the rules for the whole book have to know of one chapter."""

    ends: notes.Ends
    met: tuple[Mapping[str, Met], ...]
    heard: heard.Heard
    capitals: capitals.Forms


def proofread(
    book: Book,
    sources: Iterable[Source],
    resolution: Resolution,
    language: Language,
    memo: Memo | None = None,
) -> Found:
    """All that a copy editor finds in `book`, which is what `sources` hold and what `resolution`
    was made of.
    """
    memo = memo or Memo()
    settings, targets = memo.same(resolution.config.typography), resolution.targets
    files = {source.path: source for source in sources}
    written = (one for one in book.chapters() if not one.role.facts.generated)
    copies = tuple(memo(copy_of, one, files[one.span.path]) for one in written)
    facts = tuple(memo(_facts, one, language) for one in copies)
    found = [*memo(_together, copies, facts, language), *references.typed(copies, targets)]
    for one in copies:
        found += memo(_by_itself, one, settings, language)
    for chapter in resolution.book.chapters():
        found += memo.looking(_referring, (targets,), chapter, language)
    return tuple(found)


def _by_itself(one: Copy, settings: Typography, language: Language) -> Found:
    return tuple(_found_in(one, settings, language))


def _found_in(one: Copy, settings: Typography, language: Language) -> Iterator[Diagnostic]:
    habits = language.copyediting
    yield from spaces.find(one)
    yield from pairs.find(one)
    yield from signs.find(one.chapter, settings, language)
    yield from doubled.find(one, habits)
    yield from letters.find(one, habits)
    yield from captions.find(one)


def _facts(one: Copy, language: Language) -> _Facts:
    habits = language.copyediting
    return _Facts(
        notes.ends(one),
        tuple(met(one, mixture) for mixture in habits.mixtures),
        heard.hear(one, habits.mentions),
        capitals.capitals(one, habits.joins),
    )


def _together(copies: tuple[Copy, ...], facts: tuple[_Facts, ...], language: Language) -> Found:
    return tuple(_found_together(copies, facts, language))


def _found_together(
    copies: tuple[Copy, ...], facts: tuple[_Facts, ...], language: Language
) -> Iterator[Diagnostic]:
    habits = language.copyediting
    yield from notes.find([one.ends for one in facts])
    for index, mixture in enumerate(habits.mixtures):
        yield from mixed(mixture, [one.met[index] for one in facts])
    everything = [one.heard for one in facts]
    yield from names.find(everything, habits.names)
    yield from titles.find(copies, everything, sentence_case=habits.sentence_case)
    yield from capitals.find([one.capitals for one in facts])


def _referring(
    tables: tuple[Mapping[str, Target], ...], chapter: Chapter, language: Language
) -> Found:
    (targets,) = tables
    return tuple(references.stale(chapter, targets, language))
