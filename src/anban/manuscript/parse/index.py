"""Marks of an index: `[words]{.index}`, `[words]{.index term="…" sub="…"}`, `[]{.index term="…"}`.

In: the attributes of a marked run, and its words. Out: `check_mark` reports what is wrong with a
mark. The words stay in the text. Nothing else of a mark is kept, as there is no index yet.
"""

from __future__ import annotations

from anban.core.diagnostics import Span
from anban.core.nodes import Inlines
from anban.core.walk import plain
from anban.manuscript.parse import rules
from anban.manuscript.parse.attributes import Attributes
from anban.manuscript.parse.state import ParseState

INDEX = "index"
KEYS = ("term", "sub")


def check_mark(parse_state: ParseState, attributes: Attributes, words: Inlines, span: Span) -> None:
    """Report a mark without a term, an empty `term` or `sub`, and these keys without `.index`."""
    given = [(key, attributes.values[key]) for key in KEYS if key in attributes.values]
    marked = INDEX in attributes.classes
    for key, value in given:
        if not marked:
            allowed = f"write `.{INDEX}` in front of it, or delete it"
            parse_state.report(
                rules.UNKNOWN_ATTRIBUTE, value.span, name=f"{key}=…", allowed=allowed
            )
        elif not value.text.strip():
            wanted = f'write the heading, such as `{key}="Mê Công"`, or delete it'
            parse_state.report(
                rules.BAD_VALUE, value.span, value=value.text, key="heading", wanted=wanted
            )
    if marked and "term" not in attributes.values and not plain(words).strip():
        parse_state.report(rules.EMPTY_INDEX_MARK, span)
