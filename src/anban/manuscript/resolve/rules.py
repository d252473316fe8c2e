"""Rules about labels, cross-references and punctuation."""

from anban.core.diagnostics import Rule, Severity

CLASHING_LABELS = Rule(
    code="R101",
    name="clashing-labels",
    severity=Severity.ERROR,
    message="the label `{label}` is given twice",
    hint="rename one of them",
    why=(
        "A label names one place in the whole book: a chapter, a heading, a figure, a table. With "
        "the same label at two places a cross-reference could lead to either. A chapter's own "
        "label is its `id`, or its file's name without the digits in front. Headings, figures, "
        "tables and notes get an id of their own where they have no label, made of the chapter's "
        "id and a number, such as `rice-n1`; a label may not take one of those either."
    ),
)

UNKNOWN_LABEL = Rule(
    code="R102",
    name="unknown-label",
    severity=Severity.ERROR,
    message="nothing bears the label `{label}`",
    hint="add `{{#{label}}}` to what is meant, or correct the reference",
    near="did you mean `#{near}`?",
    why=(
        "A cross-reference `[](#label)` leads to the heading, figure, table, chapter or part of "
        "that label, anywhere in the book. Capital and small letters differ. A note is reached "
        "by `#^label`, see R103."
    ),
)

UNKNOWN_NOTE = Rule(
    code="R103",
    name="unknown-note",
    severity=Severity.ERROR,
    message="no note is called `{label}` in {place}",
    hint="write `#^label` for a note of this chapter, `#chapter^label` for another chapter's",
    near="did you mean `#{near}`?",
    why=(
        "Two chapters may use the same label for their notes, so a note is looked for in one "
        "chapter only: in the chapter of the reference for `[](#^label)`, in the chapter whose id "
        "stands before the sign for `[](#chapter^label)`. A note written in place has no label "
        "and cannot be referred to."
    ),
)

NAMELESS_TARGET = Rule(
    code="R104",
    name="nameless-target",
    severity=Severity.ERROR,
    message="`{label}` has neither a number nor a title to be named by",
    hint="write words into the reference, `[words](#{label})`, or show its page with `{{.page}}`",
    why=(
        "A reference without words shows the name of what it leads to: its number, or its title "
        "in quotation marks. A dedication or an epigraph may have neither, and the reference "
        "would show nothing."
    ),
)

DETAILS_ELSEWHERE = Rule(
    code="R105",
    name="details-elsewhere",
    severity=Severity.ERROR,
    message="`{label}`, which describes this picture at length, is in another chapter",
    hint="describe it by what is in the same chapter, or refer to `{label}` in the text",
    why=(
        "`described-by` tells a screen reader where the same is told in words or in a table. It "
        "looks for that in the file it reads, and in an ebook each chapter is a file of its own "
        "(WAI-ARIA 1.2, aria-details)."
    ),
)

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

NO_TYPOGRAPHY = Rule(
    code="T103",
    name="no-typography",
    severity=Severity.WARNING,
    message="there are no rules of typesetting for {name} yet: the text is printed as it is typed",
    hint="type quotation marks, dashes and no-break spaces as they are to be printed",
    why=(
        "Each language has habits of its own: which quotation marks, which dashes, where no line "
        "may end. For this one nobody has written them down yet, and those of another language "
        "would be wrong. So straight quotation marks stay straight, hyphens stay hyphens, and a "
        "line may end at every space. Allow this finding once the text is typed as it is to be "
        "printed."
    ),
)

UNTOLD_APOSTROPHE = Rule(
    code="T104",
    name="untold-apostrophe",
    severity=Severity.WARNING,
    message="a straight `'` may be an apostrophe, a quotation mark or a sign for feet",
    hint="write it as it is to be printed: ’ for an apostrophe, ‘ or ’ for a quotation, ′ for feet",
    why=(
        "An apostrophe, the end of a quotation and the sign for feet are typed alike. Most can be "
        "told: between letters, in 'tis and '90s, in the boys' books, in pairs around words. This "
        "one cannot, and a guess would print the wrong mark, so it stays straight."
    ),
)
