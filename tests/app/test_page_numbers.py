"""One page numbering: folio, contents, lists, references, PDF and EPUB say the same of each page.

What is expected is written out here by hand, and read from the products by other programs.
"""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pypdfium2
import pytest
from lxml import etree

Run = Callable[..., CompletedProcess[str]]

PDF, EPUB = "output/the-ferry-paperback.pdf", "output/the-ferry-ebook.epub"
SMALL = (*"abcdefghijklmnopqrstuvwxyz", "aa", "bb", "cc", "dd", "ee", "ff", "gg")
ROMAN = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv",
    "xvi", "xvii", "xviii", "xix", "xx", "xxi", "xxii", "xxiii",
)  # fmt: skip
NUMERALS = {
    "roman": ROMAN,
    "Roman": tuple(map(str.upper, ROMAN)),
    "arabic": tuple(map(str, range(1, 60))),
    "letters": SMALL,
    "Letters": tuple(map(str.upper, SMALL)),
    "none": ("",) * 60,
}
USUAL: dict[str, tuple[str, str, int | str]] = {
    "front": ("roman", "", 1), "body": ("arabic", "", 1), "back": ("arabic", "", "go on")
}  # fmt: skip
PARAGRAPH = (
    "Whoever came at seven waited for the ferry at eight, which was late, so that those who had"
    " come at nine saw it arrive and thought that they were in time.\n\n"
)
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path d="M0 0h9"/></svg>'
FILES = {
    "front/preface.md": f"---\nrole: preface\n---\n\n# Preface\n\n{PARAGRAPH * 14}",
    "body/01-dawn.md": f"# Dawn\n\nTurn to [](#sec-noon){{.page}} now.\n\n{PARAGRAPH * 16}"
    f"## Noon {{#sec-noon}}\n\n{PARAGRAPH}",
    "body/02-dusk.md": f"# Dusk\n\n{PARAGRAPH * 14}![The quay](images/quay.svg){{#fig-quay}}\n\n",
    "back/notes.md": f"---\nrole: appendix\n---\n\n# Tables of tides\n\n{PARAGRAPH * 14}",
    "images/quay.svg": DRAWING,
}
LISTED = {
    "Preface": "Preface", "Dawn": r"Chapter 1\. Dawn", "Dusk": r"Chapter 2\. Dusk",
    "Tables of tides": "Tables of tides",
}  # fmt: skip
"""Titles, and how the contents name them."""
LISTS = (["Contents"], ["Figures"])
HEADS = {"The Ferry", "Preface", "Dawn", "Dusk", "Tables of tides"}


@pytest.fixture
def long(good: Path) -> Path:
    """A book of three matters, each of several pages, with all that shows the number of a page."""
    toml = good / "manuscript/book.toml"
    lists = '["title-page", "contents", "list-of-figures", "front/preface.md"]'
    text = toml.read_text().replace('["title-page", "contents"]', lists)
    body = '["body/01-dawn.md", "body/02-dusk.md"]'
    toml.write_text(text.replace(body, f'{body}\nback = ["back/notes.md"]'))
    for name, words in FILES.items():
        path = good / "manuscript" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(words)
    return good


@dataclass(frozen=True)
class Printed:
    """What other programs read in a PDF: the label and the lines of each page."""

    labels: list[str]
    lines: list[list[str]]

    @classmethod
    def of(cls, path: Path) -> Printed:
        with pypdfium2.PdfDocument(path) as pdf:
            labels = [pdf.get_page_label(at) for at in range(len(pdf))]
        words = ("pdftotext", "-layout", str(path), "-")
        text = subprocess.run(words, capture_output=True, text=True, check=True).stdout
        pages = text.split("\f")[:-1]
        return cls(labels, [[one for one in page.splitlines() if one.strip()] for page in pages])

    def page_of(self, words: str) -> int:
        """The first page on which `words` are a line, lists apart; later they are a head."""
        texts = (at for at, page in enumerate(self.lines) if page[:1] not in LISTS)
        return next(at for at in texts if words in map(str.strip, self.lines[at]))

    def listed(self, words: str) -> str:
        """The number at the end of a line of the contents or a list, behind its leader."""
        lines = (one for page in self.lines if page[:1] in LISTS for one in page)
        leader = r"(?: ?(?:\. ?)+\. +(\S+))?"
        (found,) = filter(None, (re.fullmatch(f" *{words}{leader}", one.rstrip()) for one in lines))
        return found[1] or ""

    def folio(self, at: int) -> str | None:
        """What stands beside the running head of a page; None on a page without one."""
        head = self.lines[at][0].strip() if self.lines[at] else ""
        for words in HEADS:
            if head != words and {head.removeprefix(words), head.removesuffix(words)} - {head}:
                return head.replace(words, "").split()[-1]
        return None


