"""Style sheets: what follows from the book's file, and what a theme's CSS may not do."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import tinycss2

from anban.manuscript.config.model import Format, Margins
from anban.render.rendering import render

from .proofs import base, book, codes, config, edition, language, rendered, resolved, sound, themed


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ('@import "a.css";', ("E121", 1)),
        ("p { color: red }\n@import url(http://example.org/a.css);", ("E121", 2)),
        ("p { background: url(http://example.org/a.png) }", ("E122", 1)),
        ("p {\n  background: red, url('../a.png') }", ("E122", 2)),
        ("@media print {\n  p { background: url(file:///etc/passwd) } }", ("E122", 2)),
        ("@page { @top-left {\n content: url(a.svg) } }", ("E122", 2)),
        (
            "@font-face { font-family: A;\n src: local(A), url(data:font/ttf;base64,AA) }",
            ("E122", 2),
        ),
        ("p { &:hover {\n background: image-set('a.png' 1x) } }", ("E122", 2)),
        ("p { color red }", ("E120", 1)),
        ("p { color: red }\n}", ("E120", 2)),
    ],
)
def test_what_a_style_sheet_may_not_do(tmp_path: Path, css: str, expected: tuple[str, int]) -> None:
    files = {"theme.toml": '[css]\npdf = ["a.css"]', "a.css": css}
    theme, faults = themed(tmp_path, files)
    (fault,) = faults
    assert fault.span is not None
    assert (fault.code, fault.span.line) == expected
    assert (theme is None) is (expected[0] != "E120")


@pytest.mark.parametrize(
    "css", ["", "p { fill: url(#shade) }", "/* @import 'a' */ p { color: red }"]
)
def test_what_it_may(tmp_path: Path, css: str) -> None:
    _, faults = themed(tmp_path, {"theme.toml": '[css]\npdf = ["a.css"]', "a.css": css})
    assert codes(faults) == []


def test_the_page_comes_from_the_edition_or_else_from_the_theme(tmp_path: Path) -> None:
    theme = base(Format.PDF, tmp_path)
    made, own = resolved(book("# Sông\n\nx\n")), Margins(10.0, 20.0, 30.0, 40.0)
    wide = replace(edition(Format.PDF), trim=(160.0, 240.0), bleed=3.0, margins=own)
    css = render(made, config(), wide, theme, language(), {}).css
    assert "size: 160mm 240mm; bleed: 3mm; margin-top: 10mm; margin-bottom: 20mm" in css
    assert "@page :right { margin-left: 30mm; margin-right: 40mm }" in css
    assert "@page :left { margin-left: 40mm; margin-right: 30mm }" in css
    assert "--measure: 90mm" in css
    plain = render(made, config(), edition(Format.PDF), theme, language(), {}).css
    assert "@page :right { margin-left: 19mm; margin-right: 20mm }" in plain


def test_an_ebook_has_no_page_and_no_fixed_lengths(tmp_path: Path) -> None:
    css = rendered(book("# Sông\n\nx\n"), Format.EPUB, base(Format.EPUB, tmp_path)).css
    assert "@page" not in css
    assert "var(" not in css
    sizes = [node for node in _tokens(css) if node.type == "dimension"]
    assert {node.lower_unit for node in sizes} <= {"em"}


def test_an_ebook_leaves_colours_to_the_reader(tmp_path: Path) -> None:
    """Text bears the reader's colour on the reader's page; only pictures bring a ground along."""
    css = rendered(book("# Sông\n\nx\n"), Format.EPUB, base(Format.EPUB, tmp_path)).css
    coloured = re.findall(
        r"([^{}]*)\{[^{}]*?((?:background|border)?-?color|background): (.*?) ?[;}]", css
    )
    assert [(rule.split("*/")[-1].strip(), name, value) for rule, name, value in coloured] == [
        ("a", "color", "inherit"),
        ("img", "background-color", "white"),
    ]


def test_widths_and_indents_that_the_book_has(tmp_path: Path) -> None:
    text = "# Sông\n\n![a](a.svg){width=80}\n\n::: verse\nmột\n    hai\n:::\n"
    css = rendered(book(text), Format.PDF, base(Format.PDF, tmp_path)).css
    assert ".width-80 img { width: 80% }" in css
    assert ".indent-2 { padding-inline-start: 2em }" in css
    assert ".indent-1" not in css


def test_families_by_language(tmp_path: Path) -> None:
    theme = sound(tmp_path, {"theme.toml": '[fonts]\ntext = "Vollkorn"'})
    css = rendered(book("# Sông\n\nx\n"), Format.PDF, theme).css
    assert ':root { font-family: "Vollkorn", "Noto Serif Lao", serif }' in css
    assert ':lang(lo) { font-family: "Noto Serif Lao", "Vollkorn", serif }' in css


def _tokens(css: str) -> list[tinycss2.ast.Node]:
    found = []
    waiting = tinycss2.parse_component_value_list(css, skip_comments=True)
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting += getattr(node, "content", None) or getattr(node, "arguments", None) or []
    return found
