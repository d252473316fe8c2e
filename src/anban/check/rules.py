"""Rules about the text of products (Y1xx), glyphs of fonts (F104), the words of a cover (Q1xx)."""

from anban.core.diagnostics import Rule, Severity

COVER_WORDS_CUT = Rule(
    code="Q102",
    name="cover-words-cut",
    severity=Severity.ERROR,
    message="“{words}” runs over the edge of the {panel} of the cover",
    hint="shorten the words, or set them smaller in the theme's cover style sheet",
    why=(
        "What stands beyond the trim is cut off, and what stands over a fold is read half on the"
        " spine and half beside it."
    ),
)

COVER_WORDS_NEAR = Rule(
    code="Q103",
    name="cover-words-near",
    severity=Severity.WARNING,
    message="“{words}” stands {distance} mm from the edge of the {panel}; {wanted} mm are wanted",
    hint="move the words inward in the theme's cover style sheet",
    why=(
        "A cover is folded and cut with a tolerance of a millimetre or two. Words keep a distance"
        " from the trim and from the folds, so that they never touch them; a printer's profile says"
        " how much."
    ),
)

MISSING_GLYPH = Rule(
    "F104",
    "missing-glyph",
    Severity.ERROR,
    "no font of the theme has {character}, used {times}",
    "add a family that has it to the theme's fonts, or change the character",
    "The fonts that the theme names do not have this character. On paper and in most reading"
    " systems an empty box or nothing at all would stand in its place. Add a family for the script"
    " in question after the text family, for example Noto Serif Lao for Lao.",
)

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
