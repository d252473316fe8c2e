"""The result of rendering, as values.

In: nothing. Out: the classes `Sheet`, `OutlineEntry` and `Rendition`.
"""

from __future__ import annotations

from dataclasses import dataclass

from anban.core.page_numbers import USUAL, PageNumbering
from anban.manuscript.config.model import Edition


@dataclass(frozen=True, slots=True)
class Sheet:
    """One piece of the book as XHTML: a title page, a part, a chapter.

    `xhtml` is well-formed. For a PDF it is one `<section>` without a namespace, for an EPUB a whole
    document. `resources` are the paths of the pictures it shows, relative to `manuscript/`.
    """

    id: str
    title: str
    xhtml: str
    resources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of the outline: its depth, counted from 0, its words, and the sheet and the id to
    which it leads.
    """

    depth: int
    label: str
    sheet: str
    target: str


@dataclass(frozen=True, slots=True)
class Rendition:
    """A book that is rendered for one edition: its sheets in reading order, their style sheet, the
    outline, and the rules for its page numbers.
    """

    edition: Edition
    sheets: tuple[Sheet, ...]
    css: str
    outline: tuple[OutlineEntry, ...]
    numbering: PageNumbering = USUAL
