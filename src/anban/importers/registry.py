"""Choose the reader of a file by its content, or else by its name.

In: a file that was sent. Out: from `reader_of`, its reader. A new reader is one entry in `READERS`.
The reader of plain text is the last one and takes what no other reader knows.
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
    """A reader. `knows` recognises a file by its first bytes.

    `suffixes` are the ends of the names of its files, in lower case and with the dot.
    """

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
"""The readers whose files can only be recognised by their names."""


def reader_of(given: Given) -> Reader | None:
    """The reader for a file; None if there is none."""
    known = [reader for reader in READERS if reader.knows(given.data)]
    named = [reader for reader in known if given.suffix in reader.suffixes]
    loose = [reader for reader in known if reader.name not in _NAMED]
    return next(iter((*named, *loose)), None)


def not_read(given: Given) -> tuple[str, str]:
    """For a file without a reader: what kind of file it is, and what to send instead."""
    what = text.kind_of(given.data) or "of a kind that is not known"
    return what, _INSTEAD.get(what, "save it as plain text in UTF-8 and import that")


_INSTEAD = {
    "an old Word document (.doc)": "open it in a word processor and save it as .docx",
    "a rich text document (.rtf)": "open it in a word processor and save it as .docx",
    "a PDF": "ask for the file that it was made from; a PDF holds lines, not paragraphs",
    "a picture": "ask for the text; anban reads no scans",
}
