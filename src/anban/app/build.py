"""From a manuscript to its editions: the calls, in their order.

In: a `World` and an `Order`. Out: an `Outcome`: what was found, what was published, what was not.
An edition that is faulty, or whose product fails its check, is not published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from anban.app.covers import front_of, make_cover, wants_cover
from anban.app.edition import (
    NO_DRAFT,
    Draft,
    Made,
    Press,
    Proof,
    Result,
    lend,
    make_ebook,
    make_print,
    make_sample,
    prove,
)
from anban.app.editions import Dressed, Job, prepare
from anban.app.session import Workshop
from anban.core.diagnostics import Report
from anban.core.errors import DONE, FAULTY, MissingError, ProductError
from anban.manuscript.config.model import Format
from anban.manuscript.reader import Tell, Text, quiet
from anban.render import TemplateFault
from anban.typeset.settle import Layout
from anban.world import collector, publishing
from anban.world.project import World


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: editions by name (none: all), how strictly, which draft, who is
    told.

    With `sample` it is a sample of each ebook among them, and nothing else.
    """

    editions: tuple[str, ...] = ()
    strict: bool = False
    validate: bool = False
    sample: bool = False
    tell: Tell = quiet
    draft: Draft = NO_DRAFT


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build came to. `withheld` names the editions that were not published.

    `failed` is true if a product, though the book is sound, did not pass its check; `missing` is
    what the machine lacks. `layouts` are those of the print editions.
    """

    report: Report
    made: tuple[Made, ...] = ()
    withheld: tuple[str, ...] = ()
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


def build(world: World, order: Order, workshop: Workshop | None = None) -> Outcome:
    """Make the editions that are asked for and publish those that are sound.

    With the `workshop` of the build before, only what has changed since is made anew.
    """
    workshop = workshop or Workshop()
    try:
        return _build(world, order, workshop)
    finally:
        workshop.keeper.turn()
        collector.thaw()


def _build(world: World, order: Order, workshop: Workshop) -> Outcome:
    order.tell("reading the manuscript")
    with collector.resting():
        job = prepare(world, order.editions, workshop.keeper, strict=order.strict)
    if job.text is None or job.missing or job.report.faulty:
        return Outcome(job.report, withheld=job.wanted, missing=job.missing)
    with publishing.hold(world.root) as faults:
        if faults:
            return Outcome(Report.of(job.report, faults), withheld=job.wanted)
        press = _press(job, job.text, order, workshop)
        try:
            proofs = _proofs(press, job)
            results = tuple(_editions(press, job, proofs, sample=order.sample))
        except TemplateFault as fault:
            return Outcome(Report.of(job.report, (fault.diagnostic,)), withheld=job.wanted)
    return _outcome(job, results, proofs.values())


@dataclass(frozen=True, slots=True)
class Look:
    """The print editions of a book, laid out and looked at; nothing is made of them."""

    report: Report
    proofs: Mapping[str, Proof]


def look(job: Job, order: Order, workshop: Workshop) -> Look:
    """Lay out the print editions of `job` and look at every page."""
    if job.text is None or job.missing or job.report.faulty:
        return Look(Report(), {})
    press = _press(job, job.text, order, workshop)
    try:
        proofs = _proofs(press, job)
    except TemplateFault as fault:
        return Look(Report.of((fault.diagnostic,)), {})
    finally:
        collector.thaw()
    own = {name: proof for name, proof in proofs.items() if not proof.dressed.edition.borrowed}
    found = (part for one in own.values() for part in (one.laid, one.text, one.pages))
    return Look(Report.of(*found), own)


def _press(job: Job, text: Text, order: Order, workshop: Workshop) -> Press:
    return Press(
        job.world,
        text,
        workshop,
        strict=order.strict,
        validate=order.validate,
        tell=order.tell,
        draft=order.draft,
    )


def _proofs(press: Press, job: Job) -> Mapping[str, Proof]:
    """What is printed, laid out, by the names of the editions."""
    prints = [dressed for dressed in job.editions if dressed.edition.format is Format.PDF]
    own = [dressed for dressed in prints if not dressed.edition.borrowed]
    proofs = {dressed.edition.name: prove(press, dressed) for dressed in own}
    for dressed in prints:
        if dressed.edition.borrowed:
            proofs[dressed.edition.name] = lend(dressed, proofs[dressed.edition.pages_from])
    return proofs


def _editions(
    press: Press, job: Job, proofs: Mapping[str, Proof], *, sample: bool
) -> Iterator[Result]:
    """Make each edition that is wanted, or a sample of each ebook among them."""
    for dressed in job.editions:
        edition = dressed.edition
        if edition.name not in job.wanted:
            continue
        if edition.format is Format.EPUB:
            yield _packed(press, dressed, proofs.get(edition.pages_from), sample=sample)
        elif not sample:
            yield from _printed(press, proofs[edition.name])


def _printed(press: Press, proof: Proof) -> Iterator[Result]:
    """The edition of `proof`, and once it is out its cover, if it has one."""
    result = make_print(press, proof)
    yield result
    if result.made and wants_cover(press, proof.dressed.edition):
        yield make_cover(press, proof)


def _packed(press: Press, dressed: Dressed, proof: Proof | None, *, sample: bool) -> Result:
    front, found = front_of(press, dressed, proof)
    if found.faulty:
        return Result(dressed.edition.name, found)
    result = (make_sample if sample else make_ebook)(press, dressed, proof, front)
    return replace(result, report=Report.of(found, result.report))


def _outcome(job: Job, results: tuple[Result, ...], proofs: Iterable[Proof]) -> Outcome:
    return Outcome(
        Report.of(job.report, *(result.report for result in results)),
        made=tuple(result.made for result in results if result.made),
        withheld=tuple(result.edition for result in results if not result.made),
        failed=any(result.failed for result in results),
        layouts=tuple(dict.fromkeys(proof.layout for proof in proofs)),
    )
