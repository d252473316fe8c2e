"""The adapter to markdown-it-py 4 and its plugins, for the Markdown of other tools.

In: numbered lines of Markdown. Out: from `page_of`, a tree of HTML in which each block has the
number of its line in the source.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from html import escape
from typing import Any

from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from anban.importers import rules
from anban.importers.dialects.lines import Numbered
from anban.importers.html.names import HEADINGS, name, said
from anban.importers.html.opening import open_html
from anban.importers.html.state import LINE
from anban.importers.safely import Refusal

DEEPEST = 100
"""The most levels of nesting. The library silently drops deeper ones, so they are refused here."""

_BRACES = re.compile(r"[ \t]*\{(?P<inside>[^{}\n]*)\}[ \t]*\Z")
_CAPTION = re.compile(r"Table:\s+")


def _math(_renderer: RendererHTML, tokens: Sequence[Token], at: int, *_: object) -> str:
    return f"<math>{escape(tokens[at].content)}</math>"


def _call(_renderer: RendererHTML, tokens: Sequence[Token], at: int, *_: object) -> str:
    """An empty element for a call of a note. The library's would show a number that is not text."""
    return f'<a class="footnote-ref" href="#fn{tokens[at].meta["id"] + 1}"></a>'


def _nothing(*_: object) -> str:
    return ""


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST})
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(deflist_plugin).use(attrs_plugin, spans=True)
    parser.use(sub_plugin).use(superscript_plugin)
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=True, double_inline=True)
    for kind in ("math_inline", "math_inline_double", "math_block", "math_block_label"):
        parser.add_render_rule(kind, _math)
    parser.add_render_rule("footnote_ref", _call)
    parser.add_render_rule("footnote_anchor", _nothing)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


_PARSER = _parser()


def page_of(lines: Sequence[Numbered], part: str) -> etree._Element:
    """The `body` of a page made of `lines`; `part` is the name of the file for messages."""
    text = "\n".join(text for _, text in lines) + "\n"
    env: MutableMapping[str, Any] = {}
    tokens = _PARSER.parse(text, env)
    for at, token in enumerate(tokens):
        if token.level > DEEPEST - 2:
            raise Refusal(rules.BROKEN_PART, part=part, reason="it is nested too deep")
        if token.map and token.nesting >= 0 and token.type not in ("inline", "html_block"):
            token.attrSet(LINE, str(lines[min(token.map[0], len(lines) - 1)][0]))
        if token.type == "heading_open":
            _attributes(token, tokens[at + 1])
    html = _PARSER.renderer.render(tokens, _PARSER.options, env)
    root = open_html(f"<html><body>{html}</body></html>".encode(), part)
    body = next(one for one in root.iter() if name(one) == "body")
    _caption_tables(body)
    _name_headings(body)
    return body


def _name_headings(body: etree._Element) -> None:
    """Give headings the ids that mdBook, Pandoc and Quarto give them, since links use these ids."""
    taken = {said(one, "id") for one in body.iter()}
    for one in body.iter(*HEADINGS):
        words = "".join(one.itertext()).strip().lower()
        identity = re.sub(r"[^\w-]+", "", re.sub(r"\s+", "-", words))
        if identity and identity not in taken and not said(one, "id"):
            one.set("id", identity)
            taken.add(identity)


def _attributes(token: Token, inline: Token) -> None:
    """Read `{#label .class}` at the end of a heading."""
    found = _BRACES.search(inline.content)
    if found is None or not inline.children or not inline.children[-1].content.endswith("}"):
        return
    last = inline.children[-1]
    last.content = _BRACES.sub("", last.content)
    label = re.search(r"#([\w:.-]+)", found["inside"])
    if label:
        token.attrSet("id", label[1])


def _caption_tables(body: etree._Element) -> None:
    """Make a paragraph `Table: …` the caption of the table or picture beside it."""
    for one in list(body.iter("p")):
        found = _CAPTION.match(one.text or "")
        before, behind = one.getprevious(), one.getnext()
        if found is None:
            continue
        owner = next((side for side in (before, behind) if _is_shown(side)), None)
        if owner is None:
            continue
        one.text = (one.text or "")[found.end() :]
        label = _take_label(one)
        one.tag = "caption" if name(owner) == "table" else "figcaption"
        if name(owner) == "table":
            owner.insert(0, one)
        else:
            figure = etree.Element("figure", {LINE: said(owner, LINE)})
            owner.addprevious(figure)
            figure.extend([owner, one])
            owner = figure
        if label:
            owner.set("id", label)


def _is_shown(element: etree._Element | None) -> bool:
    if element is None or name(element) not in ("table", "p"):
        return False
    if name(element) == "table":
        return True
    inner = list(element)
    return len(inner) == 1 and name(inner[0]) == "img" and not "".join(element.itertext()).strip()


def _take_label(element: etree._Element) -> str:
    last = element[-1] if len(element) else None
    text = (element.text if last is None else last.tail) or ""
    found = _BRACES.search(text)
    if found is None:
        return ""
    rest = text[: found.start()]
    if last is None:
        element.text = rest
    else:
        last.tail = rest
    label = re.search(r"#([\w:.-]+)", found["inside"])
    return label[1] if label else ""
