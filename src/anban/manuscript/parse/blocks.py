"""Turn the block tokens of a file into nodes.

In: tokens of `Grammar.blocks`. Out: `BlockReader`. Notes go into the `ParseState`, not into the
text. A heading with one `#` has level 0 if it is outside of all other blocks.
"""

from __future__ import annotations

from dataclasses import replace

from markdown_it.token import Token

from anban.core.diagnostics import Span
from anban.core.errors import BugError
from anban.core.nodes import (
    Block,
    Blocks,
    CodeBlock,
    Definition,
    DefinitionList,
    Figure,
    Heading,
    Inlines,
    List,
    ListItem,
    Note,
    Paragraph,
    Quote,
    SceneBreak,
    SoftBreak,
    Table,
    Text,
    Verse,
    VerseLine,
)
from anban.manuscript.parse import rules
from anban.manuscript.parse.attributes import Attributes, Known, read_attributes
from anban.manuscript.parse.inlines import InlineReader
from anban.manuscript.parse.links import picture
from anban.manuscript.parse.places import RunPlaces
from anban.manuscript.parse.quotes import DASHES, split_attribution, take_mark
from anban.manuscript.parse.runs import line_of, places_of, siblings
from anban.manuscript.parse.state import ParseState
from anban.manuscript.parse.syntax.attributes import split_off
from anban.manuscript.parse.syntax.containers import EPIGRAPH
from anban.manuscript.parse.tables import looks_like_table, read_table

_LABELLED = Known(label=True)
_LOWEST = 3
"""The lowest level of heading below a title."""


