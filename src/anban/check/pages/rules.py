"""Rules about pages: where text stands and how pages are made up (L11x), the notes (N2xx)."""

from anban.core.diagnostics import Rule, Severity

_REWORD = "change a word or two above, or allow it in `book.toml` with your reason"

HEADING_STRANDED = Rule(
    code="L113",
    name="heading-stranded",
    severity=Severity.WARNING,
    message="the heading “{words}” has {lines} under it on page {label}",
    hint="ask for `break-after: avoid` on headings in the style sheet, or " + _REWORD,
    why=(
        "A heading belongs to the text below it, on the same page, with two lines of it at least."
        " With fewer it reads like the end of what stands above."
    ),
)

ORPHAN = Rule(
    code="L114",
    name="orphan",
    severity=Severity.WARNING,
    message="the {lines} of a paragraph, “{words}”, {stand} alone at the foot of page {label}",
    hint="ask for `orphans: {least}` in the style sheet, or " + _REWORD,
    why=(
        "The first line of a paragraph should not be parted from the others by the turn of a page."
        " Style sheets keep two lines together, or as many as `[make-up]` in `theme.toml` says,"
        " unless something stronger forbids it, such as a note that must begin on the page of its"
        " call."
    ),
)

WIDOW = Rule(
    code="L115",
    name="widow",
    severity=Severity.WARNING,
    message="the {lines} of a paragraph, “{words}”, {stand} alone at the head of page {label}",
    hint="ask for `widows: {least}` in the style sheet, or " + _REWORD,
    why=(
        "The last line of a paragraph should not stand alone at the head of a page: it is the one"
        " fault of make-up that every reader sees."
    ),
)

SHORT_ENDING = Rule(
    code="L116",
    name="short-ending",
    severity=Severity.WARNING,
    message="page {label}, the last of its chapter, holds {lines} of it",
    hint="win or lose a line on the pages before it: " + _REWORD,
    why=(
        "A last page with fewer than four lines looks like a mistake, and costs a sheet of paper."
        " A word more or less in a paragraph that ends in a short line wins or loses a line."
    ),
)

OFF_GRID = Rule(
    code="L117",
    name="off-grid",
    severity=Severity.WARNING,
    message="page {label} stands {off} pt off the grid from “{words}” on",
    hint="make what stands above in the style sheet as high as whole lines, its margins included",
    why=(
        "The lines of facing pages stand at the same heights, and those of both sides of a leaf"
        " back each other up. A heading whose size and margins do not add up to whole lines moves"
        " everything below it; what stands below a figure, a table or a list comes back to the grid"
        " by itself."
    ),
)

TABLE_PARTED = Rule(
    code="L118",
    name="table-parted",
    severity=Severity.WARNING,
    message="of a table that is broken, {rows} on page {label}: “{words}”",
    hint="keep two rows together in the style sheet, or move the table in the text",
    why=(
        "A row that is alone on its page with the head of its table, or alone at the foot of one,"
        " is overlooked. Two rows or more belong on each page of a table."
    ),
)

CAPTION_PARTED = Rule(
    code="L119",
    name="caption-parted",
    severity=Severity.WARNING,
    message="the caption “{words}” on page {label} stands on another page than what it belongs to",
    hint="ask for `break-after: avoid` on the captions of tables, `break-before: avoid` on others",
    why="A caption explains what the reader has before her eyes, and must be on the same page.",
)

LOOSE_LINE = Rule(
    code="L120",
    name="loose-line",
    severity=Severity.WARNING,
    message="the word spaces of a line on page {label} are {space} em wide: “{words}”",
    hint="change a word in this line or the one below, or set narrow blocks ragged",
    why=(
        "Wide spaces in a line pull it apart, and those of several lines run into rivers."
        " Vietnamese and languages like it are not hyphenated, so a line that misses its last word"
        " by a letter has to be spaced. Tracking (`--tracking` in the theme) closes most of them."
        " Lines over 0.5 em are reported, the worst ten of an edition."
    ),
)

TIGHT_LINE = Rule(
    code="L121",
    name="tight-line",
    severity=Severity.WARNING,
    message="the word spaces of a line on page {label} are {space} em wide: “{words}”",
    hint="ask for less `word-spacing` or `--tracking` in the style sheet",
    why=(
        "With spaces under 0.15 em the words of a line run together. Lines are never set closer"
        " than the face has it, so the style sheet asks for it."
    ),
)

