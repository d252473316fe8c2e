from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from anban.app.catalogue import CATALOGUE
from anban.core.book import Role
from anban.core.diagnostics import Diagnostic, Severity, Span
from anban.manuscript.config.load import load
from anban.manuscript.config.model import (
    Allowance,
    Checks,
    Config,
    Contributor,
    ContributorRole,
    Format,
    ImprintLine,
    Manuscript,
    Margins,
    Numbering,
    Numerals,
    PartEntry,
    Scope,
    Standard,
    Typography,
    Variant,
)
from anban.manuscript.config.schema import KEYS, TABLES, Key, Shape, keys_of, reference
from anban.world.project import BOOK_FILE, World

FULL = """\
[book]
title = "Đất và người"
subtitle = "Ba mươi năm"
language = "vi-vn"
date = 2026-09-02
subjects = ["Lịch sử"]
[[book.contributors]]
name = "Nguyễn Văn Mẫu"
[[book.contributors]]
name = "Lê Thị Mẫu"
role = "translator"
sort-name = "Mẫu, Lê Thị"

[imprint]
print-run = 1000
publisher = "Nhà xuất bản Mẫu"
notice = "Bản mẫu"

[manuscript]
front = ["half-title", "front/tua.md"]
body = ["body/0.md", { title = "Một", chapters = ["body/1.md"] }, "body/2.md"]
back = ["contents"]
[[manuscript.parts]]
title = "Hai"
subtitle = "sau"
chapters = ["body/3.md"]

[numbering]
chapters = "words"
sections = 2
figures = "chapter"
[notes]
numbering = "book"
[typography]
ellipses = false

[edition.paperback]
format = "pdf"
isbn = "0-306-40615-2"
trim = "A5"
bleed = "3mm"
variant = "press"
marks = true
margins = { top = "18mm", bottom = "24mm", inner = "19mm", outer = "20mm" }
[edition.ebook]
format = "epub"
theme = "styles"
cover = "images/bia.png"
pages-from = "paperback"

[check]
allow = [{ code = "P126", reason = "nền trắng" }]
deny = ["P125"]
"""
FILES = (
    "front/tua.md", "body/0.md", "body/1.md", "body/2.md", "body/3.md", "images/bia.png",
    "../styles/theme.toml",
)  # fmt: skip


def world(folder: Path, text: str, files: tuple[str, ...] = FILES) -> World:
    for name in ("book.toml", *files):
        path = folder / "manuscript" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    (folder / BOOK_FILE).write_text(text, "utf-8")
    return World.open(folder)


@pytest.fixture
def full(tmp_path: Path) -> Config:
    config, found = load(world(tmp_path, FULL), CATALOGUE)
    assert found == ()
    assert config is not None
    return config


def test_the_book(full: Config) -> None:
    book = full.metadata
    assert (book.title, book.subtitle, book.short_title) == (
        "Đất và người", "Ba mươi năm", "Đất và người",
    )  # fmt: skip
    assert (book.slug, book.language, book.date) == ("dat-va-nguoi", "vi-VN", date(2026, 9, 2))
    assert book.publisher == "Nhà xuất bản Mẫu"
    assert book.subjects == ("Lịch sử",)
    assert book.contributors == (
        Contributor("Nguyễn Văn Mẫu", ContributorRole.AUTHOR, "Nguyễn Văn Mẫu"),
        Contributor("Lê Thị Mẫu", ContributorRole.TRANSLATOR, "Mẫu, Lê Thị"),
    )


def test_the_imprint_in_the_order_of_its_page(full: Config) -> None:
    assert full.imprint == (
        ImprintLine("notice", "Bản mẫu"),
        ImprintLine("publisher", "Nhà xuất bản Mẫu"),
        ImprintLine("print-run", "1000"),
    )


def test_the_manuscript_in_reading_order(full: Config) -> None:
    assert full.manuscript == Manuscript(
        front=(Role.HALF_TITLE, "front/tua.md"),
        body=(
            "body/0.md",
            PartEntry("Một", "", ("body/1.md",), Span(BOOK_FILE, 21, 22, 43)),
            "body/2.md",
            PartEntry("Hai", "sau", ("body/3.md",), Span(BOOK_FILE, 24, 9, 5)),
        ),
        back=(Role.CONTENTS,),
    )


