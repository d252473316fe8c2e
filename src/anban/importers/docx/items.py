"""Decide what a paragraph is by its style, or by its look if there are no styles.

In: a paragraph that was read. Out: `BodyItem`, `kind_of`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from anban.importers.docx.numbering import ItemMark
from anban.importers.docx.styles import Style
from anban.importers.passing import plain
from anban.importers.tree import Block, Inlines
from anban.languages import alternatives_of


class ItemKind(Enum):
    """What a paragraph is."""

    TEXT = "text"
    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    EPIGRAPH = "epigraph"
    VERSE = "verse"
    CODE = "code"
    CAPTION = "caption"
    CONTENTS = "contents"
    BREAK = "break"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class BodyItem:
    """A paragraph, or a block of another kind.

    `level` is the level of a heading, or the depth of a list item from 0. `size` (in half points),
    `bold` and `centred` say how the paragraph looks.
    """

    kind: ItemKind
    line: int
    inlines: Inlines = ()
    level: int = 0
    mark: ItemMark | None = None
    label: str = ""
    block: Block | None = None
    size: int = 20
    bold: bool = False
    centred: bool = False

    @property
    def words(self) -> str:
        return plain(self.inlines)


_STYLES = (
    (ItemKind.TITLE, "title"),
    (ItemKind.SUBTITLE, "subtitle"),
    (ItemKind.CONTENTS, "contents"),
    (ItemKind.CAPTION, "caption"),
    (ItemKind.EPIGRAPH, "epigraph"),
    (ItemKind.VERSE, "verse"),
    (ItemKind.QUOTE, "quotation"),
)


def _called(style: str) -> str:
    """What the styles for one purpose are called in any language."""
    return alternatives_of(lambda one: one.importing.styles[style])


_NAMED = (
    *((kind, re.compile(_called(style))) for kind, style in _STYLES),
    (ItemKind.CODE, re.compile(r"source code|html preformatted|code\Z|verbatim|macro text")),
)
_HEADING = re.compile(rf"{_called('heading')}\s*(\d)")
_RULE = re.compile(r"(?:[*•·⁂#~_=–—-]\s*){1,9}\Z")
_MARK = re.compile(r"(?:[*•⁂#]\s*)+\Z|(?:[~_=–—-]\s*){3,}\Z")
_DEEP = 400
"""The least indent of a quotation on both sides, in twentieths of a point: 400 are 7 mm."""


def kind_of(style: Style, words: str) -> tuple[ItemKind, int]:
    """The kind of a paragraph with this style and these words, and the level of a heading."""
    for name in style.names:
        for kind, pattern in _NAMED:
            if pattern.match(name):
                return kind, 0
        found = _HEADING.match(name)
        if found:
            return ItemKind.HEADING, style.level or int(found[1])
    if style.level is not None:
        return ItemKind.HEADING, style.level
    if style.numbering is not None:
        return ItemKind.ITEM, style.numbering[1]
    if _RULE.match(words) and _MARK.match(words):
        return ItemKind.BREAK, 0
    if min(style.indents) >= _DEEP and style.aligned not in ("center", "right", "end"):
        return ItemKind.QUOTE, 0
    return ItemKind.TEXT, 0
