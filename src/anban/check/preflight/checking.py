"""Run all checks in their order. In: a PDF and its `PrintFile`. Out: diagnostics."""

from __future__ import annotations

from collections.abc import Iterator

from anban.check.covers import examine as examine_words
from anban.check.covers import read_letters
from anban.check.preflight import boxes, inks, margins, pages, rules
from anban.check.preflight.case import PrintFile
from anban.check.preflight.facts import PdfFacts, Unreadable
from anban.core.diagnostics import Diagnostic
from anban.core.memo import Memo
from anban.cover.geometry import Wrap


def examine(data: bytes, case: PrintFile, memo: Memo | None = None) -> tuple[Diagnostic, ...]:
    """Everything that the printer of `case` would refuse in the pages of a book.

    With the `memo` of a build before, only pages that have changed are read again.
    """
    try:
        facts = _read(data, memo)
    except Unreadable as fault:
        return (_unreadable(fault, case),)
    return (
        *boxes.check(facts, case, case.edition.trim),
        *boxes.check_bleed(facts, case),
        *margins.check(facts, case),
        *inks.check(facts, case),
        *pages.check(facts, case),
    )


def examine_cover(data: bytes, case: PrintFile, wrap: Wrap, count: int) -> tuple[Diagnostic, ...]:
    """Everything that the printer of `case` would refuse in a cover.

    `wrap` says what the cover should be; `count` is the number of pages of its book.
    """
    try:
        facts = _read(data)
    except Unreadable as fault:
        return (_unreadable(fault, case),)
    return (
        *boxes.check(facts, case, (wrap.width, wrap.height)),
        *inks.check(facts, case),
        *_cover_bleed(facts, case),
        *examine_words(data, wrap, case.span),
        *_spine(data, case, wrap, count),
    )


def _cover_bleed(facts: PdfFacts, case: PrintFile) -> Iterator[Diagnostic]:
    found, wanted = boxes.bleed_of(facts.pages[0]), case.profile.cover_bleed
    if abs(found - wanted) > boxes.SLACK:
        values = {"found": f"{found:g}", "wanted": f"{wanted:g}", "key": case.profile.name}
        yield case.whole(rules.COVER_BLEED, **values)


def _spine(data: bytes, case: PrintFile, wrap: Wrap, count: int) -> Iterator[Diagnostic]:
    """Report words on a spine that is too narrow for them by the printer's rules."""
    profile = case.profile
    if profile.letters_spine(count, wrap.spine):
        return
    _, letters = read_letters(data, 0)
    left, right = wrap.trim[0], wrap.trim[0] + wrap.spine
    if any(left <= (one.left + one.right) / 2 < right for one in letters):
        wanted = f"{profile.spine_pages} pages and {profile.spine_least:g} mm"
        width = f"{wrap.spine:g}"
        yield case.whole(
            rules.SPINE_LETTERED, width=width, count=count, wanted=wanted, key=profile.name
        )


def _read(data: bytes, memo: Memo | None = None) -> PdfFacts:
    # imported here because pikepdf is slow to load
    from anban.check.preflight.reading import read_pdf

    return read_pdf(data, memo)


def _unreadable(fault: Unreadable, case: PrintFile) -> Diagnostic:
    rule = rules.PDF_LOCKED if fault.locked else rules.PDF_UNREADABLE
    return case.whole(rule, reason=fault.reason)
