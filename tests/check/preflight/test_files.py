"""`anban check --profile` and a build with a profile: files as they lie in `output/`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from PIL import Image

from anban.check.preflight import rules
from anban.check.preflight.places import NOWHERE, places
from anban.core.book import Book, Chapter, Role
from anban.core.diagnostics import Span
from anban.core.nodes import Figure, Paragraph, Text
from anban.typeset.layout import Page, Run
from anban.world.printers import PROFILES

Run_ = Callable[..., CompletedProcess[str]]
PDF, COVER = "the-ferry-paperback.pdf", "the-ferry-paperback-cover.pdf"


def edition(book: Path, lines: str, more: str = "") -> Path:
    toml = book / "manuscript/book.toml"
    text = toml.read_text("utf-8").replace('trim = "105x148mm"\n', f'trim = "105x148mm"\n{lines}')
    toml.write_text(f"{text}\n{more}", "utf-8")
    return book


def lenient(monkeypatch: pytest.MonkeyPatch, **changes: object) -> None:
    """A printer for books of a few pages."""
    easy = replace(PROFILES["kdp"], pages=(1, 900), transparency=True, extras=True, **changes)  # type: ignore[arg-type]
    for module in (
        "world.printers",
        "app.edition",
        "app.covers",
        "app.preflight",
        "cover.geometry",
    ):
        monkeypatch.setattr(f"anban.{module}.PROFILES", {**PROFILES, "kdp": easy})


def test_a_file_that_is_not_there_is_not_checked(good: Path, run: Run_) -> None:
    ran = run("check", "-C", good, "--profile", "kdp")
    assert ran.returncode == 3
    assert f"warning[{rules.NOT_PREFLIGHTED.code}]" in ran.stderr
    assert f"error: there is no `output/{PDF}` to be checked\n" in ran.stderr
    assert f"`output/{PDF}` was not checked for Amazon KDP: it is not there" in ran.stderr
    assert not (good / "output" / PDF).exists()
    assert run("check", "-C", good, "--profile", "kdp", "--strict").returncode == 1


def test_a_file_of_another_state_of_the_manuscript_is_told(
    good: Path, run: Run_, monkeypatch: pytest.MonkeyPatch
) -> None:
    lenient(monkeypatch)
    run("build", "-C", good, "paperback")
    ran = run("check", "-C", good, "--profile", "kdp")
    assert (ran.returncode, "warning" in ran.stderr.replace("no warnings", "")) == (0, False)
    with (good / "manuscript/body/02-dusk.md").open("a") as chapter:
        chapter.write("\nThey came back late.\n")
    assert f"[{rules.PRODUCT_STALE.code}]" in run("check", "-C", good, "--profile", "kdp").stderr


def test_a_book_with_errors_is_not_checked(good: Path, run: Run_) -> None:
    (good / "manuscript/body/01-dawn.md").write_text("# Dawn\n\nThey left[^nowhere].\n", "utf-8")
    ran = run("check", "-C", good, "--profile", "kdp")
    assert ran.returncode == 1
    assert "was not checked for Amazon KDP: the book has errors" in ran.stderr


def test_a_book_whose_pages_cannot_be_laid_out_says_why(
    good: Path, run: Run_, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_words: object, **_names: object) -> None:
        raise OverflowError("too wide")

    monkeypatch.setattr("weasyprint.layout.page.make_page", refuse)
    ran = run("check", "-C", good, "--profile", "kdp")
    assert ran.returncode == 1
    assert "error[L104]" in ran.stderr
    assert "its pages could not be laid out" in ran.stderr


def test_a_book_that_cannot_be_read_says_why(good: Path, run: Run_) -> None:
    (good / "manuscript/book.toml").write_text("[book", "utf-8")
    ran = run("check", "-C", good, "--profile", "kdp")
    assert ran.returncode == 1
    assert "Q201" not in ran.stderr


def test_an_unknown_printer_is_a_usage_error(good: Path, run: Run_) -> None:
    assert run("check", "-C", good, "--profile", "lulu").returncode == 2


def test_a_book_without_print_is_a_usage_error(good: Path, run: Run_) -> None:
    toml = good / "manuscript/book.toml"
    text = toml.read_text("utf-8").replace('\n[edition.paperback]\nformat = "pdf"\n', "")
    text = text.replace('trim = "105x148mm"\n', "").replace('pages-from = "paperback"\n', "")
    toml.write_text(text, "utf-8")
    ran = run("check", "-C", good, "--profile", "kdp")
    assert ran.returncode == 2
    assert "no print edition" in ran.stderr


def test_a_coarse_picture_is_named_with_its_line(
    good: Path, run: Run_, monkeypatch: pytest.MonkeyPatch
) -> None:
    lenient(monkeypatch)
    edition(good, 'profile = "kdp"\n')
    (good / "manuscript/images").mkdir(exist_ok=True)
    Image.new("L", (40, 30), 90).save(good / "manuscript/images/quay.png")
    with (good / "manuscript/body/02-dusk.md").open("a") as chapter:
        chapter.write("\n![The quay](images/quay.png){width=50}\n")
    line = (good / "manuscript/body/02-dusk.md").read_text("utf-8").count("\n")
    ran = run("build", "-C", good, "paperback")
    assert "a picture of 40 × 30 pixels is printed at " in ran.stderr
    assert f"manuscript/body/02-dusk.md:{line}:1" in ran.stderr
    assert ran.returncode == 0
    assert (good / "output" / PDF).exists()


def test_words_in_the_gutter_are_named_with_their_line(
    good: Path, run: Run_, monkeypatch: pytest.MonkeyPatch
) -> None:
    lenient(monkeypatch, gutter=((1, 30.0),), blanks=(9, 9))
    ran = run("build", "-C", edition(good, 'profile = "kdp"\n'), "paperback")
    assert "warning[Q221]" in ran.stderr
    assert "asks for 30 mm at" in ran.stderr
    assert "--> manuscript/body/0" in ran.stderr


def test_an_edition_that_its_printer_would_refuse_is_not_published(good: Path, run: Run_) -> None:
    """KDP binds from 24 pages on."""
    ran = run("build", "-C", edition(good, 'profile = "kdp"\n'), "paperback")
    assert ran.returncode == 4
    assert "error[Q271]" in ran.stderr
    assert not (good / "output" / PDF).exists()


def test_a_finding_can_be_allowed_with_a_reason(
    good: Path, run: Run_, monkeypatch: pytest.MonkeyPatch
) -> None:
    lenient(monkeypatch, multiple=4)
    edition(good, 'profile = "kdp"\n')
    assert "Q272" in run("build", "-C", good, "paperback").stderr
    edition(good, "", '[[check.allow]]\ncode = "Q272"\nreason = "the printer fills up"\n')
    assert "Q272" not in run("build", "-C", good, "paperback", "--strict").stderr


def test_the_cover_is_checked_too(good: Path, run: Run_, monkeypatch: pytest.MonkeyPatch) -> None:
    lenient(monkeypatch)
    edition(good, 'paper = "kdp-cream"\nisbn = "978-604-00-0000-2"\n', "[cover]\n")
    ran = run("check", "-C", good, "--profile", "kdp")
    assert f"`output/{COVER}` was not checked" in ran.stderr
    run("build", "-C", good, "paperback")
    ran = run("check", "-C", good, "--profile", "kdp")
    assert "Q202" not in ran.stderr
    assert f"[{rules.COVER_BLEED.code}]" in ran.stderr  # built for nobody, with 3 mm
    edition(good, 'profile = "kdp"\n')
    ran = run("check", "-C", good, "--profile", "kdp")
    assert ran.stderr.count("Q202") == 1
    ran = run("build", "-C", good, "paperback", "--strict")
    assert ran.returncode == 0, ran.stderr
    assert run("check", "-C", good, "--profile", "kdp", "--strict").returncode == 0


def test_the_edition_of_a_printer_is_checked_alone(good: Path, run: Run_) -> None:
    other = '\n[edition.hardback]\nformat = "pdf"\nprofile = "ingramspark"\n'
    edition(good, "", other)
    ran = run("check", "-C", good, "--profile", "ingramspark")
    assert "the-ferry-hardback.pdf" in ran.stderr
    assert PDF not in ran.stderr
    ran = run("check", "-C", good, "--profile", "kdp")
    assert PDF in ran.stderr
    assert "the-ferry-hardback.pdf" in ran.stderr


# --- places -------------------------------------------------------------------------------------


def span(line: int, column: int = 1, length: int = 40) -> Span:
    return Span("manuscript/body/01.md", line, column, length)


def words(text: str, top: float, *, generated: bool = False) -> Run:
    return Run(text, "", generated, top, top + 10, 20, 90)


def page(index: int, *runs: Run) -> Page:
    return Page(
        index, str(index + 5), "one", index % 2 == 0, not runs, 200, 300, 0, 300, 0, 200, None,
        runs, (), (), (),
    )  # fmt: skip


CHAPTER = Chapter(
    "one", Role.CHAPTER, (), (), (),
    (
        Paragraph((Text("They left at dawn with the tide.", span(3)),), span(3)),
        Figure("quay.png", "a quay", (), "", 100, span(5)),
        Paragraph((Text("They came back.", span(7)),), span(7)),
        Figure("same.png", "a quay", (), "", 100, span(9)),
    ),
    (), span(1),
)  # fmt: skip
BOOK = Book((), (CHAPTER,), ())
PAGES = (
    page(0, words("Chapter I", 0, generated=True), words("They left", 12)),
    page(1, words("at dawn with", 0), words("the tide.", 12), words("They came back.", 24)),
    page(2),
)


def test_a_page_has_the_place_of_its_first_words() -> None:
    found = places(BOOK, PAGES)
    assert found.of_page(0) == span(3, length=24)
    assert found.of_page(1) == span(3, column=11, length=24)
    assert found.of_page(2) is None
    assert [found.label(at) for at in range(3)] == ["5", "6", "7"]


def test_words_have_the_place_of_their_line() -> None:
    found = places(BOOK, PAGES)
    pixel = 25.4 / 96
    assert found.of_words(1, 25 * pixel, 30 * pixel) == span(7, length=24)
    assert found.of_words(1, 200 * pixel, 210 * pixel) == found.of_page(1)


def test_a_picture_is_found_by_its_pixels_behind_the_first_words() -> None:
    found = places(BOOK, PAGES)
    sizes = {"quay.png": (40.0, 30.0), "same.png": (9.0, 9.0)}
    assert found.of_picture(0, (40, 30), sizes.get) == span(5)
    assert found.of_picture(1, (9, 9), sizes.get) == span(9)
    assert found.of_picture(0, (1, 1), sizes.get) == found.of_page(0)


def test_a_file_that_is_not_that_of_the_pages_has_no_places() -> None:
    assert NOWHERE.of_page(0) is None
    assert NOWHERE.of_picture(0, (1, 1), lambda _path: None) is None
    assert NOWHERE.label(6) == "7"
