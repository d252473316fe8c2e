"""The frozen configuration of a book: the values of `manuscript/book.toml`, checked, with defaults.

In: nothing. Out: `Config` and the types of its fields. Lengths are in millimetres. `Config.where`
gives the place of each value, for diagnostics.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from anban.core.book import Role
from anban.core.diagnostics import Diagnostic, Severity, Span
from anban.core.page_numbers import NO_WISH, PagesWish
from anban.manuscript.config.isbn import thirteen
from anban.world.project import MANUSCRIPT


class Format(Enum):
    """The format of an edition."""

    PDF = "pdf"
    EPUB = "epub"


class Variant(Enum):
    """The purpose of a PDF: the screen, the press, an archive, or proof-reading."""

    SCREEN = "screen"
    PRESS = "press"
    ARCHIVE = "archive"
    PROOF = "proof"


class Standard(Enum):
    """The standard of a PDF for the press: ISO 15930-1:2001 (X-1a) or ISO 15930-7 (X-4)."""

    X_1A = "x-1a"
    X_4 = "x-4"


class Numerals(Enum):
    """How a number is written: I, 1, with the ordinal words of the language, or not at all."""

    ROMAN = "roman"
    ARABIC = "arabic"
    WORDS = "words"
    NONE = "none"


class Scope(Enum):
    """The unit in which a numbering starts again."""

    CHAPTER = "chapter"
    BOOK = "book"


class ContributorRole(Enum):
    """What a person did for the book; `marc` is the MARC relator code."""

    AUTHOR = "author"
    EDITOR = "editor"
    TRANSLATOR = "translator"
    ILLUSTRATOR = "illustrator"
    FOREWORD = "foreword"
    DESIGNER = "designer"
    PROOFREADER = "proofreader"
    COMPILER = "compiler"

    @property
    def marc(self) -> str:
        return _MARC[self]


_MARC = {
    ContributorRole.AUTHOR: "aut",
    ContributorRole.EDITOR: "edt",
    ContributorRole.TRANSLATOR: "trl",
    ContributorRole.ILLUSTRATOR: "ill",
    ContributorRole.FOREWORD: "aui",
    ContributorRole.DESIGNER: "bkd",
    ContributorRole.PROOFREADER: "pfr",
    ContributorRole.COMPILER: "com",
}


@dataclass(frozen=True, slots=True)
class Contributor:
    """A contributor. `sort_name` is the name as a catalogue sorts it; by default, the name."""

    name: str
    role: ContributorRole
    sort_name: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """`[book]`. `slug` begins the names of the products. `language` is a BCP 47 tag.

    `thema` are codes of Thema; the first is the main subject.
    """

    title: str
    subtitle: str
    short_title: str
    slug: str
    language: str
    contributors: tuple[Contributor, ...]
    publisher: str
    place: str
    rights: str
    date: date
    description: str
    subjects: tuple[str, ...]
    series: str
    thema: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImprintLine:
    """One line of the imprint page: its key in `book.toml` and its words."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class PartEntry:
    """A part of the body in the list: its title and the files of its chapters."""

    title: str
    subtitle: str
    chapters: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Manuscript:
    """`[manuscript]`: the pieces of the book, in reading order.

    An entry is a file relative to `manuscript/`, or a `Role` that is generated.
    """

    front: tuple[str | Role, ...]
    body: tuple[PartEntry | str, ...]
    back: tuple[str | Role, ...]


@dataclass(frozen=True, slots=True)
class Numbering:
    """`[numbering]`. `sections` is the number of levels of headings with numbers, 0 to 3."""

    parts: Numerals
    chapters: Numerals
    sections: int
    figures: Scope
    tables: Scope


@dataclass(frozen=True, slots=True)
class Typography:
    """`[typography]`: the changes that the rules of the language may make to the text.

    `quotes` says which quotation marks are the outer ones; empty for those of the language.
    """

    dashes: bool
    spaces: bool
    ellipses: bool
    quotes: str = ""


@dataclass(frozen=True, slots=True)
class Margins:
    """The distances from the trim to the text, in millimetres."""

    top: float
    bottom: float
    inner: float
    outer: float


