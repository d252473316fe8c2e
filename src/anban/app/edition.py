"""One edition: laid out or packed, looked at, published.

In: a `Press`, which holds what all editions share, and a dressed edition. Out: a `Result`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from anban import __version__, epub
from anban.app.editions import Dressed, draw
from anban.app.session import Workshop
from anban.check import external, parity, preflight
from anban.check.external import EPUBCHECK, Checker, Places
from anban.check.pages import evenness, geometry, makeup, notes
from anban.check.pages.notes import NoteAudit
from anban.check.preflight.places import NOWHERE, places
from anban.core.diagnostics import Diagnostic, Report
from anban.core.errors import UsageError
from anban.manuscript import sample
from anban.manuscript.config.model import ContributorRole, Edition, Format, Variant
from anban.manuscript.reader import Tell, Text, weigh
from anban.render import Rendition
from anban.typeset.pdf.variant import manner_of
from anban.typeset.settle import Layout, settle
from anban.typeset.write import PdfInfo, write
from anban.world import publishing
from anban.world.pictures.pictures import describe
from anban.world.printers import PROFILES, Profile
from anban.world.project import Refused, World, in_manuscript
from anban.world.publishing import Artifact, Product


@dataclass(frozen=True, slots=True)
class Draft:
    """Which draft proofs show, where that is not for `book.toml` to say."""

    revision: str = ""
    day: date | None = None


NO_DRAFT = Draft()


@dataclass(frozen=True, slots=True)
class Press:
    """What the editions of one build share."""

    world: World
    text: Text
    workshop: Workshop
    strict: bool
    validate: bool
    tell: Tell
    draft: Draft

    def weigh(self, *groups: Iterable[Diagnostic]) -> Report:
        found = (diagnostic for group in groups for diagnostic in group)
        return weigh(found, self.text.config, strict=self.strict)

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

    dressed: Dressed
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


def prove(press: Press, dressed: Dressed) -> Proof:
    """Lay out a print edition and look at every page."""
    edition, book = dressed.edition, press.text.resolution.book
    keeper = press.workshop.keeper
    press.tell(f"{edition.name}: laying out the pages")

    def rendition(pages: Mapping[str, str]) -> Rendition:
        if not pages and dressed.rendition:
            return dressed.rendition
        return draw(press.text, edition, dressed.theme, pages, keeper)

    layout = settle(
        rendition,
        press.read,
        press.text.config.metadata.language,
        press.workshop.shop,
    )
    audit = notes.audit(book, layout.pages, keeper)
    name = _among_others(press, edition)
    laid = press.weigh(layout.diagnostics)
    if not layout.pages:
        return Proof(dressed, layout, audit, laid, text=Report(), pages=Report())
    return Proof(
        dressed,
        layout,
        audit,
        laid,
        text=press.weigh(parity.in_print(book, layout.pages, layout.labels, keeper)),
        pages=press.weigh(
            audit.diagnostics,
            geometry.examine(book, layout.pages, keeper, edition=name),
            makeup.examine(book, layout.pages, keeper, edition=name),
            evenness.examine(book, layout.pages, keeper, edition=name),
        ),
    )


def lend(dressed: Dressed, proof: Proof) -> Proof:
    """The proof of an edition that has the pages of another; what was found is told there."""
    return replace(proof, dressed=dressed)


def _among_others(press: Press, edition: Edition) -> str:
    """The name of `edition` if the book is printed in another one, too, else nothing."""
    printed = [
        one for one in press.text.config.editions if one.format is Format.PDF and not one.borrowed
    ]
    return edition.name if len(printed) > 1 else ""


def make_print(press: Press, proof: Proof) -> Result:
    """Write the PDF of `proof` and publish it, if nothing is wrong with it."""
    edition = proof.dressed.edition
    report = Report.of(proof.laid, proof.text, proof.pages)
    if report.faulty:
        failed = not proof.laid.faulty
        return Result(edition.name, report, failed=failed)
    press.tell(f"{edition.name}: writing the PDF")
    data, found = write_print(press, proof)
    report = Report.of(report, press.weigh(found))
    if data is None or report.faulty:
        return Result(edition.name, report)
    product = _product(press, proof.dressed, data, proof)
    if edition.profile:
        case = case_of(press, proof, product.name, PROFILES[edition.profile])
        found = preflight.examine(data, case, press.workshop.keeper)
        report = Report.of(report, press.weigh(found))
        if report.faulty:
            return Result(edition.name, report, failed=True)
    return put_out(press, product, report)


def write_print(press: Press, proof: Proof) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The PDF of `proof`, in the manner of its edition."""
    edition = proof.dressed.edition
    manner = manner_of(edition, proof.dressed.profile, _line(press, edition))
    return write(proof.layout, info(press), manner)


