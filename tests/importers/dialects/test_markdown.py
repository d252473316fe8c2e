"""Markdown as Pandoc, Quarto, Jupyter Book and mdBook have it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from anban.core.book import Matter, Role
from anban.importers.balance import weigh
from anban.importers.dialects.reader import read
from anban.importers.draft import Author, Draft
from anban.importers.given import Given, Wishes
from anban.importers.importing import bring
from anban.importers.registry import reader_of
from anban.importers.writing import read_files
from tests.importers.docx.word import kinds, png


def draft_of(text: str, name: str = "a.md", picture: str = "x.png") -> Draft:
    return book_of(name, {name: text, picture: png()})


def book_of(name: str, files: dict[str, str | bytes]) -> Draft:
    made = {key: one.encode() if isinstance(one, str) else one for key, one in files.items()}
    draft, faults = read(Given(name, made[name], made.get), Wishes())
    assert not faults, [one.message for one in faults]
    assert draft is not None
    balance = weigh(draft)
    assert not balance.faults, [one.message for one in balance.faults]
    return draft


def text_of(text: str) -> str:
    return draft_of(f"# Bến đò\n\n{text}\n").pieces[0].text.rstrip("\n")


SAME = (
    "a *b* **c** *d* `e` [f](https://e.org)",
    "## M\n\n### N",
    "- a\n- b\n  1. c\n\nd",
    "> a\n>\n> b",
    "```\na\n  b\n```",
    "| a | b |\n|---|--:|\n| c | d \\| e |",
    "a[^1]\n\n[^1]: b\n\n    c",
    "Đò\n: thuyền",
    "a\n\n***\n\nb",
    "a <!-- lời nhắn --> b\n\n<!-- một mình -->",
    "a\\\nb",
)


@pytest.mark.parametrize("text", SAME)
def test_what_both_know_stays_as_it_is(text: str) -> None:
    assert text_of(text) == text


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("H~2~O m^2^", "H[2]{.subscript}O m[2]{.superscript}"),
        ("[a]{.smallcaps} [b]{lang=fr} [c]{.underline}", "[a]{.smallcaps} [b]{lang=fr} c"),
        ("a^[b *c*]", "a[^1]\n\n[^1]: b *c*"),
        ("a[^x] b[^x]\n\n[^x]: c", "a[^1] b[](#^1)\n\n[^1]: c"),
        ("$E=mc^2$ và $5, $10", "E=mc^2<!-- equation: set it as a picture --> và $5, $10"),
        ("| Một\n| hai\n\nba", "::: verse\nMột\nhai\n:::\n\nba"),
        ("::: {.epigraph}\na\n:::", "::: epigraph\na\n:::"),
        (":::: {.a}\n::: {.verse}\na\\\nb\n:::\n::::\n\nc", "::: verse\na\nb\n:::\n\nc"),
        ('::: {.callout-note title="Chú ý"}\na\n:::', "**Chú ý**\n\na"),
        ("::: warning\na", "a"),
        ("## M {#m .x}\n\nxem [n](#m), [](#m)", "## M {#m}\n\nxem [n](#m), [](#m)"),
        ("## M {#sec-m}\n\nxem @sec-m [@sec-m] @sec-z",
         "## M {#sec-m}\n\nxem [](#sec-m) [](#sec-m) @sec-z"),
        ("| a |\n|---|\n| b |\n\n: C {#tbl-c}\n\n@tbl-c",
         "| a |\n|---|\n| b |\n\n: C {#tbl-c}\n\n[](#tbl-c)"),
        ("Table: C\n\n| a |\n|---|\n| b |", "| a |\n|---|\n| b |\n\n: C"),
        ("Table: trần", "Table: trần"),
        ("<b>a</b> <sup>2</sup>\n\n<div class='epigraph'>\n\nb\n\n</div>",
         "**a** [2]{.superscript}\n\n::: epigraph\nb\n:::"),
        ("```python\nx = 1\n```", "```\nx = 1\n```"),
        ("```{python}\nx\n```", "```\nx\n```"),
        ("```{note}\na *b*\n```", "a *b*"),
        ("```{admonition} Nhớ\n:class: x\na\n```", "**Nhớ**\n\na"),
        (":::{note}\n:class: x\na\n:::", "a"),
        ("```{math}\nE\n```", "E<!-- equation: set it as a picture -->"),
        ("```{code-block} python\nx\n```", "```\nx\n```"),
        ("(m)=\n## M\n\n{ref}`m` {ref}`n <m>` {ref}`z` {sub}`2` {emphasis}`a` {math}`E`",
         "## M {#h2-2}\n\n[](#h2-2) [n](#h2-2) z [2]{.subscript} a E<!-- equation: set it as a"
         "\npicture -->"),
        ("~~~\n:::\n[^x]\n~~~", "```\n:::\n[^x]\n```"),
    ],
)  # fmt: skip
def test_what_only_others_know(text: str, made: str) -> None:
    shown = text_of(text)
    assert " ".join(shown.split()) == " ".join(made.split()) or _same_but_labels(shown, made)


def _same_but_labels(one: str, other: str) -> bool:
    def bare(text: str) -> str:
        return re.sub(r"#[\w-]+", "#", " ".join(text.split()))

    return bare(one) == bare(other)


def test_a_picture_is_taken_from_beside_the_file() -> None:
    draft = draft_of("# T\n\n![A](x.png){width=50%}\n\n: C {#fig-c}\n\n@fig-c")
    assert draft.pieces[0].text == "![A](images/x.png){width=50}\n\n: C {#fig-c}\n\n[](#fig-c)\n"
    directive = "# T\n\n```{figure} x.png\n:name: f\n:alt: A\n:width: 50%\nC *d*\n```\n\n{ref}`f`"
    draft = draft_of(directive)
    assert draft.pieces[0].text == "![A](images/x.png){width=50}\n\n: C *d* {#f}\n\n[](#f)\n"


def test_notes_that_would_vanish_are_kept_and_told() -> None:
    draft = draft_of("# T\n\na[^1] b[^9]\n\n[^1]: c\n\n[^1]: d\n\n[^2]: e\n")
    assert draft.pieces[0].text == (
        "a[^1] b\\[^9\\]\n\n[^2]\n\n[^3]\n\n[^1]: c\n\n[^2]: d\n\n[^3]: e\n"
    )
    assert {"note that is never called", "note without words"} <= kinds(draft)


def test_what_cannot_be_carried_is_told_with_its_line() -> None:
    text = "# T\n\n{{#include x.rs}} a\n\n[@knuth, tr. 3]\n\n+---+\n| a |\n+---+\n\n~~b~~\n"
    draft = draft_of(text)
    found = {guess.kind: guess.line for guess in draft.guesses if guess.first}
    assert found == {
        "part of another file": 3, "citation": 5, "table of another form": 9,
        "text struck out": 11,
    }  # fmt: skip


def test_front_matter_names_the_book_or_the_chapter() -> None:
    front = "---\ntitle: Sông Hồng\nsubtitle: Ba mươi năm\nauthor: [A, {name: B}]\nlang: en\n"
    front += "x: y\n---\n"
    draft = draft_of(f"{front}# Một\n\na\n\n# Hai\n\nb\n")
    assert (draft.title, draft.subtitle, draft.language) == ("Sông Hồng", "Ba mươi năm", "en")
    assert draft.authors == (Author("A"), Author("B"))
    assert "front matter" in kinds(draft)
    draft = draft_of(f"{front}\na\n\n## M\n\nb\n")
    assert [piece.title for piece in draft.pieces] == ["Sông Hồng"]
    draft = draft_of("% Sông\n% A; B\n\n# Một\n\na\n\n# Hai\n\nb")
    assert (draft.title, draft.authors) == ("Sông", (Author("A"), Author("B")))


@pytest.mark.parametrize(
    "front", ["---\n[x\n---\n", "---\n- a\n---\n", "---\na: &b [*b, *b]\n---\n"]
)
def test_front_matter_that_is_none_is_left_out_and_told(front: str) -> None:
    draft = draft_of(f"{front}# T\n\na\n")
    assert draft.pieces[0].text == "a\n"


def test_a_notebook_is_its_text_and_its_code() -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# T\n", "\n", "a *b*"]},
        {"cell_type": "code", "source": ["x = 1"], "outputs": [{"text": "1"}]},
    ]
    data = json.dumps({"cells": cells, "nbformat": 4})
    reader = reader_of(Given("a.bin", data.encode()))
    assert reader is not None
    assert reader.name == "notebook"
    draft = draft_of(data, "a.ipynb")
    assert draft.pieces[0].text == "a *b*\n\n```\nx = 1\n```\n"
    assert "output of code" in kinds(draft)


SUMMARY = """# Summary

