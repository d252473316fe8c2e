"""Several PDFs of one book: laid out once, written for the press, an archive, those who read."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

import pikepdf
import pytest

from anban.app.build import Order, Outcome, build
from anban.app.edition import DraftLabel
from anban.app.session import Session
from anban.world.project import World
from tests.typeset.specimens import text_of_pages

Run = Callable[..., CompletedProcess[str]]

KINDS = """
[edition.archive]
format = "pdf"
variant = "archive"
pages-from = "paperback"

[edition.proof]
format = "pdf"
variant = "proof"
pages-from = "paperback"
draft = "Second proof"
revision = "7"
draft-date = 2026-02-03
"""


@pytest.fixture
def book(good: Path) -> Path:
    """The good book, for the press and two PDFs more."""
    toml = good / "manuscript/book.toml"
    text = toml.read_text("utf-8")
    context = '[edition.paperback]\nvariant = "press"\nmarks = true\nslug-line = true\n'
    toml.write_text(text.replace("[edition.paperback]\n", context) + KINDS, "utf-8")
    return good


def product(book: Path, edition: str) -> bytes:
    return (book / f"output/the-ferry-{edition}.pdf").read_bytes()


def made(book: Path, *editions: str, draft: DraftLabel = DraftLabel()) -> Outcome:  # noqa: B008 (frozen)
    world = World.open(book, {})
    outcome = build(world, Order(editions, strict=True, draft=draft), Session())
    assert [str(one) for one in outcome.report] == []
    return outcome


def test_one_layout_makes_three_pdfs(book: Path) -> None:
    outcome = made(book)
    assert [one.product.edition for one in outcome.made] == [
        "paperback", "ebook", "archive", "proof"
    ]  # fmt: skip
    (layout,) = outcome.layouts
    pages = [len(text_of_pages(product(book, name))) for name in ("paperback", "archive", "proof")]
    assert pages == [len(layout.pages)] * 3
    assert pages[0] % 2 == 0
    manifest = json.loads((book / "output/manifest.json").read_text("utf-8"))["products"]
    intents = {one["edition"]: one.get("output-intent") for one in manifest.values()}
    assert intents["paperback"]["condition"] == "CGATS TR 001"
    assert intents["paperback"]["file"] == "default_cmyk.icc"
    assert len(intents["paperback"]["sha256"]) == 64
    assert [intents[name] for name in ("archive", "proof", "ebook")] == [None] * 3


def test_each_pdf_is_of_its_kind(book: Path) -> None:
    made(book)
    assert product(book, "paperback").startswith(b"%PDF-1.3")
    with pikepdf.open(book / "output/the-ferry-archive.pdf") as pdf:
        assert b"<pdfaid:part>2<" in pdf.Root.Metadata.read_bytes()
    context, proof = (text_of_pages(product(book, name))[0] for name in ("paperback", "proof"))
    assert "The Ferry · paperback · " in context
    assert " mm · i (1/" in context
    assert "Second proof · The Ferry · revision 7 · 2026-02-03 · i · 1/" in proof


def test_an_edition_that_borrows_its_pages_is_made_alone(book: Path) -> None:
    outcome = made(book, "archive")
    assert [one.product.edition for one in outcome.made] == ["archive"]
    assert not (book / "output/the-ferry-paperback.pdf").exists()


def test_the_command_says_which_draft_it_is(book: Path, run: Run) -> None:
    words = ("--revision", "a1b2", "--draft-date", "2026-03-04")
    assert run("build", "-C", book, "proof", *words).returncode == 0
    assert "revision a1b2 · 2026-03-04" in text_of_pages(product(book, "proof"))[0]
    ran = run("build", "-C", book, "proof", "--draft-date", "yesterday")
    assert ran.returncode == 2


def test_a_proof_that_says_nothing_has_the_words_of_its_language(book: Path) -> None:
    toml = book / "manuscript/book.toml"
    text = toml.read_text("utf-8").partition('draft = "')[0]
    toml.write_text(text, "utf-8")
    made(book, "proof")
    assert "\nProof · The Ferry · i · 1/" in "\n" + text_of_pages(product(book, "proof"))[0].strip()
    made(book, "proof", draft=DraftLabel("9", date(2026, 1, 2)))
    assert "revision 9 · 2026-01-02" in text_of_pages(product(book, "proof"))[0]


def test_without_a_profile_the_press_is_not_served(
    book: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    ran = run("build", "-C", book)
    assert ran.returncode == 3
    assert "there is no profile of the printing condition `swop`: default_cmyk.icc" in ran.stderr
    assert "sudo apt-get install libgs-common" in ran.stderr
    assert run("build", "-C", book, "archive", "ebook").returncode == 0


def test_a_condition_that_nobody_knows_is_told_with_its_place(book: Path, run: Run) -> None:
    toml = book / "manuscript/book.toml"
    text = toml.read_text("utf-8")
    toml.write_text(text.replace("marks = true", 'output-intent = "swap"'), "utf-8")
    ran = run("check", "-C", book)
    assert ran.returncode == 1
    assert "error[K101]: no printing condition is called `swap`" in ran.stderr
    line = toml.read_text("utf-8").splitlines().index('output-intent = "swap"') + 1
    assert f"book.toml:{line}:" in ran.stderr


def test_info_names_the_profile(book: Path, run: Run) -> None:
    assert "    CGATS TR 001  default_cmyk.icc" in run("info", "-C", book).stdout


def test_something_see_through_keeps_the_press_edition_back(book: Path, run: Run) -> None:
    styles = book / "styles"
    styles.mkdir()
    (styles / "theme.toml").write_text('extends = "base"\n[css]\npdf = ["own.css"]\n')
    (styles / "own.css").write_text("p { opacity: 0.5 }")
    toml = book / "manuscript/book.toml"
    text = toml.read_text("utf-8").replace("marks = true", 'theme = "styles"')
    toml.write_text(text, "utf-8")
    ran = run("build", "-C", book, "paperback", "archive")
    assert ran.returncode == 1
    assert "error[K103]" in ran.stderr
    assert ran.stdout.split() == [str(book / "output/the-ferry-archive.pdf")]


def test_editions_that_are_set_alike_are_set_once(book: Path) -> None:
    toml = book / "manuscript/book.toml"
    own = 'trim = "105x148mm"\ndraft'
    text = toml.read_text("utf-8").replace('pages-from = "paperback"\ndraft', own)
    toml.write_text(text, "utf-8")
    first, second = made(book).layouts
    assert first.composition is not None
    assert second.composition is not None
    assert first.composition.engine is second.composition.engine
    assert first.composition.laid > 0
    assert second.composition.laid == 0
