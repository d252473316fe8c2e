"""Rules about packing an EPUB (E2xx)."""

from anban.core.diagnostics import Rule, Severity

UNKNOWN_PICTURE = Rule(
    "E201",
    "unknown-picture",
    Severity.ERROR,
    "`{path}` is not a picture that an EPUB may hold",
    "save it as PNG, JPEG or SVG",
    "A reading system must show PNG, JPEG, GIF, WebP and SVG, and no other kind of picture. The"
    " kind is told from the content of the file, not from its name. Save the picture again in one"
    " of these kinds.",
)

UNKNOWN_COVER = Rule(
    "E202",
    "unknown-cover",
    Severity.ERROR,
    "the cover `{path}` is not a PNG, JPEG or SVG picture",
    "save the cover as PNG, JPEG or SVG",
    "Shops and reading systems take the cover from the EPUB and show it in their lists. They know"
    " PNG and JPEG, and most know SVG. The kind is told from the content of the file, not from its"
    " name.",
)

LARGE_FILE = Rule(
    "E203",
    "large-file",
    Severity.WARNING,
    "`{path}` is {megabytes} MB inside the EPUB",
    "make it smaller than 10 MB",
    "Reading devices have little memory. Some shops refuse an EPUB in which one file is larger than"
    " 10 MB, and older devices fail to open it. A picture rarely needs more than 2500 pixels on"
    " its longer side; a very long chapter can be split.",
)

NO_PAGE_LIST = Rule(
    "E204",
    "no-page-list",
    Severity.INFO,
    "the ebook `{edition}` lists no pages of a print edition, because it names none",
    'name one, as in `pages-from = "paperback"`',
    "Readers of an ebook are often told a page of the printed book: in class, in a library, in a"
    " footnote. With `pages-from` the ebook marks where each page of that edition begins, to the"
    " letter, and lists them. For a book that is not printed this needs nothing done.",
)
