"""Rules about what shops ask for (E2xx)."""

from anban.core.diagnostics import Rule, Severity

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
