"""Put the book together: chapters in the order of `[manuscript]`, and generated pages.

In: a `Config`, the parsed chapters by file, the words of the book's language. Out: `Book`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from anban.core.book import Book, Chapter, Matter, Part, Role
from anban.core.diagnostics import Diagnostic, Related, Span
from anban.core.nodes import Inlines, Text
from anban.manuscript.config.model import Config, PartEntry
from anban.manuscript.parse import rules
from anban.manuscript.parse.chapter import role_names

_BOOK_FILE = "manuscript/book.toml"
_TITLED = (Role.CONTENTS, Role.FIGURES, Role.TABLES)


class LanguageWords(Protocol):
    """The words of a language, as `anban.languages` gives them."""

    def say(self, key: str, **values: object) -> str: ...


def assemble(
    config: Config, chapters: Mapping[str, Chapter], language: LanguageWords
) -> tuple[Book, tuple[Diagnostic, ...]]:
    """The book, and what is wrong with its order.

    `chapters` has each chapter by its file, relative to `manuscript/`. A file without a chapter is
    left out; the parser has reported why.
    """
    assembly = _Assembly(config, chapters, language)
    front = assembly.matter(Matter.FRONT, config.manuscript.front)
    body = assembly.body()
    back = assembly.matter(Matter.BACK, config.manuscript.back)
    book = Book(front, body, back)
    if not config.manuscript.body:
        assembly.found.append(rules.EMPTY_BOOK.at(assembly.place("manuscript.body", "manuscript")))
    assembly.found += _clashes(book)
    return book, tuple(assembly.found)


class _Assembly:
    """Takes chapters in the order of the list, and collects what is wrong with their places."""

    def __init__(
        self, config: Config, chapters: Mapping[str, Chapter], language: LanguageWords
    ) -> None:
        self._config, self._chapters, self._language = config, chapters, language
        self.found: list[Diagnostic] = []

    def place(self, *keys: str) -> Span:
        """The place of the first of `keys` that is in `book.toml`, or else of the file."""
        where = self._config.where
        return next((where[key] for key in keys if key in where), Span(_BOOK_FILE))

    def matter(self, matter: Matter, entries: tuple[str | Role, ...]) -> tuple[Chapter, ...]:
        pieces = []
        for index, entry in enumerate(entries):
            if isinstance(entry, Role):
                key = f"manuscript.{matter.value}"
                pieces.append(self._generated(entry, self.place(f"{key}[{index}]", key)))
            elif entry in self._chapters:
                pieces.append(self._written(matter, entry))
        return tuple(pieces)

    def body(self) -> tuple[Part | Chapter, ...]:
        pieces: list[Part | Chapter] = []
        number = 0
        for entry in self._config.manuscript.body:
            if isinstance(entry, PartEntry):
                number += 1
                pieces.append(self._part(entry, number))
            else:
                pieces += self.matter(Matter.BODY, (entry,))
        return tuple(pieces)

    def _part(self, entry: PartEntry, number: int) -> Part:
        return Part(
            f"part-{number}",
            _words(entry.title, entry.span),
            _words(entry.subtitle, entry.span),
            self.matter(Matter.BODY, entry.chapters),
            entry.span,
        )

    def _written(self, matter: Matter, file: str) -> Chapter:
        chapter = self._chapters[file]
        facts, role = chapter.role.facts, chapter.role.value
        if facts.generated:
            self.found.append(rules.GENERATED_ROLE.at(chapter.span, role=role))
        elif facts.matter is not matter:
            diagnostic = rules.WRONG_MATTER.at(
                chapter.span,
                role=role,
                matter=matter.value,
                right=facts.matter.value,
                roles=", ".join(role_names(matter)),
            )
            self.found.append(diagnostic)
        return chapter

    def _generated(self, role: Role, span: Span) -> Chapter:
        title = self._language.say(role.value) if role in _TITLED else ""
        return Chapter(role.value, role, _words(title, span), (), (), (), (), span)


def _words(text: str, span: Span) -> Inlines:
    return (Text(text, span),) if text else ()


def _clashes(book: Book) -> list[Diagnostic]:
    """Report pieces with the same id. Case does not count: some file systems ignore it."""
    found = []
    first: dict[str, Part | Chapter] = {}
    for piece in book.pieces():
        earlier = first.setdefault(piece.id.casefold(), piece)
        if earlier is not piece:
            words = "the first one" if earlier.id == piece.id else f"this one is `{earlier.id}`"
            related = [Related(earlier.span, words)]
            found.append(rules.CLASHING_IDS.at(piece.span, related=related, id=piece.id))
    return found
