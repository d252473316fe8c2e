"""Read the blocks of a page.

In: an `HtmlState`, an element that contains blocks. Out: `PageReader.blocks`, and
`PageReader.notes` when all pages of a text are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from lxml import etree

from anban.importers.captions import without_number
from anban.importers.draft import Thing
from anban.importers.flat import coded, flat
from anban.importers.html.anchors import label_of
from anban.importers.html.names import BLOCKS, HEADINGS, SILENT, has_blocks, kinds, name, said
from anban.importers.html.roles import role_of_page
from anban.importers.html.runs import HtmlRuns, look_of
from anban.importers.html.state import HtmlState
from anban.importers.html.tables import table
from anban.importers.passing import behind, plain
from anban.importers.tree import (
    PLAIN,
    Block,
    Blocks,
    Break,
    CodeBlock,
    Comment,
    Definition,
    Definitions,
    Figure,
    Heading,
    Image,
    Inline,
    Inlines,
    Listing,
    Look,
    Note,
    Paragraph,
    Quote,
    SceneBreak,
    StyledRun,
    Table,
    Verse,
    VerseLine,
)

_NAVIGATION = frozenset(("toc", "doc-toc", "landmarks", "page-list", "doc-pagelist", "loi", "lot"))
_NOTE_GROUPS = frozenset(("doc-endnotes", "footnotes", "endnotes", "rearnotes"))
_EPIGRAPH = frozenset(("epigraph", "doc-epigraph"))
_VERSE = frozenset(("verse", "poem", "poetry", "line-block", "z3998:verse", "z3998:poem"))
_FROM = frozenset(("attribution", "source", "cite"))
_TERM = "–"
_ROWS = ("thead", "tbody", "tfoot", "tr", "colgroup", "col")
_DASH = re.compile(r"\s*(?:[—–―]|--)\s*")


@dataclass(slots=True)
class PageReader:
    """Reads the pages of one text."""

    state: HtmlState
    runs: HtmlRuns = field(init=False)

    def __post_init__(self) -> None:
        self.runs = HtmlRuns(self.state)

    def blocks(self, element: etree._Element, look: Look = PLAIN) -> Blocks:
        """The blocks in `element`; text between blocks becomes paragraphs."""
        made: list[Block] = []
        line: list[Inline] = [*self.runs.words(element.text, look)] if element.text else []
        for one in element:
            if one in self.state.notes.taken:
                made += self._flushed(line, element)
            elif _stands_alone(one, self.state):
                made += [*self._flushed(line, element), *self._block(one, look)]
            elif has_blocks(one) and name(one) not in SILENT and one not in self.state.notes.calls:
                made += self._flushed(line, element)
                made += self.blocks(one, look_of(one, look, self.state.language))
            else:
                line += self.runs.one(one, look)
            if one.tail:
                line += self.runs.words(one.tail, look)
        return (*made, *self._flushed(line, element))

    def _flushed(self, line: list[Inline], element: etree._Element) -> Blocks:
        told = [one for one in line if not isinstance(one, StyledRun) or one.text.strip()]
        made = (Paragraph(tuple(line), self.state.line(element)),) if told else ()
        line.clear()
        return made

    def _block(self, element: etree._Element, look: Look) -> Blocks:
        look = look_of(element, look, self.state.language)
        tag = name(element)
        if not tag:
            return self._comment(element)
        if tag in HEADINGS:
            return self._heading(element, look)
        return tuple(self._steps.get(tag, PageReader._container)(self, element, look))

    def _comment(self, element: etree._Element) -> Blocks:
        keeps = self.state.keeps_comments and bool(element.text)
        return (Comment(element.text or "", self.state.line(element)),) if keeps else ()

    # --- text ------------------------------------------------------------------------------------

    def _heading(self, element: etree._Element, look: Look) -> Blocks:
        inlines = self.runs.read(element, look)
        if not plain(inlines):
            return (Paragraph(inlines, self.state.line(element)),)
        self.state.ledger.meet(Thing.HEADING)
        level = int(name(element)[1])
        label = label_of(element, self.state.file)
        line = self.state.line(element)
        return (Heading(level, inlines, label, role_of_page(element), line),)

    def _paragraph(self, element: etree._Element, look: Look) -> Iterator[Block]:
        if has_blocks(element):
            yield from self.blocks(element, look)
        else:
            yield Paragraph(self.runs.read(element, look), self.state.line(element))

    def _container(self, element: etree._Element, look: Look) -> Iterator[Block]:
        said_to_be = kinds(element)
        if name(element) == "nav" or said_to_be & _NAVIGATION:
            self.state.drop(element, "navigation, which the book makes")
        elif said_to_be & _EPIGRAPH:
            yield self._quoted(element, look, epigraph=True)
        elif said_to_be & _VERSE:
            yield from self._verse(element, look)
        elif said_to_be & _NOTE_GROUPS:
            yield from self._rest_of_notes(element, look)
        else:
            yield from self.blocks(element, look)

    def _rest_of_notes(self, element: etree._Element, look: Look) -> Iterator[Block]:
        """What is beside notes: a heading and a rule are left out, all else is text."""
        for block in self.blocks(element, look):
            if isinstance(block, Heading):
                words = plain(block.inlines)
                self.state.ledger.remove("heading of the notes", block.line, words, Thing.HEADING)
            elif isinstance(block, Listing):
                items = tuple(item for item in block.items if item)
                if items:
                    yield Listing(items, block.start, block.line)
            elif not isinstance(block, SceneBreak):
                yield block

    def _code(self, element: etree._Element, _look: Look) -> Iterator[Block]:
        line = self.state.line(element)
        text, others = coded(self.runs.read(element, Look(code=True)))
        yield from [CodeBlock(text, line)] if text.strip() else []
        yield from [Paragraph(others, line)] if others else []

    def _scene(self, element: etree._Element, _look: Look) -> Iterator[Block]:
        behind = element.getnext()
        if behind is None or not kinds(behind) & _NOTE_GROUPS:
            yield SceneBreak(self.state.line(element))

    def _lost(self, element: etree._Element, _look: Look) -> Iterator[Block]:
        self.state.drop(element, "form, which a book cannot do", first=True)
        yield from ()

    # --- quotes and verse ------------------------------------------------------------------------

    def _quote(self, element: etree._Element, look: Look) -> Iterator[Block]:
        yield self._quoted(element, look, epigraph=bool(kinds(element) & _EPIGRAPH))

    def _quoted(self, element: etree._Element, look: Look, *, epigraph: bool) -> Quote:
        line = self.state.line(element)
        inner = list(element)
        last = inner[-1] if inner and not (inner[-1].tail or "").strip() else None
        if last is None or not (name(last) in ("footer", "cite") or kinds(last) & _FROM):
            return Quote(self.blocks(element, look), (), epigraph, line)
        words = self._without_dash(self.runs.read(last, look), line)
        self.state.notes.bodies["^attribution"] = last
        blocks = self.blocks(element, look)
        del self.state.notes.bodies["^attribution"]
        return Quote(blocks, words, epigraph, line)

    def _without_dash(self, inlines: Inlines, line: int) -> Inlines:
        found = _DASH.match(plain(inlines))
        if not found:
            return inlines
        self.state.ledger.remove("dash before whom a quote is from", line, found[0])
        return behind(inlines, found[0])

    def _verse(self, element: etree._Element, look: Look) -> Iterator[Block]:
        """Verse. A line is a paragraph, another element, or ends at a break."""
        lines: list[VerseLine] = []
        for block in self.blocks(element, look):
            if not isinstance(block, Paragraph):
                yield from [Verse(tuple(lines), line=self.state.line(element))] if lines else []
                lines = []
                yield block
                continue
            lines += [VerseLine(())] if lines and len(list(_lines(block.inlines))) > 1 else []
            lines += [VerseLine(one) for one in _lines(block.inlines)]
        if lines:
            yield Verse(tuple(lines), line=self.state.line(element))

    # --- lists -----------------------------------------------------------------------------------

    def _list(self, element: etree._Element, look: Look) -> Iterator[Block]:
        items = [
            self.blocks(one, look_of(one, look, self.state.language))
            for one in element
            if name(one) == "li" and one not in self.state.notes.taken
        ]
        yield from self._strays(element, (), ("li",))
        start = said(element, "start")
        number = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
        if items:
            ordered = name(element) == "ol"
            yield Listing(tuple(items), number if ordered else None, self.state.line(element))

    def _definitions(self, element: etree._Element, look: Look) -> Iterator[Block]:
        yield from self._strays(element, ("div",), ("dt", "dd"))
        terms: list[Inlines] = []
        meanings: list[Blocks] = []
        found: list[Definition] = []
        parts = [
            one for one in element.iter() if name(one) in ("dt", "dd") and _list_of(one) is element
        ]
        for one in parts:
            if one in self.state.notes.taken:
                continue
            inner = look_of(one, look, self.state.language)
            if name(one) == "dt":
                found += [_defined(terms, meanings)] if meanings else []
                terms, meanings = ([], []) if meanings else (terms, meanings)
                terms.append(self.runs.read(one, inner))
            else:
                meanings.append(self.blocks(one, inner))
        found += [_defined(terms, meanings)] if terms or meanings else []
        line = self.state.line(element)
        if any(not entry.term for entry in found):
            self.state.ledger.add("term that was missing", line, _TERM)
            term = (StyledRun(_TERM),)
            found = [entry if entry.term else Definition(term, entry.meanings) for entry in found]
        if found:
            yield Definitions(tuple(found), line)

    def _strays(
        self, element: etree._Element, structure: tuple[str, ...], leaves: tuple[str, ...]
    ) -> Iterator[Block]:
        """What is directly in a list or table, where only items, rows and cells are allowed."""
        line = self.state.line(element)
        if element.text and element.text.strip():
            yield Paragraph(tuple(self.runs.words(element.text, PLAIN)), line)
        for one in element:
            if name(one) in structure:
                yield from self._strays(one, structure, leaves)
            elif name(one) not in leaves and one not in self.state.notes.taken:
                yield from self._stray(one, line)
            if one.tail and one.tail.strip():
                yield Paragraph(tuple(self.runs.words(one.tail, PLAIN)), line)

    def _stray(self, element: etree._Element, line: int) -> Iterator[Block]:
        if _stands_alone(element, self.state):
            yield from self._block(element, PLAIN)
        elif has_blocks(element) and name(element) not in SILENT:
            yield from self.blocks(element, look_of(element, PLAIN, self.state.language))
        else:
            yield Paragraph(tuple(self.runs.one(element, PLAIN)), line)

    # --- figures and tables ----------------------------------------------------------------------

    def _figure(self, element: etree._Element, look: Look) -> Iterator[Block]:
        line = self.state.line(element)
        captions = [one for one in element if name(one) == "figcaption"]
        caption: Inlines = ()
        for one in captions:
            caption = (*caption, *self._flat(self.blocks(one, look)))
        caption = without_number(caption, line, self.state.ledger)
        for at, one in enumerate(captions):
            self.state.notes.bodies[f"^caption{at}"] = one
        blocks = list(self.blocks(element, look))
        for at, _ in enumerate(captions):
            del self.state.notes.bodies[f"^caption{at}"]
        label = label_of(element, self.state.file)
        for at, block in enumerate(blocks):
            captioned = _captioned(block, caption, label)
            if captioned is not None and caption:
                blocks[at], caption = captioned, ()
            elif captioned is not None:
                blocks[at] = captioned
        yield from blocks
        if caption:
            yield Paragraph(caption, line)

    def _table(self, element: etree._Element, look: Look) -> Iterator[Block]:
        yield from self._strays(element, _ROWS, ("td", "th", "caption"))
        yield from table(self.state, self._cell, element, look)

    def _cell(self, element: etree._Element, look: Look) -> Inlines:
        return self._flat(self.blocks(element, look_of(element, look, self.state.language)))

    def _flat(self, blocks: Blocks) -> Inlines:
        return flat(blocks, self.state.ledger)

    # --- notes -----------------------------------------------------------------------------------

    def notes(self) -> dict[str, Note]:
        found: dict[str, Note] = {}
        for label, body in self.state.notes.bodies.items():
            self.state.ledger.meet(Thing.NOTE)
            blocks = self._numbered(
                self.blocks(body, look_of(body, PLAIN, self.state.language)), body
            )
            found[label] = Note(label, blocks, self.state.line(body))
        return found

    def _numbered(self, blocks: Blocks, body: etree._Element) -> Blocks:
        """The blocks of a note without the number with which it may begin."""
        match blocks:
            case (Paragraph(inlines=inlines, line=line), *rest) if name(body) != "li":
                words = plain(inlines)
                found = re.match(r"[\[(]?\d{1,4}[\])]?[.:)]?\s*|[*†‡§]{1,3}\s*|\.\s+", words)
                if found and len(words) > found.end():
                    self.state.ledger.remove("mark of a note, which the book makes", line, found[0])
                    return (Paragraph(behind(inlines, found[0]), line), *rest)
        return blocks

    _steps: ClassVar[
        Mapping[str, Callable[[PageReader, etree._Element, Look], Iterator[Block]]]
    ] = {
        "p": _paragraph,
        "pre": _code,
        "hr": _scene,
        "blockquote": _quote,
        "ul": _list,
        "ol": _list,
        "dl": _definitions,
        "figure": _figure,
        "table": _table,
        "form": _lost,
    }


def _stands_alone(element: etree._Element, state: HtmlState) -> bool:
    if not name(element):
        tail = (element.tail or "").strip()
        before = element.getprevious()
        above = element.getparent()
        first = (above.text if above is not None else "") if before is None else before.tail
        return (
            state.keeps_comments
            and not tail
            and not (first or "").strip()
            and (above is None or has_blocks(above) or name(above) == "body")
        )
    return name(element) in BLOCKS


def _list_of(element: etree._Element) -> etree._Element | None:
    """The definition list around a `dt` or `dd`; None if there is none."""
    for one in element.iterancestors():
        if name(one) != "div":
            return one
    return None


def _defined(terms: list[Inlines], meanings: list[Blocks]) -> Definition:
    term: list[Inline] = []
    for one in terms:
        term += [StyledRun(" "), *one] if term else one
    return Definition(tuple(term), tuple(meanings))


def _lines(inlines: Inlines) -> Iterator[Inlines]:
    line: list[Inline] = []
    for one in inlines:
        if isinstance(one, Break):
            yield tuple(line)
            line = []
        else:
            line.append(one)
    yield tuple(line)


def _captioned(block: Block, caption: Inlines, label: str) -> Block | None:
    match block:
        case Paragraph(inlines=inlines, line=line):
            told = [
                one for one in inlines if not (isinstance(one, StyledRun) and not one.text.strip())
            ]
            if len(told) == 1 and isinstance(told[0], Image):
                return Figure(told[0], caption, label, line)
        case Table(caption=()):
            return Table(block.head, block.rows, block.aligns, caption, label, block.line)
        case _:
            pass
    return None
