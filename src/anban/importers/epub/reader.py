"""Read an EPUB: the steps from the bytes to a draft.

In: `Given`, `Wishes`. Out: from `read`, a draft or what is wrong. Pages that the new book will make
by itself, such as a title page or a cover, are recognised by their `epub:type` and listed.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from lxml import etree

from anban.core.diagnostics import Diagnostic, Span
from anban.importers import rules
from anban.importers.chapters import FileReading, draft_of
from anban.importers.draft import Author, Draft
from anban.importers.epub.package import ReceivedEpub
from anban.importers.given import Given, Wishes
from anban.importers.html.anchors import anchors_of
from anban.importers.html.names import kinds, text_of
from anban.importers.html.notes import find_notes
from anban.importers.html.page import PageReader
from anban.importers.html.state import HtmlState
from anban.importers.images import Images
from anban.importers.ledger import Ledger
from anban.importers.safely import Refusal
from anban.importers.tree import Block
from anban.languages import guess

_MADE = {
    "cover": "cover", "titlepage": "title page", "halftitlepage": "half-title",
    "copyright-page": "imprint", "toc": "contents", "loi": "list of figures",
    "lot": "list of tables", "doc-toc": "contents", "doc-cover": "cover",
}  # fmt: skip
"""The terms of `epub:type` for pages that the book makes by itself, with their names in reports."""
_ROLES = {
    "aut": "author", "trl": "translator", "edt": "editor", "ill": "illustrator",
    "com": "compiler", "aui": "foreword", "pfr": "proofreader",
}  # fmt: skip


def read(given: Given, wishes: Wishes) -> tuple[Draft | None, tuple[Diagnostic, ...]]:
    """The draft of an EPUB, or None and the diagnostics."""
    try:
        package = ReceivedEpub.open(given.data)
        pages = tuple(package.pages())
    except Refusal as refusal:
        return None, (refusal.at(Span(given.name)),)
    ledger = Ledger(given.name)
    draft = draft_of(_reading(package, pages, given, ledger), ledger, wishes)
    if not draft.pieces:
        return None, (rules.EMPTY.at(Span(given.name)),)
    return draft, ()


def _reading(
    package: ReceivedEpub,
    pages: tuple[tuple[str, etree._Element], ...],
    given: Given,
    ledger: Ledger,
) -> FileReading:
    said = [(one.text or "").strip() for one in package.told("language")]
    language = next(iter(said), "") or guess("".join(text_of(root) for _, root in pages))
    state = HtmlState(
        ledger, Images(ledger), package.archive.read, find_notes(pages), anchors_of(pages),
        language=language, counted=True,
    )  # fmt: skip
    page = PageReader(state)
    blocks: list[Block] = []
    for file, root in pages:
        state.open(root, file)
        made = _made(root)
        if made:
            state.drop(root, f"{made}, which the book makes")
            continue
        blocks += page.blocks(root)
    titles = [" ".join((one.text or "").split()) for one in package.told("title")]
    publishers = [" ".join((one.text or "").split()) for one in package.told("publisher")]
    return FileReading(
        tuple(blocks),
        page.notes(),
        title=next(iter(titles), ""),
        subtitle=titles[1] if len(titles) > 1 else "",
        language=language,
        authors=tuple(_authors(package)),
        publisher=next(iter(publishers), ""),
        stem=PurePosixPath(given.name).stem,
    )


def _made(root: etree._Element) -> str:
    """The name of a page that the book makes by itself, or an empty string.

    The `epub:type` of the body counts, or of the only element in it.
    """
    for one in (root, *(list(root) if len(root) == 1 else [])):
        for kind in sorted(kinds(one)):
            if kind in _MADE:
                return _MADE[kind]
    return ""


def _authors(package: ReceivedEpub) -> list[Author]:
    found: list[Author] = []
    for key in ("creator", "contributor"):
        for one in package.told(key):
            name = " ".join((one.text or "").split())
            role = _ROLES.get(package.refined(one, "role"), "author" if key == "creator" else "")
            if name and role:
                found.append(Author(name, role))
    return list(dict.fromkeys(found))
