"""Rules about the output folder and what may be replaced in it."""

from anban.diagnostics import Rule, Severity

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
