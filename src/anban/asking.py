"""The ebooks of a book before the checkers that others wrote.

In: a `Job`. Out: what they say of each EPUB, which is made for them and not published.
"""

from __future__ import annotations

from collections.abc import Iterable

from anban.check.external import ALL, Checker
from anban.config.model import Format
from anban.diagnostics import Report
from anban.dressing import Dressed, Job
from anban.making import Press, draft_ebook, judge, prove
from anban.reading import Tell, quiet
from anban.render import TemplateFault
from anban.workshop import Workshop


def ask(
    job: Job, *, strict: bool = False, tell: Tell = quiet, checkers: Iterable[Checker] = ALL
) -> Report:
    """What `checkers` say of the ebooks of `job`; nothing is asked about a book with a fault."""
    if job.text is None or job.missing or job.report.faulty:
        return Report()
    press = Press(job.world, job.text, Workshop(), strict=strict, validate=True, tell=tell)
    asked = tuple(checkers)
    ebooks = [one for one in job.editions if one.edition.format is Format.EPUB]
    try:
        return Report.of(*(_ask(press, job, ebook, asked) for ebook in ebooks))
    except TemplateFault as fault:
        return Report((fault.diagnostic,))


def _ask(press: Press, job: Job, ebook: Dressed, checkers: tuple[Checker, ...]) -> Report:
    printed = (one for one in job.editions if one.edition.name == ebook.edition.pages_from)
    proof = next((prove(press, one) for one in printed), None)
    draft = draft_ebook(press, ebook, proof)
    if draft.data is None:
        return draft.report
    press.tell(f"{ebook.edition.name}: asking {', '.join(one.name for one in checkers)}")
    return Report.of(draft.report, judge(press, ebook, draft.data, checkers))
