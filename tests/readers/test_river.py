"""A small book in the built-in theme: notes of every kind pop up, and every checker passes it."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from anban.app.editions import prepare
from anban.app.validation import ask
from anban.check.external import row
from anban.check.external.findings import Checker, Outcome
from anban.world.project import World

from .conftest import HERE, MODULES, Browser, Ebook, eventually, solid
from .test_title import opened

PATH = "text/source.xhtml"
CALLS = {
    "a title": ("n1", 1),
    "text": ("n2", 1),
    "a caption": ("n3", 1),
    "verse": ("n4", 1),
    "the head of a table": ("n5", 1),
    "a cell, with two paragraphs and a list": ("n6", 4),
    "a quotation": ("n7", 1),
}


@pytest.fixture(autouse=True)
def path(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checkers stand on the path, as `make check-epub` puts them there."""
    monkeypatch.setenv("PATH", str(MODULES / ".bin"), prepend=":")


@pytest.mark.parametrize(("note", "paragraphs"), CALLS.values(), ids=list(CALLS))
def test_a_note_pops_up_wherever_it_is_called(
    browser: Browser, river: Ebook, note: str, paragraphs: int
) -> None:
    note = f"source-{note}"
    opened(browser, "foliate", river)
    browser("ask", "go", f"{PATH}#call-{note}")
    browser("click", f"#call-{note}")
    shown = browser("ask", "note")
    assert shown["type"] == "footnote"
    assert solid(shown["text"])[1:] == river.note(note)
    assert shown["paragraphs"] == paragraphs


def test_a_reference_to_a_note_leads_to_it(browser: Browser, river: Ebook) -> None:
    opened(browser, "epubjs", river)
    browser("ask", "go", "text/mouth.xhtml")
    browser("click", 'a.reference[href$="source-n2"]')
    note = river.note("source-n2")
    assert eventually(lambda: note in solid(browser("ask", "where")["text"]))


def judged(data: bytes) -> dict[str, Outcome]:
    return {checker.name: outcome for checker, outcome in row.ask(data)}


def test_every_checker_passes_the_book(river: Ebook) -> None:
    assert judged(river.data) == {"epubcheck": (), "ace": (), "vnu": (), "stylelint": ()}


def spoiled(data: bytes, *changes: tuple[str, str, str]) -> bytes:
    """The EPUB `data` with words changed in some of its files."""
    product = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        zipfile.ZipFile(product, "w") as changed,
    ):
        for entry in archive.infolist():
            content = archive.read(entry)
            for name, old, new in changes:
                if entry.filename == f"OEBPS/{name}":
                    assert old.encode() in content
                    content = content.replace(old.encode(), new.encode(), 1)
            changed.writestr(entry, content)
    return product.getvalue()


def test_every_checker_finds_what_is_wrong(river: Ebook) -> None:
    data = spoiled(
        river.data,
        (PATH, ' alt="A river that winds through a plain"', ""),
        ("text/mouth.xhtml", "<p>", '<p><a href="lost.xhtml">x</a><center>y</center>'),
        ("css/book.css", "body { margin: 0", "body { margin: 3pt"),
    )
    found = judged(data)
    names = {
        name: {one.id for one in outcome} if isinstance(outcome, tuple) else set()
        for name, outcome in found.items()
    }
    assert "RSC-007" in names["epubcheck"]
    assert "image-alt" in names["ace"]
    assert names["vnu"] == {"error"}
    assert names["stylelint"] == {"unit-disallowed-list"}


def test_what_ace_finds_leads_to_the_line_of_the_manuscript(tmp_path: Path) -> None:
    """A theme that forgets the words of pictures, and a style sheet with a fixed length."""
    shutil.copytree(HERE / "river", tmp_path / "river")
    theme = tmp_path / "river" / "styles"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.toml").write_text('extends = "base"\n[css]\nepub = ["my.css"]\n')
    (theme / "my.css").write_text("/* mine */\nh1 { margin: 4mm }\n")
    (theme / "templates/block.xhtml").write_text(
        '{% macro figure(node) %}<figure id="{{ node.id }}"><img src="{{ picture(node.source) }}"/>'
        '{{ macro("caption", node) }}</figure>{% endmacro %}'
    )
    toml = tmp_path / "river/manuscript/book.toml"
    toml.write_text(toml.read_text().replace('"epub"', '"epub"\ntheme = "styles"'))
    wanted: tuple[Checker, ...] = tuple(one for one in row.ALL if one.name != "epubcheck")
    found = ask(prepare(World.open(tmp_path / "river")), checkers=wanted)
    assert {(one.code, one.span and (one.span.path, one.span.line)) for one in found} == {
        ("X111", ("manuscript/body/01-source.md", 7)),
        ("X115", ("styles/my.css", 2)),
    }
