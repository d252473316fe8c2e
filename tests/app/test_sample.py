"""The sample that shops show: front matter and first chapter, sound by itself."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from lxml import etree

Run = Callable[..., CompletedProcess[str]]

SAMPLE = "output/the-ferry-ebook-sample.epub"
PARTS = """
[[manuscript.parts]]
title = "Morning"
chapters = ["body/01-dawn.md", "body/02-dusk.md"]
"""
DAWN = """\
# Dawn

They left[^1]. See [](#dusk), [the *end*](#sec-end), [](#sec-here), [](#dusk^2) on [](#dusk){.page}.

## Here {#sec-here}

![A ferry](images/ferry.svg){#fig-one}

: One

[^1]: See [](#dusk).
"""
DUSK = """\
# Dusk

They came[^2].

## The end {#sec-end}

| a |
|---|
| b |

: A table

[^2]: Late.
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'


@pytest.fixture
def book(good: Path) -> Path:
    manuscript = good / "manuscript"
    (manuscript / "images").mkdir()
    (manuscript / "images/ferry.svg").write_text(DRAWING)
    (manuscript / "body/01-dawn.md").write_text(DAWN)
    (manuscript / "body/02-dusk.md").write_text(DUSK)
    toml = (manuscript / "book.toml").read_text()
    toml = toml.replace('"contents"]', '"contents", "list-of-figures", "list-of-tables"]')
    toml = toml.replace('body = ["body/01-dawn.md", "body/02-dusk.md"]\n', PARTS)
    toml = toml.replace('format = "epub"', 'format = "epub"\nisbn = "978-604-00-0001-9"')
    (manuscript / "book.toml").write_text(toml)
    return good


def files(book: Path) -> dict[str, str]:
    with zipfile.ZipFile(book / SAMPLE) as archive:
        texts = [name for name in archive.namelist() if name.endswith((".xhtml", ".opf"))]
        return {name.removeprefix("OEBPS/"): archive.read(name).decode() for name in texts}


def test_the_sample_ends_behind_the_first_chapter(run: Run, book: Path) -> None:
    ran = run("build", "--sample", "--validate", "-C", book)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == f"{book / SAMPLE}\n"
    assert [name for name in files(book) if name.startswith("text/")] == [
        "text/title-page.xhtml", "text/contents.xhtml", "text/list-of-figures.xhtml",
        "text/part-1.xhtml", "text/dawn.xhtml",
    ]  # fmt: skip
    assert "Dusk" not in files(book)["nav.xhtml"] + files(book)["text/contents.xhtml"]
    assert not (book / "output/the-ferry-paperback.pdf").exists()


def test_what_refers_beyond_keeps_its_words(run: Run, book: Path) -> None:
    assert run("build", "--sample", "-C", book).returncode == 0
    root = etree.fromstring(files(book)["text/dawn.xhtml"].encode())
    text = " ".join("".join(map(str, root.itertext())).split())
    assert "See Chapter 2, the end, " in text
    links = [link.get("href") for link in root.iterfind(".//{*}a[@class='reference generated']")]
    assert links == ["#sec-here"]
    assert root.findall(".//{*}span[@role='doc-pagebreak']")


def test_the_sample_says_what_it_is(run: Run, book: Path) -> None:
    assert run("build", "--sample", "-C", book).returncode == 0
    package = files(book)["content.opf"]
    assert "<dc:type>preview</dc:type>" in package
    assert "<dc:source>urn:isbn:9786040000019</dc:source>" in package
    assert "The Ferry (sample)</dc:title>" in package
    assert '<dc:identifier id="pub-id">urn:uuid:' in package
    assert ">The Ferry</h1>" in files(book)["text/title-page.xhtml"]


def test_a_sample_leaves_the_edition_alone(run: Run, book: Path) -> None:
    assert run("build", "-C", book).returncode == 0
    before = (book / "output/the-ferry-ebook.epub").read_bytes()
    assert run("build", "ebook", "--sample", "-C", book).returncode == 0
    assert (book / "output/the-ferry-ebook.epub").read_bytes() == before
    assert run("clean", "-C", book).returncode == 0
    assert not (book / SAMPLE).exists()


def test_a_book_without_parts_has_a_sample(run: Run, good: Path) -> None:
    (good / "manuscript/body/00-before.md").write_text(
        "---\nrole: introduction\n---\n# Before\n\nx\n"
    )
    toml = good / "manuscript/book.toml"
    toml.write_text(toml.read_text().replace('body = ["', 'body = ["body/00-before.md", "'))
    assert run("build", "--sample", "-C", good).returncode == 0
    names = [name for name in files(good) if name.startswith("text/")]
    assert names[-2:] == ["text/before.xhtml", "text/dawn.xhtml"]


def test_a_name_that_is_taken_is_refused(run: Run, good: Path) -> None:
    toml = good / "manuscript/book.toml"
    toml.write_text(toml.read_text() + '\n[edition.ebook-sample]\nformat = "epub"\n')
    ran = run("build", "ebook", "--sample", "-C", good)
    assert ran.returncode == 2
    assert "the edition `ebook-sample` bears the name of the sample of `ebook`" in ran.stderr
