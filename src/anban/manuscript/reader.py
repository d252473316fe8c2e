"""From a folder to a resolved book: the steps that both editions share.

In: a `World`. Out: a `Reading`, with everything found on the way, weighed as the book's `[check]`
says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from anban import languages
from anban.core.book import Book, Chapter, Matter
from anban.core.diagnostics import Diagnostic, Report, Rule, Span
from anban.core.memo import Memo
from anban.languages import Language
from anban.manuscript.assemble import assemble
from anban.manuscript.config import load
from anban.manuscript.config.model import Config, Manuscript, PartEntry
from anban.manuscript.parse import parse
from anban.manuscript.resolve import Resolution, resolve
from anban.world.pictures.pictures import examine, examine_covers
from anban.world.project import World
from anban.world.sources.source import Source, read_sources

Tell = Callable[[str], None]
"""Is told in a few words what begins now, for whoever watches."""


def quiet(words: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class ManuscriptText:
    """A manuscript that could be read to its end; it may still have faults.

    `config` says its words as they are to be printed. `written` is the book as its files say it,
    `resolution` as it is printed.
    """

    config: Config
    language: Language
    sources: tuple[Source, ...]
    written: Book
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a book gave: its text, None if a fault stood in the way, and all findings."""

    world: World
    text: ManuscriptText | None
    report: Report


def read(
    world: World,
    catalogue: Mapping[str, Rule],
    memo: Memo | None = None,
    *,
    strict: bool = False,
) -> Reading:
    """Read the book of `world`: configuration, sources, chapters, book, resolution, pictures.

    `catalogue` holds every rule by its code. With the `memo` of a build before, only what has
    changed since is made anew.
    """
    memo = memo or Memo()
    config, found = load(world, catalogue)
    if config is None:
        return Reading(world, None, apply_severity(found, None, strict=strict))
    text, more = _read_text(world, memo.again("config", config), memo)
    return Reading(world, text, apply_severity((*found, *more), config, strict=strict))


def _read_text(
    world: World, config: Config, memo: Memo
) -> tuple[ManuscriptText | None, tuple[Diagnostic, ...]]:
    words = languages.load(config.metadata.language, config.typography.quotes)
    sources, found = read_sources(world, dict(files_of(config)), memo)
    chapters, faults = _parse_all(sources, matters(config.manuscript), memo)
    found += faults
    if words is None or len(chapters) < len(matters(config.manuscript)):
        return None, found
    book, faults = assemble(config, chapters, words)
    found += faults
    resolution = resolve(book, config, words, memo)
    found += (*resolution.diagnostics, *examine(world, resolution.book, memo))
    found += examine_covers(world, covers_of(config), memo)
    return ManuscriptText(resolution.config, words, sources, book, resolution), found


def files_of(config: Config) -> Iterator[tuple[str, Span | None]]:
    """Each file that is listed, and where `book.toml` lists it."""
    manuscript, where = config.manuscript, config.where
    for index, entry in enumerate(manuscript.front):
        if isinstance(entry, str):
            yield entry, where.get(f"manuscript.front[{index}]")
    for index, piece in enumerate(manuscript.body):
        if isinstance(piece, PartEntry):
            yield from ((file, piece.span) for file in piece.chapters)
        else:
            yield piece, where.get(f"manuscript.body[{index}]")
    for index, entry in enumerate(manuscript.back):
        if isinstance(entry, str):
            yield entry, where.get(f"manuscript.back[{index}]")


def covers_of(config: Config) -> tuple[tuple[str, Span | None], ...]:
    """Each cover that an edition names, and where."""
    return tuple(
        (edition.cover, config.where.get(f"edition.{edition.name}.cover"))
        for edition in config.editions
        if edition.cover
    )


def _parse_all(
    sources: Iterable[Source], matters: Mapping[str, Matter], memo: Memo
) -> tuple[dict[str, Chapter], tuple[Diagnostic, ...]]:
    chapters: dict[str, Chapter] = {}
    found: list[Diagnostic] = []
    for source in sources:
        file = source.path.removeprefix("manuscript/")
        chapter, faults = memo(parse, source, matters[file])
        found += faults
        if chapter is not None:
            chapters[file] = chapter
    return chapters, tuple(found)


def matters(manuscript: Manuscript) -> Mapping[str, Matter]:
    """Each file of the manuscript and the matter it belongs to, in reading order."""
    body: list[str] = []
    for entry in manuscript.body:
        body += entry.chapters if isinstance(entry, PartEntry) else (entry,)
    listed = (
        (Matter.FRONT, manuscript.front),
        (Matter.BODY, tuple(body)),
        (Matter.BACK, manuscript.back),
    )
    return {
        entry: matter for matter, entries in listed for entry in entries if isinstance(entry, str)
    }


def apply_severity(found: Iterable[Diagnostic], config: Config | None, *, strict: bool) -> Report:
    """The report of what was found: without what the book allows, its denied findings as errors.

    With `strict`, every warning is an error.
    """
    kept = []
    for diagnostic in found:
        severity = config.weight(diagnostic) if config else diagnostic.severity
        if severity is not None:
            kept.append(replace(diagnostic, severity=severity))
    report = Report.of(kept)
    return report.strict() if strict else report
