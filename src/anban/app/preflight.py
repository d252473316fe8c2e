"""Check the files in `output/` against a printer's profile, for `anban check --profile`.

In: a `Job` and the name of a profile. Out: `Preflighted`. The book is laid out again for two
reasons: findings get their places in the manuscript, and a file that the manuscript no longer makes
is reported. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from anban.app.covers import cover_file, look, set_wrap, wants_cover
from anban.app.edition import NO_DRAFT, BuildContext, Proof, case_of, file_of, prove, write_print
from anban.app.editions import Job, PreparedEdition
from anban.app.session import Session
from anban.check.preflight import checking, rules
from anban.core.diagnostics import Diagnostic, Report
from anban.core.errors import MissingError, UsageError
from anban.manuscript.config.model import Edition, Format, Variant
from anban.manuscript.reader import Tell
from anban.world.printers import PROFILES
from anban.world.project import OUTPUT, Refused

ABSENT = "it is not there"
FAULTY = "the book has errors"
UNLAID = "its pages could not be laid out"


@dataclass(frozen=True, slots=True)
class Preflighted:
    """What was found in files; `missing` says that one which was asked about is not there."""

    report: Report = field(default_factory=Report)
    missing: MissingError | None = None


def preflight_files(
    job: Job, profile: str, session: Session, tell: Tell, *, strict: bool
) -> Preflighted:
    """What the printer of `profile` would refuse in the files of the print editions.

    The editions that name `profile` are checked, or all print editions if none names it. Raises
    `UsageError` for a book without a print edition.
    """
    if job.text is None:
        return Preflighted()
    context = BuildContext(
        job.world, job.text, session, strict=strict, validate=False, tell=tell, draft=NO_DRAFT
    )
    printed = [one for one in job.editions if _is_printed(one.edition)]
    if not printed:
        raise UsageError("this book has no print edition", "add one to `book.toml`")
    editions = [one for one in printed if one.edition.profile == profile] or printed
    report = Report.of(*(context.report(_edition(context, one, profile)) for one in editions))
    return Preflighted(report, next(_missing(context, editions), None))


def _missing(context: BuildContext, editions: Iterable[PreparedEdition]) -> Iterator[MissingError]:
    """The files of `editions` that are not there."""
    for one in editions:
        names = [file_of(context, one.edition)]
        names += [cover_file(context, one.edition)] if wants_cover(context, one.edition) else []
        for name in names:
            if _file(context, name) is None:
                again = f"run `anban build {one.edition.name}`, and check again"
                yield MissingError(f"there is no `{OUTPUT}/{name}` to be checked", again)


def _is_printed(edition: Edition) -> bool:
    # archive copies and proofs are not sent to a printer
    return edition.format is Format.PDF and edition.variant in (Variant.PRESS, Variant.SCREEN)


def _edition(
    context: BuildContext, prepared: PreparedEdition, profile: str
) -> Iterator[Diagnostic]:
    name = file_of(context, prepared.edition)
    if not prepared.rendition:
        yield _unchecked(prepared.edition, profile, name, FAULTY)
        return
    proof = prove(context, prepared)
    if not proof.layout.pages:
        yield from proof.layout.diagnostics
        yield _unchecked(prepared.edition, profile, name, UNLAID)
        return
    yield from _pages(context, proof, profile)
    if wants_cover(context, prepared.edition):
        yield from _cover(context, proof, profile)


def _unchecked(edition: Edition, profile: str, name: str, reason: str) -> Diagnostic:
    title = PROFILES[profile].title
    return rules.NOT_PREFLIGHTED.at(
        None, name=name, profile=title, reason=reason, edition=edition.name
    )


def _pages(context: BuildContext, proof: Proof, profile: str) -> Iterator[Diagnostic]:
    edition = proof.prepared.edition
    name = file_of(context, edition)
    data = _file(context, name)
    if data is None:
        yield _unchecked(edition, profile, name, ABSENT)
        return
    now, _ = write_print(context, proof)
    stale = data != now
    if stale:
        yield rules.PRODUCT_STALE.at(None, name=name, edition=edition.name)
    case = case_of(context, proof, name, PROFILES[profile], stale=stale)
    yield from checking.examine(data, case)


def _cover(context: BuildContext, proof: Proof, profile: str) -> Iterator[Diagnostic]:
    edition = proof.prepared.edition
    name = cover_file(context, edition)
    data = _file(context, name)
    if data is None:
        yield _unchecked(edition, profile, name, ABSENT)
        return
    if data != set_wrap(context, proof).data:
        yield rules.PRODUCT_STALE.at(None, name=name, edition=edition.name)
    yield from look(context, proof, data, profile)


def _file(context: BuildContext, name: str) -> bytes | None:
    try:
        return context.world.read(f"{OUTPUT}/{name}")
    except Refused:
        return None
