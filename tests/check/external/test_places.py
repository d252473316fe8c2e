"""What checkers find leads back to the line it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from anban.app.editions import prepare
from anban.app.validation import ask
from anban.check.external.findings import Checker, Finding, NotChecked, Outcome
from anban.check.external.rules import ACE_VIOLATION, EPUBCHECK_WARNING
from anban.core.diagnostics import Diagnostic, Severity
from anban.core.errors import UsageError
from anban.world.project import World

TEXT = """\
# Dawn

The ferry left[^1] at *six*.

![The ferry](images/ferry.svg)

: Our ferry[^2]

| Year | Deed |
|------|------|
| 1962 | Left |

The end.

[^1]: A note of one line.
[^2]: Another,

    with a second paragraph.
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n<path d="M0 0h9"/></svg>\n'
STYLE = "/* mine */\n.mine { margin: 0 }\n"


@dataclass(frozen=True)
class Search:
    """Finds the first of `words` in the file `path` of the EPUB; the column is that behind it."""

    path: str
    words: str

    def __call__(self, _path: Path, folder: Path, _seconds: float) -> Outcome:
        before, found, _ = (folder / self.path).read_text("utf-8").partition(self.words)
        assert found, f"`{self.words}` is not in {self.path}"
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n") + len(self.words)
        return (Finding(EPUBCHECK_WARNING, "ID", "odd", self.path, line, column),)


@pytest.fixture
def book(good: Path) -> Path:
    (good / "manuscript/images").mkdir()
    (good / "manuscript/images/ferry.svg").write_text(DRAWING)
    (good / "manuscript/body/01-dawn.md").write_text(TEXT)
    (good / "styles/css").mkdir(parents=True)
    (good / "styles/css/mine.css").write_text(STYLE)
    (good / "styles/theme.toml").write_text('extends = "base"\n[css]\nepub = ["css/mine.css"]\n')
    toml = good / "manuscript/book.toml"
    toml.write_text(
        toml.read_text().replace('format = "epub"', 'format = "epub"\ntheme = "styles"')
    )
    return good


def asked(book: Path, judge: object, *, strict: bool = False) -> tuple[Diagnostic, ...]:
    job = prepare(World.open(book))
    assert job.report.diagnostics == ()
    checker = Checker("mine", judge)  # type: ignore[arg-type]
    return ask(job, strict=strict, checkers=(checker,)).diagnostics


@pytest.mark.parametrize(
    ("path", "words", "place"),
    [
        ("text/dawn.xhtml", "<section", "body/01-dawn.md:1"),
        ("text/dawn.xhtml", "<p>The ferry left", "body/01-dawn.md:3"),
        ("text/dawn.xhtml", "<em>", "body/01-dawn.md:3"),
        ("text/dawn.xhtml", "<img ", "body/01-dawn.md:5"),
        ("text/dawn.xhtml", "<figcaption>", "body/01-dawn.md:7"),
        ("text/dawn.xhtml", "<table>", "body/01-dawn.md:9"),
        ("text/dawn.xhtml", ">1962", "body/01-dawn.md:11"),
        ("text/dawn.xhtml", "The end", "body/01-dawn.md:13"),
        ("text/dawn.xhtml", "A note of", "body/01-dawn.md:15"),
        ("text/dawn.xhtml", "<p>with a second", "body/01-dawn.md:18"),
        ("css/book.css", ".mine { margin", "styles/css/mine.css:2"),
        ("css/book.css", "body {", "anban/render/themes/base/css/epub.css"),
        ("css/book.css", ":root", "book.toml:"),
        ("images/ferry.svg", "<path", "images/ferry.svg:2"),
        ("content.opf", "<spine", "book.toml:"),
        ("text/title-page.xhtml", "<h1", "book.toml:"),
    ],
)
def test_a_place_in_the_epub_leads_to_its_source(
    book: Path, path: str, words: str, place: str
) -> None:
    (found,) = asked(book, Search(f"OEBPS/{path}", words))
    assert place in str(found.span)
    assert f"at OEBPS/{path}:" in found.message
    assert "`the-ferry-ebook.epub`" in found.message


def test_an_element_is_found_by_the_way_to_it(book: Path) -> None:
    def judge(_path: Path, _folder: Path, _seconds: float) -> Outcome:
        path = "OEBPS/text/dawn.xhtml"
        return (
            Finding(ACE_VIOLATION, "x", "odd", path, steps=(2, 1, 4)),
            Finding(ACE_VIOLATION, "x", "nowhere", path, steps=(9, 9)),
            Finding(ACE_VIOLATION, "x", "no place", path),
            Finding(ACE_VIOLATION, "x", "no file", ""),
        )

    found = {one.message.rpartition(": ")[2]: one for one in asked(book, judge)}
    assert {name: one.span and one.span.line for name, one in found.items()} == {
        "odd": 5, "nowhere": 1, "no place": 1, "no file": None,
    }  # fmt: skip
    assert found["odd"].severity is Severity.ERROR


def test_strict_takes_what_checkers_warn_of_as_errors(book: Path) -> None:
    (found,) = asked(book, Search("OEBPS/content.opf", "<spine"), strict=True)
    assert found.severity is Severity.ERROR


def test_what_was_not_checked_is_said_so(book: Path) -> None:
    def judge(_path: Path, _folder: Path, _seconds: float) -> Outcome:
        return NotChecked("it is not installed", "install it", absent=True)

    (found,) = asked(book, judge)
    assert (found.code, found.severity.word) == ("X101", "warning")
    assert found.message == "`the-ferry-ebook.epub` was not checked with mine: it is not installed"
    assert found.hint == "install it"


def test_a_checker_that_is_there_and_gives_no_verdict_is_an_error(book: Path) -> None:
    def judge(_path: Path, _folder: Path, _seconds: float) -> Outcome:
        return NotChecked("it was stopped after 180 seconds", "run it by hand")

    (found,) = asked(book, judge)
    assert (found.code, found.severity.word) == ("X104", "error")
    assert found.message.startswith("mine gave no verdict on `the-ferry-ebook.epub`: it was stop")


def test_a_book_without_an_ebook_is_a_usage_error(book: Path) -> None:
    toml = book / "manuscript/book.toml"
    toml.write_text(toml.read_text("utf-8").partition("[edition.ebook]")[0], "utf-8")
    with pytest.raises(UsageError, match="no ebook"):
        ask(prepare(World.open(book)))


def test_a_book_with_a_fault_is_not_asked_about(book: Path) -> None:
    (book / "manuscript/body/01-dawn.md").write_text("# Dawn\n\nLost[^1].\n")
    assert len(ask(prepare(World.open(book)))) == 0
