"""Hints about what to write instead of raw HTML.

In: a tag as it is in the manuscript. Out: `name_of` gives its element, `instead_of` the hint.
"""

from __future__ import annotations

import re

_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")

_INSTEAD = {
    "write `**words**`": ("b", "strong"),
    "write `*words*`": ("i", "em", "cite", "var"),
    "write `[words]{.superscript}`": ("sup",),
    "write `[words]{.subscript}`": ("sub",),
    "write `` `words` ``": ("code", "kbd", "samp", "tt"),
    "write `[words]{.smallcaps}` for small capitals, `[words]{lang=lo}` for a language": ("span",),
    "end the line with a backslash": ("br",),
    "leave a line free between paragraphs": ("p", "div", "section", "center"),
    "write `> ` in front of each line": ("blockquote", "q"),
    "write `- ` or `1. ` in front of each item": ("ul", "ol", "li"),
    "write the term on one line and `: definition` on the next": ("dl", "dt", "dd"),
    "write a line of `***`": ("hr",),
    "write `## Title`": ("h1", "h2", "h3", "h4", "h5", "h6"),
    "write `[words](https://…)`, or `{#label}` behind a heading for an anchor": ("a",),
    "write `![what it shows](images/…)`": ("img", "figure", "picture", "svg"),
    "write `: Caption` below the figure or table": ("figcaption", "caption"),
    "write a table with `|` between the cells": ("table", "thead", "tbody", "tr", "th", "td"),
    "put lines of ``` around the text": ("pre",),
    "delete it: nothing runs in a book": (
        "script", "iframe", "form", "object", "embed", "style", "link", "meta", "input", "button",
        "base", "applet", "frame", "video", "audio",
    ),
}  # fmt: skip
_BY_NAME = {name: hint for hint, names in _INSTEAD.items() for name in names}
_OTHERS = "write it in Markdown, or `\\<` for the sign itself"


def name_of(tag: str) -> str:
    """The element that `tag` begins or ends; empty for a declaration or an instruction."""
    name = _NAME.match(tag)
    return name[1].lower() if name else ""


def instead_of(name: str) -> str:
    """The hint for an element: the Markdown with the same meaning."""
    return _BY_NAME.get(name, _OTHERS)
