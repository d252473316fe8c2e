"""The covers of a build: the printed cover of an edition, and the cover picture of an ebook.

In: a `BuildContext`, and an edition that is prepared (`PreparedEdition`) or laid out (`Proof`).
Out: a `Result`, or the bytes of a PNG picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from anban.app.edition import BuildContext, Proof, Result, case_of, info, put_out
from anban.app.editions import PreparedEdition
from anban.check import covers as check
from anban.check.preflight import checking
from anban.core.diagnostics import Diagnostic, Report, Span
from anban.cover import rules
from anban.cover.drawing import draw
from anban.cover.geometry import Wrap, spine_of, wrap_of
from anban.cover.raster import png
from anban.cover.setting import SetCover, set_cover
from anban.manuscript.config.model import Edition
from anban.render.rendition import Rendition
from anban.world.printers import PROFILES
from anban.world.project import Refused
from anban.world.publishing import Product

SUFFIX = "-cover"


def wants_cover(context: BuildContext, edition: Edition) -> bool:
    """True if `edition` is printed and has a cover."""
    return context.text.config.cover is not None and bool(edition.paper)


def make_cover(context: BuildContext, proof: Proof) -> Result:
    """Make the cover of the edition of `proof`, check it and publish it.

    The width of the spine follows from the number of pages and the paper.
    """
    prepared = proof.prepared
    edition, pages = prepared.edition, len(proof.layout.pages)
    name = f"{edition.name}{SUFFIX}"
    context.tell(f"{edition.name}: making the cover")
    wrap = wrap_of(edition, pages)
    made = set_wrap(context, proof)
    span = context.text.config.where.get(f"edition.{edition.name}")
    report = context.report(made.diagnostics, _facts(edition, wrap, pages, span))
    if made.data is None or report.faulty:
        return Result(name, report)
    checked = context.report(look(context, proof, made.data, edition.profile))
    report = Report.of(report, checked)
    if checked.faulty:
        return Result(name, report, failed=True)
    file = cover_file(context, edition)
    product = Product(name, file, made.data, 1, {}, prepared.faces, prepared.profile)
    return put_out(context, product, report)


def cover_file(context: BuildContext, edition: Edition) -> str:
    """The name of the file of the cover of `edition`."""
    return f"{context.text.config.metadata.slug}-{edition.name}{SUFFIX}.pdf"


def set_wrap(context: BuildContext, proof: Proof) -> SetCover:
    """The cover of the edition of `proof` as a PDF, with its spine for that number of pages."""
    edition = proof.prepared.edition
    return _set(context, proof.prepared, edition, wrap_of(edition, len(proof.layout.pages)))


def look(context: BuildContext, proof: Proof, data: bytes, profile: str) -> tuple[Diagnostic, ...]:
    """What is wrong with the PDF of a cover, `data`.

    `profile` is the name of a printer's profile whose rules are checked. If it is empty, only the
    sizes of the cover are checked.
    """
    edition, pages = replace(proof.prepared.edition, profile=profile), len(proof.layout.pages)
    wrap = wrap_of(edition, pages)
    if not profile:
        span = context.text.config.where.get(f"edition.{edition.name}")
        return check.examine(data, wrap, span)
    case = case_of(context, proof, cover_file(context, edition), PROFILES[profile], stale=True)
    return checking.examine_cover(data, replace(case, sheet="the sheet"), wrap, pages)


def front_of(
    context: BuildContext, prepared: PreparedEdition, proof: Proof | None
) -> tuple[bytes | None, Report]:
    """The front of the cover as a PNG picture for the ebook `prepared`, and what was found.

    The picture is None if the ebook names a picture of its own, if the book has no cover, or if
    the cover could not be drawn. The front has the trim of the print edition of `proof`, if given.
    """
    edition = prepared.edition
    if context.text.config.cover is None or edition.cover:
        return None, Report()
    trim = proof.prepared.edition.trim if proof else edition.trim
    made = _set(context, prepared, replace(edition, trim=trim), None)
    report = context.report(made.diagnostics)
    if made.data is None:
        return None, report
    return context.session.memo(png, made.data), report


def _set(
    context: BuildContext, prepared: PreparedEdition, edition: Edition, wrap: Wrap | None
) -> SetCover:
    """The cover as a PDF; it comes from the memo if nothing that it shows has changed."""
    text, session = context.text, context.session
    memo = session.memo
    # the memo compares these by identity, so equal values are made one object first
    values = memo.same(edition), prepared.theme, text.language, memo.same(wrap)
    rendition = memo(draw, text.config, *values)
    pictures = tuple(_pictures(context, rendition))
    pdf_info = memo.same(info(context))
    return memo(set_cover, rendition, pictures, pdf_info, prepared.profile, session.layout_session)


def _pictures(context: BuildContext, rendition: Rendition) -> Iterator[tuple[str, bytes]]:
    """The path and the bytes of each picture of a cover.

    A picture that cannot be read is left out; the layout engine reports it when it asks for it.
    """
    for sheet in rendition.sheets:
        for path in sheet.resources:
            with suppress(Refused):
                yield path, context.read(path)


def _facts(edition: Edition, wrap: Wrap, pages: int, span: Span | None) -> Iterator[Diagnostic]:
    """Report what the cover leaves out because the book or the edition does not have it."""
    if not wrap.lettered:
        width = f"{spine_of(edition, pages):g}"
        yield rules.SPINE_BLANK.at(span, edition=edition.name, width=width, pages=pages)
    if not edition.isbn:
        yield rules.NO_BARCODE.at(span, edition=edition.name)
