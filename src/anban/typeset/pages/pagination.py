"""Where each page begins in the text. In: pages. Out: `Pagination`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from anban.typeset.layout import Page, PageStart, Pagination

_UNCOUNTED = re.compile("[\\s\u00ad\u200b]+")
"""Spaces; the soft hyphen, which layout takes out; U+200B, which it puts into empty items."""


def paginate(pages: Iterable[Page]) -> Pagination:
    """One start for every page that is not blank and has a label.

    A page without running text of its own, such as one that only goes on with a note, begins
    where the next running text does.
    """
    before: Counter[str] = Counter()
    starts = []
    for page in pages:
        if page.blank:
            continue
        if page.label:
            starts.append(PageStart(page.label, page.sheet, before[page.sheet]))
        own = (run.text for run in page.runs if not run.generated and not run.note)
        before[page.sheet] += len(_UNCOUNTED.sub("", "".join(own)))
    return tuple(starts)
