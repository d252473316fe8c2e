"""The book: chapters with their roles, in the order in which they are read.

In: chapters that were parsed. Out: the classes `Role`, `Chapter`, `Part` and `Book`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from anban.core.diagnostics import Span
from anban.core.nodes import Blocks, Inlines, Note


class Matter(Enum):
    """The three matters of a book: what stands before the text, the text, what stands behind it."""

    FRONT = "front"
    BODY = "body"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """What follows from the role of a chapter.

    `epub_type` is a term of the EPUB Structural Semantics Vocabulary 1.1, `aria` a role of
    DPUB-ARIA 1.1 or empty. `numbered` chapters have numbers. A `generated` page is made from
    `book.toml` and has no file. `listed` chapters stand in the contents. `bare` pages have neither
    a folio nor a running head.
    """

    matter: Matter
    epub_type: str
    aria: str = ""
    numbered: bool = False
    generated: bool = False
    listed: bool = True
    bare: bool = False


class Role(Enum):
    """The role of a chapter in the book. The value is its name in the manuscript."""

    HALF_TITLE = "half-title"
    TITLE_PAGE = "title-page"
    IMPRINT = "imprint"
    DEDICATION = "dedication"
    EPIGRAPH = "epigraph"
    PUBLISHERS_NOTE = "publishers-note"
    FOREWORD = "foreword"
    PREFACE = "preface"
    ACKNOWLEDGEMENTS = "acknowledgements"
    CONTENTS = "contents"
    FIGURES = "list-of-figures"
    TABLES = "list-of-tables"
    READERS_NOTE = "readers-note"
    INTRODUCTION = "introduction"
    CHAPTER = "chapter"
    CONCLUSION = "conclusion"
    EPILOGUE = "epilogue"
    AFTERWORD = "afterword"
    APPENDIX = "appendix"
    CHRONOLOGY = "chronology"
    PEOPLE = "people"
    GLOSSARY = "glossary"
    BIBLIOGRAPHY = "bibliography"
    COLOPHON = "colophon"

    @property
    def facts(self) -> RoleFacts:
        return _FACTS[self]


_FRONT, _BODY, _BACK = Matter.FRONT, Matter.BODY, Matter.BACK

_FACTS = {
    Role.HALF_TITLE: RoleFacts(_FRONT, "halftitlepage", generated=True, listed=False, bare=True),
    Role.TITLE_PAGE: RoleFacts(_FRONT, "titlepage", generated=True, listed=False, bare=True),
    Role.IMPRINT: RoleFacts(_FRONT, "copyright-page", generated=True, listed=False, bare=True),
    Role.DEDICATION: RoleFacts(_FRONT, "dedication", "doc-dedication", listed=False, bare=True),
    Role.EPIGRAPH: RoleFacts(_FRONT, "epigraph", "doc-epigraph", listed=False, bare=True),
    Role.PUBLISHERS_NOTE: RoleFacts(_FRONT, "foreword", "doc-foreword"),
    Role.FOREWORD: RoleFacts(_FRONT, "foreword", "doc-foreword"),
    Role.PREFACE: RoleFacts(_FRONT, "preface", "doc-preface"),
    Role.ACKNOWLEDGEMENTS: RoleFacts(_FRONT, "acknowledgments", "doc-acknowledgments"),
    Role.CONTENTS: RoleFacts(_FRONT, "toc", "doc-toc", generated=True, listed=False),
    Role.FIGURES: RoleFacts(_FRONT, "loi", generated=True),
    Role.TABLES: RoleFacts(_FRONT, "lot", generated=True),
    Role.READERS_NOTE: RoleFacts(_FRONT, "preamble"),
    Role.INTRODUCTION: RoleFacts(_BODY, "introduction", "doc-introduction"),
    Role.CHAPTER: RoleFacts(_BODY, "chapter", "doc-chapter", numbered=True),
    Role.CONCLUSION: RoleFacts(_BODY, "conclusion", "doc-conclusion"),
    Role.EPILOGUE: RoleFacts(_BODY, "epilogue", "doc-epilogue"),
    Role.AFTERWORD: RoleFacts(_BACK, "afterword", "doc-afterword"),
    Role.APPENDIX: RoleFacts(_BACK, "appendix", "doc-appendix"),
    Role.CHRONOLOGY: RoleFacts(_BACK, "appendix", "doc-appendix"),
    Role.PEOPLE: RoleFacts(_BACK, "appendix", "doc-appendix"),
    Role.GLOSSARY: RoleFacts(_BACK, "glossary", "doc-glossary"),
    Role.BIBLIOGRAPHY: RoleFacts(_BACK, "bibliography", "doc-bibliography"),
    Role.COLOPHON: RoleFacts(_BACK, "colophon", "doc-colophon", listed=False),
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """One piece of the book that begins on a new page: a chapter, a preface, a title page.

    `id` is ASCII and unique in the book. `short_title` is for the running head; if it is empty, the
    title is used. `number` is 0 if the role has no numbers. `notes` are in the order in which they
    are written, and after they are resolved in the order of their calls.
    """

    id: str
    role: Role
    title: Inlines
    subtitle: Inlines
    short_title: Inlines
    blocks: Blocks
    notes: tuple[Note, ...]
    span: Span
    number: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the body. It has a page of its own, which stands before its chapters."""

    id: str
    title: Inlines
    subtitle: Inlines
    chapters: tuple[Chapter, ...]
    span: Span
    number: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """The whole book in reading order. The body can hold parts, chapters, or both."""

    front: tuple[Chapter, ...]
    body: tuple[Part | Chapter, ...]
    back: tuple[Chapter, ...]

    def pieces(self) -> Iterator[Part | Chapter]:
        """All pieces that begin on a new page, in reading order: a part before its chapters."""
        yield from self.front
        for piece in self.body:
            yield piece
            if isinstance(piece, Part):
                yield from piece.chapters
        yield from self.back

    def chapters(self) -> Iterator[Chapter]:
        return (piece for piece in self.pieces() if isinstance(piece, Chapter))
