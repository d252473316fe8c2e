"""One edition: it is laid out or packed, checked, and published.

In: a `BuildContext`, which holds what all editions of a build share, and a `PreparedEdition`.
Out: a `Result`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from anban import __version__
from anban.app.editions import PreparedEdition, draw
from anban.app.session import Session
from anban.check import parity
from anban.check.external.findings import Checker, diagnose
from anban.check.external.places import SourcePlaces
from anban.check.external.row import EPUBCHECK, ask
from anban.check.pages import evenness, folios, geometry, makeup, notes
from anban.check.pages.notes import NoteAudit
from anban.check.preflight import checking
from anban.check.preflight.case import PrintFile
from anban.check.preflight.places import NOWHERE, places
from anban.core.diagnostics import Diagnostic, Report
from anban.core.errors import UsageError
from anban.epub import packing
from anban.manuscript import sample
from anban.manuscript.config.model import ContributorRole, Edition, Format, Variant
from anban.manuscript.reader import ManuscriptText, Tell, apply_severity
from anban.render.rendition import Rendition
from anban.typeset.pdf.variant import pdf_variant_of
from anban.typeset.settle import Layout, settle
from anban.typeset.write import PdfInfo, write
from anban.world import publishing
from anban.world.pictures.pictures import describe
from anban.world.printers import PROFILES, PrinterProfile
from anban.world.project import Refused, World, in_manuscript
from anban.world.publishing import Artifact, Product


@dataclass(frozen=True, slots=True)
class DraftLabel:
    """The revision and the day that the command line gives to proofs.

    Where one is given, it replaces what `book.toml` says.
    """

    revision: str = ""
    day: date | None = None


NO_DRAFT = DraftLabel()


@dataclass(frozen=True, slots=True)
class BuildContext:
    """What all editions of one build share.

    `strict` turns warnings into errors. `validate` runs EPUBCheck on each ebook. `tell` is called
    with a few words when a step begins.
    """

    world: World
    text: ManuscriptText
    session: Session
    strict: bool
    validate: bool
    tell: Tell
    draft: DraftLabel

    def report(self, *groups: Iterable[Diagnostic]) -> Report:
        """The report of all `groups`, with severities as the book's `[check]` table says."""
        found = (diagnostic for group in groups for diagnostic in group)
        return apply_severity(found, self.text.config, strict=self.strict)

    def read(self, path: str) -> bytes:
        """The bytes of the file at `path`, relative to `manuscript/`.

        Raises `Refused` if it cannot be read.
        """
        return self.world.read(in_manuscript(path))

    def pixels(self, path: str) -> tuple[float, float] | None:
        """Width and height of the picture at `path`, in pixels; None if it cannot be read."""
        try:
            picture = describe(self.world, path)
        except Refused:
            return None
        return picture.width, picture.height


@dataclass(frozen=True, slots=True)
class Proof:
    """A print edition that is laid out, with the findings about its pages.

    `laid` reports what the layout found. `text` reports where the text on the pages differs from
    the book. `pages` reports what is wrong with the notes, the geometry and the make-up.
    """

    prepared: PreparedEdition
    layout: Layout
    audit: NoteAudit
    laid: Report
    text: Report
    pages: Report


@dataclass(frozen=True, slots=True)
class Made:
    """An edition that is published."""

    product: Product
    artifact: Artifact


@dataclass(frozen=True, slots=True)
class Result:
    """The result for one edition. `made` is None if it was not published.

    `failed` is true if its product did not pass a check.
    """

    edition: str
    report: Report
    made: Made | None = None
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Packed:
    """An EPUB that is packed but not published.

    `data` is None if an error prevented packing. `failed` is true if the text of the EPUB differs
    from the text of the book.
    """

    data: bytes | None
    report: Report
    failed: bool = False


def prove(context: BuildContext, prepared: PreparedEdition) -> Proof:
    """Lay out a print edition and check every page."""
    edition, book = prepared.edition, context.text.resolution.book
    memo = context.session.memo
    context.tell(f"{edition.name}: laying out the pages")

    def rendition(pages: Mapping[str, str]) -> Rendition:
        # without page labels it has been drawn already, when the edition was prepared
        if not pages and prepared.rendition:
            return prepared.rendition
        return draw(context.text, edition, prepared.theme, pages, memo)

    layout = settle(
        rendition,
        context.read,
        context.text.config.metadata.language,
        context.session.layout_session,
    )
    audit = notes.audit(book, layout.pages, memo)
    name = _among_others(context, edition)
    laid = context.report(layout.diagnostics)
    if not layout.pages:
        return Proof(prepared, layout, audit, laid, text=Report(), pages=Report())
    return Proof(
        prepared,
        layout,
        audit,
        laid,
        text=context.report(parity.in_print(book, layout.pages, layout.labels, memo)),
        pages=context.report(
            audit.diagnostics,
            geometry.examine(book, layout.pages, memo, edition=name),
            folios.examine(book, layout.pages, memo, edition=name),
            makeup.examine(book, layout.pages, memo, edition=name, least=prepared.theme.make_up),
            evenness.examine(book, layout.pages, memo, edition=name),
        ),
    )


