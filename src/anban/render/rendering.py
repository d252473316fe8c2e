"""A resolved book into XHTML.

In: a resolved book, its configuration, an edition and its theme, the words of the book's language,
and the pages of its targets as far as they are known. Out: a `Rendition`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from anban.book import Chapter, Part, Role
from anban.config.model import Config, Edition
from anban.diagnostics import Span
from anban.language import Language
from anban.nodes import Block, Figure, Table
from anban.render.addresses import Addresses
from anban.render.drawing import Drawing, Surroundings
from anban.render.faults import RAISED, TemplateFault, failed
from anban.render.rendition import OutlineEntry, Rendition, Sheet
from anban.render.stylesheet import stylesheet
from anban.render.templates import BUDGET, Budget, Engine, engine
from anban.render.theme import Theme
from anban.render.views import (
    BookView,
    SheetView,
    book_view,
    captions,
    chapter_view,
    classes,
    contents,
    part_view,
)
from anban.resolve import Resolution
from anban.rules import editions as rules
from anban.walk import plain, walk_blocks


@dataclass(frozen=True, slots=True)
class _Press:
    """What stays the same from sheet to sheet."""

    resolution: Resolution
    edition: Edition
    theme: Theme
    language: Language
    pages: Mapping[str, str]
    engine: Engine
    book: BookView
    sheets: Mapping[str, str]
    labels: Mapping[str, str]


def render(
    resolution: Resolution,
    config: Config,
    edition: Edition,
    theme: Theme,
    language: Language,
    pages: Mapping[str, str],
) -> Rendition:
    """The book as the sheets of `edition`; `pages` gives the page label of each known target.

    Raises `TemplateFault` if a template of the theme fails.
    """
    press = _Press(
        resolution=resolution,
        edition=edition,
        theme=theme,
        language=language,
        pages=pages,
        engine=engine(theme.layers),
        book=book_view(config, edition, language),
        sheets={target.id: target.sheet for target in resolution.targets.values()},
        labels={line.id: line.number for line in resolution.outline if line.id == line.sheet},
    )
    return Rendition(
        edition=edition,
        sheets=tuple(_sheet(press, piece) for piece in resolution.book.pieces()),
        css=stylesheet(theme, edition, _blocks(resolution)),
        outline=tuple(_outline(resolution)),
    )


def _blocks(resolution: Resolution) -> Iterator[Block]:
    for chapter in resolution.book.chapters():
        yield from walk_blocks(chapter.blocks)
        for note in chapter.notes:
            yield from walk_blocks(note.blocks)


def _outline(resolution: Resolution) -> Iterator[OutlineEntry]:
    for line in resolution.outline:
        number = f"{line.number.rstrip('.')}. " if line.number else ""
        yield OutlineEntry(line.depth, number + plain(line.title), line.sheet, line.id)


def _sheet(press: _Press, piece: Part | Chapter) -> Sheet:
    view = _view(press, piece)
    notes = {note.id: note for note in view.notes}
    addresses = Addresses(press.edition.format, view.id, press.sheets)
    drawing = Drawing(Surroundings(addresses, press.pages, notes, press.language))
    name = f"{view.role}.xhtml" if press.engine.has(f"{view.role}.xhtml") else "chapter.xhtml"
    token = BUDGET.set(Budget())
    try:
        tools = drawing.prepare(press.engine)
        values = {**tools, "sheet": view, "book": press.book, **_entries(press, piece)}
        xhtml = press.engine.run(name, values)
    except RAISED as fault:
        raise TemplateFault(failed(fault, view.id)) from fault
    finally:
        BUDGET.reset(token)
    _check(xhtml, view.id, press.engine.path(name))
    return Sheet(view.id, view.name, xhtml, tuple(drawing.pictures))


def _view(press: _Press, piece: Part | Chapter) -> SheetView:
    label = press.labels.get(piece.id, "")
    body = press.resolution.book.body
    names = classes(piece, body[0].id if body else "", press.edition)
    if isinstance(piece, Part):
        return part_view(piece, label, names)
    return chapter_view(piece, label, press.book, press.language, names)


def _entries(press: _Press, piece: Part | Chapter) -> dict[str, Any]:
    """The lines of a generated list, for the pages that show one."""
    match piece.role if isinstance(piece, Chapter) else None:
        case Role.CONTENTS:
            return {"entries": tuple(contents(press.resolution, press.theme.levels))}
        case Role.FIGURES:
            return {"entries": tuple(captions(press.resolution.book.chapters(), Figure))}
        case Role.TABLES:
            return {"entries": tuple(captions(press.resolution.book.chapters(), Table))}
        case _:
            return {}


def _check(xhtml: str, sheet: str, path: str) -> None:
    """Raise `TemplateFault` if `xhtml` is not well-formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        etree.fromstring(xhtml.encode(), parser)
    except etree.XMLSyntaxError as fault:
        reason = fault.msg.partition(", line")[0]
        diagnostic = rules.SHEET_MALFORMED.at(Span(path), sheet=sheet, reason=reason)
        raise TemplateFault(diagnostic) from fault
