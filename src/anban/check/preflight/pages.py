"""Check the number of pages and blank pages. In: `PdfFacts`, a `PrintFile`. Out: diagnostics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from anban.check.preflight import rules
from anban.check.preflight.case import PrintFile
from anban.check.preflight.facts import PageFacts, PdfFacts
from anban.core.diagnostics import Diagnostic


def check(facts: PdfFacts, case: PrintFile) -> Iterator[Diagnostic]:
    """Report a number of pages that the printer cannot bind, and too many blanks in a row."""
    profile, count = case.profile, len(facts.pages)
    least, most = profile.pages
    if not least <= count <= most:
        yield case.whole(rules.PAGE_COUNT, count=count, least=least, most=most)
    over = count % profile.multiple
    if over:
        missing = profile.multiple - over
        multiple = profile.multiple
        yield case.whole(rules.PAGE_MULTIPLE, count=count, multiple=multiple, missing=missing)
    yield from _runs(facts, case)
    if profile.last_blank and facts.pages and not facts.pages[-1].blank:
        yield case.on(rules.LAST_PAGE_PRINTED, [count - 1])


def _runs(facts: PdfFacts, case: PrintFile) -> Iterator[Diagnostic]:
    inside, end = case.profile.blanks
    for run in _blank_runs(facts.pages):
        last = run[-1] == len(facts.pages) - 1
        limit = end if last else inside
        if limit is not None and len(run) > limit:
            where = "at the end" if last else "at most"
            spans = [case.places.of_page(run[0] - 1)] if run[0] else []
            yield case.on(rules.BLANK_RUN, run, spans, wanted=limit, where=where)


def _blank_runs(pages: Sequence[PageFacts]) -> Iterator[list[int]]:
    for blank, group in groupby(enumerate(pages), key=lambda one: one[1].blank):
        if blank:
            yield [at for at, _ in group]
