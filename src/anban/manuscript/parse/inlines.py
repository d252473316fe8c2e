"""Turn the inline tokens of one run of text into nodes.

In: text and its places. Out: `InlineReader`. Its `read` gives the inlines; its `tokens` gives the
tokens to a caller that must look at them first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markdown_it.token import Token

from anban.core.diagnostics import Span
from anban.core.nodes import (
    Code,
    Emphasis,
    Foreign,
    HardBreak,
    Inline,
    InlineImage,
    Inlines,
    Mark,
    Marked,
    Note,
    NoteCall,
    Paragraph,
    SoftBreak,
    Strong,
    Text,
)
from anban.manuscript.parse import note_rules, rules
from anban.manuscript.parse.attributes import Known, read_attributes
from anban.manuscript.parse.engine import DEEPEST, Environment, Grammar, plain_token
from anban.manuscript.parse.html import instead_of, name_of
from anban.manuscript.parse.index import INDEX, KEYS, check_mark
from anban.manuscript.parse.links import link, picture
from anban.manuscript.parse.places import RunPlaces
from anban.manuscript.parse.state import FoundCall, ParseState

LONGEST = 200_000
"""The most characters of a paragraph whose markup is read."""

_SPAN = Known(classes=(*(mark.value for mark in Mark), INDEX), keys=("lang", *KEYS))
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\Z")
_REPLACEMENT = "\ufffd"


@dataclass(slots=True)
class _Frame:
    """An inline that is not closed yet: its children so far, and text that is not a node yet.

    `flat` is true if it is nested too deeply; its children then go to the inline around it.
    """

    token: Token | None
    flat: bool = False
    children: list[Inline] = field(default_factory=list)
    pieces: list[tuple[str, int, int]] = field(default_factory=list)


class InlineReader:
    """Reads the runs of one file."""

    def __init__(self, parse_state: ParseState, grammar: Grammar, env: Environment) -> None:
        self._state, self._grammar, self._env = parse_state, grammar, env

    def read(self, content: str, places: RunPlaces) -> Inlines:
        return self.build(self.tokens(content, places), places)

    def tokens(self, content: str, places: RunPlaces) -> list[Token]:
        if len(content) <= LONGEST:
            return self._grammar.inlines(self._env, content, places)
        span = places.span(0, 1)
        self._state.report(rules.LONG_BLOCK, span, count=len(content), limit=LONGEST)
        return [plain_token(content.replace("\n", " "))]

    def build(self, tokens: list[Token], places: RunPlaces) -> Inlines:
        return _Build(self._state, places).run(tokens)


class _Build:
    """Builds the nodes of one run. It has a stack of frames, so deep nesting needs no recursion."""

    def __init__(self, parse_state: ParseState, places: RunPlaces) -> None:
        self._state, self._places = parse_state, places
        self._stack = [_Frame(None)]
        self._elements: set[str] = set()

    def run(self, tokens: list[Token]) -> Inlines:
        for token in tokens:
            if token.nesting > 0:
                self._open(token)
            elif token.nesting < 0:
                self._close(token)
            elif token.type in ("text", "text_special"):
                self._text(token)
            else:
                self._leaf(token)
        return self._flush(self._stack[0])

    def _span(self, token: Token) -> Span:
        return self._places.span(token.meta["start"], token.meta["stop"])

    def _text(self, token: Token) -> None:
        if not token.content:
            return
        start, stop = token.meta["start"], token.meta["stop"]
        pieces = self._stack[-1].pieces
        if token.meta.get("delimiter") and token.content == "*":
            if not pieces or pieces[-1] != ("*", start - 1, start):
                self._state.report(rules.LONE_STAR, self._span(token))
        elif token.content == _REPLACEMENT and token.info == "entity":
            self._state.report(rules.NO_CHARACTER, self._span(token), entity=token.markup)
        pieces.append((token.content, start, stop))

    def _flush(self, frame: _Frame) -> Inlines:
        if frame.pieces:
            span = self._places.span(frame.pieces[0][1], frame.pieces[-1][2])
            frame.children.append(Text("".join(text for text, _, _ in frame.pieces), span))
            frame.pieces = []
        return tuple(frame.children)

    def _add(self, *inlines: Inline) -> None:
        frame = self._stack[-1]
        self._flush(frame)
        frame.children += inlines

    def _inside(self, kind: str) -> bool:
        return any(frame.token and frame.token.type == kind for frame in self._stack)

    def _open(self, token: Token) -> None:
        deep = len(self._stack) > DEEPEST
        if deep and not self._stack[-1].flat:
            span = self._places.span(token.meta["start"], token.meta["start"] + 1)
            self._state.report(rules.TOO_DEEP, span, limit=DEEPEST)
        if token.type == "link_open" and self._inside("link_open"):
            span = self._places.span(token.meta["start"], token.meta["start"] + 1)
            self._state.report(rules.LINK_IN_LINK, span)
        self._stack.append(_Frame(token, flat=deep))

    def _close(self, token: Token) -> None:
        frame = self._stack.pop()
        children = self._flush(frame)
        opening = frame.token
        if frame.flat or opening is None:
            self._add(*children)
            return
        stars = 1 if token.type == "strong_close" else 0
        start, stop = opening.meta["start"] - stars, token.meta["stop"] + stars
        self._add(*self._node(opening, children, self._places.span(start, stop)))

    def _node(self, token: Token, children: Inlines, span: Span) -> Inlines:
        match token.type:
            case "em_open":
                return (Emphasis(children, span),)
            case "strong_open":
                return (Strong(children, span),)
            case "link_open":
                return link(self._state, token, children, self._places, span)
            case "note_open":
                return (self._note(children, span),)
            case _:
                return self._marked(token, children, span)

    def _note(self, children: Inlines, span: Span) -> NoteCall:
        places = [child.span for child in children]
        self._state.in_place += 1
        label = f"^{self._state.in_place}"
        blocks = (Paragraph(children, places[0]),) if children else ()
        self._state.notes.append(Note(label, blocks, span))
        return self._call(label, span)

    def _call(self, label: str, span: Span) -> NoteCall:
        call = NoteCall(label, span)
        inside = self._state.noting > 0 or self._inside("note_open")
        self._state.calls.append(FoundCall(call, inside))
        if self._inside("link_open"):
            self._state.report(note_rules.MISPLACED_NOTE, span, place="the words of a link")
        return call

    def _marked(self, token: Token, children: Inlines, span: Span) -> Inlines:
        attributes = read_attributes(self._state, token.meta["braces"], self._places, _SPAN)
        check_mark(self._state, attributes, children, span)
        if INDEX in attributes.classes and not children:
            return ()
        language = attributes.values.get("lang")
        if language is not None:
            if not _LANGUAGE.match(language.text):
                wanted = "write a language tag, such as `lang=lo`"
                self._state.report(
                    rules.BAD_VALUE, language.span, value=language.text, key="language",
                    wanted=wanted,
                )  # fmt: skip
            children = (Foreign(language.text, children, span),)
        for mark in Mark:
            if mark.value in attributes.classes:
                children = (Marked(mark, children, span),)
        return children

    def _leaf(self, token: Token) -> None:
        span = self._span(token)
        match token.type:
            case "softbreak":
                self._add(SoftBreak(span))
            case "hardbreak":
                self._add(HardBreak(span))
            case "code_inline":
                self._add(Code(token.content, span))
            case "note_call":
                self._add(self._call(token.content, span))
            case "image":
                found = picture(self._state, token, self._places, alone=False)
                self._add(InlineImage(found.source, found.alt, found.span))
            case _:
                self._html(token, span)

    def _html(self, token: Token, span: Span) -> None:
        """Raw HTML stays as text; an element is reported once, not again where it ends."""
        tag, name = token.content, name_of(token.content)
        if not (tag.startswith("</") and name in self._elements):
            instead = instead_of(name)
            self._state.report(rules.RAW_HTML, span, tag=_short(tag), instead=instead)
        self._elements.add(name)
        piece = (tag.replace("\n", " "), token.meta["start"], token.meta["stop"])
        self._stack[-1].pieces.append(piece)


def _short(tag: str) -> str:
    """A tag as a message shows it: on one line, its attributes cut short."""
    line = " ".join(tag.split())
    return line if len(line) <= 40 else f"{line[:39]}…"
