"""Small books made by hand: a line of signs as inlines, and a configuration."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import assert_never

from anban.core.book import Book, Chapter, Part, Role
from anban.core.diagnostics import Span
from anban.core.nodes import (
    Block,
    Blocks,
    Code,
    Emphasis,
    Figure,
    Foreign,
    HardBreak,
    Heading,
    Inline,
    InlineImage,
    Inlines,
    Link,
    Marked,
    Note,
    NoteCall,
    Paragraph,
    Reference,
    Shown,
    SoftBreak,
    Strong,
    Table,
    Text,
)
from anban.languages import Language, load
from anban.manuscript.config.model import (
    Checks,
    Config,
    Manuscript,
    Metadata,
    Numbering,
    Numerals,
    Scope,
    Typography,
)

_SIGNS = re.compile(
    r"\*(?P<emphasis>[^*]+)\*|`(?P<code>[^`]+)`|\{(?P<foreign>[^}]+)\}|(?P<soft>⏎)|(?P<hard>‖)"
    r"|\[\^(?P<call>[^\]]+)\]|\[(?P<words>[^\]]*)\]\(#(?P<target>[^)]+)\)(?P<page>\{\.page\})?"
)


def span(line: int = 1, column: int = 1, length: int = 1) -> Span:
    return Span("manuscript/body/01-song.md", line, column, length)


def inlines(signs: str, line: int = 1, column: int = 1) -> Inlines:
    """What `signs` stand for, each node with its own place; `~` is a no-break space."""
    return tuple(_inlines(signs.replace("~", "\u00a0"), line, column))


def _inlines(signs: str, line: int, column: int) -> Iterator[Inline]:
    at = 0
    for match in _SIGNS.finditer(signs):
        if match.start() > at:
            yield _text(signs[at : match.start()], line, column + at)
        yield _node(match, line, column + match.start())
        at = match.end()
    if at < len(signs):
        yield _text(signs[at:], line, column + at)


def _text(text: str, line: int, column: int) -> Text:
    return Text(text, span(line, column, len(text)))


def _node(match: re.Match[str], line: int, column: int) -> Inline:
    place = span(line, column, len(match[0]))
    match match.lastgroup:
        case "emphasis":
            return Emphasis(inlines(match["emphasis"], line, column + 1), place)
        case "code":
            return Code(match["code"], place)
        case "foreign":
            return Foreign("en", inlines(match["foreign"], line, column + 1), place)
        case "soft":
            return SoftBreak(place)
        case "hard":
            return HardBreak(place)
        case "call":
            return NoteCall(match["call"], place)
        case _:
            words = inlines(match["words"], line, column + 1)
            shown = Shown.PAGE if match["page"] else Shown.WORDS if words else Shown.NAME
            return Reference(match["target"], shown, words, place)


def signs(nodes: Inlines) -> str:
    """The signs that stand for `nodes`."""
    return "".join(_sign(node) for node in nodes)


def _sign(node: Inline) -> str:
    match node:
        case Text():
            return node.text.replace("\u00a0", "~")
        case Code():
            return f"`{node.text}`"
        case SoftBreak() | HardBreak():
            return "⏎" if isinstance(node, SoftBreak) else "‖"
        case Emphasis() | Strong() | Marked():
            return f"*{signs(node.children)}*"
        case Foreign():
            return f"{{{signs(node.children)}}}"
        case Link():
            return signs(node.children)
        case Reference():
            return f"[{signs(node.children)}](#{node.target})"
        case NoteCall() | InlineImage():
            return f"[^{node.label}]" if isinstance(node, NoteCall) else f"!{node.source}"
        case _:
            assert_never(node)


def paragraph(text: str, line: int = 1) -> Paragraph:
    return Paragraph(inlines(text, line), span(line))


def heading(level: int, title: str, label: str = "", line: int = 1) -> Heading:
    return Heading(level, inlines(title, line), label, span(line))


def figure(caption: str = "", label: str = "", line: int = 1) -> Figure:
    return Figure("images/a.png", "a", inlines(caption, line), label, 100, span(line))


def table(caption: str = "", label: str = "", line: int = 1) -> Table:
    return Table((), (), inlines(caption, line), label, span(line))


def note(label: str, text: str = "Chú thích.", line: int = 1) -> Note:
    return Note(label, (paragraph(text, line),), span(line))


def chapter(
    id_: str,
    *blocks: Block,
    title: str = "Sông",
    role: Role = Role.CHAPTER,
    notes: tuple[Note, ...] = (),
) -> Chapter:
    return Chapter(id_, role, inlines(title), (), (), tuple(blocks), notes, span())


def part(id_: str, *chapters: Chapter, title: str = "Nguồn") -> Part:
    return Part(id_, inlines(title), (), chapters, span())


def book(
    *body: Part | Chapter, front: tuple[Chapter, ...] = (), back: tuple[Chapter, ...] = ()
) -> Book:
    return Book(front, body, back)


def blocks(book: Book, chapter: str) -> Blocks:
    return next(found.blocks for found in book.chapters() if found.id == chapter)


ALL = Typography(dashes=True, spaces=True, ellipses=True)
NUMBERING = Numbering(Numerals.ROMAN, Numerals.ROMAN, 2, Scope.BOOK, Scope.BOOK)

CONFIG = Config(
    Metadata("Sông", "", "", "song", "vi", (), "Nxb", "", "", date(2026, 11, 22), "", (), ""),
    (),
    Manuscript((), (), ()),
    NUMBERING,
    Scope.CHAPTER,
    ALL,
    (),
    Checks((), ()),
    {},
)


def config(**numbering: Numerals | Scope | int) -> Config:
    return replace(CONFIG, numbering=replace(NUMBERING, **numbering))  # type: ignore[arg-type]


def language(tag: str = "vi") -> Language:
    found = load(tag)
    assert found is not None
    return found
