"""The manuscript's language: CommonMark, tables, definition lists, and the rules of this program.

In: the rules of `anban.manuscript.parse.syntax`. Out: `GRAMMAR`.
"""

from __future__ import annotations

from markdown_it import rules_inline

from anban.manuscript.parse.engine import Grammar, autolink
from anban.manuscript.parse.syntax.attributes import image, link, span, stray
from anban.manuscript.parse.syntax.captions import caption, definitions, figure
from anban.manuscript.parse.syntax.comments import comment, comment_lines
from anban.manuscript.parse.syntax.containers import container
from anban.manuscript.parse.syntax.notes import call, definition, in_place

GRAMMAR = Grammar(
    blocks={
        "note": (definition, ["paragraph", "reference", "blockquote"]),
        "comment": (comment_lines, ["paragraph", "reference", "blockquote"]),
        "container": (container, ["paragraph", "reference", "blockquote", "list"]),
        "caption": (caption, ["paragraph", "blockquote"]),
        "figure": (figure, []),
    },
    definitions=definitions,
    inlines={
        "[": (call, span, link),
        "^": (in_place,),
        "!": (image,),
        "<": (comment, autolink, rules_inline.html_inline),
        "{": (stray,),
    },
)
