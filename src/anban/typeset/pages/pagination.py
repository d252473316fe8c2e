"""Where each page of the print edition begins in the text.

In: the pages of a layout. Out: a `Pagination`, from which the EPUB makes its page-list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from anban.typeset.layout import Page, PageStart, Pagination

_UNCOUNTED = re.compile("[\\s\u00ad\u200b]+")
"""Spaces; the soft hyphen, which layout takes out; U+200B, which it puts into empty items."""


def paginate(pages: Iterable[Page]) -> Pagination:
    """The start of every page that has a label and is not blank.

    A page without running text of its own, for example one with nothing but the rest of a note,
    starts where the running text of the next page starts.
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
