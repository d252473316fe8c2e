"""One edition: laid out or packed, looked at, published.

In: a `Press`, which holds what all editions share, and a dressed edition. Out: a `Result`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from anban import __version__, epub, publish
from anban.check import external, geometry, notes, parity, preflight
from anban.check.notes import NoteAudit
from anban.check.places import NOWHERE, places
from anban.config.model import ContributorRole, Edition, Format, Variant
from anban.diagnostics import Diagnostic, Report
from anban.dressing import Dressed, draw
from anban.pictures import describe
from anban.printers import PROFILES, Profile
from anban.project import Refused, World, in_manuscript
from anban.publish import Artifact, Product
from anban.reading import Tell, Text, weigh
from anban.render import Rendition
from anban.typeset.manner import manner_of
from anban.typeset.settle import Layout, settle
from anban.typeset.write import PdfInfo, write
from anban.workshop import Workshop


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
    laid = press.weigh(layout.diagnostics)
    if not layout.pages:
        return Proof(dressed, layout, audit, laid, text=Report(), pages=Report())
    return Proof(
        dressed,
        layout,
        audit,
        laid,
        text=press.weigh(parity.in_print(book, layout.pages, keeper)),
        pages=press.weigh(audit.diagnostics, geometry.examine(book, layout.pages, keeper)),
    )


def lend(dressed: Dressed, proof: Proof) -> Proof:
    """The proof of an edition that has the pages of another; what was found is told there."""
    return replace(proof, dressed=dressed)


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
        report = Report.of(report, press.weigh(preflight.examine(data, case)))
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
    edition, text, keeper = dressed.edition, press.text, press.workshop.keeper
    laid = Report.of(proof.laid, proof.text) if proof else Report()
    if laid.faulty or dressed.rendition is None:
        return Result(edition.name, laid)
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
        return Result(edition.name, packed)
    sheets = dressed.rendition.sheets
    differing = press.weigh(parity.in_ebook(text.resolution.book, sheets, keeper))
    report = Report.of(packed, differing)
    if differing.faulty:
        return Result(edition.name, report, failed=True)
    return put_out(press, _product(press, dressed, data, proof), report)


def put_out(press: Press, product: Product, report: Report) -> Result:
    """Publish `product`, once a validator has passed it if one was asked for."""
    foreign = press.weigh(publish.foreign(press.world.root, product.name))
    if foreign.faulty:
        return Result(product.edition, Report.of(report, foreign))
    with publish.stage(press.world.root, product) as draft:
        judged = Report()
        if press.validate and product.name.endswith(Format.EPUB.value):
            press.tell(f"{product.edition}: asking EPUBCheck")
            judged = press.weigh(external.diagnose(external.epubcheck(draft), product.name))
        report = Report.of(report, judged)
        if judged.faulty:
            return Result(product.edition, report, failed=True)
        artifact = publish.release(press.world.root, product)
    return Result(product.edition, report, Made(product, artifact))


def _product(press: Press, dressed: Dressed, data: bytes, proof: Proof | None) -> Product:
    edition = dressed.edition
    printed = edition.format is Format.PDF
    return Product(
        edition.name,
        file_of(press, edition),
        data,
        len(proof.layout.pages) if proof else 0,
        _counts(proof.audit) if proof and printed else {"notes": _total(press)},
        dressed.faces,
        dressed.profile,
    )


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