[Lời nói đầu](loi.md)

# Phần đầu

- [Bến đò](c1.md)
  - [Bên kia](sub/c2.md#x)
- [Chưa viết]()

---

# Phần sau

1. [Mùa lũ](c3.md)

[Bảng tên](bang.md)
"""


def test_a_book_of_mdbook() -> None:
    files: dict[str, str | bytes] = {
        "SUMMARY.md": SUMMARY,
        "loi.md": "# Lời nói đầu\n\na[^1]\n\n[^1]: n",
        "c1.md": "# Bến đò\n\n[kia](sub/c2.md), [mục](sub/c2.md#muc) ![](images/p.png)\n\n## M",
        "sub/c2.md": "# Bên kia\n\nxem [lại](../c1.md)\n\n## Mục {#muc}\n\n![A](../images/p.png)\n"
        "\nc[^1]\n\n[^1]: m",
        "c3.md": "không có tên\n",
        "bang.md": "# Bảng\n\nd\n",
        "images/p.png": png(),
    }
    draft = book_of("SUMMARY.md", files)
    assert [(one.path, one.part, one.role, one.matter) for one in draft.pieces] == [
        ("loi.md", "", Role.PREFACE, Matter.FRONT),
        ("c1.md", "Phần đầu", Role.CHAPTER, Matter.BODY),
        ("sub/c2.md", "Phần đầu", Role.CHAPTER, Matter.BODY),
        ("c3.md", "Phần sau", Role.CHAPTER, Matter.BODY),
        ("bang.md", "", Role.APPENDIX, Matter.BACK),
    ]
    assert draft.pieces[3].title == "Mùa lũ"
    assert "[mục](#muc)" in draft.pieces[1].text
    assert "## Mục {#muc}" in draft.pieces[2].text
    assert "chapter that is not written" in kinds(draft)


TOC = """format: jb-book
root: intro
parts:
  - caption: Phần đầu
    chapters:
      - file: c1
        sections: [{file: c2}]
"""
QUARTO = """project: {type: book}
lang: vi
book:
  title: Sông Hồng
  author: [A, {name: B}]
  chapters:
    - index.qmd
    - part: Phần đầu
      chapters: [c1.qmd, {file: c2.qmd, text: Hai}]
  appendices: [d.qmd]
"""


def test_a_book_of_jupyter_book() -> None:
    files = {"_toc.yml": TOC, "intro.md": "# Mở đầu\n\na", "c1.md": "# B\n\nb", "c2.md": "# C\n\nc"}
    draft = book_of("_toc.yml", dict(files))
    assert [(one.title, one.part, one.role) for one in draft.pieces] == [
        ("Mở đầu", "", Role.INTRODUCTION), ("B", "Phần đầu", Role.CHAPTER),
        ("C", "Phần đầu", Role.CHAPTER),
    ]  # fmt: skip


def test_a_book_of_quarto() -> None:
    files: dict[str, str | bytes] = {
        "_quarto.yml": QUARTO, "index.qmd": "---\ntitle: Lời nói đầu\n---\na", "c1.qmd": "# B\n\nb",
        "c2.qmd": "# C\n\nc", "d.qmd": "# D\n\nd",
    }  # fmt: skip
    draft = book_of("_quarto.yml", files)
    assert (draft.title, draft.authors) == ("Sông Hồng", (Author("A"), Author("B")))
    assert [(one.title, one.role) for one in draft.pieces] == [
        ("Lời nói đầu", Role.PREFACE), ("B", Role.CHAPTER), ("C", Role.CHAPTER),
        ("D", Role.APPENDIX),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("SUMMARY.md", b"- [A](gone.md)", "I124"),
        ("SUMMARY.md", b"- [A](../secret.md)", "I124"),
        ("SUMMARY.md", b"words", "I104"),
        ("_toc.yml", b"[", "I123"),
        ("_toc.yml", b"- a", "I123"),
        ("_quarto.yml", b"project: {}", "I123"),
        ("a.md", b"\xff\xfe", "I123"),
        ("a.md", b"> " * 200 + b"a", "I123"),
        ("a.md", b"", "I104"),
        ("a.ipynb", b'{"cells": 1, "nbformat": 4}', "I123"),
    ],
)
def test_what_cannot_be_read_is_refused(name: str, data: bytes, code: str) -> None:
    draft, (fault,) = read(Given(name, data), Wishes())
    assert draft is None
    assert fault.code == code


def test_files_beside_are_read_in_the_folder_alone(tmp_path: Path) -> None:
    folder = tmp_path / "src"
    folder.mkdir()
    (tmp_path / "secret.md").write_text("# Bí mật\n\nx")
    (folder / "link.md").symlink_to(tmp_path / "secret.md")
    (folder / "c1.md").write_text("# Một\n\na")
    for target in ("../secret.md", "link.md", "%2e%2e/secret.md"):
        (folder / "SUMMARY.md").write_text(f"- [A]({target})")
        assert bring(read_files([folder / "SUMMARY.md"]), Wishes()).draft is None
    (folder / "SUMMARY.md").write_text("- [A](c1.md)")
    draft = bring(read_files([folder / "SUMMARY.md"]), Wishes()).draft
    assert draft is not None
    assert [one.title for one in draft.pieces] == ["Một"]
