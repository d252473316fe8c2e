"""Styles shared by kin are those that the engine works out for each element by itself."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from weasyprint.css import StyleFor
from weasyprint.css.properties import INITIAL_VALUES

from anban.typeset.engine.styles import AnchoredStyle, ElementStyles
from anban.typeset.pages.galley import Engine
from tests.typeset.specimens import no_files

MARKUP = """<section class="sheet chapter body" id="9.0">
<h1 id="0.0">a<em>b</em></h1><p>one <span class="note" id="1.0" data-number="0"><p>x</p></span></p>
<p>two <em>three</em> <span lang="lo">ລາວ</span><span class="note" id="2.0" data-number="0"><p>y</p>
<p>z</p></span></p><p class="last">four <a href="#0.0">five</a> <a>six</a></p><p></p>
<blockquote><p>q</p><p>r</p></blockquote><ul><li>i<p>j</p></li><li>k</li>
<li style="color: red">l</li>
</ul>
<table id="5.0"><tr><th>m</th><td class="align-end" lang="en">n</td></tr>
<tr><td>o</td><td>p</td></tr></table>
<p lang="en">seven</p><p title="t">eight</p><p title="u" id="8.0">nine</p>
</section>"""
RULES = [
    "p { color: red } p + p { color: blue } p + p + p { color: green } h1 + p { text-indent: 1em }",
    "p:first-child { color: red } :last-child { color: blue } p:empty { margin: 3px }",
    "li p, blockquote > p { font-size: 0.8em } section em { font-size: 2em } em { color: gray }",
    "td:nth-child(2) { color: red } tr:first-child td { color: blue } li ~ li { color: green }",
    "[title] { color: red } [title=u] { color: blue } [href] { color: green } "
    "[lang|=en] { margin: 0 }",
    ":lang(lo) { font-family: Noto Serif Lao } :lang(en) p { color: red } :link { color: blue }",
    "p::before { content: 'x'; color: red } .note::footnote-call { color: blue; font-size: 5px }",
    ":root { --a: 3px; font-size: 11pt } p { margin: var(--a) 1rem; --a: 4px } em { padding: 1em }",
    "[id] { color: red } p { color: blue } .note p { color: green }",
    "p { color: red !important } .last { color: blue } section .last { color: green }",
]


NOTED = '<p>a <em>b</em><span class="note" id="{}" data-number="0"><p>c</p></span></p>'


def document(engine: Engine, markup: str = MARKUP) -> Any:
    return engine._document(fromstring(markup))  # noqa: S314 - our own


@pytest.mark.parametrize("css", [*RULES, " ".join(RULES)])
def test_kin_have_the_style_that_each_would_have_alone(css: str) -> None:
    engine = Engine(css, "vi", no_files)
    assert engine.style_cache.alike
    for _ in range(2):  # the second document finds all styles in the cache
        html = document(engine)
        shared = ElementStyles(html, engine.style_cache)
        alone = StyleFor(html, engine.style_cache.sheets, False, engine.fonts, None)
        assert shared._computed_styles.keys() == alone._computed_styles.keys()
        for element, pseudo in alone._computed_styles:
            one, other = shared(element, pseudo), alone(element, pseudo)
            for name in INITIAL_VALUES:
                assert one[name] == other[name], (element.tag, pseudo, name)


def test_an_element_with_an_id_shares_what_its_kin_have() -> None:
    engine = Engine("p { color: red }", "vi", no_files)
    markup = f"<div><p/>{NOTED.format('1.0')}{NOTED.format('2.0')}<p>x</p></div>"
    html = document(engine, markup)
    styles = ElementStyles(html, engine.style_cache)
    first, second = (e for e in html.etree_element.iter() if e.get("class") == "note")
    assert isinstance(styles(first), AnchoredStyle)
    assert (styles(first)["anchor"], styles(second)["anchor"]) == ("1.0", "2.0")
    assert styles(first).copy()["anchor"] == "1.0"
    assert styles(first, "footnote-call") is styles(second, "footnote-call")
    made = len(engine.style_cache.styles)
    ElementStyles(document(engine, markup), engine.style_cache)
    assert len(engine.style_cache.styles) == made


def test_items_that_are_counted_share_a_style_where_the_same_is_declared() -> None:
    engine = Engine("li:nth-last-child(-n+2) { color: red }", "vi", no_files)
    items = "<li><em>a</em></li>" * 6
    html = document(engine, f'<section><ul>{items}<li id="x"><em>b</em></li></ul></section>')
    styles = ElementStyles(html, engine.style_cache)
    found: list[Any] = [styles(item) for item in html.etree_element.iter("li")]
    assert len({id(style) for style in found[:5]}) == 1
    assert found[5] is not found[0]
    assert found[6].anonymous_style is found[5].anonymous_style
    assert found[6]["color"] == found[5]["color"] != found[0]["color"]
    inner = {id(styles(item)) for item in html.etree_element.iter("em")}
    assert len(inner) == 2


@pytest.mark.parametrize(
    "css", ["p ~ p { color: red }", "p:nth-child(2) { color: red }", "p { margin: 1vw }"]
)
def test_where_kin_cannot_be_told_each_element_has_its_own(css: str) -> None:
    engine = Engine(css, "vi", no_files)
    assert not engine.style_cache.alike
    html = document(engine)
    styles = ElementStyles(html, engine.style_cache)
    paragraphs = [
        element for element in html.etree_element.iter("p") if "".join(element.itertext())
    ]
    alone = StyleFor(html, engine.style_cache.sheets, False, engine.fonts, None)
    assert [styles(one)["color"] for one in paragraphs] == [
        alone(one)["color"] for one in paragraphs
    ]


def test_the_pages_of_all_sheets_share_their_styles() -> None:
    engine = Engine("@page { margin: 1cm }", "vi", no_files)
    first, second = (engine.galley(Element("section")).context.style_for for _ in range(2))
    assert first.pages is second.pages
