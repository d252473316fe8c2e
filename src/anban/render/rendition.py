"""What rendering gives: the XHTML of every piece of a book, styled, for one edition."""

from __future__ import annotations

from dataclasses import dataclass

from anban.core.page_numbers import USUAL, PageNumbering
from anban.manuscript.config.model import Edition


@dataclass(frozen=True, slots=True)
class Sheet:
    """One piece of the book as XHTML: a title page, a part, a chapter.

    `xhtml` is well-formed. For a PDF it is one `<section>` without a namespace; for an EPUB a
    whole document. `resources` are the pictures it shows, relative to `manuscript/`.
    """

    id: str
    title: str
    xhtml: str
    resources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of the outline: nesting depth from 0, the words, the sheet and the id it leads to."""

    depth: int
    label: str
    sheet: str
    target: str


@dataclass(frozen=True, slots=True)
class Rendition:
    """A book rendered for one edition: sheets in reading order, one style sheet, the outline, and
    how its pages are to be numbered.
    """

    edition: Edition
    sheets: tuple[Sheet, ...]
    css: str
    outline: tuple[OutlineEntry, ...]
    numbering: PageNumbering = USUAL
