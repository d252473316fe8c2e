"""Rules about pages: layout (L1xx), the note audit (N2xx), parity of the text (Y1xx)."""

from anban.diagnostics import Rule, Severity

# --- layout -------------------------------------------------------------------------------------

STYLE_IGNORED = Rule(
    code="L101",
    name="style-ignored",
    severity=Severity.WARNING,
    message="the layout engine ignores a part of the style sheet: {words}",
    hint="correct the declaration, or take it out",
    why=(
        "The layout engine passes over CSS that it cannot read or does not know, and goes on"
        " without it. The page then looks different from what the style sheet asks for."
        " Line and column count in the style sheet of the whole theme, as it is given to the"
        " engine."
    ),
)

RESOURCE_REFUSED = Rule(
    code="L102",
    name="resource-refused",
    severity=Severity.ERROR,
    message="`{address}` was not read: {reason}",
    hint="keep the file in `manuscript/` and name it by its path from there",
    why=(
        "While pages are laid out, only files of the manuscript are read. Addresses on the network,"
        " `file:` and `data:` addresses and files outside the folder are refused, wherever they"
        " stand: in the text, in a style sheet, inside an SVG picture."
    ),
)

PICTURE_UNDRAWN = Rule(
    code="L103",
    name="picture-undrawn",
    severity=Severity.ERROR,
    message="the picture `{path}` could not be drawn",
    hint="open the file in an image editor and save it again as PNG, JPEG or plain SVG",
    why=(
        "The layout engine leaves out a picture that it cannot read and goes on as if nothing had"
        " happened. An edition without one of its pictures is not published."
    ),
)

ENGINE_FAILED = Rule(
    code="L104",
    name="engine-failed",
    severity=Severity.ERROR,
    message="the layout engine failed on {where}: {fault}",
    hint="take out the last change to {where}, or simplify its markup, and build again",
    why=(
        "The layout engine stopped with a fault of its own. To find the cause, every piece of the"
        " book is then laid out alone; the message names the first that fails. If each of them"
        " can be laid out alone, the message speaks of the book as a whole."
    ),
)

ENGINE_SAID = Rule(
    code="L105",
    name="engine-said",
    severity=Severity.WARNING,
    message="the layout engine says: {words}",
    hint="look at the page it speaks of",
    why=(
        "The layout engine reported something that has no rule of its own here. It is passed on"
        " as it was said, so that nothing is hidden."
    ),
)

ENGINE_FAULT = Rule(
    code="L106",
    name="engine-fault",
    severity=Severity.ERROR,
    message="the layout engine left something out: {words}",
    hint="correct what it names, then build again",
    why=(
        "The layout engine reports as an error what it could not use and left out: a style sheet,"
        " a link without a target. An edition with something left out is not published."
    ),
)

REFERENCES_UNSETTLED = Rule(
    code="L107",
    name="references-unsettled",
    severity=Severity.ERROR,
    message="page references do not settle after {rounds} rounds: {targets}",
    hint="change a word or two near one of these targets, so that it leaves the edge of its page",
    why=(
        "A page number in the text can change the length of a line, and so move its own target"
        " to another page, where it bears another number. The book is laid out again until all"
        " numbers agree. After some rounds without an end, the numbers printed would be wrong."
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

# --- parity -------------------------------------------------------------------------------------

_PARITY_WHY = (
    " Every character of the book, spaces apart, must stand in the product, once and in order;"
    " labels, numbers and folios, which the manuscript does not hold, are left out of the count."
    " Capitals and small letters count as the same, for a style sheet may change them."
)

_PARITY_HINT = "look at the template and the style sheet of this piece: do they hide or repeat it?"

PRINT_DIFFERS = Rule(
    code="Y101",
    name="print-differs",
    severity=Severity.ERROR,
    message="page {place} says “{drawn}” where the book says “{written}”",
    hint=_PARITY_HINT,
    why="The text on the pages is not the text of the manuscript." + _PARITY_WHY,
)

EBOOK_DIFFERS = Rule(
    code="Y102",
    name="ebook-differs",
    severity=Severity.ERROR,
    message="the ebook says “{drawn}” at {place} where the book says “{written}”",
    hint=_PARITY_HINT,
    why="The text of the ebook is not the text of the manuscript." + _PARITY_WHY,
)

PIECE_MISSING = Rule(
    code="Y103",
    name="piece-missing",
    severity=Severity.ERROR,
    message="`{piece}` is missing from the {product}",
    hint="look at the theme's template for this piece of the book",
    why="A piece of the book has no page in the product at all." + _PARITY_WHY,
)

EBOOK_NOTE_MISSING = Rule(
    code="Y104",
    name="ebook-note-missing",
    severity=Severity.ERROR,
    message="note {number} is missing from the ebook",
    hint="look at the template that gathers the notes of a chapter",
    why="The note is called in the ebook and its text is not there." + _PARITY_WHY,
)

NOT_SHOWN = Rule(
    code="Y105",
    name="not-shown",
    severity=Severity.ERROR,
    message="the {product} does not show “{shown}”, which stands for this",
    hint="look at the macro of the theme that draws it",
    why=(
        "A reference and the call of a note are written as signs, and the tool puts words or a "
        "number in their place. These words are not in the product, or not in the order in which "
        "they were written, so that a sentence ends in nothing." + _PARITY_WHY
    ),
)
