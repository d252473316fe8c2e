"""Make the frozen `Config` from checked values, with the defaults that depend on other values.

In: values without an error. Out: `Config`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from anban.core.book import Role
from anban.core.diagnostics import Span
from anban.manuscript.config.document import Document
from anban.manuscript.config.form import Values
from anban.manuscript.config.model import (
    Allowance,
    Certification,
    Checks,
    Config,
    Contributor,
    Cover,
    Edition,
    ImprintLine,
    Manuscript,
    Margins,
    Metadata,
    Numbering,
    PartEntry,
    Typography,
    Variant,
)
from anban.manuscript.config.values import slug_of

EVEN = 2
"""The number of pages of a PDF for the press is a multiple of this by default, since a leaf has two
pages."""


def freeze(values: Values, document: Document, where: Mapping[str, Span]) -> Config:
    """The configuration that `values` describe."""
    imprint, check = values["imprint"], values["check"]
    return Config(
        metadata=_metadata(values["book"], imprint["publisher"]),
        imprint=tuple(ImprintLine(key, str(value)) for key, value in imprint.items() if value),
        manuscript=_manuscript(values["manuscript"], document),
        numbering=Numbering(**values["numbering"]),
        notes=values["notes"]["numbering"],
        typography=Typography(**values["typography"]),
        editions=_editions(values["edition"]),
        checks=Checks(
            tuple(Allowance(**row) for row in check["allow"]),
            tuple(check["deny"]),
            tuple(check["warn"]),
        ),
        where=where,
        certification=_certification(values["accessibility"]),
        cover=_cover(values["cover"], values["book"]),
    )


def _certification(values: Values | None) -> Certification | None:
    return None if values is None else Certification(**values)


def _cover(cover: Values | None, book: Values) -> Cover | None:
    return None if cover is None else Cover(cover["blurb"] or book["description"])


def _metadata(book: Values, publisher: str) -> Metadata:
    return Metadata(
        title=book["title"],
        subtitle=book["subtitle"],
        short_title=book["short-title"] or book["title"],
        slug=book["slug"] or slug_of(book["title"]),
        language=book["language"],
        contributors=tuple(
            Contributor(row["name"], row["role"], row["sort-name"] or row["name"])
            for row in book["contributors"]
        ),
        publisher=book["publisher"] or publisher,
        place=book["place"],
        rights=book["rights"],
        date=book["date"],
        description=book["description"],
        subjects=tuple(book["subjects"]),
        series=book["series"],
        thema=tuple(book["thema"]),
    )


def _manuscript(manuscript: Values, document: Document) -> Manuscript:
    body: list[PartEntry | str] = []
    for index, entry in enumerate(manuscript["body"]):
        at = f"manuscript.body[{index}]"
        body.append(entry if isinstance(entry, str) else _part(entry, document.where(at)))
    for index, part in enumerate(manuscript["parts"]):
        body.append(_part(part, document.where(f"manuscript.parts[{index}].title")))
    return Manuscript(
        front=tuple(map(_page, manuscript["front"])),
        body=tuple(body),
        back=tuple(map(_page, manuscript["back"])),
    )


def _page(entry: str) -> str | Role:
    return entry if entry.endswith(".md") else Role(entry)


def _part(part: Values, span: Span) -> PartEntry:
    return PartEntry(part["title"], part["subtitle"], tuple(part["chapters"]), span)


def _editions(editions: Mapping[str, Values]) -> tuple[Edition, ...]:
    """The editions. A PDF that uses the pages of another edition also gets its trim and margins."""
    own = {name: _edition(name, edition) for name, edition in editions.items()}
    return tuple(
        _shaped(edition, own[edition.pages_from]) if edition.borrowed else edition
        for edition in own.values()
    )


def _shaped(edition: Edition, source: Edition) -> Edition:
    return replace(
        edition,
        isbn=source.isbn,
        theme=source.theme,
        trim=source.trim,
        bleed=source.bleed,
        margins=source.margins,
        pages_multiple=source.pages_multiple,
    )


def _edition(name: str, edition: Values) -> Edition:
    margins, variant = edition["margins"], edition["variant"]
    return Edition(
        name=name,
        format=edition["format"],
        isbn=edition["isbn"],
        theme=edition["theme"],
        trim=edition["trim"],
        bleed=edition["bleed"],
        margins=None if margins is None else Margins(**margins),
        variant=variant,
        cover=edition["cover"],
        pages_from=edition["pages-from"],
        paper=edition["paper"],
        binding=edition["binding"],
        spine=edition["spine"] or None,
        price=edition["price"],
        price_code=edition["price-code"],
        profile=edition["profile"],
        standard=edition["standard"],
        marks=edition["marks"],
        slug_line=edition["slug-line"],
        pages_multiple=edition["pages-multiple"] or (EVEN if variant is Variant.PRESS else 1),
        output_intent=edition["output-intent"],
        draft=edition["draft"],
        revision=edition["revision"],
        draft_date=edition["draft-date"] or None,
    )
