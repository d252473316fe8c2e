"""Rules about notes: their calls and definitions in a file (N10x)."""

from anban.core.diagnostics import Rule, Severity

DOUBLED_NOTE = Rule(
    code="N101",
    name="doubled-note",
    severity=Severity.ERROR,
    message="the footnote `[^{label}]` is written twice",
    hint="give one of them another label, and its call as well",
    why=(
        "Of two notes with one label only one can stand at the foot of the page. The other would"
        " be lost. The same label in two files is no fault: each file has its own notes."
    ),
)

UNDEFINED_NOTE = Rule(
    code="N102",
    name="undefined-note",
    severity=Severity.ERROR,
    message="footnote `[^{label}]` has no definition",
    hint="write `[^{label}]: …` in the same file, or `\\[` if it is not a note",
    near="did you mean `[^{near}]` (line {line})?",
    why=(
        "The text calls a note that is not written in its file. Markdown tools print the brackets"
        " as they stand; readers of a book look for a note that is not there."
    ),
)

UNUSED_NOTE = Rule(
    code="N103",
    name="unused-note",
    severity=Severity.ERROR,
    message="footnote `[^{label}]` is never called",
    hint="put `[^{label}]` where the note belongs, or delete the note",
    near="did you mean it for the call `[^{near}]` (line {line})?",
    why="A note without a call has no place in the book, so its text would be lost.",
)

NOTE_IN_NOTE = Rule(
    code="N104",
    name="note-in-note",
    severity=Severity.ERROR,
    message="a note is called inside a note",
    hint="write it into the note, or refer to another note with `[](#^label)`",
    why=(
        "A note to a note has no place at the foot of a page, and two notes that call each other"
        " never end."
    ),
)

NOTE_CALLED_TWICE = Rule(
    code="N105",
    name="note-called-twice",
    severity=Severity.ERROR,
    message="footnote `[^{label}]` is called a second time",
    hint="refer to it with `[](#^{label})`, which shows its number",
    why=(
        "A note stands at the foot of the page that calls it. With two calls it would have to"
        " stand on two pages, or one of the calls would lead to another page."
    ),
)

BAD_NOTE_LABEL = Rule(
    code="N106",
    name="bad-note-label",
    severity=Severity.ERROR,
    message="`[^{label}]` cannot be the label of a note",
    hint="use a label without spaces, such as `[^source]`; for a note in place write `^[…]`",
    why=(
        "A label is one word. Brackets with `^` and several words are most often a note in place,"
        " whose `^` stands in front of the bracket."
    ),
)

EMPTY_NOTE = Rule(
    code="N107",
    name="empty-note",
    severity=Severity.ERROR,
    message="the note has no text",
    hint="write its text behind the colon; further paragraphs are indented by four spaces",
    why="Its number would stand at the foot of the page with nothing behind it.",
)

MISPLACED_NOTE = Rule(
    code="N108",
    name="misplaced-note",
    severity=Severity.ERROR,
    message="a note cannot be called in {place}",
    hint="call it in the text beside it",
    why=(
        "A short title and the description of a picture are shown where no note can follow, and a"
        " call inside a link would be a link inside a link."
    ),
)

OPEN_NOTE = Rule(
    code="N109",
    name="open-note",
    severity=Severity.ERROR,
    message="the note that begins here is never closed",
    hint="write `]` at its end, or `\\^` if it is not a note",
    why=(
        "A note in place begins with `^[` and ends with `]` in the same paragraph. Brackets inside"
        " it come in pairs."
    ),
)

NOTE_IN_VERSE = Rule(
    code="N110",
    name="note-in-verse",
    severity=Severity.ERROR,
    message="the footnote `[^{label}]` is written inside `::: verse`",
    hint="move it below the `:::` that closes the verse",
    why="Each line between `::: verse` and `:::` is a line of verse, so this one would be as well.",
)
