"""Rendering a resolved book as XHTML.

In: a resolved book, its configuration, an edition and its theme, the words of the book's language,
and the page labels of its targets as far as they are known. Out: a `Rendition`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from lxml import etree

from anban.core.book import Chapter, Part, Role
from anban.core.diagnostics import Span
from anban.core.errors import trace_of
from anban.core.memo import Memo, Tables
from anban.core.nodes import Figure, Table
from anban.core.page_numbers import settled
from anban.core.walk import plain
from anban.languages import Language
from anban.manuscript.config.model import Config, Edition, Format
from anban.manuscript.resolve.resolution import Resolution
from anban.render import rules
from anban.render.addresses import Addresses
from anban.render.drawing import NodeDrawer, Surroundings
from anban.render.faults import RAISED, TemplateFault, failed, is_ours
from anban.render.rendition import OutlineEntry, Rendition, Sheet
from anban.render.stylesheet import measured, stylesheet
from anban.render.templates import BUDGET, Budget, Templates, engine
from anban.render.theme import Theme
from anban.render.views import (
    BookView,
    ContentsEntry,
    SheetView,
    book_view,
    captions,
    chapter_view,
    classes,
    contents,
    part_view,
)


@dataclass(frozen=True, slots=True)
class _RenderContext:
    """What is the same for all sheets of an edition."""

    resolution: Resolution
    edition: Edition
    theme: Theme
    language: Language
    engine: Templates
    book: BookView
    labels: Mapping[str, str]
    tables: Tables
    memo: Memo


def render(
    resolution: Resolution,
    config: Config,
    edition: Edition,
    theme: Theme,
    language: Language,
    pages: Mapping[str, str],
    memo: Memo | None = None,
) -> Rendition:
    """The rendition of the book for `edition`. `pages` gives the page labels by the ids of targets.

    A `memo` that is kept makes the next rendering quick: a sheet that shows nothing new is not
    drawn again. TemplateFault if a template of the theme fails.
    """
    memo = memo or Memo()
    sheets = {target.id: target.sheet for target in resolution.targets.values()}
    context = _RenderContext(
        resolution=resolution,
        edition=edition,
        theme=theme,
        language=language,
        engine=engine(theme.layers),
        book=memo(book_view, config, edition, language),
        labels={line.id: line.number for line in resolution.outline if line.id == line.sheet},
        tables=(pages, sheets),
        memo=memo,
    )
    measures = (memo(measured, one) for one in resolution.book.chapters())
    numbering = settled(config.pages, theme.pages)
    return Rendition(
        edition=edition,
        sheets=tuple(_sheet(context, piece) for piece in resolution.book.pieces()),
        css=stylesheet(theme, edition, measures, numbering),
        outline=tuple(_outline(resolution)),
        numbering=numbering,
    )


def _outline(resolution: Resolution) -> Iterator[OutlineEntry]:
    for line in resolution.outline:
        number = f"{line.number.rstrip('.')}. " if line.number else ""
        yield OutlineEntry(line.depth, number + plain(line.title), line.sheet, line.id)


def _sheet(context: _RenderContext, piece: Part | Chapter) -> Sheet:
    """The sheet of `piece`. It is only drawn if something that it shows has changed."""
    body = context.resolution.book.body
    return context.memo.looking(
        _drawn,
        context.tables,
        _alone(piece, context.memo),
        context.labels.get(piece.id, ""),
        classes(piece, body[0].id if body else "", context.edition),
        _entries(context, piece),
        context.edition.format,
        context.engine,
        context.book,
        context.language,
    )


def _alone(piece: Part | Chapter, memo: Memo) -> Part | Chapter:
    """`piece` as its sheet shows it: a part without its chapters. If an equal one is known, it is
    that object, since `memo` compares by identity.
    """
    if isinstance(piece, Part):
        return memo.same(replace(piece, chapters=()))
    return memo.same(piece) if piece.role.facts.generated else piece


def _drawn(
    tables: Tables,
    piece: Part | Chapter,
    label: str,
    names: tuple[str, ...],
    entries: tuple[ContentsEntry, ...] | None,
    form: Format,
    engine: Templates,
    book: BookView,
    language: Language,
) -> Sheet:
    """Draw a sheet. `tables` are the page labels and the sheets of targets, by the ids of these."""
    pages, sheets = tables
    view = _view(piece, label, names, book, language)
    notes = {note.id: note for note in view.notes}
    drawing = NodeDrawer(Surroundings(Addresses(form, view.id, sheets), pages, notes, language))
    name = f"{view.role}.xhtml" if engine.has(f"{view.role}.xhtml") else "chapter.xhtml"
    listed = {} if entries is None else {"entries": entries}
    with within_budget(view.id):
        tools = drawing.prepare(engine)
        xhtml = engine.run(name, {**tools, "sheet": view, "book": book, **listed})
    check_markup(xhtml, view.id, engine.path(name))
    return Sheet(view.id, view.name, xhtml, tuple(drawing.pictures))


@contextmanager
def within_budget(sheet: str) -> Iterator[None]:
    """Run templates for the sheet with this id, within a limit for time and size. TemplateFault for
    a fault of the theme; a fault of the tool is raised on unchanged.
    """
    token = BUDGET.set(Budget())
    try:
        yield
    except RAISED as fault:
        if is_ours(fault):
            raise
        raise TemplateFault(replace(failed(fault, sheet), trace=trace_of(fault))) from fault
    finally:
        BUDGET.reset(token)


def _view(
    piece: Part | Chapter, label: str, names: tuple[str, ...], book: BookView, language: Language
) -> SheetView:
    if isinstance(piece, Part):
        return part_view(piece, label, names)
    return chapter_view(piece, label, book, language, names)


def _entries(context: _RenderContext, piece: Part | Chapter) -> tuple[ContentsEntry, ...] | None:
    """The lines of a generated list, None for a piece that shows none."""
    chapters = context.resolution.book.chapters()
    match piece.role if isinstance(piece, Chapter) else None:
        case Role.CONTENTS:
            return tuple(contents(context.resolution, context.theme.levels, context.memo))
        case Role.FIGURES:
            return tuple(captions(chapters, Figure, context.memo))
        case Role.TABLES:
            return tuple(captions(chapters, Table, context.memo))
        case _:
            return None


def check_markup(xhtml: str, sheet: str, path: str) -> None:
    """Raise `TemplateFault` if `xhtml` is not well-formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        etree.fromstring(xhtml.encode(), parser)
    except etree.XMLSyntaxError as fault:
        reason = fault.msg.partition(", line")[0]
        diagnostic = rules.SHEET_MALFORMED.at(Span(path), sheet=sheet, reason=reason)
        raise TemplateFault(diagnostic) from fault
