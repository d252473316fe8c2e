"""The adapter: which files it gives to the engine, which messages it reports, how it fails."""

from __future__ import annotations

import logging

import pytest
import weasyprint

from anban.core.errors import MissingError
from anban.typeset.engine.release import require
from anban.typeset.faults import EngineError
from anban.typeset.settle import settle
from anban.typeset.store import laid_sheet
from tests.typeset.specimens import Specimen

DOT = b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><path d="M0 0h4v4z"/></svg>'


def test_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    with pytest.raises(MissingError, match=r"70\.0 is needed, and 71\.0") as caught:
        require()
    assert "pip install weasyprint==70.0" in caught.value.hint


def test_blocks_in_a_note_stay_inside_their_paragraph(specimen: Specimen) -> None:
    markup = (
        '<p>a<span class="note" id="a-n1" data-number="1"><p>x</p><ul><li>y</li></ul></span>b</p>'
    )
    (page,) = specimen.pages(specimen.sheet("a", markup))
    assert [run.text for run in page.runs if not run.generated] == ["a", "b", "x", "y"]
    assert page.runs[0].top == page.runs[2].top


def test_pictures_come_from_the_manuscript(specimen: Specimen) -> None:
    asked = []

    def read(path: str) -> bytes:
        asked.append(path)
        return DOT

    _, found = specimen.having(read=read).lay(
        specimen.sheet("a", '<p><img src="images/a%20b.svg" alt="x"/></p>')
    )
    assert asked == ["images/a b.svg"]
    assert found == ()


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname", "http://example.org/x.png", "data:image/png;base64,AA==",
        "//example.org/x.png", "x.png?y",
    ],
)  # fmt: skip
def test_nothing_else_is_served(specimen: Specimen, address: str) -> None:
    def read(path: str) -> bytes:
        pytest.fail(f"{path} was read")

    _, found = specimen.having(read=read).lay(
        specimen.sheet("a", f'<p><img src="{address}" alt="x"/></p>')
    )
    assert [diagnostic.code for diagnostic in found] == ["L102"]
    assert "not a file of the manuscript" in found[0].message


@pytest.mark.parametrize(
    "css",
    ["@import url(http://example.org/a.css);", "p { background: url(file:///etc/hostname) }"],
)
def test_nothing_else_is_served_to_a_style_sheet(css: str) -> None:
    styled = Specimen(css=css)
    _, found = styled.lay(styled.sheet("a", "<p>x</p>"))
    assert [diagnostic.code for diagnostic in found] == ["L102"]


def test_a_picture_inside_a_picture_is_refused(specimen: Specimen) -> None:
    outer = DOT.replace(b"<path", b'<image href="file:///etc/hostname" width="4" height="4"/><path')
    styled = specimen.having(read=lambda _: outer)
    _, found = styled.lay(styled.sheet("a", '<p><img src="a.svg" alt="x"/></p>'))
    assert [diagnostic.code for diagnostic in found] == ["L102"]


def test_a_reader_that_refuses_is_quoted(specimen: Specimen) -> None:
    _, found = specimen.lay(specimen.sheet("a", '<p><img src="no.png" alt="x"/></p>'))
    assert [diagnostic.message for diagnostic in found] == ["`no.png` was not read: no no.png"]


def test_a_picture_that_cannot_be_read(specimen: Specimen) -> None:
    _, found = specimen.having(read=lambda _: b"not a picture").lay(
        specimen.sheet("a", '<p><img src="images/x.png" alt="x"/></p>')
    )
    assert [(one.code, one.message) for one in found] == [
        ("L103", "the picture `images/x.png` could not be drawn")
    ]


def test_a_picture_that_fails_while_it_is_drawn(specimen: Specimen) -> None:
    broken = DOT.replace(b"<path", b'<g id="a"><use href="#a"/></g><path')
    styled = specimen.having(read=lambda _: broken)
    _, found = styled.lay(styled.sheet("a", '<p><img src="b.svg" alt="x"/></p>'))
    assert [diagnostic.code for diagnostic in found] == ["L103"]


@pytest.mark.parametrize(
    ("css", "code", "words"),
    [
        ("p { colour: red }", "L101", "Ignored `colour: red ` at"),
        ("p { color: red", "", ""),
        ("} p { color: red }", "L101", "Invalid or unsupported selector"),
        ("p::after { content: string(x) }", "L105", "only allowed in page margins"),
        ('a::after { content: target-counter("#no", page) }', "L106", "undefined anchor"),
    ],
)
def test_what_the_engine_says_is_passed_on(
    specimen: Specimen, css: str, code: str, words: str
) -> None:
    styled = specimen.having(css)
    _, found = styled.lay(styled.sheet("a", "<p>x<a>y</a></p>"))
    assert [diagnostic.code for diagnostic in found] == ([code] if code else [])
    assert all(words in diagnostic.message for diagnostic in found)


def test_lines_count_in_the_style_sheet_of_the_theme() -> None:
    styled = Specimen(css="p { color: red }\np { colour: red }")
    _, found = styled.lay(styled.sheet("a", "<p>x</p>"))
    assert "at 2:5, unknown property" in found[0].message


def test_other_logs_are_left_as_they_were(
    specimen: Specimen, caplog: pytest.LogCaptureFixture
) -> None:
    styled = specimen.having("p { colour: red }")
    log = logging.getLogger("weasyprint")
    before = log.propagate, log.level, list(log.handlers)
    styled.lay(styled.sheet("a", "<p>x</p>"))
    assert (log.propagate, log.level, list(log.handlers)) == before
    assert caplog.records == []


def test_a_sheet_that_is_not_well_formed(specimen: Specimen) -> None:
    with pytest.raises(EngineError, match="the markup of `a` is not well-formed"):
        specimen.lay(specimen.sheet("a", "<p>x"))


def test_the_piece_on_which_the_engine_fails_is_named(
    specimen: Specimen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_words: object, **_names: object) -> None:
        raise AssertionError

    monkeypatch.setattr("weasyprint.layout.page.make_page", fail)
    rendition = specimen.rendition(specimen.sheet("b", "<p>bad</p>"))
    (found,) = settle(lambda _: rendition, specimen.read, "en").diagnostics
    assert found.message == "the layout engine failed on `b`: AssertionError"


def test_nesting_beyond_all_measure_is_a_fault_with_words(specimen: Specimen) -> None:
    deep = "<div>" * 3000 + "x" + "</div>" * 3000
    with pytest.raises(EngineError, match="RecursionError") as caught:
        specimen.lay(specimen.sheet("a", deep))
    assert caught.value.where == "`a`"


def test_a_layout_without_end_is_ended(specimen: Specimen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laid_sheet, "most_pages", lambda _: 2)
    with pytest.raises(EngineError, match="more than 2 pages"):
        specimen.lay(specimen.sheet("a", "<p>" + "line<br/>" * 60 + "</p>"))


def test_language_reaches_the_root(specimen: Specimen) -> None:
    styled = specimen.having("html:lang(vi) p { display: none }")
    composition = styled.compose(styled.sheet("a", "<p>x</p>"), language="vi")
    assert composition.pages[0].page.runs == ()
