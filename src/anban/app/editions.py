"""Prepare the editions of a book: read the book, load themes and fonts, draw the sheets.

In: a `World` and the names of editions. Out: a `Job`, which has the text, each edition with its
theme, faces and sheets, and everything found so far. `anban check` stops here; `anban build`
continues with `edition`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from anban.app.catalogue import CATALOGUE
from anban.check import glyphs
from anban.check.manuscript.proofreading import COPYEDITED, proofread
from anban.core.diagnostics import Diagnostic, Report
from anban.core.errors import MissingError, UsageError
from anban.core.memo import Memo
from anban.core.nearest import nearest
from anban.cover import drawing as cover
from anban.cover.geometry import wrap_of
from anban.manuscript.config.model import Config, Edition, Format, Variant
from anban.manuscript.reader import ManuscriptText, apply_severity, read
from anban.render.faults import TemplateFault
from anban.render.rendering import render
from anban.render.rendition import Rendition
from anban.render.theme import Theme, load_theme
from anban.world import fonts, profiles
from anban.world.fonts import Face
from anban.world.profiles import ColourProfile
from anban.world.project import World

Found = tuple[Diagnostic, ...]
MANY_PAGES = 400
"""The number of pages for which a cover is drawn on trial. Its spine is wide enough for words (KDP
prints them from 79 pages on), so that the spine's part of the template is tried too."""


@dataclass(frozen=True, slots=True)
class PreparedEdition:
    """An edition with its theme and the faces of the theme's font families.

    `rendition` is the book drawn without page numbers, None if the book has an error. `profile` is
    the ICC profile of the press, for an edition that is made for one.
    """

    edition: Edition
    theme: Theme
    faces: tuple[Face, ...]
    rendition: Rendition | None
    profile: ColourProfile | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A book that is read, and its editions, prepared.

    `text` is None if the manuscript could not be read to its end. `wanted` are the names of the
    editions asked for. `editions` are these and those whose pages they need, without those that
    could not be prepared. `missing` says what this machine lacks, if it lacks anything.
    """

    world: World
    text: ManuscriptText | None
    wanted: tuple[str, ...]
    editions: tuple[PreparedEdition, ...]
    report: Report
    missing: MissingError | None


def prepare(
    world: World,
    names: Sequence[str] = (),
    memo: Memo | None = None,
    *,
    strict: bool = False,
    closely: bool = False,
) -> Job:
    """Read the book of `world` and prepare the editions `names`; all of them if `names` is empty.

    With the `memo` of a build before, only what has changed since then is made again. The copy
    editor's rules run if `closely` is true, or if the book's `[check]` denies one of their codes.

    Raises `UsageError` for a name that no edition has.
    """
    memo = memo or Memo()
    reading = read(world, CATALOGUE, memo, strict=strict)
    text, report = reading.text, reading.report
    if text is None:
        return Job(world, None, tuple(names), (), report, None)
    if closely or any(code in COPYEDITED for code in text.config.checks.deny):
        found = proofread(text.written, text.sources, text.resolution, text.language, memo)
        report = Report.of(report, apply_severity(found, text.config, strict=strict))
    wanted = choose(text.config, names)
    prepared: dict[str, PreparedEdition] = {}
    missing = None
    editions = needed(text.config, wanted)
    # an edition that uses the pages of another one comes after it, since it takes what that one has
    for edition in sorted(editions, key=lambda edition: edition.borrowed):
        try:
            if edition.borrowed:
                source = prepared.get(edition.pages_from)
                ready, found = source and replace(source, edition=edition), ()
            else:
                ready, found = _prepare_one(world, text, edition, memo, sound=not report.faulty)
            profile, faults = _press_profile(world, text.config, edition, wanted)
        except MissingError as error:
            missing = error
            continue
        report = Report.of(report, apply_severity((*found, *faults), text.config, strict=strict))
        if ready:
            prepared[edition.name] = replace(ready, profile=profile)
    ordered = tuple(prepared[one.name] for one in editions if one.name in prepared)
    return Job(world, text, wanted, ordered, report, missing)


def choose(config: Config, names: Sequence[str]) -> tuple[str, ...]:
    """The editions `names` in the order of `book.toml`; all editions if `names` is empty.

    Raises `UsageError` for a name that no edition has.
    """
    known = [edition.name for edition in config.editions]
    for name in names:
        if name not in known:
            near = nearest(name, known)
            hint = f"did you mean `{near}`?" if near else f"this book has: {', '.join(known)}"
            raise UsageError(f"the book has no edition `{name}`", hint)
    return tuple(name for name in known if not names or name in names)


def needed(config: Config, wanted: Sequence[str]) -> tuple[Edition, ...]:
    """The editions `wanted` and those whose pages they list, in the order of `book.toml`."""
    names = {
        *wanted,
        *(edition.pages_from for edition in config.editions if edition.name in wanted),
    }
    return tuple(edition for edition in config.editions if edition.name in names)


def draw(
    text: ManuscriptText, edition: Edition, theme: Theme, pages: Mapping[str, str], memo: Memo
) -> Rendition:
    """Draw the sheets of `edition`. `pages` gives the page label of each id that is referred to.

    Raises `TemplateFault` if a template of the theme fails.
    """
    return render(text.resolution, text.config, edition, theme, text.language, pages, memo)


def _try_cover(text: ManuscriptText, edition: Edition, theme: Theme, memo: Memo) -> None:
    """Draw the cover before the pages are counted, so that a faulty template is reported early."""
    if text.config.cover is None or edition.cover:
        return
    if edition.format is Format.EPUB:
        memo(cover.draw, text.config, edition, theme, text.language, None)
    elif edition.paper:
        wrap = wrap_of(edition, MANY_PAGES)
        memo(cover.draw, text.config, edition, theme, text.language, wrap)


def _prepare_one(
    world: World, text: ManuscriptText, edition: Edition, memo: Memo, *, sound: bool
) -> tuple[PreparedEdition | None, Found]:
    """Load the theme and the fonts of `edition`; draw its sheets if the book is `sound`."""
    theme, found = load_theme(world, edition, memo)
    if theme is None:
        return None, found
    theme = memo.again(f"theme of {edition.name}", theme)
    faces = fonts.find(theme.fonts)
    found += fonts.inspect(faces)
    found += glyphs.coverage(text.resolution.book, text.config, faces, memo)
    rendition = None
    if sound:
        try:
            rendition = draw(text, edition, theme, {}, memo)
            _try_cover(text, edition, theme, memo)
        except TemplateFault as fault:
            found += (fault.diagnostic,)
    return PreparedEdition(edition, theme, faces, rendition), found


def _press_profile(
    world: World, config: Config, edition: Edition, wanted: Sequence[str]
) -> tuple[ColourProfile | None, Found]:
    """The ICC profile of the press for which `edition` is made, if it is one and is `wanted`."""
    if edition.variant is not Variant.PRESS or edition.name not in wanted:
        return None, ()
    span = config.where.get(f"edition.{edition.name}.output-intent")
    return profiles.find(world, edition.output_intent, span)