def test_numbers_notes_and_typography(full: Config) -> None:
    assert full.numbering == Numbering(Numerals.ROMAN, Numerals.WORDS, 2, Scope.CHAPTER, Scope.BOOK)
    assert full.notes is Scope.BOOK
    assert full.typography == Typography(dashes=True, spaces=True, ellipses=False)


def test_the_editions(full: Config) -> None:
    paperback, ebook = full.editions
    assert (paperback.name, paperback.format) == ("paperback", Format.PDF)
    assert (paperback.isbn, paperback.isbn_13) == ("0-306-40615-2", "9780306406157")
    assert (paperback.trim, paperback.bleed, paperback.marks) == ((148.0, 210.0), 3.0, True)
    assert (paperback.variant, paperback.standard) == (Variant.PRESS, Standard.X_1A)
    assert (paperback.pages_multiple, paperback.output_intent) == (2, "swop")
    assert paperback.margins == Margins(18.0, 24.0, 19.0, 20.0)
    assert (ebook.format, ebook.theme, ebook.isbn) == (Format.EPUB, "styles", "")
    assert (ebook.cover, ebook.pages_from) == ("images/bia.png", "paperback")
    assert (ebook.trim, ebook.margins) == ((145.0, 205.0), None)


def test_the_checks(full: Config) -> None:
    assert full.checks.allow == (Allowance("P126", "nền trắng"),)
    assert full.weight(found("P125")) is Severity.ERROR
    assert full.weight(found("P126")) is None
    assert full.weight(found("W106")) is Severity.INFO


@pytest.mark.parametrize(
    ("row", "stays"),
    [
        (Allowance("W111", "cố ý"), False),
        (Allowance("W111", "cố ý", words="`của`"), False),
        (Allowance("W111", "cố ý", words="`và`"), True),
        (Allowance("W111", "cố ý", file="body/01-que-nha.md"), False),
        (Allowance("W111", "cố ý", words="`của`", file="body/02-mua-lu.md"), True),
        (Allowance("W112", "cố ý"), True),
    ],
)
def test_an_allowance_may_be_for_some_words_or_a_file(
    full: Config, row: Allowance, stays: bool
) -> None:
    doubled = CATALOGUE["W111"].at(Span("manuscript/body/01-que-nha.md"), text="của")
    strict = replace(full, checks=Checks((row,), ("W111",)))
    assert strict.weight(doubled) is (Severity.ERROR if stays else None)


def test_mere_information_can_be_made_a_warning(full: Config) -> None:
    warned = replace(full, checks=Checks((), (), ("W106", "N102")))
    assert warned.weight(found("W106")) is Severity.WARNING
    assert warned.weight(found("W107")) is Severity.INFO
    assert warned.weight(found("N102")) is Severity.ERROR


def found(code: str) -> Diagnostic:
    rule = CATALOGUE[code]
    return Diagnostic(rule, rule.severity, None, rule.message, rule.hint)


def test_every_value_is_found_again(full: Config) -> None:
    assert full.where["edition.paperback.trim"] == Span(BOOK_FILE, 40, 8, 4)
    assert full.where["manuscript.front[1]"] == Span(BOOK_FILE, 20, 24, 14)
    assert hash(full.editions)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = FULL.replace('"vi-vn"', '"vn"').replace('"A5"', "5").replace("body/2.md", "body/9.md")
    config, found = load(world(tmp_path, text), CATALOGUE)
    assert config is None
    assert {one.code for one in found} == {"C114", "C105", "P101", "C132"}


@pytest.mark.parametrize("table", [table.name for table in TABLES if "." not in table.name])
def test_a_table_that_is_none_hides_no_other_fault(table: str, tmp_path: Path) -> None:
    config, found = load(world(tmp_path, f"{table} = 1\n[qzqz]\n"), CATALOGUE)
    assert config is None
    assert {"C105", "C103"} <= {one.code for one in found}


def test_broken_values_in_lists_and_parts_hide_no_other_fault(tmp_path: Path) -> None:
    text = (
        '[manuscript]\nfront = 1\nbody = [{ title = "a", chapters = "b" }]\nparts = [1]\n'
        "[check]\nallow = [{}]\ndeny = 1\n[edition.a]\nformat = 1\nmargins = { top = 1 }\n"
    )
    config, found = load(world(tmp_path, text, ("body/1.md",)), CATALOGUE)
    assert config is None
    assert {"C104", "C105", "C132"} <= {one.code for one in found}


