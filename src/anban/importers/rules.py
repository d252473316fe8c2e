"""Rules about texts that are imported, and about the proof that nothing of them was lost (I10x)."""

from anban.core.diagnostics import Rule, Severity

UNEVEN = Rule(
    code="I101",
    name="import-uneven",
    severity=Severity.ERROR,
    message="the import does not balance: of {thing}, {came} came in and {added} were added, {went}"
    " are in the manuscript and {removed} removed",
    hint="nothing was written; report this with the file, or send it in another format",
    why=(
        "Every import is proved before it is written: what stands in the source, and what the"
        " import added, is in the manuscript or in the list of what was removed. Where that does"
        " not hold, something was lost or doubled on the way. That is a fault of the importer."
        " The place is the first line whose words are not found in the manuscript."
    ),
)

OTHER_LETTERS = Rule(
    code="I102",
    name="import-changed",
    severity=Severity.ERROR,
    message="the import changed letters here: `{words}`",
    hint="nothing was written; report this with the file, or send it in another format",
    why=(
        "As many characters are in the manuscript as came in, but they are not the same ones."
        " An import may restore capitals and compose letters; it changes nothing else. That is a"
        " fault of the importer."
    ),
)

BAD_MARKDOWN = Rule(
    code="I103",
    name="import-not-readable",
    severity=Severity.ERROR,
    message="what begins here would not be read back: {message} (line {line} of its piece)",
    hint="change the source at that place, or send it in another format",
    why=(
        "The pieces of an import are read as a build reads them before they are written. A finding"
        " that would stop the build stops the import. A line or a paragraph beyond all measure is"
        " the usual cause."
    ),
)

EMPTY = Rule(
    code="I104",
    name="import-empty",
    severity=Severity.ERROR,
    message="there is no text in the file",
    hint="look whether it is the right file",
    why="A file without a letter in it makes no manuscript.",
)

WRONG_ENCODING = Rule(
    code="I105",
    name="import-encoding",
    severity=Severity.ERROR,
    message="the file is not {encoding}: byte {offset} is 0x{byte:02X}",
    hint="leave out --encoding to have it detected, or name another one",
    why=(
        "A text is read with the encoding that --encoding names, or the one that fits best. A byte"
        " that has no letter there would be lost."
    ),
)

UNKNOWN_ENCODING = Rule(
    code="I106",
    name="import-unknown-encoding",
    severity=Severity.ERROR,
    message="the encoding of the file is not known",
    hint="name it with --encoding: {known}",
    why=(
        "The encodings that Vietnamese texts were kept in are told apart by how often each byte"
        " occurs. A text of a few words, or one in another encoding, is too little to tell."
    ),
)

NOT_TEXT = Rule(
    code="I107",
    name="import-not-text",
    severity=Severity.ERROR,
    message="the file is {what}, not a text",
    hint="{instead}",
    why=(
        "What a file is told from its first bytes, then from its name. A file of a kind that anban"
        " does not read is refused, not read as if its bytes were letters."
    ),
)

FOREIGN = Rule(
    code="I108",
    name="import-foreign-file",
    severity=Severity.ERROR,
    message="`{path}` {why}",
    hint="import into another folder with --into, or move the file away",
    why=(
        "An import records what it wrote, in `import-record.json`. A file that it did not write, or"
        " that was edited since, is never overwritten or removed, and then nothing is written at"
        " all. The same holds for a symbolic link, which would lead the import elsewhere."
    ),
)

BROKEN_ARCHIVE = Rule(
    code="I120",
    name="import-broken-archive",
    severity=Severity.ERROR,
    message="the file cannot be unpacked: {reason}",
    hint="open it in the program that made it, and save it again",
    why=(
        "A Word document and an EPUB are zip archives. One that is cut off or damaged cannot be"
        " read to its end, and nobody could tell what of it is missing."
    ),
)

HUGE_ARCHIVE = Rule(
    code="I121",
    name="import-huge-archive",
    severity=Severity.ERROR,
    message="the file {fault}",
    hint="send the text in several files",
    why=(
        "A small file can unpack to more than a machine holds. What an archive may hold is limited,"
        " far above any book."
    ),
)

ENCRYPTED = Rule(
    code="I122",
    name="import-encrypted",
    severity=Severity.ERROR,
    message="the file is encrypted",
    hint="open it with its password, take the password off, and save it again",
    why="What is locked with a password cannot be read without it.",
)

BROKEN_PART = Rule(
    code="I123",
    name="import-broken-part",
    severity=Severity.ERROR,
    message="`{part}` in the file cannot be read: {reason}",
    hint="open it in the program that made it, and save it again",
    why=(
        "The text lies in files of XML inside the file that was sent. A file that is damaged, or"
        " that declares a document type, which could load or unfold something, is not read."
    ),
)

NO_DOCUMENT = Rule(
    code="I124",
    name="import-no-document",
    severity=Severity.ERROR,
    message="the file is no {what}: it holds no `{part}`",
    hint="look whether it is the right file",
    why="Its name or its first bytes promised another kind of file than it is.",
)

TOO_LARGE = Rule(
    code="I109",
    name="import-too-large",
    severity=Severity.ERROR,
    message="the text is larger than {limit} MiB",
    hint="import it in parts",
    why=(
        "A text of eight megabytes is a shelf of books. It is most likely no text, or a dump of a"
        " data base; as a whole it could not be read in reasonable time."
    ),
)
