"""Rules about fonts: whether they can be read, may be embedded, and have the book's characters."""

from anban.core.diagnostics import Rule, Severity

UNREADABLE_FONT = Rule(
    "F101",
    "unreadable-font",
    Severity.ERROR,
    "the font `{font}` cannot be read: {fault}",
    "reinstall the font, or name another family in the theme",
    "The theme names this font, and the system knows it, but its file is damaged or is not a font"
    " that can be embedded. Letters set in it would be missing from the book. Installing the font"
    " again usually mends it.",
)

EMBEDDING_FORBIDDEN = Rule(
    "F102",
    "embedding-forbidden",
    Severity.ERROR,
    "the font `{font}` may not be embedded (fsType {fstype:#06x})",
    "name another family in the theme, or buy a licence and the font file that comes with it",
    "Every font carries a field in which its maker says whether documents may hold it. This one"
    " says no. Both editions embed their fonts, so a book made with it would break its licence,"
    " and many printers and shops refuse such files.",
)

SUBSETTING_FORBIDDEN = Rule(
    "F103",
    "subsetting-forbidden",
    Severity.ERROR,
    "the font `{font}` may not be embedded in part (fsType {fstype:#06x})",
    "name another family in the theme, or buy a licence and the font file that comes with it",
    "An edition holds only the letters that the book needs. This font's maker allows embedding the"
    " whole font only, or only its bitmaps. The editions cannot use it without breaking its"
    " licence.",
)