class BlockReader:
    """Reads the blocks of one file."""

    def __init__(self, parse_state: ParseState, reader: InlineReader) -> None:
        self._state, self._reader = parse_state, reader

    def read(self, tokens: list[Token], *, outermost: bool = False) -> Blocks:
        blocks: list[Block] = []
        for token, inner in siblings(tokens):
            if token.type == "caption_open":
                blocks[-1:] = self._captioned(blocks[-1:], inner[0])
            else:
                blocks += self._block(token, inner, outermost=outermost)
        return tuple(blocks)

    def _block(self, token: Token, inner: list[Token], *, outermost: bool) -> Blocks:
        span = self._span(token)
        match token.type:
            case "paragraph_open":
                return self._paragraph(inner[0], span)
            case "heading_open":
                return (self._heading(token, inner[0], span, outermost=outermost),)
            case "table_open":
                return (read_table(self._state, self._reader, token, inner),)
            case "note_open":
                return self._note(token, inner)
            case "hr":
                return (SceneBreak(span),)
            case "fence" | "code_block":
                return (self._code(token, span),)
            case _:
                return self._enclosing(token, inner, span)

    def _enclosing(self, token: Token, inner: list[Token], span: Span) -> Blocks:
        match token.type:
            case "blockquote_open":
                return (self._quote(inner, span, epigraph=False),)
            case "container_open" if token.info == EPIGRAPH:
                return (self._quote(inner, span, epigraph=True),) if inner else ()
            case "container_open":
                return self.read(inner)
            case "verse_open":
                return self._verse(inner, span)
            case "dl_open":
                return (self._definitions(inner, span),)
            case "bullet_list_open" | "ordered_list_open":
                return (self._list(token, inner, span),)
            case _:
                raise BugError(f"the parser makes no block of the token {token.type}")

    def _span(self, token: Token) -> Span:
        """The place of a block: its first line, from its mark to the end of the line."""
        line, column = line_of(token), token.meta["column"]
        return self._state.span(line, column, len(self._state.lines[line].rstrip(" \t")) - column)

    # --- text -----------------------------------------------------------------------------------

    def _paragraph(self, inline: Token, span: Span) -> Blocks:
        places = places_of(self._state, inline)
        tokens = self._reader.tokens(inline.content, places)
        told = [token for token in tokens if token.type != "text" or token.content.strip()]
        if [token.type for token in told] == ["image"]:
            return (self._figure(told[0], places),)
        self._check_lines(inline.content, places)
        children = self._reader.build(tokens, places)
        return () if _blank(children) else (Paragraph(children, span),)

    def _check_lines(self, content: str, places: RunPlaces) -> None:
        """Report lines that were meant as a caption, a definition or a table."""
        lines = content.split("\n")
        for text, start in zip(lines, places.starts, strict=True):
            if text.startswith((": ", ":\t")):
                self._state.report(rules.STRAY_COLON, places.span(start, start + 1))
        dashes = looks_like_table(content)
        if dashes is not None:
            start = places.starts[dashes]
            span = places.span(start, start + len(lines[dashes]))
            self._state.report(rules.NOT_A_TABLE, span)

    def _heading(self, token: Token, inline: Token, span: Span, *, outermost: bool) -> Heading:
        if token.markup.startswith("#"):
            inline.meta["column"] += len(token.markup)
        children, attributes = self._labelled(inline)
        level = int(token.tag[1:]) - 1
        if level > _LOWEST:
            self._state.report(rules.DEEP_HEADING, span)
        lowest = 0 if outermost else 1
        return Heading(max(lowest, min(level, _LOWEST)), children, attributes.label, span)

    def _labelled(self, inline: Token) -> tuple[Inlines, Attributes]:
        """The inlines of a run, and the attributes after it, of which only a label is allowed."""
        places = places_of(self._state, inline)
        content, braces = split_off(inline.content)
        attributes = read_attributes(self._state, braces, places, _LABELLED)
        return self._reader.read(content, places), attributes

    def _code(self, token: Token, span: Span) -> CodeBlock:
        if token.type == "code_block":
            self._state.report(rules.INDENTED_CODE, span)
        elif token.info.strip():
            self._state.report(rules.CODE_LANGUAGE, span, words=token.info.strip())
        return CodeBlock(token.content, span)

    # --- figures and tables ---------------------------------------------------------------------

    def _figure(self, token: Token, places: RunPlaces) -> Figure:
        found = picture(self._state, token, places, alone=True)
        return Figure(
            found.source, found.alt, (), found.label, found.width, found.span, found.details,
        )  # fmt: skip

    def _captioned(self, above: list[Block], inline: Token) -> Blocks:
        """The figure or table above a caption, with that caption added."""
        caption, attributes = self._labelled(inline)
        match above:
            case [(Figure() | Table()) as block]:
                label = attributes.label
                if label and block.label:
                    span = caption[0].span if caption else block.span
                    self._state.report(rules.TWO_LABELS, span, first=block.label, label=label)
                return (replace(block, caption=caption, label=block.label or label),)
            case _:
                column = inline.meta["column"]
                mark = self._state.lines[line_of(inline)].rfind(":", 0, column)
                self._state.report(rules.STRAY_COLON, self._state.span(line_of(inline), mark))
                return (*above, Paragraph(caption, self._span(inline)))

    # --- quotes, verse, lists -------------------------------------------------------------------

    def _quote(self, inner: list[Token], span: Span, *, epigraph: bool) -> Quote:
        blocks, attribution = split_attribution(self.read(inner))
        return Quote(blocks, attribution, span, epigraph)

    def _verse(self, inner: list[Token], span: Span) -> Blocks:
        stanzas: list[list[VerseLine]] = [[]]
        for token in inner:
            if token.type != "stanza_end":
                stanzas[-1].append(self._verse_line(token))
            elif stanzas[-1]:
                stanzas.append([])
        filled = [stanza for stanza in stanzas if stanza]
        if not filled:
            return ()
        attribution = take_mark(filled[-1][-1].children, DASHES)
        if attribution:
            filled[-1].pop()
        return (Verse(tuple(tuple(stanza) for stanza in filled if stanza), attribution, span),)

    def _verse_line(self, token: Token) -> VerseLine:
        children = self._reader.read(token.content, places_of(self._state, token))
        return VerseLine(children, token.meta["indent"], self._span(token))

    def _list(self, token: Token, inner: list[Token], span: Span) -> List:
        items = tuple(
            ListItem(self.read(blocks), self._span(item)) for item, blocks in siblings(inner)
        )
        ordered = token.type == "ordered_list_open"
        start = int(token.attrGet("start") or 1) if ordered and token.attrs else 1
        return List(items, start if ordered else None, _tight(inner), span)

    def _definitions(self, inner: list[Token], span: Span) -> DefinitionList:
        items: list[Definition] = []
        for token, inside in siblings(inner):
            if token.type == "dt_open":
                term = self._reader.read(inside[0].content, places_of(self._state, inside[0]))
                items.append(Definition(term, (), self._span(token)))
            else:
                items[-1] = replace(items[-1], blocks=(*items[-1].blocks, self.read(inside)))
        return DefinitionList(tuple(items), span)

    def _note(self, token: Token, inner: list[Token]) -> Blocks:
        mark = len(f"[^{token.content}]")
        span = self._state.span(line_of(token), token.meta["column"], mark)
        place = len(self._state.notes)
        self._state.noting += 1
        blocks = self.read(inner)
        self._state.noting -= 1
        self._state.notes.insert(place, Note(token.content, blocks, span))
        return ()


def _blank(children: Inlines) -> bool:
    """True if only line ends are left, as in a paragraph of comments or marks of an index."""
    return all(
        isinstance(child, SoftBreak) or (isinstance(child, Text) and not child.text.strip(" "))
        for child in children
    )


def _tight(items: list[Token]) -> bool:
    """True if the items of a list have no empty lines between their paragraphs."""
    return all(
        token.hidden
        for _, blocks in siblings(items)
        for token, _ in siblings(blocks)
        if token.type == "paragraph_open"
    )
