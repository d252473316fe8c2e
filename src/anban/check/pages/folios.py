"""Whether each page shows the number that it goes by. In: a book and its pages. Out: diagnostics.

The label of a page is worked out from the book's numbering, its folio is read from what was drawn
in its margins, whatever the style sheet asked for. Contents, references, the PDF and the EPUB say
the label, so the two have to be the same.
"""

from __future__ import annotations

from anban.check.pages import rules
from anban.check.pages.places import Told, placed, sheets
from anban.core.book import Book
from anban.core.diagnostics import Diagnostic
from anban.core.memo import Memo
from anban.typeset.layout import Page


def examine(
    book: Book, pages: tuple[Page, ...], memo: Memo | None = None, *, edition: str = ""
) -> tuple[Diagnostic, ...]:
    """The first page of each sheet whose folio is not its label, and how many are behind it."""
    memo = memo or Memo()
    return tuple(
        diagnostic
        for piece, own in sheets(book, pages)
        for diagnostic in placed(piece, own, memo(_sheet, own, edition), memo)
    )


def _sheet(pages: tuple[Page, ...], edition: str) -> tuple[Told, ...]:
    wrong = [
        (index, page, drawn)
        for index, page in enumerate(pages)
        for drawn in page.folios
        if not shows(drawn, page.label)
    ]
    if not wrong:
        return ()
    index, page, drawn = wrong[0]
    said = rules.FOLIO_DIFFERS.at(
        None,
        page=f"{page.index + 1} of {f'`{edition}`' if edition else 'the PDF'}",
        drawn=drawn,
        label=page.label,
        more=_more(len({at for at, _, _ in wrong}) - 1),
    )
    return ((index, None, said),)


def _more(count: int) -> str:
    match count:
        case 0:
            return ""
        case 1:
            return "; 1 more page of this text is like it"
        case _:
            return f"; {count} more pages of this text are like it"


def shows(drawn: str, label: str) -> bool:
    """True if `drawn` is `label` with nothing but signs around it: “– 7 –”, “[7]”, “7/”."""
    around = drawn.replace(label, "", 1)
    return label in drawn and not any(character.isalnum() for character in around)
