from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from anban.check import parity
from anban.check.parity import in_ebook
from anban.core.book import Book, Chapter, Part, Role
from anban.core.diagnostics import Diagnostic, Span
from anban.core.errors import BugError
from anban.core.nodes import Emphasis, Heading, Note, NoteCall, Paragraph, Reference, Shown, Text
from anban.typeset.layout import Page, Run


def at(line: int) -> Span:
    return Span("body/c.md", line)


def in_print(
    book: Book, pages: tuple[Page, ...], labels: Mapping[str, str] | None = None
) -> tuple[Diagnostic, ...]:
    return parity.in_print(book, pages, labels or {})


NOTE = Note("1", (Paragraph((Text("A note.", at(9)),), at(9)),), at(9), "c-n1", "1")
BLOCKS = (
    Heading(1, (Text("Ebb tide", at(3)),), "", at(3), "c-h1", "1"),
    Paragraph(
        (
            Text("They left at ", at(5)),
            Emphasis((Text("dawn", at(5)),), at(5)),
            NoteCall("1", at(5), "c-n1", "1"),
            Text(" with the tide.", at(6)),
        ),
        at(5),
    ),
)
CHAPTER = Chapter("c", Role.CHAPTER, (Text("The Ferry", at(1)),), (), (), BLOCKS, (NOTE,), at(1), 1)
PART = Part("part-1", (Text("Part", at(20)),), (), (CHAPTER,), at(20), 1)
CONTENTS = Chapter("contents", Role.CONTENTS, (Text("Contents", at(30)),), (), (), (), (), at(30))
BOOK = Book((), (CHAPTER,), ())


def run(text: str, note: str = "", *, generated: bool = False, top: float = 0) -> Run:
    return Run(text, note, generated, top, top + 10, 0, 10)


def page(index: int, *runs: Run, sheet: str = "c") -> Page:
    return Page(
        index, str(index + 1), sheet, True, False, 100, 100, 0, 100, 0, 100, None, runs, (), (), (),
    )  # fmt: skip


PAGES = (
    page(
        0,
        run("I ", generated=True), run("THE FERRY"), run("1. ", generated=True), run("Ebb tide"),
    ),
    page(
        1,
        run("They left", top=1), run("at dawn", top=2), run("1", generated=True),
        run("A note.", "c-n1"),
    ),
    page(2, run("with the tide.")),
)  # fmt: skip


def test_the_same_text_is_at_peace() -> None:
    assert in_print(BOOK, PAGES) == ()


def test_a_lost_word_is_found_where_it_was_written() -> None:
    (found,) = in_print(BOOK, (*PAGES[:2], page(2, run("the tide."))))
    assert found.code == "Y101"
    assert found.span == at(6)
    assert found.message == "page 3 says “the tide.” where the book says “with the tide.”"


@pytest.mark.parametrize(
    ("last", "line"),
    [("with the tide. tide", 6), ("with tide the.", 6), ("", 6), ("with the tide", 6)],
)
def test_nothing_may_be_added_moved_or_missing(last: str, line: int) -> None:
    found = in_print(BOOK, (*PAGES[:2], page(2, run(last))))
    assert [one.span for one in found] == [at(line)]


def test_pages_in_the_wrong_order_are_a_difference() -> None:
    found = in_print(BOOK, (PAGES[1], PAGES[0], PAGES[2]))
    assert [one.span for one in found] == [at(1), at(5)]
    assert "page 2 says “They left at dawn" in found[0].message


def test_each_block_that_differs_is_told_once() -> None:
    pages = (
        page(0, run("THE FAIRY"), run("Ebb tide")),
        page(1, run("They left"), run("at dusk with the tide.")),
    )
    found = in_print(BOOK, pages)
    assert [(one.span, one.message.partition(" where")[0]) for one in found] == [
        (at(1), "page 1 says “FAIRYEbb tideThey leftat”"),
        (at(5), "page 2 says “dusk with the tide.”"),
    ]


def test_what_stands_behind_the_end_is_told() -> None:
    found = in_print(BOOK, (*PAGES, page(3, run("And so on."))))
    assert [(one.span, one.message) for one in found] == [
        (at(6), "page 4 says “tide.And so on.” where the book says “tide.”")
    ]


def test_a_letter_that_capitals_make_two_of() -> None:
    street = replace(CHAPTER, title=(Text("An der Straße", at(1)),))
    book = Book((), (street,), ())
    first = page(0, run("AN DER STRASSE"), run("Ebb tide"))
    assert in_print(book, (first, *PAGES[1:])) == ()
    (found,) = in_print(book, (page(0, run("AN DER STRASSE"), run("Ebb time")), *PAGES[1:]))
    assert found.span == at(3)
    assert found.message.startswith("page 1 says “time")
    assert "where the book says “tide" in found.message


def test_a_piece_without_pages() -> None:
    (found,) = in_print(BOOK, ())
    assert found.message == "`c` is missing from the print edition"


def test_text_on_pages_of_an_empty_chapter() -> None:
    empty = replace(CHAPTER, title=(), blocks=(), notes=())
    (found,) = in_print(Book((), (empty,), ()), PAGES)
    assert found.span == at(1)