def test_a_book_file_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / BOOK_FILE).mkdir(parents=True)
    config, found = load(World.open(tmp_path), CATALOGUE)
    assert config is None
    assert [(one.code, one.span) for one in found] == [("P106", None)]


def test_text_that_is_not_toml_is_refused(tmp_path: Path) -> None:
    config, found = load(world(tmp_path, "= 1"), CATALOGUE)
    assert config is None
    assert [one.code for one in found] == ["C101"]


def test_a_theme_that_leads_out_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    here = world(folder, FULL, tuple(file for file in FILES if not file.startswith("..")))
    (tmp_path / "elsewhere").mkdir()
    (folder / "styles").symlink_to(tmp_path / "elsewhere")
    _, found = load(here, CATALOGUE)
    assert [one.code for one in found] == ["P104"]


def test_a_chapter_that_is_a_link_or_a_pipe_is_refused(tmp_path: Path) -> None:
    here = world(
        tmp_path / "book", FULL, tuple(f for f in FILES if f[:6] not in ("body/1", "body/2"))
    )
    (tmp_path / "outside.md").write_text("x")
    (here.root / "manuscript/body/1.md").symlink_to(tmp_path / "outside.md")
    os.mkfifo(here.root / "manuscript/body/2.md")
    _, found = load(here, CATALOGUE)
    assert sorted(one.code for one in found) == ["P104", "P106"]


def test_a_folder_that_cannot_be_listed_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = world(tmp_path, FULL)

    def withhold(*_: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr("anban.world.project.os.scandir", withhold)
    config, found = load(here, CATALOGUE)
    assert config is None
    assert "P108" in {one.code for one in found}


# --- the schema ---------------------------------------------------------------------------------


def example() -> str:
    """A whole `book.toml` of nothing but the examples of the schema."""
    lines: list[str] = []
    for table in TABLES:
        if table.name == "edition":
            continue
        if not table.name.startswith("edition"):
            lines += [table.header, *(key.line for key in keys_of(table.name).values())]
    for name, wanted, variant in (
        ("paperback", "pdf", "press"), ("proof", "pdf", "proof"), ("ebook", "epub", ""),
    ):  # fmt: skip
        keys = [key for key in keys_of("edition").values() if key.only in ("", wanted)]
        lines += [f"[edition.{name}]", f'format = "{wanted}"']
        lines += [f'variant = "{variant}"'] if variant else []
        told = {"format", "isbn", "variant", *({"pages-from"} if variant else ())}
        keys = [key for key in keys if key.variant in ("", variant)]
        lines += [key.line for key in keys if key.name not in told]
    lines += ["[edition.paperback.margins]", *(k.line for k in keys_of("edition.margins").values())]
    return "\n".join(lines).replace('deny = ["P126"]', "")


def test_the_examples_of_the_schema_make_a_book(tmp_path: Path) -> None:
    text = example()
    files = ("body/01-que-nha.md", "body/02-mua-lu.md", "back/phu-luc.md", "images/bia.png",
             "../styles/theme.toml")  # fmt: skip
    config, found = load(world(tmp_path, text, files), CATALOGUE)
    assert found == ()
    assert config is not None


@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key.table}.{key.name}")
def test_the_reference_tells_every_key(key: Key) -> None:
    assert f"- `{key.line}`\n  {key.meaning} (" in reference()


def test_the_reference_tells_every_table_and_default() -> None:
    text = reference()
    assert text.startswith("# book.toml\n")
    for header in ("[book]", "[[check.allow]]", "[edition.NAME]", "[edition.NAME.margins]"):
        assert f"## `{header}`\n" in text
    assert '`"145x205mm"` if left out' in text
    assert "`true` if left out" in text
    assert "`0` if left out" in text
    assert 'only where `format = "epub"`' in text


def test_every_key_belongs_to_a_table() -> None:
    assert {key.table for key in KEYS} <= {table.name for table in TABLES}
    assert len({(key.table, key.name) for key in KEYS}) == len(KEYS)
    assert {table.shape for table in TABLES} == set(Shape)