def share_pages(prepared: PreparedEdition, proof: Proof) -> Proof:
    """The proof of an edition that uses the pages of another one, whose proof is `proof`.

    Findings about the pages are reported with that other edition.
    """
    return replace(proof, prepared=prepared)


def _among_others(context: BuildContext, edition: Edition) -> str:
    """The name of `edition` if the book has more than one layout in print, else "".

    Messages name the edition only where a reader could not know which one is meant.
    """
    printed = [
        one for one in context.text.config.editions if one.format is Format.PDF and not one.borrowed
    ]
    return edition.name if len(printed) > 1 else ""


def make_print(context: BuildContext, proof: Proof) -> Result:
    """Write the PDF of `proof`, check it and publish it if there is no error."""
    edition = proof.prepared.edition
    report = Report.of(proof.laid, proof.text, proof.pages)
    if report.faulty:
        # an error of the layout is the book's fault; one found on the pages is the product's
        failed = not proof.laid.faulty
        return Result(edition.name, report, failed=failed)
    context.tell(f"{edition.name}: writing the PDF")
    data, found = write_print(context, proof)
    report = Report.of(report, context.report(found))
    if data is None or report.faulty:
        return Result(edition.name, report)
    product = _product(context, proof.prepared, data, proof)
    if edition.profile:
        case = case_of(context, proof, product.name, PROFILES[edition.profile])
        found = checking.examine(data, case, context.session.memo)
        report = Report.of(report, context.report(found))
        if report.faulty:
            return Result(edition.name, report, failed=True)
    return put_out(context, product, report)


