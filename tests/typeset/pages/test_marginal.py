"""What of a margin box is the number of the page: read from content and text, as drawn."""

from __future__ import annotations

import pytest

from anban.typeset.pages.marginal import folio_in
from tests.typeset.specimens import Specimen

PAGE, UPPER = ("counter()", ("page", "decimal")), ("counter()", ("page", "upper-roman"))
LABEL, RUNNING = ("string()", ("folio", "first")), ("string()", ("running", "first"))
PAGES = ("counter()", ("pages", "decimal"))


def text(words: str) -> tuple[str, str]:
    return "string", words


@pytest.mark.parametrize(
    ("content", "drawn", "folio"),
    [
        ((PAGE,), "7", "7"),
        ((LABEL,), "A-7", "A-7"),
        ((UPPER,), "VII", "VII"),
        ((text("A-"), PAGE), "A-7", "A-7"),
        ((text("Page "), PAGE), "Page 7", "7"),
        ((text("– "), PAGE, text(" –")), "– 7 –", "7"),
        ((text("["), PAGE, text("]")), "[7]", "[7]"),
        ((PAGE, text("/"), PAGES), "5/20", "5/"),
        ((PAGE, text(" of "), PAGES), "5 of 20", "5"),
        ((RUNNING, text(" "), PAGE), "Chapter 4 of 1945 7", "7"),
        ((PAGE, text(" "), RUNNING), "7 Chapter 4", "7"),
        ((PAGE, text(" · 1945")), "7 · 1945", "7"),
        ((text(" "), PAGE), "7", "7"),
        ((text("page "), PAGE), "PAGE 7", "7"),
        ((RUNNING,), "Chapter 4", ""),
        ((text("1945"),), "1945", ""),
        ((PAGES,), "20", ""),
        ((LABEL,), "", ""),
        ((text("x "), PAGE), "y 7", "y 7"),
        ((), "7", ""),
    ],
)
def test_the_folio_in_a_box(
    content: tuple[tuple[str, object], ...], drawn: str, folio: str
) -> None:
    assert folio_in(content, drawn) == folio


@pytest.mark.parametrize(
    ("content", "folios"),
    [
        ("string(folio)", ["i", "1", "2"]),
        ("counter(page)", ["1", "1", "2"]),
        ("counter(page, upper-roman)", ["I", "I", "II"]),
        ('"A-" counter(page)', ["A-1", "A-1", "A-2"]),
        ('"– " string(folio) " –"', ["i", "1", "2"]),
        ('"Chapter 4"', ["", "", ""]),
        ("none", ["", "", ""]),
    ],
)
def test_pages_know_the_folio_that_is_drawn(
    specimen: Specimen, content: str, folios: list[str]
) -> None:
    css = "@page { @bottom-center { content: none } @top-right { content: %s } }"
    css += "@page front { @bottom-center { content: none } }"
    pages = specimen.having(css % content).pages(
        specimen.sheet("pre", "<p>x</p>", "front"),
        specimen.sheet("a", "<p>y</p>", role="chapter start"),
        specimen.sheet("b", "<p>z</p>"),
    )
    assert ["".join(page.folios) for page in pages] == folios
    assert [page.label for page in pages] == ["i", "1", "2"]
