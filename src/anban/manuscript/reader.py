"""Read a book: the steps from its folder to the resolved book, which all editions share.

In: a `World`. Out: a `Reading` with all diagnostics, whose severities are set by the book's
`[check]`.
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
from anban.manuscript.config.load import load
from anban.manuscript.config.model import Config, Manuscript, PartEntry
from anban.manuscript.parse.chapter import parse
from anban.manuscript.resolve.resolution import Resolution, resolve
from anban.world.pictures.pictures import examine, examine_covers
from anban.world.project import World
from anban.world.sources.source import Source, read_sources

Tell = Callable[[str], None]
"""A function that is called with a few words when a step begins."""


def quiet(words: str) -> None:
    """Ignore `words`, for a caller that shows no progress."""


@dataclass(frozen=True, slots=True)
class ManuscriptText:
    """A manuscript that could be read to its end; it may still have errors.

    The words in `config` are as they are printed. `written` is the book as it is in the files, and
    `resolution` is the book as it is printed.
    """

    config: Config
    language: Language
    sources: tuple[Source, ...]
    written: Book
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading a book. `text` is None if an error prevented it."""

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

    `catalogue` has every rule by its code. With the `memo` of a build before, only what has changed
    since then is read again. `strict` turns warnings into errors.
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
    """Each file that `book.toml` lists, and its place there."""
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
    """Each cover file that an edition names, and its place in `book.toml`."""
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
    """The matter of each file of the manuscript, in reading order."""
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
    """The report of `found` with the severities that the book's `[check]` table sets.

    Findings that the book allows are left out, and denied ones are errors. With `strict`, every
    warning is an error.
    """
    kept = []
    for diagnostic in found:
        severity = config.weight(diagnostic) if config else diagnostic.severity
        if severity is not None:
            kept.append(replace(diagnostic, severity=severity))
    report = Report.of(kept)
    return report.strict() if strict else report
