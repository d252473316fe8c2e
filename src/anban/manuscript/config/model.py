"""The frozen configuration of a book: what `manuscript/book.toml` says, checked and with defaults.

Lengths are millimetres. Every value that a later diagnostic may have to point at is found again
through `Config.where`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from anban.core.book import Role
from anban.core.diagnostics import Diagnostic, Severity, Span
from anban.manuscript.config.isbn import thirteen
from anban.world.project import MANUSCRIPT


class Format(Enum):
    PDF = "pdf"
    EPUB = "epub"


class Variant(Enum):
    """What a PDF is for: the screen, the press, an archive, somebody who reads proofs."""

    SCREEN = "screen"
    PRESS = "press"
    ARCHIVE = "archive"
    PROOF = "proof"


class Standard(Enum):
    """What a PDF for the press keeps to: ISO 15930-1:2001 or ISO 15930-7."""

    X_1A = "x-1a"
    X_4 = "x-4"


class Numerals(Enum):
    """How a number is written: I, 1, in the language's ordinal words, or not at all."""

    ROMAN = "roman"
    ARABIC = "arabic"
    WORDS = "words"
    NONE = "none"


class Scope(Enum):
    """Where a numbering starts again."""

    CHAPTER = "chapter"
    BOOK = "book"


class ContributorRole(Enum):
    """What somebody did for the book; `marc` is the MARC relator code."""

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
    """`sort_name` is the name as a catalogue files it; the name itself if not given."""

    name: str
    role: ContributorRole
    sort_name: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """`[book]`. `slug` names the products; `language` is a BCP 47 tag; `thema` are codes of Thema,
    the main subject first.
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
    """One line of the imprint page: the key it has in `book.toml`, and what it says."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class PartEntry:
    """A part of the body as listed: its title and the files of its chapters."""

    title: str
    subtitle: str
    chapters: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Manuscript:
    """`[manuscript]`: what the book is made of, in reading order.

    An entry is a file relative to `manuscript/`, or a `Role` that is generated.
    """

    front: tuple[str | Role, ...]
    body: tuple[PartEntry | str, ...]
    back: tuple[str | Role, ...]


@dataclass(frozen=True, slots=True)
class Numbering:
    """`[numbering]`. `sections` counts how many levels of headings bear a number (0 to 3)."""

    parts: Numerals
    chapters: Numerals
    sections: int
    figures: Scope
    tables: Scope


@dataclass(frozen=True, slots=True)
class Typography:
    """`[typography]`: which changes the language's rules may make to the text.

    `quotes` says which quotation marks are the outer ones; empty for those of the language.
    """

    dashes: bool
    spaces: bool
    ellipses: bool
    quotes: str = ""


@dataclass(frozen=True, slots=True)
class Margins:
    """Millimetres from the trim to the text."""

    top: float
    bottom: float
    inner: float
    outer: float


@dataclass(frozen=True, slots=True)
class Edition:
    """`[edition.NAME]`. Trim, bleed and margins are those of a PDF; `cover` that of an EPUB.

    `paper`, `binding` and `profile` are names in `anban.world.printers`. `spine` is the width that
    the printer has told, None where it follows from the pages.

    `isbn` is as it was typed, with single hyphens, and empty without one; `isbn_13` are its digits.
    `theme` is the folder of the theme, relative to the project, or empty for the built-in one.
    `trim` is width and height in millimetres. `margins` is None where the theme's hold.
    `sample_of` is the name of the edition that it is a sample of.
    `pages_from` names the print edition whose page numbers an EPUB tells; a PDF has its very pages.
    `pages_multiple` is what the number of pages is a multiple of. `output_intent` names a printing
    condition, or a profile in the manuscript. `draft`, `revision` and `draft_date` are what a proof
    says of itself.
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
        """True for a PDF that has the pages of another edition."""
        return self.format is Format.PDF and bool(self.pages_from)


@dataclass(frozen=True, slots=True)
class Cover:
    """`[cover]`: what the cover says beside title and names; `blurb` may have paragraphs."""

    blurb: str


@dataclass(frozen=True, slots=True)
class Allowance:
    """A finding that the editor has looked at and lets stand, with the reason.

    Not every finding of the rule, if there are `words` that its message has to have, or a `file`,
    relative to the manuscript's folder, that it has to be in.
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
    """`[check]`: `warn` makes warnings of mere information."""

    allow: tuple[Allowance, ...]
    deny: tuple[str, ...]
    warn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Certification:
    """`[accessibility]`: who has looked at the ebooks and says that they conform, and to what.

    `level` is A, AA or AAA of WCAG in the version `wcag`.
    """

    certifier: str
    level: str
    wcag: str
    credential: str
    report: str

    @property
    def claim(self) -> str:
        """The words of EPUB Accessibility 1.1, 5.2.1, to the letter."""
        return f"EPUB Accessibility 1.1 - WCAG {self.wcag} Level {self.level}"


@dataclass(frozen=True, slots=True)
class Config:
    """The whole of `book.toml`. `where` maps a dotted key to the place it stands at."""

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

    def edition(self, name: str) -> Edition | None:
        return next((edition for edition in self.editions if edition.name == name), None)

    def weight(self, found: Diagnostic) -> Severity | None:
        """How much a finding weighs in this book: None if it is allowed, an error if denied."""
        checks, own = self.checks, found.severity
        if own is not Severity.ERROR and any(one.covers(found) for one in checks.allow):
            return None
        if found.code in checks.deny:
            return Severity.ERROR
        return max(own, Severity.WARNING) if found.code in checks.warn else own
