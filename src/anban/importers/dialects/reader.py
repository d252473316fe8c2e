"""Read the Markdown of other tools: the steps from the bytes to a draft.

In: `Given`, `Wishes`. Out: from `read`, a draft or what is wrong; `knows_list` for `registry`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from lxml import etree

from anban.core.diagnostics import Diagnostic, Span
from anban.importers import rules
from anban.importers.chapters import FileReading, draft_of
from anban.importers.dialects.books import LISTS, BookPlan, PlanEntry, contents_of
from anban.importers.dialects.engine import page_of
from anban.importers.dialects.front import Front, split_front, with_calls
from anban.importers.dialects.lines import LineReader, labels_of
from anban.importers.dialects.notebook import knows as is_notebook
from anban.importers.dialects.notebook import lines_of
from anban.importers.draft import Author, Counts, Draft, Thing
from anban.importers.given import Given, Wishes
from anban.importers.html.anchors import anchors_of
from anban.importers.html.names import name, text_of
from anban.importers.html.notes import Found, find_notes
from anban.importers.html.page import PageReader
from anban.importers.html.state import LINE, HtmlState
from anban.importers.images import Images
from anban.importers.joining import join
from anban.importers.labels import labels_in
from anban.importers.ledger import Ledger
from anban.importers.safely import Refusal
from anban.languages import guess

SUFFIXES = (".md", ".markdown", ".qmd", ".rmd", ".mkd", ".myst")
_TRIED = ("", ".md", ".qmd", ".ipynb", ".markdown", "/README.md", "/index.md")
_LIST = re.compile(rb"(?m)^(?:book:|root:|format: jb-|project:)")
_SAMPLE = 4096
"""The bytes at the start of a file by which a list of chapters is recognised."""


def knows_list(data: bytes) -> bool:
    """True for a YAML file in which Jupyter Book or Quarto lists the chapters of a book."""
    return _LIST.search(data[:_SAMPLE]) is not None


def read(given: Given, wishes: Wishes) -> tuple[Draft | None, tuple[Diagnostic, ...]]:
    """The draft of a text, or of a whole book if `given` is its list of chapters."""
    try:
        if PurePosixPath(given.name).name in LISTS:
            draft = _book(given, wishes)
        else:
            draft = _joined([_Page.of(given, given.name, PlanEntry(given.name))], given, wishes)
    except Refusal as refusal:
        return None, (refusal.at(Span(given.name)),)
    if not draft.pieces:
        return None, (rules.EMPTY.at(Span(given.name)),)
    return draft, ()


@dataclass(frozen=True, slots=True)
class _Page:
    """One file of Markdown, as a page of HTML."""

    entry: PlanEntry
    file: str
    front: Front
    root: etree._Element
    ledger: Ledger

    @classmethod
    def of(
        cls, given: Given, file: str, entry: PlanEntry, labels: frozenset[str] = frozenset()
    ) -> _Page:
        ledger = Ledger(file)
        if is_notebook(given.data):
            lines = lines_of(given.data, ledger)
        else:
            lines = list(enumerate(re.split(r"\r\n|[\n\r]", _decoded(given)), 1))
        text = "\n".join(line for _, line in lines)
        front = split_front(lines, ledger)
        body = [(number, line) for number, line in lines if number > front.lines or not front.lines]
        known = labels | set(labels_of(text))
        plain = LineReader(ledger, frozenset(known)).plain(with_calls(body, ledger))
        root = page_of(plain or [(1, "")], file)
        return cls(entry, file, front, root, ledger)


def _decoded(given: Given) -> str:
    try:
        return given.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reason = "it is not UTF-8"
        raise Refusal(rules.BROKEN_PART, part=given.name, reason=reason) from error


# --- one text ------------------------------------------------------------------------------------


def _joined(
    chapters: Sequence[_Page], given: Given, wishes: Wishes, contents: BookPlan | None = None
) -> Draft:
    pages = tuple((one.file, one.root) for one in chapters)
    for one in chapters:
        _title(one, whole=contents is not None)
    notes, anchors = find_notes(pages), anchors_of(pages)
    said = contents.language if contents else chapters[0].front.values.get("lang", "")
    language = said or guess("".join(text_of(root) for _, root in pages))
    readings = []
    for one in chapters:
        inside = set(one.root.iter())
        mine = Found(
            notes.calls,
            {label: body for label, body in notes.bodies.items() if body in inside},
            notes.backs,
        )
        state = HtmlState(
            one.ledger,
            Images(one.ledger),
            given.beside,
            mine,
            anchors,
            language=language,
            keeps_comments=True,
            lined=True,
        )
        state.open(one.root, one.file)
        readings.append(_reading(one, PageReader(state), language, whole=contents is not None))
    labels = labels_in((reading.blocks, reading.notes) for reading in readings)
    drafts = tuple(
        draft_of(reading, one.ledger, wishes if not contents else replace(wishes, title=""), labels)
        for reading, one in zip(readings, chapters, strict=True)
    )
    if contents is None:
        return drafts[0]
    return _as_book(drafts, contents, given, wishes)


def _title(chapter: _Page, *, whole: bool) -> None:
    """Add the title of the front matter as a heading if the text has none."""
    title = chapter.front.values.get("title", "") or (chapter.entry.title if whole else "")
    has_one = any(name(one) == "h1" for one in chapter.root.iter())
    if title and not has_one:
        heading = etree.Element("h1", {LINE: "1"})
        heading.text = title
        heading.tail, chapter.root.text = chapter.root.text, None
        chapter.root.insert(0, heading)


def _reading(chapter: _Page, page: PageReader, language: str, *, whole: bool) -> FileReading:
    blocks = page.blocks(chapter.root)
    values = chapter.front.values
    return FileReading(
        blocks,
        page.notes(),
        title="" if whole else values.get("title", ""),
        subtitle="" if whole else values.get("subtitle", ""),
        language=language,
        authors=tuple(Author(one) for one in chapter.front.authors),
        stem=PurePosixPath(chapter.file).stem,
        whole=whole,
        part=chapter.entry.part,
        matter=chapter.entry.matter,
    )


# --- books of many files -------------------------------------------------------------------------


def _book(given: Given, wishes: Wishes) -> Draft:
    contents = contents_of(PurePosixPath(given.name).name, _decoded(given))
    files = [(entry, *_found(given, entry)) for entry in contents.entries]
    text = "\n".join(data.decode("utf-8", "replace") for _, _, data in files)
    labels = frozenset(labels_of(text))
    chapters = []
    seen: set[str] = set()
    for entry, file, data in files:
        if file not in seen:
            chapters.append(_Page.of(Given(file, data), file, entry, labels))
        seen.add(file)
    if not chapters:
        raise Refusal(rules.EMPTY)
    return _joined(chapters, given, wishes, contents)


def _found(given: Given, entry: PlanEntry) -> tuple[str, bytes]:
    path = posixpath.normpath(entry.file.partition("#")[0].removeprefix("./"))
    for suffix in _TRIED:
        data = given.beside(f"{path}{suffix}")
        if data is not None:
            return f"{path}{suffix}", data
    raise Refusal(rules.NO_DOCUMENT, what="whole book", part=entry.file)


def _as_book(drafts: tuple[Draft, ...], contents: BookPlan, given: Given, wishes: Wishes) -> Draft:
    """Join the drafts of the chapters, with the title and parts from the list of chapters."""
    ledger = Ledger(given.name)
    parts = dict.fromkeys((entry.part, entry.line) for entry in contents.entries if entry.part)
    for title in dict.fromkeys(part for part, _ in parts):
        line = next(number for part, number in parts if part == title)
        ledger.came(line, title)
        ledger.meet(Thing.HEADING)
    for entry in contents.drafts:
        ledger.guess("chapter that is not written", entry.line, entry.title, "left out", first=True)
    listed = Draft(
        "", drafts[0].language, (), tuple(ledger.lines), Counts(headings=ledger.met[Thing.HEADING]),
        guesses=tuple(ledger.guesses),
    )  # fmt: skip
    title = wishes.title or contents.title or drafts[0].title
    made = join((*drafts, listed), title)
    authors = tuple(Author(one) for one in contents.authors)
    return replace(made, authors=authors or made.authors, subtitle=contents.subtitle)
