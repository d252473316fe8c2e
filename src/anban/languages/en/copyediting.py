"""What a copy editor of English reads for.

In: nothing. Out: `COPYEDITING`: styles that a book mixes (figures, dates, centuries, decades) and
doubled words.
"""

from __future__ import annotations

import re

from anban.languages.copyediting import WORD, WORD_GAP, CopyEditing
from anban.languages.mixtures import (
    PER_CENT,
    SPANS_OF_YEARS,
    Mixture,
    MixtureKind,
    by_patterns,
    dates,
    thousands,
)

_COUNTS_NOTHING = r"no\.|number|p\.|pp\."
"""What stands before a number that counts nothing: the number of a law, a page."""

_ORDINALS = (
    "tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth"
    "|nineteenth|twentieth|twenty-first"
)
_MIXTURES = (
    thousands(_COUNTS_NOTHING, comma=True),
    dates(r"no\. "),
    Mixture(
        MixtureKind.CENTURIES,
        by_patterns(
            "twentieth century",
            rf"(?i:(?<!\w)(?:{_ORDINALS})[ -]centur(?:y|ies))",
            ("20th century", r"(?i:(?<!\w)\d\d?(?:st|nd|rd|th)[ -]centur(?:y|ies))"),
        ),
    ),
    Mixture(
        MixtureKind.DECADES,
        by_patterns(
            "1980s",
            r"(?<!\w)(?:1\d|20)\d0['’]?s(?!\w)",
            ("80s", r"(?<!\w)['’]?[1-9]0['’]?s(?!\w)"),
        ),
    ),
    SPANS_OF_YEARS,
    PER_CENT,
)  # fmt: skip

_DOUBLED = re.compile(
    rf"(?<![\w'’-])(?!(?:that|had|very|so|no|ha|bye|knock|hear|there|is){WORD_GAP})({WORD})"
    rf"(?:{WORD_GAP}\1)+(?![\w'’-])",
    re.IGNORECASE,
)

COPYEDITING = CopyEditing(
    mixtures=_MIXTURES,
    doubled=_DOUBLED,
    mentions="written|spelled|spelt|spelling|called",
)
