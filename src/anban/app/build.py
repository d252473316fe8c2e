"""From a manuscript to its editions: this module calls the steps of a build in their order.

In: a `World` and an `Order`. Out: an `Outcome`, which says what was found, what was published and
what was not. An edition with an error is not published, nor is one whose product fails a check.
What was asked for and cannot be given is refused before anything is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from anban.app.covers import front_of, make_cover, wants_cover
from anban.app.edition import (
    NO_DRAFT,
    BuildContext,
    DraftLabel,
    Made,
    Proof,
    Result,
    make_ebook,
    make_print,
    make_sample,
    prove,
    share_pages,
)
from anban.app.editions import Job, PreparedEdition, prepare
from anban.app.session import Session
from anban.check.external.row import EPUBCHECK
from anban.core.diagnostics import Report
from anban.core.errors import DONE, FAULTY, MissingError, ProductError, UsageError
from anban.manuscript.config.model import Edition, Format, Variant
from anban.manuscript.reader import ManuscriptText, Tell, quiet
from anban.render.faults import TemplateFault
from anban.typeset.settle import Layout
from anban.world import collector, publishing
from anban.world.fault_log import log_of_report
from anban.world.project import World


@dataclass(frozen=True, slots=True)
class Order:
    """What a build is asked to do.

    `editions` are the names of the editions to make; an empty tuple means all of them. `strict`
    turns warnings into errors. `validate` runs EPUBCheck on each ebook before it is published.
    `sample` makes a sample of each ebook among the editions, and nothing else. `tell` is called
    with a few words when a step begins. `draft` is the label of proofs.
    """

    editions: tuple[str, ...] = ()
    strict: bool = False
    validate: bool = False
    sample: bool = False
    tell: Tell = quiet
    draft: DraftLabel = NO_DRAFT


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a build. `withheld` names the editions that were not published; `kept` those of
    them of which `output/` holds the last good one.

    `failed` is true if the book has no error but a product did not pass its check. `missing` is
    the error that says what this machine lacks, if it lacks anything. `layouts` are the layouts of
    the print editions, each once.
    """

    report: Report
    made: tuple[Made, ...] = ()
    withheld: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    failed: bool = False
    missing: MissingError | None = None
    layouts: tuple[Layout, ...] = ()

    @property
    def exit_code(self) -> int:
        if self.missing:
            return self.missing.exit_code
        if self.failed:
            return ProductError.exit_code
        return FAULTY if self.report.faulty else DONE


def build(world: World, order: Order, session: Session | None = None) -> Outcome:
    """Make the editions that `order` asks for and publish those that have no error.

    With the `session` of the build before, only what has changed since then is made again.
    Raises `UsageError` for the name of an edition that the book does not have.
    """
    session = session or Session()
    try:
        outcome = _build(world, order, session)
    finally:
        session.memo.turn()
        collector.release()
    publishing.log(world.root, log_of_report(outcome.report))
    kept = tuple(name for name in outcome.withheld if publishing.good(world.root, name))
    return replace(outcome, kept=kept)


def _build(world: World, order: Order, session: Session) -> Outcome:
    order.tell("reading the manuscript")
    with collector.pause_gc():
        job = prepare(world, order.editions, session.memo, strict=order.strict)
    if job.text is None or job.missing or job.report.faulty:
        return Outcome(job.report, withheld=job.wanted, missing=job.missing)
    _refuse(order, [one.edition for one in job.editions if one.edition.name in job.wanted])
    if missing := _lacking(order):
        return Outcome(job.report, withheld=job.wanted, missing=missing)
    with publishing.hold(world.root) as faults:
        if faults:
            return Outcome(Report.of(job.report, faults), withheld=job.wanted)
        context = _context(job, job.text, order, session)
        try:
            proofs = _proofs(context, job)
            results = tuple(_editions(context, job, proofs, sample=order.sample))
        except TemplateFault as fault:
            return Outcome(Report.of(job.report, (fault.diagnostic,)), withheld=job.wanted)
    return _outcome(job, results, proofs.values())


def _refuse(order: Order, asked: Sequence[Edition]) -> None:
    """UsageError if something is asked for that none of the editions `asked` for can have."""
    ebooks = any(one.format is Format.EPUB for one in asked)
    proofs = any(one.variant is Variant.PROOF for one in asked)
    for given, possible, option, thing in (
        (order.validate, ebooks, "--validate", "an ebook"),
        (order.sample, ebooks, "--sample", "an ebook"),
        (bool(order.draft.revision), proofs, "--revision", "a proof"),
        (order.draft.day is not None, proofs, "--draft-date", "a proof"),
    ):
        if given and not possible:
            raise UsageError(
                f"`{option}` is for {thing}, and none of these editions is one",
                f"name an edition that is {thing}, or leave `{option}` out",
            )


