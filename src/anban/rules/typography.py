"""Rules about punctuation."""

from __future__ import annotations

from anban.diagnostics import Rule, Severity

UNEVEN_DASH = Rule(
    code="T101",
    name="uneven-dash",
    severity=Severity.WARNING,
    message="`{text}` has a space on one side only",
    hint="put a space on both sides for a dash, or on none for a hyphen",
    why=(
        "A hyphen with a space on both sides is printed as a dash, one without spaces as a "
        "hyphen. With a space on one side it may be meant as either, and the two say different "
        "things: `1951 - 1952` is a span of years, `Mác-xít` is one word. The text is printed as "
        "it is written until somebody decides."
    ),
)

UNPAIRED_QUOTE = Rule(
    code="T102",
    name="unpaired-quotation-mark",
    severity=Severity.WARNING,
    message="a straight quotation mark has no other half",
    hint="add the missing mark, or write the marks as they are to be printed",
    why=(
        "Straight quotation marks are printed as the language's opening and closing ones, in "
        "pairs over a paragraph. Where one is missing, every later one would be turned the wrong "
        "way round, so all of that paragraph's are printed straight. An opening mark stands "
        "before a word and a closing one behind a word."
    ),
)