def case_of(
    press: Press, proof: Proof, name: str, profile: Profile, *, stale: bool = False
) -> preflight.Case:
    """The file `name` of the edition of `proof`, for a printer; what is `stale` has no places."""
    book, pages = press.text.resolution.book, proof.layout.pages
    edition = proof.dressed.edition
    known = NOWHERE if stale else press.workshop.keeper(places, book, pages)
    span = press.text.config.where.get(f"edition.{edition.name}")
    return preflight.Case(name, edition, profile, known, span, press.pixels)


def make_ebook(
    press: Press, dressed: Dressed, proof: Proof | None, front: bytes | None = None
) -> Result:
    """Pack the EPUB of `dressed`, with the page list of `proof`, and publish it if it is sound.

    `front` is its cover as PNG, None if it has one of its own.
    """
    packed = draft_ebook(press, dressed, proof, front)
    if packed.data is None or packed.report.faulty:
        return Result(dressed.edition.name, packed.report, failed=packed.failed)
    return put_out(press, _product(press, dressed, packed.data, proof), packed.report, dressed)


def make_sample(
    press: Press, dressed: Dressed, proof: Proof | None, front: bytes | None = None
) -> Result:
    """Make the sample of the ebook `dressed`: it stands beside the ebook, under a name and an
    identifier of its own.
    """
    whole, keeper = dressed.edition, press.workshop.keeper
    name = f"{whole.name}-sample"
    if press.text.config.edition(name):
        raise UsageError(
            f"the edition `{name}` bears the name of the sample of `{whole.name}`",
            f"give `[edition.{name}]` another name",
        )
    edition = replace(whole, name=name, isbn="", sample_of=whole.name)
    text = replace(press.text, resolution=sample.cut(press.text.resolution, keeper))
    rendition = draw(text, edition, dressed.theme, {}, keeper)
    part = replace(dressed, edition=keeper.same(edition), rendition=rendition)
    return make_ebook(replace(press, text=text), part, proof, front)


def draft_ebook(
    press: Press, dressed: Dressed, proof: Proof | None, front: bytes | None = None
) -> Packed:
    """Pack the EPUB of `dressed` and compare its text with the book's."""
    edition, text, keeper = dressed.edition, press.text, press.workshop.keeper
    laid = Report.of(proof.laid, proof.text) if proof else Report()
    if laid.faulty or dressed.rendition is None:
        return Packed(None, laid)
    press.tell(f"{edition.name}: packing the EPUB")
    data, found = epub.pack(
        dressed.rendition,
        text.config,
        text.language,
        dressed.faces,
        proof.layout.pagination if proof else (),
        press.read,
        press.world.moment(text.config.metadata.date),
        __version__,
        keeper,
        front=front,
    )
    packed = Report.of(laid, press.weigh(found))
    if data is None or packed.faulty:
        return Packed(None, packed)
    differing = press.weigh(parity.in_ebook(text.resolution.book, epub.texts(data), keeper))
    return Packed(data, Report.of(packed, differing), failed=differing.faulty)