def _lacking(order: Order) -> MissingError | None:
    """What this machine lacks for what is asked for beside the editions."""
    lack = EPUBCHECK.lacks() if order.validate else None
    if lack is None:
        return None
    return MissingError(f"EPUBCheck cannot judge the ebook: {lack.reason}", lack.action)


@dataclass(frozen=True, slots=True)
class Inspection:
    """The print editions of a book, laid out and checked but not written as PDF.

    `proofs` has a `Proof` for the name of each print edition with pages of its own.
    """

    report: Report
    proofs: Mapping[str, Proof]


def look(job: Job, order: Order, session: Session) -> Inspection:
    """Lay out the print editions of `job` and check every page. Nothing is published.

    The result is empty if the book has an error or this machine lacks something. Raises
    `UsageError` for a book without a print edition.
    """
    if job.text is None or job.missing or job.report.faulty:
        return Inspection(Report(), {})
    if all(one.edition.format is not Format.PDF for one in job.editions):
        raise UsageError("this book has no print edition", "add one to `book.toml`")
    context = _context(job, job.text, order, session)
    try:
        proofs = _proofs(context, job)
    except TemplateFault as fault:
        return Inspection(Report.of((fault.diagnostic,)), {})
    finally:
        collector.release()
    own = {name: proof for name, proof in proofs.items() if not proof.prepared.edition.borrowed}
    found = (part for one in own.values() for part in (one.laid, one.text, one.pages))
    return Inspection(Report.of(*found), own)


def _context(job: Job, text: ManuscriptText, order: Order, session: Session) -> BuildContext:
    return BuildContext(
        job.world,
        text,
        session,
        strict=order.strict,
        validate=order.validate,
        tell=order.tell,
        draft=order.draft,
    )


def _proofs(context: BuildContext, job: Job) -> Mapping[str, Proof]:
    """The laid-out pages of each print edition, by its name.

    An edition that uses the pages of another one gets its proof from that one.
    """
    prints = [prepared for prepared in job.editions if prepared.edition.format is Format.PDF]
    own = [prepared for prepared in prints if not prepared.edition.borrowed]
    proofs = {prepared.edition.name: prove(context, prepared) for prepared in own}
    for prepared in prints:
        if prepared.edition.borrowed:
            proofs[prepared.edition.name] = share_pages(
                prepared, proofs[prepared.edition.pages_from]
            )
    return proofs


def _editions(
    context: BuildContext, job: Job, proofs: Mapping[str, Proof], *, sample: bool
) -> Iterator[Result]:
    """Make each edition that is wanted, or a sample of each ebook among them."""
    for prepared in job.editions:
        edition = prepared.edition
        if edition.name not in job.wanted:
            continue
        if edition.format is Format.EPUB:
            yield _packed(context, prepared, proofs.get(edition.pages_from), sample=sample)
        elif not sample:
            yield from _printed(context, proofs[edition.name])


def _printed(context: BuildContext, proof: Proof) -> Iterator[Result]:
    """Make the edition of `proof` and, once it is published, its cover if it has one."""
    result = make_print(context, proof)
    yield result
    if result.made and wants_cover(context, proof.prepared.edition):
        yield make_cover(context, proof)


def _packed(
    context: BuildContext, prepared: PreparedEdition, proof: Proof | None, *, sample: bool
) -> Result:
    """Make an ebook, or its sample, with the front of the printed cover as its picture."""
    front, found = front_of(context, prepared, proof)
    if found.faulty:
        return Result(prepared.edition.name, found)
    result = (make_sample if sample else make_ebook)(context, prepared, proof, front)
    return replace(result, report=Report.of(found, result.report))


def _outcome(job: Job, results: tuple[Result, ...], proofs: Iterable[Proof]) -> Outcome:
    return Outcome(
        Report.of(job.report, *(result.report for result in results)),
        made=tuple(result.made for result in results if result.made),
        withheld=tuple(result.edition for result in results if not result.made),
        failed=any(result.failed for result in results),
        layouts=tuple(dict.fromkeys(proof.layout for proof in proofs)),
    )
