"""From a manuscript to its editions: the calls, in their order.

In: a `World` and an `Order`. Out: an `Outcome`: what was found, what was published, what was not.
An edition that is faulty, or whose product fails its check, is not published.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from anban import publish
from anban.config.model import Format
from anban.diagnostics import Report
from anban.dressing import Job, prepare
from anban.errors import DONE, FAULTY, MissingError, ProductError
from anban.making import Made, Press, Result, make_ebook, make_print, prove
from anban.project import World
from anban.reading import Tell, quiet
from anban.render import TemplateFault


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: editions by name (none: all), how strictly, and who is told."""

    editions: tuple[str, ...] = ()
    strict: bool = False
    validate: bool = False
    tell: Tell = quiet


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build came to. `withheld` names the editions that were not published.

    `failed` is true if a product, though the book is sound, did not pass its check; `missing` is
    what the machine lacks.
    """

    report: Report
    made: tuple[Made, ...] = ()
    withheld: tuple[str, ...] = ()
    failed: bool = False
    missing: MissingError | None = None

    @property
    def exit_code(self) -> int:
        if self.missing:
            return self.missing.exit_code
        if self.failed:
            return ProductError.exit_code
        return FAULTY if self.report.faulty else DONE


def build(world: World, order: Order) -> Outcome:
    """Make the editions that are asked for and publish those that are sound."""
    order.tell("reading the manuscript")
    job = prepare(world, order.editions, strict=order.strict)
    if job.text is None or job.missing or job.report.faulty:
        return Outcome(job.report, withheld=job.wanted, missing=job.missing)
    with publish.hold(world.root) as faults:
        if faults:
            return Outcome(Report.of(job.report, faults), withheld=job.wanted)
        press = Press(
            world, job.text, strict=order.strict, validate=order.validate, tell=order.tell
        )
        try:
            results = tuple(_editions(press, job))
        except TemplateFault as fault:
            return Outcome(Report.of(job.report, (fault.diagnostic,)), withheld=job.wanted)
    return _outcome(job, results)


def _editions(press: Press, job: Job) -> Iterator[Result]:
    """Lay out what is printed, then make each edition that is wanted."""
    prints = [dressed for dressed in job.editions if dressed.edition.format is Format.PDF]
    proofs = {dressed.edition.name: prove(press, dressed) for dressed in prints}
    for dressed in job.editions:
        edition = dressed.edition
        if edition.name not in job.wanted:
            continue
        if edition.format is Format.PDF:
            yield make_print(press, proofs[edition.name])
        else:
            yield make_ebook(press, dressed, proofs.get(edition.pages_from))


def _outcome(job: Job, results: tuple[Result, ...]) -> Outcome:
    return Outcome(
        Report.of(job.report, *(result.report for result in results)),
        made=tuple(result.made for result in results if result.made),
        withheld=tuple(result.edition for result in results if not result.made),
        failed=any(result.failed for result in results),
    )
