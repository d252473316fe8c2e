"""Rules about the characters of a file: its encoding and what cannot be seen in it (S10x)."""

from anban.core.diagnostics import Rule, Severity

NOT_UTF8 = Rule(
    code="S101",
    name="not-utf-8",
    severity=Severity.ERROR,
    message="the file is not UTF-8: byte {offset} is 0x{byte:02X}",
    hint="save the file as UTF-8{guess}",
    why=(
        "Every file of a book is text in UTF-8. A file in an older encoding shows wrong letters"
        " or none. What the file seems to be is told from how often each byte occurs; open the"
        " file in that encoding, look at a page of it, then save it as UTF-8."
    ),
)

CONTROL_CHARACTER = Rule(
    code="S102",
    name="control-character",
    severity=Severity.ERROR,
    message="control character {name}, {count} in this file",
    hint="delete it",
    why=(
        "Control characters cannot be printed and are not allowed in an ebook. They come from old"
        " word processors or from a file that is not text."
    ),
)

DECOMPOSED = Rule(
    code="S103",
    name="decomposed",
    severity=Severity.WARNING,
    message="letters are stored apart from their marks, {count} in this file",
    hint="save the file with composed letters (Unicode NFC)",
    why=(
        "A letter such as `ế` can be stored as one character or as a letter followed by marks. The"
        " book is always made from the first form, because some reading devices lose the marks of"
        " the second. Search in the manuscript finds only one of the two."
    ),
)

BIDI_CHARACTER = Rule(
    code="S104",
    name="bidi-character",
    severity=Severity.WARNING,
    message="invisible character {name}, {count} in this file, turns the direction of writing",
    hint="delete it",
    why=(
        "Such characters make the text on the screen stand in another order than it is stored in."
        " In a book written from left to right they come in by copying."
    ),
)

INVISIBLE_CHARACTER = Rule(
    code="S105",
    name="invisible-character",
    severity=Severity.WARNING,
    message="invisible character {name}, {count} in this file",
    hint="delete it",
    why=(
        "A character without width cannot be seen, but it keeps a word from being found, can break"
        " it over two lines or leave a box on the page. It comes in by copying from web pages."
    ),
)

REPLACEMENT_CHARACTER = Rule(
    code="S106",
    name="replacement-character",
    severity=Severity.WARNING,
    message="the sign for an unknown character {name}, {count} in this file",
    hint="write the letter that was lost",
    why=(
        "A program that could not read a letter put this sign in its place. The letter itself is"
        " gone and has to be looked up in an older copy."
    ),
)

NONCHARACTER = Rule(
    code="S107",
    name="noncharacter",
    severity=Severity.WARNING,
    message="{name}, {count} in this file, is no character",
    hint="delete it",
    why="Unicode sets these codes aside for programs. No font shows them.",
)
