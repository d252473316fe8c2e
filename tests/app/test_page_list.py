"""The EPUB's page list is that of the printed book: the same labels, the same places."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pikepdf
import pytest
from lxml import etree

Run = Callable[..., CompletedProcess[str]]

PDF, EPUB = "output/the-ferry-paperback.pdf", "output/the-ferry-ebook.epub"
PARAGRAPH = "\n\n".join(
    f"The {word} ferry left at six, and whoever came at seven waited for the one at eight, which"
    " was late, so that those who had come at nine saw it arrive and thought they were in time."
    for word in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
)


@pytest.fixture
def long(good: Path) -> Path:
    (good / "manuscript/body/01-dawn.md").write_text(f"# Dawn\n\n{PARAGRAPH}\n")
    return good


def listed(book: Path, name: str, path: str) -> list[str]:
    with zipfile.ZipFile(book / EPUB) as archive:
        root = etree.fromstring(archive.read(f"OEBPS/{name}"))
    return [str(found) for found in root.xpath(path, namespaces=SPACES)]


SPACES = {
    "x": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
}
IN_NAV = "//x:nav[@epub:type='page-list']//x:a/text()"
IN_NCX = "//n:pageTarget/n:navLabel/n:text/text()"
IN_TEXT = "//x:span[@epub:type='pagebreak']/@aria-label"


def printed(book: Path) -> dict[str, list[str]]:
    """The lines of every page that is not blank, by its label."""
    with pikepdf.open(book / PDF) as pdf:
        labels = [page.label for page in pdf.pages]
    words = ("pdftotext", "-layout", str(book / PDF), "-")
    pages = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split("\f")
    lines = ([line for line in page.splitlines() if line.strip()] for page in pages[:-1])
    return {label: page for label, page in zip(labels, lines, strict=True) if page}


def test_the_labels_are_those_of_the_pdf(run: Run, long: Path) -> None:
    assert run("build", "-C", long).returncode == 0
    labels = list(printed(long))
    assert len(labels) > 5
    assert listed(long, "nav.xhtml", IN_NAV) == labels
    assert listed(long, "toc.ncx", IN_NCX) == labels
    assert listed(long, "text/dawn.xhtml", IN_TEXT) == [one for one in labels if one.isdigit()][:-1]


def test_a_page_begins_where_it_begins_in_print(run: Run, long: Path) -> None:
    assert run("build", "-C", long).returncode == 0
    with zipfile.ZipFile(long / EPUB) as archive:
        text = archive.read("OEBPS/text/dawn.xhtml").decode()
    for label in ("2", "3"):
        behind = re.sub("<[^>]*>", "", text.partition(f'aria-label="{label}">')[2])
        below_the_head = printed(long)[label][1:3]
        assert "".join(behind.split()).startswith("".join("".join(below_the_head).split()))
    assert re.search(r"\w <span [^>]*pagebreak", text), "no page begins within a paragraph"


def test_an_ebook_alone_has_its_pages(run: Run, long: Path) -> None:
    assert run("build", "-C", long).returncode == 0
    whole = (long / EPUB).read_bytes()
    (long / EPUB).unlink()
    assert run("build", "ebook", "-C", long).returncode == 0
    assert (long / EPUB).read_bytes() == whole


def test_an_ebook_that_names_no_print_edition_says_why_it_has_no_pages(
    run: Run, long: Path
) -> None:
    toml = long / "manuscript/book.toml"
    toml.write_text(toml.read_text().replace('pages-from = "paperback"\n', ""))
    ran = run("build", "ebook", "-C", long, "-v")
    assert ran.returncode == 0
    assert "info[E204]: the ebook `ebook` lists no pages of a print edition" in ran.stderr
    assert "ebook: no page list, " in ran.stderr
    assert listed(long, "nav.xhtml", IN_NAV) == listed(long, "toc.ncx", IN_NCX) == []
