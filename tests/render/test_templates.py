"""Themes may come from anywhere: what their templates may do, and what they may not."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2.exceptions import SecurityError

from anban.core.book import Role
from anban.core.diagnostics import Diagnostic
from anban.core.errors import FAULTY
from anban.manuscript.config.model import Format
from anban.render.faults import TemplateFault
from anban.render.folder import File
from anban.render.templates import Templates

from .proofs import book, codes, config, rendered, sound, themed, titled

CHAPTER = "templates/chapter.xhtml"
EXTENDS = '{% extends "parent/chapter.xhtml" %}\n'


def fault_of(folder: Path, files: dict[str, str], form: Format = Format.PDF) -> Diagnostic:
    theme = sound(folder, files, form)
    with pytest.raises(TemplateFault) as caught:
        rendered(book("# Sông\n\nĐò *ngang*.\n"), form, theme)
    assert caught.value.exit_code == FAULTY
    return caught.value.diagnostic


def xhtml(folder: Path, files: dict[str, str], form: Format = Format.PDF) -> str:
    return (
        rendered(book("# Sông\n\nĐò *ngang*.\n"), form, sound(folder, files, form)).sheets[0].xhtml
    )


def test_a_theme_changes_one_block_and_keeps_the_rest(tmp_path: Path) -> None:
    text = EXTENDS + '{% block content %}<hr class="generated"/>{{ super() }}{% endblock %}'
    found = xhtml(tmp_path, {CHAPTER: text})
    assert '<hr class="generated"/>' in found
    assert "<p>Đò <em>ngang</em>.</p>" in found


def test_a_theme_changes_one_macro_and_keeps_the_rest(tmp_path: Path) -> None:
    macro = "{% macro emphasis(node) %}<i>{{ draw(node.children) }}</i>{% endmacro %}"
    assert "<p>Đò <i>ngang</i>.</p>" in xhtml(tmp_path, {"templates/block.xhtml": macro})


def test_the_folder_of_the_format_comes_first(tmp_path: Path) -> None:
    files = {
        "templates/inline.xhtml": "{% macro emphasis(node) %}shared{% endmacro %}",
        "templates/epub/inline.xhtml": "{% macro emphasis(node) %}epub{% endmacro %}",
    }
    assert "<p>Đò shared.</p>" in xhtml(tmp_path, files)
    assert "<p>Đò epub.</p>" in xhtml(tmp_path, files, Format.EPUB)


def test_a_role_may_have_a_template_of_its_own(tmp_path: Path) -> None:
    part = (
        '{% extends "document.xhtml" %}{% block content %}<p class="generated">!</p>{% endblock %}'
    )
    theme = sound(tmp_path, {"templates/contents.xhtml": part})
    made = rendered(book("# Sông\n\nx\n", front=(Role.CONTENTS,)), Format.PDF, theme)
    assert ['<p class="generated">!</p>' in sheet.xhtml for sheet in made.sheets] == [True, False]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{% if %}", "E101"),
        ("{{ sheet | nothing }}", "E101"),
        ("{{ sheet.id | safe }}", "E101"),
        ('{{ "a" * 10 }}', "E102"),
        ('{{ "a" ~ "b" }}', "E102"),
        ("{{ 9 ** 9 }}", "E102"),
        ('{{ "%9d" % 1 }}', "E102"),
        ("{{ [sheet, sheet] }}", "E102"),
        ("{{ {1: sheet} }}", "E102"),
        ('{% include "chapter.xhtml" %}', "E102"),
        ('{% import "chapter.xhtml" as x %}', "E102"),
        ("{% extends sheet.id %}", "E102"),
        ('{% extends "/etc/passwd" %}', "E106"),
        ('{% extends "../book.xhtml" %}', "E106"),
        ('{% extends "parent/nothing.xhtml" %}', "E106"),
    ],
)
def test_what_is_refused_before_anything_is_rendered(tmp_path: Path, text: str, code: str) -> None:
    theme, faults = themed(tmp_path, {"templates/part.xhtml": f"<p>\n{text}</p>"})
    assert theme is None
    assert codes(faults) == [(code, "styles/templates/part.xhtml:2:1")]


def test_escaping_cannot_be_switched_off(tmp_path: Path) -> None:
    text = "{% autoescape false %}{{ sheet.id }}{% endautoescape %}"
    _, faults = themed(tmp_path, {"templates/part.xhtml": text})
    assert [fault.code for fault in faults] == ["E102"]


def test_every_faulty_template_is_reported(tmp_path: Path) -> None:
    files = {"templates/part.xhtml": "{% if %}", "templates/pdf/chapter.xhtml": "{{"}
    _, faults = themed(tmp_path, files)
    assert [fault.code for fault in faults] == ["E101", "E101"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ shet.title }}", "E103"),
        ("{{ sheet.titel }}", "E103"),
        ("{{ sheet.title }}", "E103"),
        ('{{ href("a", "b") }}', "E103"),
        ('{{ macro("nothing") }}', "E103"),
        ('{{ say("nothing") }}', "E103"),
        ('{{ say("figure") }}', "E103"),
        ("{{ sheet.__class__ }}", "E102"),
        ("{{ draw.function }}{{ draw.function.__globals__ }}", "E103"),
        ("{{ sheet.id.upper() }}", "E102"),
        ('{{ sheet.id.join(["a", "b"]) }}', "E102"),
        ("{{ sheet.id + sheet.id }}", "E102"),
    ],
)
def test_what_fails_while_it_renders(tmp_path: Path, text: str, code: str) -> None:
    content = f"{EXTENDS}{{% block content %}}\n{text}\n{{% endblock %}}"
    fault = fault_of(tmp_path, {CHAPTER: content})
    assert codes((fault,)) == [(code, "styles/templates/chapter.xhtml:3:1")]


LOOPS = "".join(
    f"{{% for {name} in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) %}}" for name in "abcdef"
)
DOUBLED = "{% set a %}{{ a }}{{ a }}{{ a }}{% endset %}"
WITHOUT_END = {
    "a macro that draws itself": "{% macro paragraph(node) %}{{ draw(node) }}{% endmacro %}",
    "two macros at each step": (
        "{% macro a(n) %}{% if n < 60 %}{{ a(n + 1) }}{{ a(n + 1) }}{% endif %}{% endmacro %}"
        "{% macro paragraph(node) %}{{ a(0) }}{% endmacro %}"
    ),
    "loops in loops": f"{{% macro paragraph(node) %}}{LOOPS}{'{% endfor %}' * 6}{{% endmacro %}}",
    "text that grows": (
        f"{{% macro paragraph(node) %}}{{% set a %}}{'x' * 9999}{{% endset %}}{DOUBLED * 40}"
        "{{ a }}{% endmacro %}"
    ),
}


@pytest.mark.parametrize("text", WITHOUT_END.values(), ids=WITHOUT_END)
def test_a_template_without_end_is_stopped(tmp_path: Path, text: str) -> None:
    began = time.process_time()
    fault = fault_of(tmp_path, {"templates/block.xhtml": text})
    assert fault.code == "E104"
    assert fault.span is not None
    assert fault.span.path == "styles/templates/block.xhtml"
    assert time.process_time() - began < 60


def test_a_template_that_extends_itself_is_stopped(tmp_path: Path) -> None:
    fault = fault_of(tmp_path, {CHAPTER: '{% extends "chapter.xhtml" %}'})
    assert fault.code == "E104"


def test_a_tag_that_is_not_closed(tmp_path: Path) -> None:
    fault = fault_of(tmp_path, {CHAPTER: EXTENDS + "{% block content %}<p>{% endblock %}"})
    assert codes((fault,)) == [("E105", "styles/templates/chapter.xhtml:1:1")]
    assert "song-1" in fault.message


def test_titles_are_text_and_never_markup(tmp_path: Path) -> None:
    title = "{{ 7 }} {% x %} <b>&amp;</b> \"hai\" 'ba'\nbốn \x01"
    settings = config(titled(short_title=title))
    for form in Format:
        theme = sound(tmp_path, {}, form)
        found = rendered(book("# Sông\n\nx\n"), form, theme, settings).sheets[0].xhtml
        if form is Format.PDF:
            assert "{{ 7 }} {% x %} &lt;b&gt;&amp;amp;&lt;/b&gt;" in found
        assert "<b>" not in found
        assert "\x01" not in found


def test_what_the_sandbox_says_of_one_class_it_does_not_say_of_another() -> None:
    @dataclass(frozen=True)
    class Note:
        append: str

    cage = Templates(((("t", File("t", "{{ one.append }}")),),))
    assert [cage.run("t", {"one": Note("x")}) for _ in range(2)] == ["x", "x"]
    for _ in range(2):
        with pytest.raises(SecurityError, match="unsafe"):
            cage.run("t", {"one": ["x"]})


def test_what_the_sandbox_says_of_one_name_it_does_not_say_of_another() -> None:
    cage = Templates(((("t", File("t", "{{ one.__class__ }}")), ("u", File("u", "{{ one.x }}"))),))
    one = SimpleNamespace(x="x")
    assert cage.run("u", {"one": one}) == "x"
    with pytest.raises(SecurityError, match="unsafe"):
        cage.run("t", {"one": one})
