"""Which reader takes which file: asked of its content first, then of its name.

In: a file that was sent. Out: `Given`, `Wishes`, `Reader`, `READERS` and `reader_of`. A reader is
one entry in `READERS`; the plain text reader comes last and takes what nobody else knows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from anban.core.diagnostics import Diagnostic
from anban.importers.dialects import notebook
from anban.importers.dialects import reader as dialects
from anban.importers.docx import package
from anban.importers.docx import reader as docx
from anban.importers.draft import Draft
from anban.importers.epub import package as ebook
from anban.importers.epub import reader as epub
from anban.importers.given import Given, Wishes
from anban.importers.html import reader as html
from anban.importers.text import reader as text


@dataclass(frozen=True, slots=True)
class Reader:
    """`knows` tells by the first bytes, `suffixes` (lower case, with the dot) by the name."""

    name: str
    suffixes: tuple[str, ...]
    knows: Callable[[bytes], bool]
    read: Callable[[Given, Wishes], tuple[Draft | None, tuple[Diagnostic, ...]]]


READERS: tuple[Reader, ...] = (
    Reader("Word", (".docx", ".docm", ".dotx"), package.knows, docx.read),
    Reader("EPUB", (".epub",), ebook.knows, epub.read),
    Reader("notebook", (".ipynb",), notebook.knows, dialects.read),
    Reader("list of chapters", (".yml", ".yaml"), dialects.knows_list, dialects.read),
    Reader("HTML", (".html", ".htm", ".xhtml"), html.knows, html.read),
    Reader("Markdown", dialects.SUFFIXES, text.knows, dialects.read),
    Reader("plain text", (".txt", ".text"), text.knows, text.read),
)


_NAMED = ("Markdown", "list of chapters")
"""Readers of files that nothing but their names tells from others."""


def reader_of(given: Given) -> Reader | None:
    """The reader that takes a file; None if no reader does."""
    known = [reader for reader in READERS if reader.knows(given.data)]
    named = [reader for reader in known if given.suffix in reader.suffixes]
    loose = [reader for reader in known if reader.name not in _NAMED]
    return next(iter((*named, *loose)), None)


def not_read(given: Given) -> tuple[str, str]:
    """What a file is that no reader takes, and what to send in its place."""
    what = text.kind_of(given.data) or "of a kind that is not known"
    return what, _INSTEAD.get(what, "save it as plain text in UTF-8 and import that")


_INSTEAD = {
    "an old Word document (.doc)": "open it in a word processor and save it as .docx",
    "a rich text document (.rtf)": "open it in a word processor and save it as .docx",
    "a PDF": "ask for the file that it was made from; a PDF holds lines, not paragraphs",
    "a picture": "ask for the text; anban reads no scans",
}
