"""Run checkers that other people wrote on the ebooks of a book, for `anban check --external`.

In: a `Job`. Out: a `Report` of what the checkers say; or, where none of them is on this machine,
what to say instead. The EPUB is made only for them and is not published.
"""

from __future__ import annotations

from collections.abc import Iterable

from anban.app.covers import front_of
from anban.app.edition import NO_DRAFT, BuildContext, draft_ebook, judge, prove
from anban.app.editions import Job, PreparedEdition
from anban.app.session import Session
from anban.check.external.findings import Checker
from anban.check.external.row import ALL
from anban.core.diagnostics import Report
from anban.core.errors import MissingError, UsageError
from anban.manuscript.config.model import Format
from anban.manuscript.reader import Tell, quiet
from anban.render.faults import TemplateFault


def ask(
    job: Job, *, strict: bool = False, tell: Tell = quiet, checkers: Iterable[Checker] = ALL
) -> Report:
    """What `checkers` say of the ebooks of `job`. They do not run if the book has an error.

    Raises `UsageError` for a book without an ebook.
    """
    if job.text is None or job.missing or job.report.faulty:
        return Report()
    context = BuildContext(
        job.world, job.text, Session(), strict=strict, validate=True, tell=tell, draft=NO_DRAFT
    )
    asked = tuple(checkers)
    ebooks = [one for one in job.editions if one.edition.format is Format.EPUB]
    if not ebooks:
        raise UsageError("this book has no ebook", "add one to `book.toml`")
    try:
        return Report.of(*(_ask(context, job, ebook, asked) for ebook in ebooks))
    except TemplateFault as fault:
        return Report((fault.diagnostic,))


def unasked(checkers: Iterable[Checker] = ALL) -> MissingError | None:
    """What is missing where none of `checkers` can be asked; each of them says the rest itself."""
    lacking = [checker.lacks() for checker in checkers]
    first = lacking[0]
    if first is None or None in lacking:
        return None
    return MissingError("none of the checkers is on this machine", first.action)


def _ask(
    context: BuildContext, job: Job, ebook: PreparedEdition, checkers: tuple[Checker, ...]
) -> Report:
    printed = (one for one in job.editions if one.edition.name == ebook.edition.pages_from)
    proof = next((prove(context, one) for one in printed), None)
    front, found = front_of(context, ebook, proof)
    packed = draft_ebook(context, ebook, proof, front)
    report = Report.of(found, packed.report)
    if packed.data is None or found.faulty:
        return report
    context.tell(f"{ebook.edition.name}: asking {', '.join(one.name for one in checkers)}")
    return Report.of(report, judge(context, ebook, packed.data, checkers))