def table(said: Mapping[str, tuple[str, str, int | str]]) -> str:
    """The tables of `[pages]`, as `book.toml` and `theme.toml` have them."""
    lines = []
    for matter, (numerals, prefix, start) in said.items():
        begin = f'"{start}"' if isinstance(start, str) else start
        lines += [f"[pages.{matter}]", f'numbering = "{numerals}"', f'prefix = "{prefix}"']
        lines += [f"start = {begin}"]
    return "\n".join(["", *lines, ""])


def expected(
    said: Mapping[str, tuple[str, str, int | str]], counts: Mapping[str, int]
) -> list[str]:
    """The labels of a book with so many pages in each matter."""
    found, number = [], 0
    for matter, count in counts.items():
        numerals, prefix, start = {**USUAL, **said}[matter]
        number = start - 1 if isinstance(start, int) else number
        signs = NUMERALS[numerals][number : number + count]
        assert len(signs) == count
        found += [prefix + sign if sign else "" for sign in signs]
        number += count
    return found


def hold(book: Path, said: Mapping[str, tuple[str, str, int | str]]) -> None:
    """Hold every number in the products of `book` against the labels that `said` makes."""
    printed = Printed.of(book / PDF)
    dawn, back = printed.page_of("Dawn"), printed.page_of("Tables of tides")
    counts = {"front": dawn, "body": back - dawn, "back": len(printed.labels) - back}
    assert min(counts.values()) > 3
    labels = expected(said, counts)
    assert printed.labels == labels
    folios = [(printed.folio(at), label) for at, label in enumerate(labels)]
    assert [drawn for drawn, label in folios if drawn not in (None, label)] == []
    assert sum(drawn is not None for drawn, _ in folios) > 6
    for title, words in LISTED.items():
        assert printed.listed(words) == labels[printed.page_of(title)]
    assert printed.listed(r"Figure 1\.") == labels[printed.page_of("Figure 1.")]
    noon = labels[printed.page_of("Noon")]
    turn = f"Turn to page {noon} now." if noon else "Turn to Noon now."
    assert turn in " ".join(one for page in printed.lines for one in page)
    hold_ebook(
        book, [label for label, page in zip(labels, printed.lines, strict=True) if page and label]
    )


def hold_ebook(book: Path, labels: list[str]) -> None:
    """Hold the page lists of the ebook against the labels of the pages that are not blank."""
    with zipfile.ZipFile(book / EPUB) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    nav = etree.fromstring(files["OEBPS/nav.xhtml"])
    assert nav.xpath("//x:nav[@epub:type='page-list']//x:a/text()", namespaces=SPACES) == labels
    ncx = etree.fromstring(files["OEBPS/toc.ncx"])
    targets = ncx.xpath("//n:pageTarget", namespaces=SPACES)
    assert [one.findtext("n:navLabel/n:text", namespaces=SPACES) for one in targets] == labels
    values = [one.get("value") for one in targets if one.get("value")]
    assert len(set(values)) == len(values)
    marks = (
        mark
        for name, data in files.items()
        if name.startswith("OEBPS/text/")
        for mark in etree.fromstring(data).xpath(
            "//x:span[@epub:type='pagebreak']/@aria-label", namespaces=SPACES
        )
    )
    assert sorted(marks) == sorted(labels)


