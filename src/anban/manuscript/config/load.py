"""Load the configuration of a book: read it, check it, freeze it.

In: a `World`. Out: the `Config` and every diagnostic. The `Config` is None if `book.toml` has an
error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from anban import languages
from anban.core.book import Role
from anban.core.diagnostics import Diagnostic, Rule, Severity
from anban.manuscript.config import rules
from anban.manuscript.config.contents import check_contents, entries
from anban.manuscript.config.document import BOOK_LIMIT, Document, understand
from anban.manuscript.config.editions import check_covers, check_editions
from anban.manuscript.config.form import Values, read_values
from anban.manuscript.config.freeze import freeze
from anban.manuscript.config.model import Config
from anban.manuscript.config.schema import keys_of
from anban.manuscript.config.values import listed, slug_of
from anban.world.project import BOOK_FILE, Refused, World


def load(
    world: World, catalogue: Mapping[str, Rule]
) -> tuple[Config | None, tuple[Diagnostic, ...]]:
    """The configuration in `manuscript/book.toml`, and everything that is wrong with it.

    `catalogue` has every rule by its code; `[check]` may only name these codes.
    """
    try:
        document, found = understand(world.read(BOOK_FILE, BOOK_LIMIT))
    except Refused as refused:
        return None, (refused.at(None),)
    if document is None:
        return None, found
    values, found = read_values(document)
    found += tuple(_check(world, values, document, catalogue))
    if any(diagnostic.severity is Severity.ERROR for diagnostic in found):
        return None, found
    where = {key: place.value for key, place in document.places.items()}
    return freeze(values, document, MappingProxyType(where)), found


def _check(
    world: World, values: Values, document: Document, catalogue: Mapping[str, Rule]
) -> Iterator[Diagnostic]:
    """Check values against each other and against the disk.

    A table whose form is wrong is None and is skipped.
    """
    if values["book"] is not None:
        yield from _check_book(values["book"], document)
    if values["manuscript"] is not None:
        yield from check_contents(world, values["manuscript"], document)
        yield from _check_imprint(values, document)
    yield from check_editions(world, values["edition"], document)
    if values["cover"] is not None:
        yield from check_covers(values["edition"], document)
    if values["check"] is not None:
        yield from _check_codes(values["check"], document, catalogue)


def _check_book(book: Values, document: Document) -> Iterator[Diagnostic]:
    tag, title = book["language"], book["title"]
    if tag and languages.load(tag) is None:
        available = listed(sorted(languages.AVAILABLE))
        span = document.where("book.language")
        yield rules.UNKNOWN_LANGUAGE.at(span, value=tag, available=available)
    if title and book["slug"] == "" and not slug_of(title):
        yield rules.NO_SLUG.at(document.where("book.title"), title=title)


def _check_imprint(values: Values, document: Document) -> Iterator[Diagnostic]:
    imprint, book = values["imprint"], values["book"]
    asked = (
        e.span for e in entries(values["manuscript"], document) if e.name == Role.IMPRINT.value
    )
    span = next(asked, None)
    if imprint is None or book is None or span is None:
        return
    span = document.where("imprint") if "imprint" in document.places else span
    language = languages.load(book["language"] or "")
    required = language.imprint if language else ()
    for name, key in keys_of("imprint").items():
        if name in required and imprint[name] == "":
            yield rules.IMPRINT_INCOMPLETE.at(
                span, name=name, example=key.line, meaning=key.meaning
            )


def _check_codes(
    check: Values, document: Document, catalogue: Mapping[str, Rule]
) -> Iterator[Diagnostic]:
    allowed = [row["code"] if row else None for row in check["allow"]]
    denied, warned = list(check["deny"] or ()), list(check["warn"] or ())
    named = {rule.name: code for code, rule in catalogue.items()}
    rows = [(f"check.allow[{index}].code", code) for index, code in enumerate(allowed)]
    rows += [(f"check.deny[{index}]", code) for index, code in enumerate(denied)]
    rows += [(f"check.warn[{index}]", code) for index, code in enumerate(warned)]
    for at, code in rows:
        if code is not None and code not in catalogue:
            near = named.get(code) or (code.upper() if code.upper() in catalogue else None)
            yield rules.UNKNOWN_CODE.at(document.where(at), near=near, code=code)
    for index, code in enumerate(allowed):
        span = document.where(f"check.allow[{index}].code")
        rule = catalogue.get(code or "")
        if rule is not None and rule.severity is Severity.ERROR:
            yield rules.ALLOWED_ERROR.at(span, code=code, name=rule.name)
        row = check["allow"][index]
        if code is not None and code in denied and not (row["words"] or row["file"]):
            yield rules.ALLOWED_AND_DENIED.at(span, code=code)