FOLIO_DIFFERS = Rule(
    code="L122",
    name="folio-differs",
    severity=Severity.ERROR,
    message="page {page} has the label “{label}”, and its folio is drawn as “{drawn}”{more}",
    hint=(
        "write `content: string(folio)` in the style sheet, and say under `[pages]` in `theme.toml`"
        " or `book.toml` how pages are numbered"
    ),
    why=(
        "Contents, references, lists, the page labels of the PDF and the page list of the EPUB all"
        " say the label of a page. Where the style sheet writes a number of its own, such as"
        ' `counter(page, upper-roman)` or `"A-" counter(page)`, a reader who is sent to page 7'
        " finds A-7. What the margins show is read from the drawn page; signs around the number do"
        " not count."
    ),
)

OUTSIDE_PAGE = Rule(
    code="L111",
    name="outside-page",
    severity=Severity.ERROR,
    message="“{words}” stands outside page {label}",
    hint="shorten the line, narrow the table, or break the long word",
    why="Text beyond the trim is cut off, or was never on the sheet of paper.",
)

OUTSIDE_TEXT_AREA = Rule(
    code="L112",
    name="outside-text-area",
    severity=Severity.WARNING,
    message="“{words}” stands outside the text area of page {label}",
    hint="shorten the line, narrow the table, or break the long word",
    why=(
        "Text in the margin looks like a fault and may come too near the trim or the spine."
        " Long words, code lines, addresses and wide tables are the usual causes."
    ),
)

# --- the note audit -----------------------------------------------------------------------------

_NOTES_WHY = (
    " The layout engine is known to do this in some layouts without a word, so every note of the"
    " book is looked for on the finished pages, by its identity. An edition with such a fault is"
    " not published."
)

_NOTES_HINT = "move the call by a word or two, or split the note; then build again"

NOTE_LOST = Rule(
    code="N201",
    name="note-lost",
    severity=Severity.ERROR,
    message="note {number} is called on page {label}, but stands on no page",
    hint=_NOTES_HINT,
    why="The call of the note is printed and its text is not." + _NOTES_WHY,
)

CALL_LOST = Rule(
    code="N202",
    name="call-lost",
    severity=Severity.ERROR,
    message="the call of note {number} stands on no page",
    hint=_NOTES_HINT,
    why="Nothing in the text leads to the note, or the line with its call is gone." + _NOTES_WHY,
)

NOTE_LATE = Rule(
    code="N203",
    name="note-late",
    severity=Severity.ERROR,
    message="note {number} is called on page {label}, but stands on page {other}",
    hint=_NOTES_HINT,
    why="A note begins on the page of its call and goes on without a gap." + _NOTES_WHY,
)

NOTE_EARLY = Rule(
    code="N204",
    name="note-early",
    severity=Severity.ERROR,
    message="note {number} stands on page {other}, before its call on page {label}",
    hint=_NOTES_HINT,
    why="A note begins on the page of its call, never before it." + _NOTES_WHY,
)

NOTE_OUT_OF_ORDER = Rule(
    code="N205",
    name="note-out-of-order",
    severity=Severity.ERROR,
    message="note {number} stands after a later note on page {label}",
    hint=_NOTES_HINT,
    why="Notes stand in the order of their calls." + _NOTES_WHY,
)

NOTE_OFF_PAGE = Rule(
    code="N206",
    name="note-off-page",
    severity=Severity.ERROR,
    message="note {number} runs out of the text area of page {label}",
    hint=_NOTES_HINT,
    why="A note that is taller than its page may be painted past the trim." + _NOTES_WHY,
)

NOTE_OVERLAPPING = Rule(
    code="N207",
    name="note-overlapping",
    severity=Severity.ERROR,
    message="note {number} is printed over other text on page {label}",
    hint=_NOTES_HINT,
    why="Text and notes, or two notes, share the same place on the page." + _NOTES_WHY,
)

NOTE_INCOMPLETE = Rule(
    code="N208",
    name="note-incomplete",
    severity=Severity.ERROR,
    message="note {number} is not complete on page {label}: “{drawn}” instead of “{written}”",
    hint=_NOTES_HINT,
    why="The characters of the note on the pages are not those of the manuscript." + _NOTES_WHY,
)