SPACES = {
    "x": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
}
SAID: dict[str, dict[str, tuple[str, str, int | str]]] = {
    "usual": {},
    "roman": {
        "front": ("Roman", "F-", 3), "body": ("roman", "", "go on"), "back": ("Roman", "", 1),
    },
    "letters": {
        "front": ("letters", "", 21), "body": ("arabic", "A-", 7), "back": ("Letters", "Z.", 1),
    },
    "one row": {"front": ("arabic", "", 1), "body": ("arabic", "", "go on")},
    "again": {"front": ("arabic", "", 1), "body": ("arabic", "", 1), "back": ("arabic", "", 1)},
    "none": {"front": ("none", "", 1), "body": ("arabic", "", "go on"), "back": ("none", "", 1)},
}  # fmt: skip


@pytest.mark.parametrize("name", SAID)
def test_every_number_of_a_page_is_the_same(run: Run, long: Path, name: str) -> None:
    toml = long / "manuscript/book.toml"
    toml.write_text(toml.read_text() + table(SAID[name]))
    ran = run("build", "-C", long)
    assert (ran.returncode, "warning" in ran.stderr.replace("no warnings", "")) == (0, False)
    hold(long, SAID[name])


def test_a_theme_says_it_and_the_book_goes_before_it(run: Run, long: Path) -> None:
    (long / "styles").mkdir()
    (long / "styles/theme.toml").write_text(table({**SAID["letters"], "front": ("Roman", "T-", 2)}))
    toml = long / "manuscript/book.toml"
    text = toml.read_text().replace('format = "pdf"', 'format = "pdf"\ntheme = "styles"')
    toml.write_text(text)
    assert run("build", "-C", long).returncode == 0
    hold(long, {**SAID["letters"], "front": ("Roman", "T-", 2)})
    toml.write_text(f'{text}\n[pages.front]\nprefix = ""\n[pages.back]\nnumbering = "roman"\n')
    assert run("build", "-C", long).returncode == 0
    hold(
        long,
        {"front": ("Roman", "", 2), "body": ("arabic", "A-", 7), "back": ("roman", "Z.", 1)},
    )


def test_a_theme_that_draws_a_number_of_its_own_is_found(run: Run, long: Path) -> None:
    """Upper Roman in front, “A-” before the number in the body, and labels that say neither."""
    rules = "".join(
        f"@page {name}:{side} {{ @top-{side} {{ content: {words} }} }}\n"
        for side in ("left", "right")
        for name, words in (
            ("front", "counter(page, upper-roman)"), ("body", '"A-" counter(page)'),
            ("back", '"p. " counter(page)'),
        )
    )  # fmt: skip
    (long / "styles").mkdir()
    (long / "styles/pages.css").write_text(rules)
    theme = long / "styles/theme.toml"
    theme.write_text('[css]\npdf = ["pages.css"]\n')
    toml = long / "manuscript/book.toml"
    toml.write_text(toml.read_text().replace('format = "pdf"', 'format = "pdf"\ntheme = "styles"'))
    ran = run("build", "-C", long)
    assert ran.returncode == 4
    told = re.findall(r"error\[L122\]: .* label “(.*?)”, .* “(.*?)”(?:; (\d+) more)?", ran.stderr)
    assert sorted(told) == sorted([("viii", "VIII", "2"), ("8", "A-8", "2")])
    assert not (long / PDF).exists()
    said = {"front": ("Roman", "", 1), "body": ("arabic", "A-", 1), "back": ("arabic", "", "go on")}
    theme.write_text(theme.read_text() + table(said))  # type: ignore[arg-type]
    assert run("build", "-C", long).returncode == 0, "it draws now what it says"
    hold(long, said)  # type: ignore[arg-type]


def test_a_build_after_another_numbering_is_a_cold_one_to_the_byte(run: Run, long: Path) -> None:
    toml = long / "manuscript/book.toml"
    plain = toml.read_text()
    assert run("build", "-C", long).returncode == 0
    first = (long / PDF).read_bytes()
    toml.write_text(plain + table(SAID["letters"]))
    assert run("build", "-C", long).returncode == 0
    warm = (long / PDF).read_bytes()
    assert run("build", "-C", long, "--no-cache").returncode == 0
    assert warm == (long / PDF).read_bytes() != first
    toml.write_text(plain)
    assert run("build", "-C", long).returncode == 0
    assert (long / PDF).read_bytes() == first