def judge(press: Press, dressed: Dressed, data: bytes, checkers: Iterable[Checker]) -> Report:
    """What `checkers` say of the EPUB `data` of `dressed`, at the lines it was made from."""
    edition, rendition = dressed.edition, dressed.rendition
    paths = (path for sheet in rendition.sheets for path in sheet.resources) if rendition else ()
    places = Places.of(
        data,
        press.text.resolution.book,
        dressed.theme.css,
        {path: press.read(path) for path in paths},
        press.text.config.where.get(f"edition.{edition.name}"),
    )
    product = file_of(press, edition)
    return press.weigh(
        found
        for checker, outcome in external.ask(data, checkers)
        for found in external.diagnose(checker.name, outcome, product, places)
    )


def put_out(
    press: Press, product: Product, report: Report, dressed: Dressed | None = None
) -> Result:
    """Publish `product`, once a validator has passed it if one was asked for."""
    foreign = press.weigh(publishing.foreign(press.world.root, product.name))
    if foreign.faulty:
        return Result(product.edition, Report.of(report, foreign))
    with publishing.stage(press.world.root, product):
        judged = Report()
        if press.validate and dressed and dressed.edition.format is Format.EPUB:
            press.tell(f"{product.edition}: asking EPUBCheck")
            judged = judge(press, dressed, product.data, (EPUBCHECK,))
        report = Report.of(report, judged)
        if judged.faulty:
            return Result(product.edition, report, failed=True)
        artifact = publishing.release(press.world.root, product)
    return Result(product.edition, report, Made(product, artifact))


def _product(press: Press, dressed: Dressed, data: bytes, proof: Proof | None) -> Product:
    edition = dressed.edition
    printed = edition.format is Format.PDF
    return Product(
        edition.name,
        file_of(press, edition),
        data,
        _pages(dressed, proof) if proof else 0,
        _counts(proof.audit) if proof and printed else {"notes": _total(press)},
        dressed.faces,
        dressed.profile,
    )


def _pages(dressed: Dressed, proof: Proof) -> int:
    """The pages of a print edition, or the print pages that an ebook marks."""
    if dressed.edition.format is Format.PDF or dressed.rendition is None:
        return len(proof.layout.pages)
    sheets = {sheet.id for sheet in dressed.rendition.sheets}
    return sum(start.sheet in sheets for start in proof.layout.pagination)


def file_of(press: Press, edition: Edition) -> str:
    """The name of the file of `edition`."""
    return f"{press.text.config.metadata.slug}-{edition.name}.{edition.format.value}"


def _counts(audit: NoteAudit) -> dict[str, int]:
    values = {field.name: getattr(audit, field.name) for field in fields(audit)}
    return {name: value for name, value in values.items() if isinstance(value, int)}


def _total(press: Press) -> int:
    return sum(len(chapter.notes) for chapter in press.text.resolution.book.chapters())


def _line(press: Press, edition: Edition) -> str:
    """What stands beside the pages: which edition they are of, or which draft."""
    title, say = press.text.config.metadata.short_title, press.text.language.say
    if edition.variant is not Variant.PROOF:
        width, height = edition.trim
        return f"{title} · {edition.name} · {width:g} × {height:g} mm"
    revision, day = press.draft.revision or edition.revision, press.draft.day or edition.draft_date
    words = (
        edition.draft or say("draft"),
        title,
        say("revision", revision=revision) if revision else "",
        day.isoformat() if day else "",
    )
    return " · ".join(filter(None, words))


def info(press: Press) -> PdfInfo:
    """What the files of this build say of themselves."""
    metadata = press.text.config.metadata
    people = metadata.contributors
    authors = tuple(one.name for one in people if one.role is ContributorRole.AUTHOR)
    return PdfInfo(
        metadata.title,
        authors or tuple(one.name for one in people),
        metadata.language,
        metadata.description,
        press.world.moment(metadata.date),
    )
