"""Check the editions against each other and against the disk.

In: the values of `[edition.NAME]` and the `World`. Out: diagnostics.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from anban.core.diagnostics import Diagnostic, Related
from anban.core.nearest import nearest
from anban.manuscript.config import rules
from anban.manuscript.config.document import Document
from anban.manuscript.config.form import Values
from anban.manuscript.config.isbn import thirteen
from anban.manuscript.config.locate import join
from anban.manuscript.config.model import Format
from anban.manuscript.config.schema import keys_of, tables_of
from anban.manuscript.config.values import LONGEST_NAME, is_name, listed, slug_of
from anban.world.project import MANUSCRIPT, Refused, World

NARROWEST_TEXT = 10
"""The least width and height of the text area between the margins, in millimetres. It only
catches mistyped margins; a real text area is far wider."""
COVER_SUFFIX = "-cover"
"""The name of a cover is the name of its edition with this suffix."""
SHAPING = ("isbn", "theme", "trim", "bleed", "pages-multiple", "margins")
"""The keys that shape the pages. An edition that uses the pages of another one cannot set them."""
COVER_ENDINGS = (".svg", ".png", ".jpg", ".jpeg")

Editions = Mapping[str, Values | None]


def check_editions(world: World, editions: Editions, document: Document) -> Iterator[Diagnostic]:
    """Report everything that is wrong with the editions, except the form of single keys."""
    if not editions:
        yield rules.NO_EDITION.at(document.where("edition"))
    yield from _same_isbn(editions, document)
    for name, edition in editions.items():
        at = join("edition", name)
        if not is_name(name):
            near = slug_of(name) or None
            span = document.where_key(at)
            yield rules.BAD_EDITION_NAME.at(span, near=near, value=name, longest=LONGEST_NAME)
        if edition is not None:
            yield from _misplaced(edition, at, document)
            yield from _of_variant(edition, at, document)
            yield from _text_area(edition, at, document)
            yield from _files(world, edition, at, document)
            yield from _pages_from(edition, editions, at, document)


def _same_isbn(editions: Editions, document: Document) -> Iterator[Diagnostic]:
    first: dict[str, str] = {}
    for name, edition in editions.items():
        isbn = edition["isbn"] if edition else None
        if isbn:
            earlier = first.setdefault(thirteen(isbn), name)
            if earlier != name:
                there = document.where(f"{join('edition', earlier)}.isbn")
                yield rules.SAME_ISBN.at(
                    document.where(f"{join('edition', name)}.isbn"),
                    related=[Related(there, "the same number")],
                    one=earlier,
                    other=name,
                )


def _misplaced(edition: Values, at: str, document: Document) -> Iterator[Diagnostic]:
    """Report keys and tables that have no meaning for the format of the edition."""
    if edition["format"] is None:
        return
    wanted = {name: key.only for name, key in keys_of("edition").items() if key.only}
    wanted |= {name: table.only for name, table in tables_of("edition").items() if table.only}
    written = edition["format"].value
    for name, only in wanted.items():
        if f"{at}.{name}" in document.places and only != written:
            span = document.where_key(f"{at}.{name}")
            yield rules.WRONG_FORMAT_KEY.at(span, key=name, format=written, wanted=only)


def _of_variant(edition: Values, at: str, document: Document) -> Iterator[Diagnostic]:
    """Report keys that have no meaning for the variant of a PDF."""
    if edition["format"] is not Format.PDF or edition["variant"] is None:
        return
    written = edition["variant"].value
    for name, key in keys_of("edition").items():
        if key.variant not in ("", written) and f"{at}.{name}" in document.places:
            span = document.where_key(f"{at}.{name}")
            yield rules.WRONG_VARIANT_KEY.at(span, key=name, variant=written, wanted=key.variant)


def _text_area(edition: Values, at: str, document: Document) -> Iterator[Diagnostic]:
    trim, margins = edition["trim"], edition["margins"]
    if trim is None or margins is None or None in margins.values():
        return
    for (one, other), size, direction in (
        (("inner", "outer"), trim[0], "wide"),
        (("top", "bottom"), trim[1], "high"),
    ):
        left = round(size - margins[one] - margins[other], 2)
        if left < NARROWEST_TEXT:
            yield rules.NO_TEXT_AREA.at(
                document.where(f"{at}.margins.{one}"),
                sides=f"`{one}` and `{other}`",
                left=f"{left:g}",
                size=f"{size:g}",
                direction=direction,
            )


def _files(world: World, edition: Values, at: str, document: Document) -> Iterator[Diagnostic]:
    """Check the folder of the theme and the file of the cover, if they are given."""
    theme, cover = edition["theme"], edition["cover"]
    try:
        if theme and not world.listing(theme):
            yield rules.MISSING_FOLDER.at(document.where(f"{at}.theme"), path=theme)
    except Refused as refused:
        yield refused.at(document.where(f"{at}.theme"))
    if cover:
        span = document.where(f"{at}.cover")
        if PurePosixPath(cover).suffix.lower() not in COVER_ENDINGS:
            yield rules.NOT_A_COVER.at(span, path=cover)
        elif fault := world.fault(f"{MANUSCRIPT}/{cover}"):
            yield fault.at(span, base=MANUSCRIPT)


def check_covers(editions: Editions, document: Document) -> Iterator[Diagnostic]:
    """Report what prevents the printed covers that `[cover]` asks for."""
    printed = {
        name: values
        for name, values in editions.items()
        if values and values["format"] is Format.PDF
    }
    if printed and not any(values["paper"] for values in printed.values()):
        yield rules.COVER_WITHOUT_PAPER.at(document.where("cover"), editions=listed(printed))
    for name, values in printed.items():
        double = f"{name}{COVER_SUFFIX}"
        if values["paper"] and double in printed:
            span = document.where_key(join("edition", double))
            yield rules.COVER_NAME_TAKEN.at(span, name=double, edition=name)


def _pages_from(
    edition: Values, editions: Editions, at: str, document: Document
) -> Iterator[Diagnostic]:
    name = edition["pages-from"]
    if not name:
        return
    span = document.where(f"{at}.pages-from")
    printed = [one for one, values in editions.items() if values and _laid_out(values)]
    shown = listed(printed) or "there is none yet"
    source = editions.get(name)
    if name not in editions:
        near = nearest(name, printed)
        yield rules.UNKNOWN_EDITION.at(span, near=near, name=name, editions=shown)
    elif source and source["format"] is Format.EPUB:
        yield rules.PAGES_FROM_EBOOK.at(span, name=name, editions=shown)
    elif source and not _laid_out(source):
        yield rules.PAGES_FROM_BORROWER.at(span, name=name, editions=shown)
    elif edition["format"] is Format.PDF:
        for key in SHAPING:
            if f"{at}.{key}" in document.places:
                where = document.where_key(f"{at}.{key}")
                yield rules.PAGES_SAID_TWICE.at(where, key=key, source=name)


def _laid_out(edition: Values) -> bool:
    """True for a print edition with pages of its own."""
    return edition["format"] is Format.PDF and not edition["pages-from"]
