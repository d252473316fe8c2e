"""From a resolved book to editions that are ready to be laid out: themes, fonts, sheets.

In: a `World` and the names of editions. Out: a `Job`: the text, each edition with its theme, its
faces and its sheets, and everything found so far. `anban check` ends here; `anban build` goes on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from anban.app.catalogue import CATALOGUE
from anban.check import glyphs
from anban.check.manuscript import COPYEDITED, proofread
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
"""Pages of a book whose spine bears words."""


@dataclass(frozen=True, slots=True)
class PreparedEdition:
    """An edition with its theme and the faces of the theme's families.

    `rendition` is the book without page numbers, None if the book is not sound; `profile` is that
    of the press, for an edition that is meant for one.
    """

    edition: Edition
    theme: Theme
    faces: tuple[Face, ...]
    rendition: Rendition | None
    profile: ColourProfile | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A book read and dressed. `missing` is what this machine lacks for it, if it lacks anything.

    `wanted` are the names of the editions asked for; `editions` holds them and those whose pages
    they need, as far as they could be dressed.
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
    """Read the book of `world` and dress the editions `names`, or all of them.

    With the `memo` of a build before, only what has changed since is made anew. The copy
    editor's rules are asked if it is read `closely`, or if the book denies what one of them finds.

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
    for edition in sorted(editions, key=lambda edition: edition.borrowed):
        clothes, found = _lent(edition, prepared.get(edition.pages_from))
        try:
            if not edition.borrowed:
                clothes, found = _dress(world, text, edition, memo, sound=not report.faulty)
            profile, faults = _intent(world, text.config, edition, wanted)
        except MissingError as error:
            missing = error
            continue
        report = Report.of(report, apply_severity((*found, *faults), text.config, strict=strict))
        if clothes:
            prepared[edition.name] = replace(clothes, profile=profile)
    ordered = tuple(prepared[one.name] for one in editions if one.name in prepared)
    return Job(world, text, wanted, ordered, report, missing)


def choose(config: Config, names: Sequence[str]) -> tuple[str, ...]:
    """The names of the editions asked for, in the order of `book.toml`; all without a name."""
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
    """The sheets of `edition` with the page labels `pages`. May raise `TemplateFault`."""
    return render(text.resolution, text.config, edition, theme, text.language, pages, memo)


def _rehearse(text: ManuscriptText, edition: Edition, theme: Theme, memo: Memo) -> None:
    """Draw the cover before its pages are counted, so that a faulty template is known early."""
    if text.config.cover is None or edition.cover:
        return
    if edition.format is Format.EPUB:
        memo(cover.draw, text.config, edition, theme, text.language, None)
    elif edition.paper:
        wrap = wrap_of(edition, MANY_PAGES)
        memo(cover.draw, text.config, edition, theme, text.language, wrap)


def _dress(
    world: World, text: ManuscriptText, edition: Edition, memo: Memo, *, sound: bool
) -> tuple[PreparedEdition | None, Found]:
    """Give `edition` its clothes; its sheets are drawn only if the book and the fonts are sound."""
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
            _rehearse(text, edition, theme, memo)
        except TemplateFault as fault:
            found += (fault.diagnostic,)
    return PreparedEdition(edition, theme, faces, rendition), found


def _lent(edition: Edition, source: PreparedEdition | None) -> tuple[PreparedEdition | None, Found]:
    """The clothes of an edition that has the pages of another, already looked at there."""
    return source and replace(source, edition=edition), ()


def _intent(
    world: World, config: Config, edition: Edition, wanted: Sequence[str]
) -> tuple[ColourProfile | None, Found]:
    """The profile of the press that `edition` is meant for, if it is to be made for one."""
    if edition.variant is not Variant.PRESS or edition.name not in wanted:
        return None, ()
    span = config.where.get(f"edition.{edition.name}.output-intent")
    return profiles.find(world, edition.output_intent, span)
