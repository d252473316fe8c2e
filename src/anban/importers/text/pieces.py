"""Make the pieces of a book from the blocks of a text.

In: marked blocks, options, a `TextState`. Out: `Pieces`, which has what a draft needs: pieces in
reading order, the title, authors, how chapters are numbered, the numbers of headings and notes.
What is not part of the text is put into a piece of its own, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from anban.core.book import Matter, Role
from anban.importers.draft import Author, Counts, Piece, Thing
from anban.importers.given import Wishes
from anban.importers.markdown import escape
from anban.importers.text.apart import apart_piece
from anban.importers.text.blocks import UPPER, Block, BlockKind
from anban.importers.text.numerals import is_roman, number_of
from anban.importers.text.rendering import calls_in, heading, labels_of, markdown, without_calls
from anban.importers.text.state import TextState
from anban.importers.text.titles import TITLE
from anban.importers.text.trailing import author_of
from anban.languages import alternatives_of

_SORTS = {
    BlockKind.CAPTION: "caption", BlockKind.SOURCE: "source", BlockKind.STRAY: "stray",
    BlockKind.NOTE: "note",
}  # fmt: skip
_LONG_TITLE = 80
"""A title with more characters does not fit a running head, so an editor is asked to shorten it."""
_OPENING_WORDS = 6
"""The number of words that a placeholder takes from the start of a text without a title."""
_ADDRESS_WORDS = re.compile(
    r"https?://[^\s/]+/(?:\S*/)?([a-z]+(?:-[a-z0-9]+){3,}?)(?:-[a-z]*\d{5,})?\.?\w*$"
)
_CALLED = re.compile(
    rf"{alternatives_of(lambda one: one.importing.book)}"
    rf"(?: {alternatives_of(lambda one: one.importing.called)})?:? "
    rf"(?:[“\"]([{UPPER}][^”\"]{{3,120}})[”\"]|([{UPPER}][^.;:“”]{{3,100}}\(\d{{4}}[^)]{{0,20}}\)))"
)
_SHORT_LINE = 100
"""Before the first title, blocks of at most so many characters are lines of a title page."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """What a draft needs of a text."""

    pieces: tuple[Piece, ...]
    title: str
    authors: tuple[Author, ...]
    counts: Counts
    chapters: str


@dataclass(frozen=True, slots=True)
class _GrowingPiece:
    """A piece while it is made: the block of its title (None if it has none), and its blocks."""

    head: Block | None
    blocks: tuple[Block, ...]
    part: str = ""


def pieces_of(state: TextState, blocks: Sequence[Block], wishes: Wishes) -> Pieces:
    """The pieces of a text."""
    return _Maker(state, wishes, blocks).make()


class _Maker:
    def __init__(self, state: TextState, wishes: Wishes, blocks: Sequence[Block]) -> None:
        self.state, self.wishes, self.blocks = state, wishes, blocks
        self.notes = {b.form: b for b in blocks if b.kind is BlockKind.NOTE and b.form}
        self.apart: dict[str, list[Block]] = {}
        self.headings = 0
        self.book_title = ""

    def make(self) -> Pieces:
        parts = self._split()
        numbering = self._numbering(parts)
        last = max((at for at, part in enumerate(parts) if _is_chapter(part)), default=len(parts))
        made = [self._piece(part, at > last, numbering) for at, part in enumerate(parts)]
        authors = self._authors()
        title = self.wishes.title or self.book_title or self._title_of(parts)
        apart = apart_piece(self.state, self.apart, self.notes)
        pieces = tuple(sorted((*made, *apart), key=lambda p: list(Matter).index(p.matter)))
        counts = Counts(notes=self._note_count(), headings=self.headings)
        return Pieces(pieces, title, authors, counts, numbering)

    # --- splitting ------------------------------------------------------------------------------

    def _split(self) -> list[_GrowingPiece]:
        parts: list[tuple[Block | None, list[Block], str]] = []
        part = ""
        heads = any(_is_head(block) for block in self.blocks[:2]) or any(
            block.kind is BlockKind.PART
            or (block.kind is BlockKind.PIECE and block.form == "chapter")
            for block in self.blocks
        )
        for block, behind in pairwise((*self.blocks, None)):
            if block is None:
                break
            if block.kind is BlockKind.PART and (
                behind is None or behind.kind is not BlockKind.PIECE
            ):
                parts.append((replace(block, form=Role.CHAPTER.value), [], part))
            elif block.kind is BlockKind.PART:
                part = self._part_title(block)
            elif block.kind is BlockKind.PIECE and block.form == TITLE and heads:
                self._keep_title(block)
            elif block.kind is BlockKind.PIECE:
                parts.append((block, [], part))
            else:
                if not parts:
                    parts.append((None, [], part))
                parts[-1][1].append(block)
        return self._opened([_GrowingPiece(head, tuple(some), name) for head, some, name in parts])

    def _part_title(self, block: Block) -> str:
        self.headings += 1
        if not block.text:
            return block.label
        self.state.remove("label of a title", block.line, block.label)
        return self._in_configuration(block)

    def _keep_title(self, block: Block) -> None:
        self.book_title = self._in_configuration(block)
        self.state.remove("title of the book, in book.toml", block.line, self.book_title)

    def _in_configuration(self, block: Block) -> str:
        """The words of a block for `book.toml`, which can call no notes: these are set apart."""
        for number in calls_in(block.text):
            note = self.notes.pop(number)
            self._set_apart("note", note)
            self.state.guess("note of a title", note.line, note.text, "set apart", first=True)
            self.state.remove("note without a mark, set apart", note.line, "", Thing.NOTE)
        return without_calls(block.text)

    def _opened(self, parts: list[_GrowingPiece]) -> list[_GrowingPiece]:
        """The pieces. Short lines before the first title are taken for a title page."""
        if len(parts) < 2 or parts[0].head is not None:
            return [part for part in parts if part.head or part.blocks]
        if any(len(block.text) > _SHORT_LINE for block in parts[0].blocks):
            return parts
        for block in parts[0].blocks:
            if block.kind is BlockKind.AUTHOR:
                self._set_apart("author", block)
            elif block.kind is not BlockKind.BREAK and not self._leaves(block):
                self._set_apart("front", block)
        return parts[1:]

    def _set_apart(self, sort: str, block: Block) -> None:
        self.apart.setdefault(sort, []).append(block)

    def _leaves(self, block: Block) -> bool:
        """True for a block that does not stay in its place: one to set apart, or a note."""
        if block.kind in _SORTS and not (block.kind is BlockKind.NOTE and block.form):
            self._set_apart(_SORTS[block.kind], block)
        return block.kind in _SORTS

    # --- one piece ------------------------------------------------------------------------------

    def _piece(self, part: _GrowingPiece, behind: bool, numbering: str) -> Piece:
        head = part.head
        role = _role(head, behind)
        labels = labels_of(head.text if head else "", part.blocks)
        title, subtitle = self._titles(part, numbering, labels)
        kept = self._kept(part.blocks)
        text = markdown(kept, labels, self.notes, self.state.language)
        self.headings += sum(block.kind is BlockKind.HEADING for block in kept)
        line_ = head.line if head else part.blocks[0].line
        body = part.part if role.facts.matter is Matter.BODY else ""
        return Piece(
            role.facts.matter, role, title, text, self.state.path, line_, subtitle, body
        )  # fmt: skip

    def _titles(
        self, part: _GrowingPiece, numbering: str, labels: Mapping[str, str]
    ) -> tuple[str, str]:
        head = part.head
        if head is None:
            return self._placeholder(part.blocks), ""
        self.headings += 1
        if len(head.text) > _LONG_TITLE:
            after = "give it a short-title for the running head"
            self.state.guess("long title", head.line, without_calls(head.text), after, first=True)
        if not head.label:
            return heading(head.text, labels), ""
        if numbering != "none" and head.text:
            self.state.remove("label of a title", head.line, head.label)
            return heading(head.text, labels), ""
        return escape(head.label), heading(head.text, labels) if head.text else ""

    def _placeholder(self, blocks: Sequence[Block]) -> str:
        """A title for a text without one: the title of the options, or its first words."""
        first = next((block for block in blocks if block.text), blocks[0])
        words = without_calls(first.text).split()[:_OPENING_WORDS]
        opening = " ".join(words).rstrip(".,;:")
        title = self.wishes.title or f"[{self.state.language.say('import-untitled')}] {opening}…"
        self.state.add("title", first.line, title, Thing.HEADING)
        after = f"{title}: give one with --title, or in the file{self._from_address()}"
        after = title if self.wishes.title else after
        self.state.guess(
            "text without a title", first.line, first.text, after, first=not self.wishes.title
        )
        return escape(title)

    def _from_address(self) -> str:
        """A title made from the web address in the text, as a hint for the editor."""
        for block in self.blocks:
            found = _ADDRESS_WORDS.search(block.text) if block.kind is BlockKind.SOURCE else None
            if found:
                return f"; its address says “{found[1].replace('-', ' ')}”"
        return ""

    def _kept(self, blocks: Sequence[Block]) -> list[Block]:
        """The blocks that stay in the piece; the others are set apart."""
        return [
            block for block in blocks if not self._leaves(block) or block.kind is BlockKind.CAPTION
        ]

    # --- the whole ------------------------------------------------------------------------------

    def _numbering(self, parts: Sequence[_GrowingPiece]) -> str:
        """The value of `chapters` in `[numbering]`; empty if the text does not show it."""
        labels = [part.head.label for part in parts if part.head and part.head.label]
        if not labels:
            return "none" if not any(p.head and p.head.form == "chapter" for p in parts) else ""
        words = [label.split(maxsplit=1)[-1] for label in labels]
        numbers = [number_of(word) for word in words]
        titled = all(part.head.text for part in parts if part.head and part.head.label)
        if numbers != list(range(1, len(numbers) + 1)) or not titled:
            self.state.guess(
                "numbers of chapters", 1, ", ".join(labels), "kept in the titles", first=True
            )
            return "none"
        return _numerals(words[0])

    def _title_of(self, parts: Sequence[_GrowingPiece]) -> str:
        titles = [p.head for p in parts if p.head and p.head.form in (TITLE, "chapter")]
        if titles and not any(title.label for title in titles):
            return without_calls(titles[0].text)
        if named := self._named_in_text():
            return named
        untitled = self.state.language.say("import-untitled")
        if parts and parts[0].head is None:
            return next((one.text for one in self.state.additions if one.kind == "title"), untitled)
        self.state.guess(
            "book without a title", 1, "", f"{untitled}: give one with --title", first=True
        )
        return untitled

    def _named_in_text(self) -> str:
        """The title of the book as a preface mentions it."""
        for block in self.blocks:
            found = _CALLED.search(block.text) if block.kind is BlockKind.TEXT else None
            if found:
                title = found[1] or found[2]
                self.state.guess("title of the book", block.line, found[0], title, first=True)
                return title
        return ""

    def _authors(self) -> tuple[Author, ...]:
        lines = [block for block in self.blocks if block.kind is BlockKind.AUTHOR]
        for block in self.apart.pop("author", []):
            self.state.remove("author, in book.toml", block.line, self._in_configuration(block))
        return tuple(dict.fromkeys(Author(author_of(block.text)) for block in lines))

    def _note_count(self) -> int:
        return sum(block.kind is BlockKind.NOTE for block in self.blocks)


def _is_head(block: Block) -> bool:
    return block.kind is BlockKind.PIECE and block.form != TITLE


def _is_chapter(part: _GrowingPiece) -> bool:
    return part.head is None or part.head.form in ("chapter", TITLE)


def _role(head: Block | None, behind: bool) -> Role:
    """The role of a piece. `behind` is true if it comes after the chapters.

    A piece of the front matter after the chapters is an afterword. A piece of the back matter
    before them is a piece of the body.
    """
    if head is None or head.form == TITLE:
        return Role.CHAPTER
    role = Role(head.form)
    if behind and role.facts.matter is Matter.FRONT:
        return Role.AFTERWORD
    return role


def _numerals(word: str) -> str:
    if word.isdecimal():
        return "arabic"
    return "roman" if is_roman(word) else "words"
