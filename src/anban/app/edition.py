"""One edition: laid out or packed, looked at, published.

In: a `BuildContext`, which holds what all editions share, and a dressed edition. Out: a `Result`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from anban import __version__, epub
from anban.app.editions import PreparedEdition, draw
from anban.app.session import Session
from anban.check import external, parity, preflight
from anban.check.external import EPUBCHECK, Checker, SourcePlaces
from anban.check.pages import evenness, folios, geometry, makeup, notes
from anban.check.pages.notes import NoteAudit
from anban.check.preflight.places import NOWHERE, places
from anban.core.diagnostics import Diagnostic, Report
from anban.core.errors import UsageError
from anban.manuscript import sample
from anban.manuscript.config.model import ContributorRole, Edition, Format, Variant
from anban.manuscript.reader import ManuscriptText, Tell, apply_severity
from anban.render import Rendition
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
    """Which draft proofs show, where that is not for `book.toml` to say."""

    revision: str = ""
    day: date | None = None


NO_DRAFT = DraftLabel()


@dataclass(frozen=True, slots=True)
class BuildContext:
    """What the editions of one build share."""

    world: World
    text: ManuscriptText
    session: Session
    strict: bool
    validate: bool
    tell: Tell
    draft: DraftLabel

    def report(self, *groups: Iterable[Diagnostic]) -> Report:
        found = (diagnostic for group in groups for diagnostic in group)
        return apply_severity(found, self.text.config, strict=self.strict)

    def read(self, path: str) -> bytes:
        """The bytes of the file at `path`, relative to `manuscript/`."""
        return self.world.read(in_manuscript(path))

    def pixels(self, path: str) -> tuple[float, float] | None:
        """The size of the picture at `path`; None if it cannot be told."""
        try:
            picture = describe(self.world, path)
        except Refused:
            return None
        return picture.width, picture.height


@dataclass(frozen=True, slots=True)
class Proof:
    """A print edition laid out, and what its pages show.

    `laid` is what laying out found; `text` and `pages` are what looking at it found.
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
    """What an edition came to; `failed` is true if its product did not pass a check."""

    edition: str
    report: Report
    made: Made | None = None
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Packed:
    """An EPUB that is packed and not published, None if a fault stood in the way; `failed` is true
    if it is not what the book is.
    """

    data: bytes | None
    report: Report
    failed: bool = False


def prove(context: BuildContext, prepared: PreparedEdition) -> Proof:
    """Lay out a print edition and look at every page."""
    edition, book = prepared.edition, context.text.resolution.book
    memo = context.session.memo
    context.tell(f"{edition.name}: laying out the pages")

    def rendition(pages: Mapping[str, str]) -> Rendition:
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
    """The proof of an edition that has the pages of another; what was found is told there."""
    return replace(proof, prepared=prepared)


def _among_others(context: BuildContext, edition: Edition) -> str:
    """The name of `edition` if the book is printed in another one, too, else nothing."""
    printed = [
        one for one in context.text.config.editions if one.format is Format.PDF and not one.borrowed
    ]
    return edition.name if len(printed) > 1 else ""


def make_print(context: BuildContext, proof: Proof) -> Result:
    """Write the PDF of `proof` and publish it, if nothing is wrong with it."""
    edition = proof.prepared.edition
    report = Report.of(proof.laid, proof.text, proof.pages)
    if report.faulty:
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
        found = preflight.examine(data, case, context.session.memo)
        report = Report.of(report, context.report(found))
        if report.faulty:
            return Result(edition.name, report, failed=True)
    return put_out(context, product, report)


def write_print(context: BuildContext, proof: Proof) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The PDF of `proof`, in the manner of its edition."""
    edition = proof.prepared.edition
    manner = pdf_variant_of(edition, proof.prepared.profile, _line(context, edition))
    return write(proof.layout, info(context), manner)


def case_of(
    context: BuildContext, proof: Proof, name: str, profile: PrinterProfile, *, stale: bool = False
) -> preflight.PrintFile:
    """The file `name` of the edition of `proof`, for a printer; what is `stale` has no places."""
    book, pages = context.text.resolution.book, proof.layout.pages
    edition = proof.prepared.edition
    known = NOWHERE if stale else context.session.memo(places, book, pages)
    span = context.text.config.where.get(f"edition.{edition.name}")
    return preflight.PrintFile(name, edition, profile, known, span, context.pixels)


def make_ebook(
    context: BuildContext,
    prepared: PreparedEdition,
    proof: Proof | None,
    front: bytes | None = None,
) -> Result:
    """Pack the EPUB of `prepared`, with the page list of `proof`, and publish it if it is sound.

    `front` is its cover as PNG, None if it has one of its own.
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
    """Make the sample of the ebook `prepared`: it stands beside the ebook, under a name and an
    identifier of its own.
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
    """Pack the EPUB of `prepared` and compare its text with the book's."""
    edition, text, memo = prepared.edition, context.text, context.session.memo
    laid = Report.of(proof.laid, proof.text) if proof else Report()
    if laid.faulty or prepared.rendition is None:
        return Packed(None, laid)
    context.tell(f"{edition.name}: packing the EPUB")
    data, found = epub.pack(
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
    differing = context.report(parity.in_ebook(text.resolution.book, epub.texts(data), memo))
    return Packed(data, Report.of(packed, differing), failed=differing.faulty)


def judge(
    context: BuildContext, prepared: PreparedEdition, data: bytes, checkers: Iterable[Checker]
) -> Report:
    """What `checkers` say of the EPUB `data` of `prepared`, at the lines it was made from."""
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
        for checker, outcome in external.ask(data, checkers)
        for found in external.diagnose(checker.name, outcome, product, places)
    )


def put_out(
    context: BuildContext, product: Product, report: Report, prepared: PreparedEdition | None = None
) -> Result:
    """Publish `product`, once a validator has passed it if one was asked for."""
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
    return Product(
        edition.name,
        file_of(context, edition),
        data,
        _pages(prepared, proof) if proof else 0,
        _counts(proof.audit) if proof and printed else {"notes": _total(context)},
        prepared.faces,
        prepared.profile,
    )


def _pages(prepared: PreparedEdition, proof: Proof) -> int:
    """The pages of a print edition, or the print pages that an ebook marks."""
    if prepared.edition.format is Format.PDF or prepared.rendition is None:
        return len(proof.layout.pages)
    sheets = {sheet.id for sheet in prepared.rendition.sheets}
    return sum(start.sheet in sheets for start in proof.layout.pagination)


def file_of(context: BuildContext, edition: Edition) -> str:
    """The name of the file of `edition`."""
    return f"{context.text.config.metadata.slug}-{edition.name}.{edition.format.value}"


def _counts(audit: NoteAudit) -> dict[str, int]:
    values = {field.name: getattr(audit, field.name) for field in fields(audit)}
    return {name: value for name, value in values.items() if isinstance(value, int)}


def _total(context: BuildContext) -> int:
    return sum(len(chapter.notes) for chapter in context.text.resolution.book.chapters())


def _line(context: BuildContext, edition: Edition) -> str:
    """What stands beside the pages: which edition they are of, or which draft."""
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
    """What the files of this build say of themselves."""
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