@dataclass(frozen=True, slots=True)
class Edition:
    """`[edition.NAME]`. Trim, bleed and margins are for a PDF; `cover` is for an EPUB.

    `isbn` is the ISBN as it was typed, with single hyphens, or empty; `isbn_13` are its digits.
    `theme` is the folder of the theme, relative to the project, or empty for the built-in theme.
    `trim` is width and height in millimetres. `margins` is None if the theme decides them.

    `paper`, `binding` and `profile` are names in `anban.world.printers`. `spine` is the width of
    the spine that the printer gave, None if it follows from the pages.

    `pages_from` is the name of a print edition: an EPUB gets its page numbers, and a PDF gets its
    pages. The number of pages is a multiple of `pages_multiple`. `output_intent` is the name of a
    printing condition, or the path of a profile in the manuscript. `draft`, `revision` and
    `draft_date` are printed on a proof. `sample_of` is the name of the edition of which this one
    is a sample, or empty.
    """

    name: str
    format: Format
    isbn: str
    theme: str
    trim: tuple[float, float]
    bleed: float
    margins: Margins | None
    variant: Variant
    cover: str
    pages_from: str
    standard: Standard = Standard.X_1A
    marks: bool = False
    slug_line: bool = False
    pages_multiple: int = 1
    output_intent: str = ""
    draft: str = ""
    revision: str = ""
    draft_date: date | None = None
    paper: str = ""
    binding: str = "perfect"
    spine: float | None = None
    price: str = ""
    price_code: str = ""
    profile: str = ""
    sample_of: str = ""

    @property
    def isbn_13(self) -> str:
        return thirteen(self.isbn)

    @property
    def borrowed(self) -> bool:
        """True for a PDF that uses the pages of another edition."""
        return self.format is Format.PDF and bool(self.pages_from)


@dataclass(frozen=True, slots=True)
class Cover:
    """`[cover]`: the words of the cover besides title and names; `blurb` may have paragraphs."""

    blurb: str


@dataclass(frozen=True, slots=True)
class Allowance:
    """A finding that the editor accepts, with the reason.

    If `words` are given, only findings with these words in their message are accepted. If a `file`
    is given (relative to the manuscript's folder), only findings in that file are.
    """

    code: str
    reason: str
    words: str = ""
    file: str = ""

    def covers(self, found: Diagnostic) -> bool:
        here = not self.file or (found.span and found.span.path == f"{MANUSCRIPT}/{self.file}")
        return found.code == self.code and bool(here) and self.words in found.message


@dataclass(frozen=True, slots=True)
class Checks:
    """`[check]`: which findings are allowed, denied, or raised from information to warnings."""

    allow: tuple[Allowance, ...]
    deny: tuple[str, ...]
    warn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Certification:
    """`[accessibility]`: the person who checked the ebooks and certifies that they conform.

    `level` is A, AA or AAA of WCAG in the version `wcag`.
    """

    certifier: str
    level: str
    wcag: str
    credential: str
    report: str

    @property
    def claim(self) -> str:
        """The claim of conformance, in the exact words of EPUB Accessibility 1.1, 5.2.1."""
        return f"EPUB Accessibility 1.1 - WCAG {self.wcag} Level {self.level}"


@dataclass(frozen=True, slots=True)
class Config:
    """All of `book.toml`. `where` maps a dotted key to its place in the file.

    `pages` is what `[pages]` asks for; the theme of an edition may ask for more.
    """

    metadata: Metadata
    imprint: tuple[ImprintLine, ...]
    manuscript: Manuscript
    numbering: Numbering
    notes: Scope
    typography: Typography
    editions: tuple[Edition, ...]
    checks: Checks
    where: Mapping[str, Span]
    certification: Certification | None = None
    cover: Cover | None = None
    pages: PagesWish = NO_WISH

    def edition(self, name: str) -> Edition | None:
        return next((edition for edition in self.editions if edition.name == name), None)

    def weight(self, found: Diagnostic) -> Severity | None:
        """The severity of a finding in this book: None if it is allowed, an error if denied."""
        checks, own = self.checks, found.severity
        if own is not Severity.ERROR and any(one.covers(found) for one in checks.allow):
            return None
        if found.code in checks.deny:
            return Severity.ERROR
        return max(own, Severity.WARNING) if found.code in checks.warn else own
