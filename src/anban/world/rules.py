"""Rules about paths and files (P10x, P11x), and about what may be replaced in the output folder."""

from anban.core.diagnostics import Rule, Severity

FOREIGN_FILE = Rule(
    code="B101",
    name="foreign-file",
    severity=Severity.ERROR,
    message="`output/{name}` was not written by this tool",
    hint="move it to another folder, or delete it, and build again",
    why=(
        "An edition is written to `output`, and `output/manifest.json` lists every file that was"
        " written there. A file that the list does not name belongs to somebody else, so it is"
        " never replaced or removed, even if it bears the name of an edition. The same holds"
        " for a manifest that was damaged or written by another program."
    ),
)

FOREIGN_FOLDER = Rule(
    code="B102",
    name="foreign-folder",
    severity=Severity.ERROR,
    message="`output` is {what}, not a folder of this book",
    hint="remove it; the next build makes a plain folder of that name",
    why=(
        "Editions are written only inside the folder of the book. If `output` is a symbolic link,"
        " writing there would change files somewhere else, perhaps the manuscript itself."
        " If it is a file, there is nowhere to write."
    ),
)

# --- paths and files ----------------------------------------------------------------------------

MISSING_FILE = Rule(
    code="P101",
    name="missing-file",
    severity=Severity.ERROR,
    message="there is no file `{path}`",
    hint="write the file's name as it is on disk, or add the file",
    why=(
        "The book speaks of a file that is not in its folder. A book with a missing chapter or"
        " picture is never made, because nobody would notice the gap until it is printed."
    ),
)

NAME_DIFFERS = Rule(
    code="P102",
    name="name-differs",
    severity=Severity.ERROR,
    message="there is no file `{path}`; a name on disk differs only in {difference}",
    hint="give the file and the text the same name",
    near="did you mean `{near}`? give the file and the text the same name",
    why=(
        "Some systems take `Map.png` and `map.png` for one file, others for two; the same goes for"
        " a letter such as `ế`, which can be stored as one character or as a letter with marks."
        " A book that builds on one machine must build on every other, so names have to match"
        " to the character."
        " Where the two look alike, rename the file: type its name anew, without copying it."
    ),
)

UNSAFE_PATH = Rule(
    code="P103",
    name="unsafe-path",
    severity=Severity.ERROR,
    message="the path `{path}` {fault}",
    hint="write a plain relative path with forward slashes, such as `images/map.svg`",
    why=(
        "A book is made only from what lies in its own folder. A path that is absolute, that"
        " climbs out with `..`, or that is an address such as `file:` or `https:` could bring in"
        " anything, and the book would no longer build anywhere else."
        " A path that hides such a thing behind percent signs is refused as well."
    ),
)

LINK_OUTSIDE = Rule(
    code="P104",
    name="link-outside",
    severity=Severity.ERROR,
    message="`{path}` is a symbolic link that leads out of the project",
    hint="copy the file into the project in place of the link",
    why=(
        "A book is made only from what lies in its own folder. A link that leads out of it works"
        " on one machine alone, and could bring in a file that was never meant for the book."
    ),
)

LINK_LOOP = Rule(
    code="P105",
    name="link-loop",
    severity=Severity.ERROR,
    message="`{path}` is a symbolic link that leads back to itself",
    hint="remove the link and put the file in its place",
    why=(
        "Following the link never comes to a file."
        " It was probably made when a folder was moved or linked twice."
    ),
)

NOT_A_FILE = Rule(
    code="P106",
    name="not-a-file",
    severity=Severity.ERROR,
    message="`{path}` is {what}, not a file",
    hint="name a file",
    why=(
        "Only regular files are read. A folder holds no text of its own; a pipe or a device could"
        " keep the tool waiting for ever or never come to an end."
    ),
)

FILE_TOO_LARGE = Rule(
    code="P107",
    name="file-too-large",
    severity=Severity.ERROR,
    message="`{path}` is larger than {limit}",
    hint="make the file smaller, or split it",
    why=(
        "Every file that is read has a limit, so that a damaged or hostile one ends with this"
        " message and not with a machine that stands still. The limits are far above what a book"
        " needs: a chapter of 8 MiB would have three thousand pages."
    ),
)

UNREADABLE_FILE = Rule(
    code="P108",
    name="unreadable-file",
    severity=Severity.ERROR,
    message="`{path}` cannot be read: {reason}",
    hint="make the file readable for whoever builds the book",
    why=(
        "The system refused to open the file or to give its contents. Most often its permissions"
        " are wrong, or the disk or network folder it lies on is in trouble."
    ),
)
