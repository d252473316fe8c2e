"""Read a file of HTML: the steps from the bytes to a draft.

In: `Given`, `Wishes`. Out: from `read`, a draft or what is wrong; `knows`.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from lxml import etree

from anban.core.diagnostics import Diagnostic, Span
from anban.importers import rules
from anban.importers.chapters import FileReading, draft_of
from anban.importers.draft import Draft
from anban.importers.given import Given, Wishes
from anban.importers.html.anchors import anchors_of
from anban.importers.html.names import XML_LANG, name, said, text_of
from anban.importers.html.notes import find_notes
from anban.importers.html.opening import open_html
from anban.importers.html.page import PageReader
from anban.importers.html.state import HtmlState
from anban.importers.images import Images
from anban.importers.ledger import Ledger
from anban.importers.safely import Refusal
from anban.languages import guess

_BEGINS = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_SAMPLE = 2048
"""The bytes at the start of a file by which a page is recognised; comments may come first."""


def knows(data: bytes) -> bool:
    """True for a page of HTML."""
    return _BEGINS.match(data[:_SAMPLE]) is not None


def read(given: Given, wishes: Wishes) -> tuple[Draft | None, tuple[Diagnostic, ...]]:
    """The draft of a page, or None and the diagnostics."""
    try:
        root = open_html(given.data, given.name)
    except Refusal as refusal:
        return None, (refusal.at(Span(given.name)),)
    ledger = Ledger(given.name)
    reading = read_page(root, given, ledger)
    draft = draft_of(reading, ledger, wishes)
    if not draft.pieces:
        return None, (rules.EMPTY.at(Span(given.name)),)
    return draft, ()


def read_page(root: etree._Element, given: Given, ledger: Ledger) -> FileReading:
    """Everything that a page has: its blocks, its notes, its title."""
    body = next((one for one in root.iter() if name(one) == "body"), root)
    file = given.name
    pages = ((file, body),)
    language = said(root, "lang") or said(root, XML_LANG) or guess(text_of(body))
    notes, anchors = find_notes(pages), anchors_of(pages)
    state = HtmlState(ledger, Images(ledger), given.beside, notes, anchors, language=language)
    state.open(body, file)
    page = PageReader(state)
    blocks = page.blocks(body)
    stem = PurePosixPath(given.name).stem
    return FileReading(blocks, page.notes(), _title(root), language=language, stem=stem)


def _title(root: etree._Element) -> str:
    for one in root.iter():
        if name(one) == "title":
            return " ".join((one.text or "").split())
    return ""