def write_print(context: BuildContext, proof: Proof) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The PDF of `proof`, written in the variant of its edition, and what was found."""
    edition = proof.prepared.edition
    variant = pdf_variant_of(edition, proof.prepared.profile, _slug_line(context, edition))
    return write(proof.layout, info(context), variant)


def case_of(
    context: BuildContext, proof: Proof, name: str, profile: PrinterProfile, *, stale: bool = False
) -> PrintFile:
    """What preflight needs to know of the file `name` of the edition of `proof`.

    A `stale` file was made from another state of the manuscript, so its findings get no places.
    """
    book, pages = context.text.resolution.book, proof.layout.pages
    edition = proof.prepared.edition
    known = NOWHERE if stale else context.session.memo(places, book, pages)
    span = context.text.config.where.get(f"edition.{edition.name}")
    return PrintFile(name, edition, profile, known, span, context.pixels)


def make_ebook(
    context: BuildContext,
    prepared: PreparedEdition,
    proof: Proof | None,
    front: bytes | None = None,
) -> Result:
    """Pack the EPUB of `prepared`, check it and publish it if there is no error.

    Its page list is that of `proof`. `front` is the cover as PNG, None if the edition names a
    picture of its own.
    """
    packed = draft_ebook(context, prepared, proof, front)
    if packed.data is None or packed.report.faulty:
        return Result(prepared.edition.name, packed.report, failed=packed.failed)
    return put_out(
        context, _product(context, prepared, packed.data, proof), packed.report, prepared
    )


def make_sample(
    context: BuildContext,
    prepared: PreparedEdition,
    proof: Proof | None,
    front: bytes | None = None,
) -> Result:
    """Make the sample of the ebook `prepared`: its front matter and its first chapter.

    The sample is a file beside the ebook, with a name and an identifier of its own. Raises
    `UsageError` if an edition of the book already has that name.
    """
    whole, memo = prepared.edition, context.session.memo
    name = f"{whole.name}-sample"
    if context.text.config.edition(name):
        raise UsageError(
            f"the edition `{name}` bears the name of the sample of `{whole.name}`",
            f"give `[edition.{name}]` another name",
        )
    edition = replace(whole, name=name, isbn="", sample_of=whole.name)
    text = replace(context.text, resolution=sample.cut(context.text.resolution, memo))
    rendition = draw(text, edition, prepared.theme, {}, memo)
    part = replace(prepared, edition=memo.same(edition), rendition=rendition)
    return make_ebook(replace(context, text=text), part, proof, front)


def draft_ebook(
    context: BuildContext,
    prepared: PreparedEdition,
    proof: Proof | None,
    front: bytes | None = None,
) -> Packed:
    """Pack the EPUB of `prepared` and compare its text with the text of the book."""
    edition, text, memo = prepared.edition, context.text, context.session.memo
    laid = Report.of(proof.laid, proof.text) if proof else Report()
    if laid.faulty or prepared.rendition is None:
        return Packed(None, laid)
    context.tell(f"{edition.name}: packing the EPUB")
    data, found = packing.pack(
        prepared.rendition,
        text.config,
        text.language,
        prepared.faces,
        proof.layout.pagination if proof else (),
        context.read,
        context.world.moment(text.config.metadata.date),
        __version__,
        memo,
        front=front,
    )
    packed = Report.of(laid, context.report(found))
    if data is None or packed.faulty:
        return Packed(None, packed)
    differing = context.report(parity.in_ebook(text.resolution.book, packing.texts(data), memo))
    return Packed(data, Report.of(packed, differing), failed=differing.faulty)


def judge(
    context: BuildContext, prepared: PreparedEdition, data: bytes, checkers: Iterable[Checker]
) -> Report:
    """What `checkers` say of `data`, the EPUB of `prepared`.

    Each finding has the place in the manuscript or the theme from which the faulty part was made.
    """
    edition, rendition = prepared.edition, prepared.rendition
    paths = (path for sheet in rendition.sheets for path in sheet.resources) if rendition else ()
    places = SourcePlaces.of(
        data,
        context.text.resolution.book,
        prepared.theme.css,
        {path: context.read(path) for path in paths},
        context.text.config.where.get(f"edition.{edition.name}"),
    )
    product = file_of(context, edition)
    return context.report(
        found
        for checker, outcome in ask(data, checkers)
        for found in diagnose(checker.name, outcome, product, places)
    )


def put_out(
    context: BuildContext, product: Product, report: Report, prepared: PreparedEdition | None = None
) -> Result:
    """Publish `product`. If validation was asked for, an ebook must pass EPUBCheck first.

    It is not published if a file that anban did not write has its name.
    """
    foreign = context.report(publishing.foreign(context.world.root, product.name))
    if foreign.faulty:
        return Result(product.edition, Report.of(report, foreign))
    with publishing.stage(context.world.root, product):
        judged = Report()
        if context.validate and prepared and prepared.edition.format is Format.EPUB:
            context.tell(f"{product.edition}: asking EPUBCheck")
            judged = judge(context, prepared, product.data, (EPUBCHECK,))
        report = Report.of(report, judged)
        if judged.faulty:
            return Result(product.edition, report, failed=True)
        artifact = publishing.release(context.world.root, product)
    return Result(product.edition, report, Made(product, artifact))


def _product(
    context: BuildContext, prepared: PreparedEdition, data: bytes, proof: Proof | None
) -> Product:
    edition = prepared.edition
    printed = edition.format is Format.PDF
    chapters = context.text.resolution.book.chapters()
    notes = {"notes": sum(len(chapter.notes) for chapter in chapters)}
    return Product(
        edition.name,
        file_of(context, edition),
        data,
        _pages(prepared, proof) if proof else 0,
        _counts(proof.audit) if proof and printed else notes,
        prepared.faces,
        prepared.profile,
    )


def _pages(prepared: PreparedEdition, proof: Proof) -> int:
    """The number of pages of a print edition, or of the print pages that an ebook marks."""
    if prepared.edition.format is Format.PDF or prepared.rendition is None:
        return len(proof.layout.pages)
    sheets = {sheet.id for sheet in prepared.rendition.sheets}
    return sum(start.sheet in sheets for start in proof.layout.pagination)


def file_of(context: BuildContext, edition: Edition) -> str:
    """The name of the file of `edition`."""
    return f"{context.text.config.metadata.slug}-{edition.name}.{edition.format.value}"


def _counts(audit: NoteAudit) -> dict[str, int]:
    """The fields of `audit` that are numbers, by their names."""
    values = {field.name: getattr(audit, field.name) for field in fields(audit)}
    return {name: value for name, value in values.items() if isinstance(value, int)}


def _slug_line(context: BuildContext, edition: Edition) -> str:
    """The slug line, which is printed outside the trim of each page: the edition, or the draft."""
    title, say = context.text.config.metadata.short_title, context.text.language.say
    if edition.variant is not Variant.PROOF:
        width, height = edition.trim
        return f"{title} · {edition.name} · {width:g} × {height:g} mm"
    revision, day = (
        context.draft.revision or edition.revision,
        context.draft.day or edition.draft_date,
    )
    words = (
        edition.draft or say("draft"),
        title,
        say("revision", revision=revision) if revision else "",
        day.isoformat() if day else "",
    )
    return " · ".join(filter(None, words))


def info(context: BuildContext) -> PdfInfo:
    """The title, authors, language, description and date that the PDF files of a build carry."""
    metadata = context.text.config.metadata
    people = metadata.contributors
    authors = tuple(one.name for one in people if one.role is ContributorRole.AUTHOR)
    return PdfInfo(
        metadata.title,
        authors or tuple(one.name for one in people),
        metadata.language,
        metadata.description,
        context.world.moment(metadata.date),
    )