def test_generated_pieces_are_not_compared_and_parts_are() -> None:
    book = Book((CONTENTS,), (PART,), ())
    assert [one.message for one in in_print(book, PAGES)] == [
        "`part-1` is missing from the print edition"
    ]
    assert in_print(book, (page(0, run("Part"), sheet="part-1"), *PAGES)) == ()


DOCUMENT = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title>Not text</title></head>
<body><section class="sheet chapter" id="c">
<header class="opening">
<h1><span class="label generated">I</span> <span>The Ferry</span></h1></header>
<h2><span class="number generated">1.</span> Ebb tide</h2><!-- not text -->
<p>They left at <em>dawn</em><a class="call generated" href="#c-n1">1</a> with{word} the tide.</p>
<section class="notes"><h2 class="generated">Notes</h2>
<aside id="c-n1" epub:type="footnote"><p><a class="backlink generated">1</a> A {note}.</p></aside>
</section></section></body></html>"""


def sheet(word: str = "", note: str = "note") -> str:
    return DOCUMENT.format(word=word, note=note)


def file(markup: str) -> Mapping[str, bytes]:
    return {"c": markup.encode()}


def test_the_ebook_has_the_same_text() -> None:
    assert in_ebook(BOOK, file(sheet())) == ()


def test_a_word_too_many_in_the_ebook() -> None:
    (found,) = in_ebook(BOOK, file(sheet(word="out")))
    assert (found.code, found.span) == ("Y102", at(6))
    assert (
        found.message == "the ebook says “without the tide.” at text/c.xhtml:9"
        " where the book says “with the tide.”"
    )


def test_a_note_that_differs_in_the_ebook() -> None:
    (found,) = in_ebook(BOOK, file(sheet(note="boat")))
    assert (found.code, found.span) == ("Y102", at(9))
    assert found.message == "the ebook says “boat.” at text/c.xhtml:11 where the book says “note.”"


def test_a_note_that_is_not_in_the_ebook() -> None:
    markup = sheet().replace('id="c-n1"', 'id="c-n2"')
    (found,) = in_ebook(BOOK, file(markup))
    assert (found.code, found.span) == ("Y104", at(9))


def test_a_piece_that_is_not_in_the_ebook() -> None:
    (found,) = in_ebook(BOOK, {})
    assert found.message == "`c` is missing from the ebook"


def test_a_document_without_a_body_has_no_text() -> None:
    bare = '<html xmlns="http://www.w3.org/1999/xhtml"><head/></html>'
    found = in_ebook(BOOK, file(bare))
    assert {one.code for one in found} == {"Y102", "Y104", "Y105"}


def test_entities_are_not_read() -> None:
    markup = sheet().replace(
        "<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    )
    found = in_ebook(BOOK, file(markup.replace("Ebb", "&e;Ebb")))
    assert found == ()


def test_markup_that_is_not_well_formed_is_a_bug() -> None:
    with pytest.raises(BugError, match="the markup of `c` is not well-formed"):
        in_ebook(BOOK, file("<p>"))


# --- what stands for signs ------------------------------------------------------------------------

REFERRING = replace(
    CHAPTER,
    blocks=(
        Paragraph(
            (
                Text("See ", at(5)),
                Reference("d", Shown.NAME, (Text("Chapter II", at(5)),), at(5)),
                Text(" on ", at(6)),
                Reference("d", Shown.PAGE, (Text("Chapter II", at(6)),), at(6)),
                NoteCall("1", at(7), "c-n1", "1"),
            ),
            at(5),
        ),
    ),
)
REFERENCES = Book((), (REFERRING,), ())


def referring(name: str, number: str) -> tuple[Page, ...]:
    """Pages that show these words for the references."""
    words = ("The Ferry", "See", name, "on", number)
    runs = (run(text, generated=count in (2, 4)) for count, text in enumerate(words))
    return (page(0, *runs),)


def test_references_are_shown_in_print() -> None:
    labels = {"d": "24"}
    assert in_print(REFERENCES, referring("Chapter\u00a0II", "page 24"), labels) == ()
    (found,) = in_print(REFERENCES, referring("", "page 24"), labels)
    assert (found.code, found.span) == ("Y105", at(5))
    assert found.message == "the print edition does not show “Chapter II”, which stands for this"
    (found,) = in_print(REFERENCES, referring("Chapter II", "page 23"), labels)
    assert (found.code, found.span) == ("Y105", at(6))


def test_references_and_calls_are_shown_in_the_ebook() -> None:
    shown = (
        '<a class="reference generated">Chapter II</a> on <a class="reference generated">Chapter'
        ' II</a><a class="call generated">1</a>'
    )
    markup = (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<body><h1>The Ferry</h1><p>See {shown}</p>"
        '<aside id="c-n1" epub:type="footnote"><p>A note.</p></aside></body></html>'
    )
    assert in_ebook(REFERENCES, file(markup)) == ()
    uncalled = markup.replace('<a class="call generated">1</a>', "")
    (found,) = in_ebook(REFERENCES, file(uncalled))
    assert (found.code, found.span) == ("Y105", at(7))
    swapped = markup.replace("II</a> on", "I</a> on")
    found = in_ebook(REFERENCES, file(swapped))[0]
    assert (found.code, found.span) == ("Y105", at(6))
